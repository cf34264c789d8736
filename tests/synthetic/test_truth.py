"""The ledger holds every kind of fact, and its rows fit together."""

import csv
import json
from collections import Counter

from tests.synthetic.cities import delivered, small_city


def rows(table):
    with (small_city().truth / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def number(row):
    return (row["wet"], row["gemeente_code"], row["toewijzing_nummer"])


def test_toewijzingen_with_all_their_versions_of_which_some_were_removed():
    toewijzingen, versies = rows("toewijzingen"), rows("toewijzing_versies")

    assert len(toewijzingen) > 300
    assert len({number(row) for row in toewijzingen}) == len(toewijzingen)
    assert {number(row) for row in versies} == {number(row) for row in toewijzingen}
    assert {row["is_verwijderd"] for row in toewijzingen} == {"0", "1"}
    reasons = {row["reden_wijziging"] for row in versies}
    assert {"", "04", "05", "09", "10", "11", "12", "13", "14"} <= reasons


def test_toewijzingen_with_a_code_a_category_only_and_no_product_at_all():
    kinds = Counter((bool(row["categorie"]), bool(row["code"])) for row in rows("toewijzingen"))

    assert kinds.keys() == {(True, True), (True, False), (False, False)}


def test_every_person_of_a_toewijzing_with_an_address_in_its_gemeente():
    persons = {row["bsn"] for row in rows("personen")}
    addresses = {(row["bsn"], row["gemeente_code"]) for row in rows("adressen")}

    assert len(persons) > 200
    assert {row["bsn"] for row in rows("toewijzingen")} <= persons
    assert {(row["bsn"], row["gemeente_code"]) for row in rows("toewijzingen")} <= addresses


def test_starts_stand_on_toewijzingen_that_were_not_removed():
    standing = {number(row) for row in rows("toewijzingen") if row["is_verwijderd"] == "0"}
    starts = {(*number(row), row["begindatum"]) for row in rows("starts")}
    stops = rows("stops")

    assert {start[:3] for start in starts} < standing
    assert {(*number(row), row["begindatum"]) for row in stops} <= starts
    assert {"20", "31", "37"} <= {row["reden"] for row in stops}


def test_lines_of_every_standing_with_credits_that_name_an_approved_debit():
    lines = rows("declaratieregels")
    approved = {
        (row["wet"], row["aanbieder_agb"], row["referentie"])
        for row in lines
        if row["debet_credit"] == "D" and row["stand"] == "goedgekeurd"
    }
    credits_given = [
        (row["wet"], row["aanbieder_agb"], row["vorige_referentie"]) for row in lines if row["debet_credit"] == "C"
    ]

    assert {row["stand"] for row in lines} == {"goedgekeurd", "afgewezen", "ingediend"}
    assert len(credits_given) > 20
    assert set(credits_given) <= approved
    assert {number(row) for row in lines} <= {number(row) for row in rows("toewijzingen")}


def test_referrals_of_every_kind_of_referrer():
    by_wet = {
        wet: {row["verwijzer_type"] for row in rows("verwijzingen") if row["wet"] == wet} for wet in ("jeugdwet", "wmo")
    }

    assert by_wet["jeugdwet"] == {"01", "02", "03", "04", "05", "06", "08"}
    assert {"01", "02"} <= by_wet["wmo"]
    given = [row for row in rows("toewijzingen") if row["verwijzer_type"]]
    assert len(given) > 50
    assert {row["referentie"] for row in given} <= {row["referentie"] for row in rows("verwijzingen")}


def test_the_city_counts_what_it_delivered():
    city = json.loads((small_city().truth / "stad.json").read_text(encoding="utf-8"))
    names = [name for name, _ in delivered(small_city().inbox)]
    once = [name for name in names if not name.startswith("kopie_van_") and not name.endswith("_opnieuw.xml")]

    assert city["geleverd"]["berichten"] == len(once) == sum(city["geleverd"]["per_soort"].values())
    assert city["data_tot_en_met"] <= "2026-06-30"


def test_the_truth_lies_outside_the_inbox():
    city = small_city()

    assert not city.truth.is_relative_to(city.inbox)
