"""The lists, registers and surveys of a city keep their contracts, come again, late and wrong; no message changes."""

import csv
from collections import Counter
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from ingestion.outcomes import reaction_to
from ingestion.tabular.contract import load_contracts
from ingestion.tabular.source import TabularSource
from synthetic.lijsten.cells import FREE_TEXT
from synthetic.lijsten.write import FAULTY_NAME, MADE_ELSEWHERE, SOURCES, deliveries, write_lists
from synthetic.nijmegen.dossiers import KNOWN_LAST_DAY
from synthetic.parameters import Parameters

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
STORY = Parameters(300, 7)
LONG = 10
"""Letters from which a surname is no everyday word; the nights are searched for those."""
ALL = tuple(deliveries(STORY))


def refusals(delivery):
    source, _, name = delivery.path.partition("/")
    examined = TabularSource(source).examine(delivery.data, name, is_production=False)
    assert examined.berichtsoort == delivery.contract.name
    return {fault.code for fault in examined.faults if reaction_to(fault.code) != "warn"}


def test_every_contract_is_delivered_more_than_once():
    labels = [delivery.contract.label for delivery in ALL]
    contracts = {contract.label for source in SOURCES for contract in load_contracts(source).values()}
    assert len(contracts) > 30
    assert {label for label in labels if labels.count(label) > 1} == contracts - {MADE_ELSEWHERE}


@pytest.mark.parametrize("source", SOURCES)
def test_every_delivery_but_the_faulty_ones_keeps_its_contract(source):
    sound = [each for each in ALL if each.contract.source == source and not each.name.startswith(FAULTY_NAME)]
    assert len(sound) >= 10
    assert {each.path: codes for each in sound if (codes := refusals(each))} == {}


def test_the_faulty_list_has_the_faults_that_people_make():
    faulty = [delivery for delivery in ALL if delivery.name.startswith(FAULTY_NAME)]
    assert faulty
    assert all(refusals(delivery) == {"C014", "C009", "C030"} for delivery in faulty)


def test_a_provider_corrects_its_list_and_another_is_late():
    lists = [each for each in ALL if each.contract.label == "wachtlijsten/jeugd_ggz" and each.name != FAULTY_NAME]
    newest = max(row["peildatum"] for each in lists for row in each.rows)
    days: dict[str, list[date]] = {}
    for each in lists:
        if each.rows[0]["peildatum"] == newest:
            days.setdefault(each.name, []).append(each.day)
    corrected = [name for name, moments in days.items() if len(moments) > 1]
    first = min(moment for moments in days.values() for moment in moments)
    assert len(corrected) == 1
    assert max(moment for moments in days.values() for moment in moments) - first > timedelta(60)
    versions = [each.rows for each in lists if each.name == corrected[0] and each.rows[0]["peildatum"] == newest]
    assert versions[0] != versions[1]


def test_a_register_grows_and_keeps_what_it_held():
    editions = [each for each in ALL if each.contract.label == "registers/klachten" and each.name.endswith("jeugdstem")]
    held = [{row["klacht_nummer"]: row for row in edition.rows} for edition in editions]
    assert len(held) > 1
    for before, after in pairwise(held):
        assert before.items() <= after.items() and len(after) > len(before)


def test_a_register_that_several_deliver_names_on_each_row_whose_it_is():
    shared = {
        each.name: {row["aangeleverd_door"] for row in each.rows} for each in ALL if "aangeleverd_door" in each.rows[0]
    }
    assert len(shared) == 10
    assert all(name.endswith(whose) for name, (whose,) in shared.items())


def test_tariffs_come_before_the_year_in_which_they_hold():
    editions = [each for each in ALL if each.contract.label == "registers/tarieven"]
    assert editions
    assert all(max(row["geldig_van"] for row in each.rows) >= each.day.isoformat() for each in editions)


def test_the_lines_of_the_population_add_up_to_every_age_group():
    newest = [each for each in ALL if each.contract.label == "registers/bevolking"][-1]
    whole = [row for row in newest.rows if row["gebied_soort"] == "gemeente" and row["geslacht"] == "totaal"]
    begins = {int(row["leeftijd_van"]) for row in whole}
    with (SEEDS / "keuzes" / "leeftijdsgroepen.csv").open(encoding="utf-8", newline="") as lines:
        groups = list(csv.DictReader(lines))
    cuts = {int(row["leeftijd_van"]) for row in groups}
    cuts |= {int(row["leeftijd_tot"]) + 1 for row in groups if row["leeftijd_tot"]}
    assert len(groups) > 10
    assert cuts <= begins
    assert {row["peildatum"] for row in whole} >= {f"{year}-01-01" for year in range(2021, newest.day.year + 1)}


def test_free_text_is_planted_where_it_may_be_written():
    planted = {each.contract.label for each in ALL if FREE_TEXT.encode() in each.data}
    assert {"registers/toegang", "wachtlijsten/jeugd_ggz", "clientervaring/ervaring_antwoorden"} <= planted


def test_the_same_parameters_give_the_same_bytes(tmp_path):
    one, other = (write_lists(tmp_path / name, STORY) for name in ("one", "other"))
    assert len(one) == len({path.relative_to(tmp_path / "one") for path in one}) > 100
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_two_windows_together_deliver_what_one_does(tmp_path):
    day = date(2025, 6, 30)
    before = write_lists(tmp_path / "parts", Parameters(300, 7, until=day))
    after = write_lists(tmp_path / "parts", Parameters(300, 7, since=day))
    assert before and after
    assert len(before) + len(after) == len(write_lists(tmp_path / "whole", STORY))


def test_no_provider_is_called_as_a_person_so_that_a_leak_of_a_name_stands_out():
    with files("synthetic").joinpath("names.csv").open(encoding="utf-8") as lines:
        surnames = {row["naam"] for row in csv.DictReader(lines, delimiter=";") if row["soort"] == "achternaam"}
    assert len(surnames) > 20
    texts = [cell for each in ALL if each.contract.name == "aanbieders" for row in each.rows for cell in row.values()]
    assert [name for name in surnames if len(name) >= LONG and any(name in text for text in texts)] == []


def test_the_registers_of_the_known_city_hold_exactly_the_interventions_of_the_plans():
    delivered = {each.contract.label: each.rows for each in deliveries(Parameters(50, 7, last_day=KNOWN_LAST_DAY))}
    plans = {row["interventie_id"]: row for row in delivered["registers/interventies"]}
    kinds = Counter((row["plan"], row["soort"]) for row in plans.values())
    assert kinds.pop(("uitvoeringsagenda_2025", "programma")) == 1
    assert sorted(kinds.values()) == [5, 10, 24]
    steps = delivered["registers/mijlpalen"]
    assert len(steps) > 80
    assert {row["interventie_id"] for row in steps} <= plans.keys()
    assert {row["status"] for row in steps} == {"gepland", "gestart", "gereed", "vertraagd", "vervallen"}
    assert all((row["status"] == "gereed") == bool(row["gereed_op"]) for row in steps)
