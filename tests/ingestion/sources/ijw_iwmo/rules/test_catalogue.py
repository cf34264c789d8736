"""Every rule of the standard has one row, what is checked has a function or a model, and the pages follow."""

import csv
import re

import pytest

from ingestion.outcomes import load_meldingen
from ingestion.sources.ijw_iwmo.catalogue import load_catalogue
from ingestion.sources.ijw_iwmo.layout import row_sources
from ingestion.sources.ijw_iwmo.rules.catalogue import PLACES, load_rules
from ingestion.sources.ijw_iwmo.rules.document import (
    DOCUMENT,
    MELDINGEN,
    PROJECT,
    SEED,
    write_document,
    write_meldingen,
    write_seed,
)
from ingestion.sources.ijw_iwmo.rules.evaluation import every_rule

MODELS = PROJECT / "dbt_project" / "models"


def test_every_function_has_a_row_and_every_row_of_level_2_a_function():
    checked = {rule.regel for rule in load_rules().values() if rule.waar in {"bericht", "ontvangst"}}
    assert len(checked) > 55
    assert {rule.code for rule in every_rule()} == checked


def test_a_row_names_the_codes_and_reactions_of_its_functions():
    told: dict[str, set[str]] = {}
    for rule in every_rule():
        told.setdefault(rule.code, set()).add(rule.melding)
    for code, meldingen in told.items():
        row = load_rules()[code]
        assert set(row.melding.split()) == meldingen, code
        assert set(row.reactie.split()) == {load_meldingen()[melding].reaction for melding in meldingen}, code


def test_every_rule_that_dbt_checks_stands_in_a_model_and_the_other_way_round():
    models = [path.read_text(encoding="utf-8") for path in MODELS.rglob("int_afkeuringen__*.sql")]
    assert len(models) > 10
    named = {code for text in models for code in re.findall(r"'(TR\d{3}|[FX]\d{3})'", text)}
    assert named == {rule.regel for rule in load_rules().values() if rule.waar in {"historie", "extern"}}


def test_every_model_with_breaches_comes_into_the_mart():
    together = next(MODELS.rglob("int_afkeuringen__geladen.sql")).read_text(encoding="utf-8")
    telling = {
        path.stem
        for path in MODELS.rglob("int_afkeuringen__*.sql")
        if path.stem != "int_afkeuringen__geladen" and re.search(r"'[TFX]R?\d{3}'", path.read_text(encoding="utf-8"))
    }
    assert len(telling) > 20
    assert telling == set(re.findall(r"'(int_afkeuringen__\w+)'", together))


def test_every_row_says_what_and_where_and_else_why_not():
    for rule in load_rules().values():
        assert rule.omschrijving.endswith("."), rule.regel
        assert rule.waar in PLACES
        assert bool(rule.reden) or rule.waar != "niet_van_toepassing", rule.regel


def test_the_pages_are_what_the_rules_say():
    assert DOCUMENT.read_text(encoding="utf-8") == write_document()
    assert MELDINGEN.read_text(encoding="utf-8") == write_meldingen()
    assert SEED.read_text(encoding="utf-8") == write_seed()
    assert all(f"| {code} |" in write_document() for code in load_rules())


def test_the_keys_of_tr101_are_those_of_the_catalogue():
    """The keys that are compared are the key elements of the class itself, spelt out to columns."""
    compared = 0
    for rule in every_rule():
        if rule.code != "TR101":
            continue
        for soort in rule.berichtsoorten:
            message = load_catalogue().messages["jeugdwet", str(soort)]
            source = next(s for s in row_sources("jeugdwet", str(soort)) if s.table == rule.table)
            keys = [element.path for element in message.elements if element.is_key and element.parent == source.path]
            columns = {
                column.name
                for column in source.columns
                for key in keys
                if column.path and f"{source.path}/{column.path}/".startswith(f"{key}/")
            }
            names = set(rule.keep.keywords["keys"])
            assert names - {"bsn"} == columns - {"bsn"}, (rule.table, soort)
            compared += 1
    assert compared >= 10


@pytest.mark.shared
def test_every_rule_of_the_standard_is_there_once(shared_standard):
    with (shared_standard / "rules.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len({row["code"] for row in rows}) == 191
    assert {row["code"] for row in rows} == {rule.regel for rule in load_rules().values() if not rule.is_own}
    for row in rows:
        mine = load_rules()[row["code"]]
        assert mine.soort == row["kind"]
        for message in row["applies_to_message"].split():
            if re.fullmatch(r"(JW|WMO)\d{3}", message):
                assert message in mine.berichten.split(), (row["code"], message)
