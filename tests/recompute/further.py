"""IND001-006, 009 and 010 by each further dimension: productgroep, product, verwijzer, stadsdeel, age and sex.

Give    further_values(state, people) -> {FurtherKey: Value}, one dimension at a time within each combination of
        gemeente, wet and zorgsoort (docs/decisions/splits.md)

A person is of one age, sex and area in a period: those of the last day of the month in which the first event of
the indicator fell. IND003 is IND002 for the Jeugdwet alone, so a person is who he is for IND002. IND010 divides the
costs of a cell by its persons and exists where both do.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from tests.recompute.indicators import (
    PERIODS,
    SIX_DECIMALS,
    Value,
    _add_months,
    counted_events,
    euro,
    period_start,
)
from tests.recompute.people import Persons
from tests.recompute.state import Event, State

FURTHER = ("productgroep", "product_code", "verwijzer", "stadsdeel", "leeftijdsgroep", "geslacht")

Moment = Callable[[str, date, str], date]
"""Of a person in a period (type, begin) the day on which age, sex and area are looked at."""


@dataclass(frozen=True, order=True)
class FurtherKey:
    """What a value is about: one further dimension with its value; the others None where not split by them."""

    indicator_code: str
    periode_type: str
    periode_start: date
    gemeente_code: str | None
    wet: str | None
    zorgsoort: str | None
    dimension: str
    cell: str


def further_values(state: State, people: Persons) -> dict[FurtherKey, Value]:
    """Every value of every indicator of this module."""
    found: dict[FurtherKey, Value] = {}
    events = counted_events(state)
    for indicator, counted in events.items():
        looked_at = moments("IND002", events["IND002"]) if indicator == "IND003" else moments(indicator, counted)
        found |= _persons(indicator, counted, looked_at, people)
    found |= _costs(state, people)
    found |= _average_costs(found)
    return found


def moments(indicator: str, events: Iterable[Event]) -> dict[tuple[str, date, str], date]:
    """By period and person the last day of the month of the first event."""
    first: dict[tuple[str, date, str], date] = {}
    for event in events:
        for kind in PERIODS[indicator]:
            key = (kind, period_start(event.day, kind), event.person)
            first[key] = min(first.get(key, event.day), event.day)
    return {key: month_end(day) for key, day in first.items()}


def month_end(day: date) -> date:
    return _add_months(day.replace(day=1), 1) - timedelta(days=1)


def cells_of(event: Event, moment: date, people: Persons) -> Iterator[tuple[str, str]]:
    """Every further dimension with the value, or values, that the event has in it."""
    yield "productgroep", event.productgroep
    yield "product_code", event.product_code
    yield "verwijzer", event.verwijzer
    yield "stadsdeel", people.stadsdeel(event.person, moment)
    yield "geslacht", people.geslacht(event.person)
    for group in people.leeftijdsgroepen(event.person, moment):
        yield "leeftijdsgroep", group


def _keys(
    indicator: str, event: Event, looked_at: dict[tuple[str, date, str], date], people: Persons
) -> Iterator[FurtherKey]:
    for kind in PERIODS[indicator]:
        start = period_start(event.day, kind)
        cells = list(cells_of(event, looked_at[kind, start, event.person], people))
        for chosen in product((event.gemeente, None), (event.wet, None), (event.zorgsoort, None)):
            for dimension, cell in cells:
                yield FurtherKey(indicator, kind, start, *chosen, dimension, cell)


def _persons(
    indicator: str, events: Iterable[Event], looked_at: dict[tuple[str, date, str], date], people: Persons
) -> dict[FurtherKey, Value]:
    persons: dict[FurtherKey, set[str]] = defaultdict(set)
    for event in events:
        for key in _keys(indicator, event, looked_at, people):
            persons[key].add(event.person)
    return {key: Value(Decimal(len(found)), Decimal(len(found))) for key, found in persons.items()}


def _costs(state: State, people: Persons) -> dict[FurtherKey, Value]:
    approved = [line for line in state.lines if line.is_approved]
    looked_at = moments("IND009", [line.event for line in approved])
    cents: dict[FurtherKey, int] = defaultdict(int)
    for line in approved:
        for key in _keys("IND009", line.event, looked_at, people):
            cents[key] += line.cents
    return {key: Value(euro(amount), euro(amount)) for key, amount in cents.items()}


def _average_costs(found: dict[FurtherKey, Value]) -> dict[FurtherKey, Value]:
    averages = {}
    for key, persons in found.items():
        rest = (key.periode_type, key.periode_start, key.gemeente_code, key.wet, key.zorgsoort, key.dimension, key.cell)
        costs = found.get(FurtherKey("IND009", *rest))
        if key.indicator_code == "IND002" and costs:
            average = (costs.waarde / persons.waarde).quantize(SIX_DECIMALS, ROUND_HALF_UP)
            averages[FurtherKey("IND010", *rest)] = Value(average, costs.waarde, persons.waarde)
    return averages
