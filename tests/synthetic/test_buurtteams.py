"""The dossiers of the Buurtteams of the known city: what was published follows from the rows that are delivered."""

import csv
from datetime import date
from pathlib import Path

import pytest

import synthetic.nijmegen
from synthetic.lijsten.moments import Moment
from synthetic.nijmegen.buurtteams import NORM_DAYS, buurtteams
from tests.synthetic.published import rows as seed_rows

STAND = Moment(date(2025, 11, 1), date(2025, 11, 30), date(2025, 12, 8))
NIJMEGEN = "0268"


def delivered(team):
    return [row for row in buurtteams(STAND) if row["gemeente_code"] == NIJMEGEN and row["team_soort"] == team]


def begun_in(team, period):
    return [row for row in delivered(team) if row["begonnen_op"].startswith(period)]


def waits(rows, until):
    return [(date.fromisoformat(row[until]) - date.fromisoformat(row["aangemeld_op"])).days for row in rows]


def within_the_norm(period):
    applied = [row for row in delivered("bjg") if row["aangemeld_op"].startswith(period)]
    return 100 * sum(wait <= NORM_DAYS for wait in waits(applied, "eerste_gesprek_op")) / len(applied)


def mean_wait(period):
    found = waits(begun_in("bjg", period), "begonnen_op")
    return sum(found) / len(found)


def referred_in_the_half_year():
    begun = [row for row in begun_in("btv", "2023") if row["begonnen_op"] <= "2023-06-30"]
    return 100 * sum("" < row["doorverwezen_op"] <= "2023-06-30" for row in begun) / len(begun)


FOLLOWS = {
    "F001-020": lambda: len(begun_in("bjg", "2023")),
    "F001-021": lambda: sum(row["beeindigd_op"].startswith("2023") for row in delivered("bjg")),
    "F001-022": lambda: round(mean_wait("2023")),
    "F001-023": lambda: round(within_the_norm("2023")),
    "F001-042": lambda: round(referred_in_the_half_year()),
    # two thirds, published in words
    "F002-017": lambda: round(within_the_norm("2022-10") / 100 * 6) / 6 * 100,
    "F002-018": lambda: round(mean_wait("2022")),
}
"""Published figure -> what the rows tell."""


@pytest.mark.parametrize("figure", FOLLOWS)
def test_a_published_figure_follows_from_the_rows(figure):
    [published] = [row for row in seed_rows("gepubliceerd/gepubliceerde_cijfers.csv") if row["cijfer_id"] == figure]

    assert FOLLOWS[figure]() == pytest.approx(float(published["waarde"]), abs=0.05)


def test_every_figure_that_a_target_names_is_tested():
    with Path(synthetic.nijmegen.__file__).with_name("buurtteams.csv").open(encoding="utf-8", newline="") as lines:
        named = {row["cijfers"] for row in csv.DictReader(lines, delimiter=";") if row["cijfers"]}

    assert named == FOLLOWS.keys()


def test_nothing_is_told_before_it_happened():
    days = ("aangemeld_op", "eerste_gesprek_op", "begonnen_op", "beeindigd_op", "doorverwezen_op")
    told = [row.get(day, "") for row in buurtteams(STAND) for day in days]

    assert len(told) > 10_000
    assert max(told) == STAND.end.isoformat()


def test_days_of_a_dossier_are_in_order():
    both = [(row["begonnen_op"], row["beeindigd_op"]) for team in ("bjg", "btv") for row in delivered(team)]
    ended = [(begun, end) for begun, end in both if end]

    assert len(ended) > 5_000
    assert all(begun < end for begun, end in ended)
    assert all(
        row["eerste_gesprek_op"] == "" or row["eerste_gesprek_op"] >= row["aangemeld_op"] for row in delivered("bjg")
    )
