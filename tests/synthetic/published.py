"""What the plan of the known city makes of the published figures: the reconciliation in plain Python, without messages.

Reads   the plan, and the seeds gepubliceerd/gepubliceerde_cijfers.csv and keuzes/aansluiting_onderdelen.csv
Gives   figures_from(plan): of each figure that follows from persons, hours and costs in Nijmegen, published and planned
"""

import csv
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from synthetic.nijmegen.calibration import month_number
from synthetic.nijmegen.plan import Care
from synthetic.nijmegen.stretches import Line, Stretch, day_in
from tests.recompute.referrers import OF_REQUEST
from warehouse.settings import PROJECT

SEEDS = PROJECT / "dbt_project" / "seeds"
GEMEENTE = "0268"
MONTHS = {"maand": 1, "kwartaal": 3, "halfjaar": 6, "jaar": 12}
PLANNED = (2021, 2025)
MINUTES = {"01": 1, "04": 60, "16": 240}
SPLITS = ("wet", "zorgsoort", "productgroep", "verwijzer", "aanbieder_agb")

Row = dict[str, str]


@dataclass(frozen=True)
class Figure:
    """A published figure and the value of it that follows from the plan, at the precision of the published one."""

    cijfer_id: str
    published: Decimal
    planned: Decimal


def figures_from(plan: list[Care], wanted: Container[str] | None = None) -> Iterator[Figure]:
    """Every exact figure all parts of which the plan tells, or of those the `wanted` ones."""
    parts = parts_of_figures()
    for figure in rows("gepubliceerd/gepubliceerde_cijfers.csv"):
        own = parts.get(figure["cijfer_id"], []) if wanted is None or figure["cijfer_id"] in wanted else []
        is_told = figure["kwalificatie"] == "precies" and figure["soort_cijfer"] == "realisatie"
        if own and is_told and all(is_planned(part) for part in own):
            value = computed(figure["rekenvorm"], own, plan)
            if value is not None:
                precision = Decimal(figure["nauwkeurigheid"])
                planned = (value / precision).quantize(Decimal(1), ROUND_HALF_UP) * precision
                yield Figure(figure["cijfer_id"], Decimal(figure["waarde"]), planned)


def parts_of_figures() -> dict[str, list[Row]]:
    """By figure the values that it follows from: written out, else read off the figure itself."""
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in rows("keuzes/aansluiting_onderdelen.csv"):
        parts[row["cijfer_id"]].append(row)
    for row in rows("gepubliceerd/gepubliceerde_cijfers.csv"):
        if row["cijfer_id"] not in parts and row["is_koppelbaar"] == "true" and row["waarde"]:
            place = row["gemeente_code"] or (GEMEENTE if row["gebied_soort"] == "onbekend" else "")
            read_off = row | {"gemeente_code": place, "aanbieder_agb": "", "stappen": "1"}
            parts[row["cijfer_id"]].append(read_off | {"onderdeel": "nu"})
            if row["vergeleken_start"]:
                then = {"onderdeel": "toen", "periode_start": row["vergeleken_start"]}
                parts[row["cijfer_id"]].append(read_off | then)
    return parts


def rows(name: str) -> list[Row]:
    with (SEEDS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def is_planned(part: Row) -> bool:
    return (
        part["indicator_code"] in MEASURES
        and part["gemeente_code"] == GEMEENTE
        and part["periode_type"] in MONTHS
        and PLANNED[0] <= int(part["periode_start"][:4]) <= PLANNED[1]
        and not part.get("stadsdeel")
        and not part.get("leeftijdsgroep")
    )


def computed(rekenvorm: str, parts: list[Row], plan: list[Care]) -> Decimal | None:
    """The figure by its form; None for a form that the plan cannot tell or where there is nothing to divide by."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for part in parts:
        sums[part["onderdeel"]] += value_of(part, plan)
    steps = {int(part["stappen"]) for part in parts}
    if rekenvorm == "niveau":
        return sums["nu"]
    if rekenvorm == "verandering":
        return sums["nu"] - sums["toen"]
    if rekenvorm == "verandering_procent" and steps == {1} and sums["toen"]:
        return 100 * (sums["nu"] - sums["toen"]) / sums["toen"]
    if rekenvorm == "aandeel" and sums["noemer"]:
        return 100 * sums["nu"] / sums["noemer"]
    return None


def value_of(part: Row, plan: list[Care]) -> Decimal:
    """The value of an indicator in a period and split."""
    first = month_number(int(part["periode_start"][:4]), int(part["periode_start"][5:7]))
    return MEASURES[part["indicator_code"]](part, plan, range(first, first + MONTHS[part["periode_type"]]))


def lines_in(part: Row, plan: list[Care], months: range) -> list[Line]:
    return [
        line
        for care in plan
        for stretch in care.stretches
        for line in stretch.lines
        if line.month in months and belongs(stretch, line.month, part)
    ]


def belongs(stretch: Stretch, month: int, part: Row) -> bool:
    day = day_in(month, 1)
    cells = {
        "wet": stretch.product.wet,
        "zorgsoort": stretch.product.zorgsoort_on(day, GEMEENTE),
        "productgroep": stretch.product.productgroep_on(day),
        "verwijzer": OF_REQUEST.get(stretch.verwijzer, "gemeente"),
        "aanbieder_agb": stretch.aanbieder.agb,
    }
    return all(part[name] in {"", cells[name]} for name in SPLITS)


def persons(lines: Iterable[Line]) -> Decimal:
    return Decimal(len({id(line.client) for line in lines}))


def _declared(part: Row, plan: list[Care], months: range) -> Decimal:
    return persons(lines_in(part, plan, months))


def _begun(part: Row, plan: list[Care], months: range) -> Decimal:
    begun = (care for care in plan if care.client.begin in months)
    return Decimal(sum(belongs(care.stretches[0], care.client.begin, part) for care in begun))


def _referred(part: Row, plan: list[Care], months: range) -> Decimal:
    found = {
        id(care)
        for care in plan
        for stretch in care.stretches
        if stretch.month in months and belongs(stretch, stretch.month, part)
    }
    return Decimal(len(found))


def _costs(part: Row, plan: list[Care], months: range) -> Decimal:
    lines = lines_in(part, plan, months)
    return Decimal(sum(line.volume * line.product.tarief_in(line.year) for line in lines)) / 100


def _costs_per_client(part: Row, plan: list[Care], months: range) -> Decimal:
    return _costs(part, plan, months) / _declared(part, plan, months)


def _hours_per_client(part: Row, plan: list[Care], months: range) -> Decimal:
    lines = lines_in(part, plan, months)
    minutes = sum(line.volume * MINUTES[line.product.eenheid] for line in lines)
    return Decimal(minutes) / 60 / persons(lines)


MEASURES = {
    "IND001": _declared,
    "IND002": _declared,
    "IND004": _begun,
    "IND005": _referred,
    "IND007": _hours_per_client,
    "IND009": _costs,
    "IND010": _costs_per_client,
}
