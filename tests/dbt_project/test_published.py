"""Published figures, interventions and milestones: facts carried over without loss, in codes that indicators have."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from ingestion.tabular.contract import load_codelists
from warehouse.settings import PROJECT

SEEDS = PROJECT / "dbt_project/seeds/gepubliceerd"
KINDS = {"actual": "realisatie", "target": "doel", "forecast": "prognose", "norm": "norm", "budget": "begroting"}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def shared_domain(shared_standard: Path) -> Path:
    return shared_standard.parent / "domain"


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, str]]:
    return {row["cijfer_id"]: row for row in rows_of(SEEDS / "gepubliceerde_cijfers.csv")}


@pytest.mark.shared
def test_every_fact_is_carried_over_as_it_was_noted(figures, shared_domain):
    noted = {row["id"]: row for row in rows_of(shared_domain / "published_figures.csv")}
    assert len(noted) == 513
    assert figures.keys() == noted.keys()
    same = {
        "indicator_code": "indicator_id",
        "periode_start": "period_start",
        "periode_eind": "period_end",
        "waarde": "value",
        "waarde_tot": "value_high",
        "bron_regel": "source_line",
    }
    for figure, row in noted.items():
        assert {own: figures[figure][own] for own in same} == {own: row[theirs] for own, theirs in same.items()}, figure
        assert figures[figure]["soort_cijfer"] == KINDS[row["kind"]]
        assert bool(figures[figure]["opmerking"]) == bool(row["note"]), figure


@pytest.mark.shared
def test_every_intervention_milestone_and_relation_is_carried_over(shared_domain):
    pairs = (
        ("gepubliceerde_interventies", "interventie_id", "interventions.csv", "id"),
        ("gepubliceerde_mijlpalen", "mijlpaal_id", "intervention_milestones.csv", "milestone_id"),
    )
    for seed, key, noted, theirs in pairs:
        assert [row[key] for row in rows_of(SEEDS / f"{seed}.csv")] == [
            row[theirs] for row in rows_of(shared_domain / noted)
        ]
    planned = [row["due_date"] for row in rows_of(shared_domain / "intervention_milestones.csv")]
    assert [row["gepland_op"] for row in rows_of(SEEDS / "gepubliceerde_mijlpalen.csv")] == planned
    relations = rows_of(shared_domain / "golden_relations.csv")
    own = rows_of(SEEDS / "gepubliceerde_verbanden.csv")
    assert [row["gepubliceerd"] for row in own] == [row["published_value"] for row in relations]


@pytest.mark.shared
def test_no_sentence_of_a_source_is_carried_over(figures, shared_domain):
    quotes = [row["quote"] for row in rows_of(shared_domain / "published_figures.csv") if len(row["quote"]) > 20]
    assert len(quotes) > 400
    own = " ".join(f"{row['cijfer_naam']} {row['opmerking']}" for row in figures.values())
    assert [quote for quote in quotes if quote in own] == []


def test_splits_have_the_codes_of_the_warehouse(figures):
    lists = load_codelists()
    for column in ("wet", "zorgsoort", "verwijzer", "leeftijdsgroep"):
        used = {row[column] for row in figures.values()} - {""}
        assert used, column
        assert used <= lists[column].keys(), column
    gemeenten = {row["gemeente_code"] for row in rows_of(SEEDS.parent / "codelijsten/gemeenten.csv")}
    assert {row["gemeente_code"] for row in figures.values()} - {""} <= gemeenten


def test_what_a_figure_points_to_exists(figures):
    assert all(set(row["tegenspraak"].split()) <= figures.keys() - {row["cijfer_id"]} for row in figures.values())
    plans = {row["interventie_id"] for row in rows_of(SEEDS / "gepubliceerde_interventies.csv")}
    assert {row["interventie_id"] for row in figures.values()} - {""} <= plans
    assert {row["interventie_id"] for row in rows_of(SEEDS / "gepubliceerde_mijlpalen.csv")} <= plans
    for row in rows_of(SEEDS / "gepubliceerde_verbanden.csv"):
        assert set(row["deel_cijfer_ids"].split()) | ({row["cijfer_id"]} - {""}) <= figures.keys()


def test_a_figure_is_not_more_precise_than_its_rounding(figures):
    with_value = [row for row in figures.values() if row["waarde"]]
    assert len(with_value) > 500
    for row in with_value:
        assert Decimal(row["waarde"]) % Decimal(row["nauwkeurigheid"]) == 0, row["cijfer_id"]


def test_what_can_stand_beside_an_indicator_names_indicator_and_period(figures):
    joined = [row for row in figures.values() if row["is_koppelbaar"] == "true"]
    assert len(joined) > 200
    assert all(
        row["indicator_code"] and row["periode_start"] and row["periode_eind"] and row["waarde"] for row in joined
    )


def test_the_interventions_are_those_of_the_three_plans():
    kinds = Counter((row["plan"], row["soort"]) for row in rows_of(SEEDS / "gepubliceerde_interventies.csv"))
    assert kinds == {
        ("uitvoeringsagenda_2025", "interventie"): 24,
        ("uitvoeringsagenda_2025", "programma"): 1,
        ("interventieplan_2019", "interventie"): 10,
        ("transformatieplan_2018", "resultaat"): 5,
    }


def test_every_indicator_of_an_intervention_is_a_known_one():
    named = {
        code
        for row in rows_of(SEEDS / "gepubliceerde_interventies.csv")
        for code in row["indicatoren"].split("|")
        if code
    }
    known = {f"IND{number:03d}" for number in range(1, 154)}
    assert len(named) > 40
    assert named <= known
