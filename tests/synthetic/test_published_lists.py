"""A figure of Buurtteams, offers or surveys that is off by one is red, without a night of the whole known city.

The lists of the known city, added up in plain Python, against what was published; the same sums against the warehouse
in tests/recompute.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import synthetic.nijmegen
from synthetic.lijsten.write import deliveries
from synthetic.nijmegen import lists as known_lists
from synthetic.nijmegen.dossiers import KNOWN_LAST_DAY
from synthetic.nijmegen.targets import Targets, load_targets
from synthetic.parameters import Parameters
from tests.recompute import buurtteams, lists, surveys
from tests.recompute.delivered import Key, add_up
from tests.synthetic.published import Row, parts_of_figures, rows

PARAMETERS = Parameters(1, 1, last_day=KNOWN_LAST_DAY)
OF_MESSAGES = {"F003-168", "F002-007"}
"""Follow from messages as well, or from a part of an indicator that has no column."""

ONE_OFF = {
    "counts and shares": {
        ("bjg", "begonnen", "2023"): "F001-020",
        ("bjg", "wachtenden", "2022-06"): "F002-020",
        ("bjg", "wachtenden", "2022-12"): "F002-019",
        ("bjg", "binnen_14_dagen", "2023"): "F001-023",
        ("bjg", "fte", "2022-12"): "F002-001",
        ("bjg", "locaties", "2022-12"): "F002-002",
        ("bjg", "getrainden", "2025"): "F003-017",
        ("btv", "doorverwezen", "2023-H1"): "F001-042",
        ("btv", "groepen", "2022"): "F002-003",
        ("btv", "deelnemers", "2022"): "F002-004",
        ("btv", "blended", "2022"): "F002-005",
        ("btv", "fte", "2022-12"): "F002-006",
        ("btv", "locaties", "2022-12"): "F002-009",
        ("btv", "antwoorden", "2022-H1"): "F002-011",
        ("btv", "rapportcijfer", "2022-H1"): "F002-012",
        ("wmo", "goed_passend", "2021"): "F002-015",
        ("join_us", "groepen", "2025"): "F003-135",
        ("join_us", "wachtenden", "2025"): "F003-140",
    },
    "who is helped at the end of a year": {("bjg", "lopend", "2023-12"): "F001-021"},
}
"""Targets that are moved by one together -> the figure that each must spoil."""


@dataclass(frozen=True)
class Figure:
    cijfer_id: str
    is_equal: bool


def named_by_targets() -> set[str]:
    path = Path(synthetic.nijmegen.__file__).with_name("lijsten.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return {figure for row in csv.DictReader(lines, delimiter=";") for figure in row["cijfers"].split()}


def values(folder: Path, targets: Targets) -> dict[Key, Fraction]:
    questions = [each for each in deliveries(PARAMETERS) if each.contract.name == "ervaring_vragen"]
    for delivery in (*questions, *known_lists.known_deliveries(PARAMETERS, targets)):
        path = folder / delivery.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(delivery.data)
    wanted = {key_of(part) for parts in wanted_figures().values() for part in parts}
    found: dict[Key, Fraction] = {}
    for family in (buurtteams, surveys, *lists.FAMILIES.values()):
        found |= add_up(family.of_inbox(folder), family.CUBE, wanted=wanted)
    return found


def wanted_figures() -> dict[str, list[Row]]:
    parts = parts_of_figures()
    return {cijfer_id: parts[cijfer_id] for cijfer_id in named_by_targets() - OF_MESSAGES}


def figures(found: dict[Key, Fraction]) -> Iterator[Figure]:
    wanted = wanted_figures()
    for row in rows("gepubliceerd/gepubliceerde_cijfers.csv"):
        if row["cijfer_id"] in wanted:
            value = sum((found.get(key_of(part), Fraction(0)) for part in wanted[row["cijfer_id"]]), Fraction(0))
            yield Figure(row["cijfer_id"], is_equal(row, value * 100 if row["rekenvorm"] == "aandeel" else value))


def key_of(part: Row) -> Key:
    cells = frozenset((name, part[name]) for name in ("gemeente_code", "wet", "zorgsoort") if part[name])
    return part["indicator_code"], part["periode_type"], date.fromisoformat(part["periode_start"]), cells


def is_equal(row: Row, value: Fraction) -> bool:
    published, precision = (Fraction(Decimal(row[name])) for name in ("waarde", "nauwkeurigheid"))
    return {
        "precies": abs(value - published) <= precision / 2,
        "ongeveer": abs(value - published) <= published / 10,
        "iets_meer": published <= value <= published * Fraction(115, 100),
        "bandbreedte": published <= value <= Fraction(Decimal(row["waarde_tot"] or 0)),
    }[row["kwalificatie"]]


def test_every_published_figure_that_the_lists_tell_follows_from_them(tmp_path):
    found = list(figures(values(tmp_path, load_targets())))

    assert len(found) >= 25
    assert [figure.cijfer_id for figure in found if not figure.is_equal] == []


@pytest.mark.parametrize("moved", ONE_OFF)
def test_a_target_that_is_one_off_gives_another_figure_than_was_published(tmp_path, moved):
    off = {name: dict(periods) for name, periods in load_targets().values.items()}
    for organisatie, maat, periode in ONE_OFF[moved]:
        off[organisatie, maat][periode] += 1

    spoilt = {figure.cijfer_id for figure in figures(values(tmp_path, Targets(off))) if not figure.is_equal}

    assert spoilt >= set(ONE_OFF[moved].values())


def test_every_figure_that_a_target_names_was_published():
    assert len(named_by_targets()) >= 27
    assert named_by_targets() <= {row["cijfer_id"] for row in rows("gepubliceerd/gepubliceerde_cijfers.csv")}
