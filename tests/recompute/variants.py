"""The variants of indicators in plain Python: other readings, and splits that have no column.

Give    variant_values(inbox) -> {VariantKey: waarde}: the base, and productgroep beside it
Used by test_variants, which compares them with indicator_varianten

Readings (docs/indicators.md, Varianten):
* A toewijzing or care that runs on a day holds its first and its last day. Only days up to the last day of the data.
* A look-back of N days finds care that began earlier and ended on or after the begin less N days; per aanbieder N is 1.
* Booking is the month of DeclaratiePeriode; a month of care is a person with delivered care in it.
* The fewest clients who cover 35 % of the costs: the dearest first, until those before cover it.
* Amounts of the register of finances are of the newest delivery of a period and gemeente, in the year it begins.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

from tests.recompute.allocations import AllocationRow, Number, read_allocations, standing_allocations
from tests.recompute.from_messages import state_from_messages
from tests.recompute.indicators import _add_months, ended_care, period_start
from tests.recompute.measured import Measured, Referral, Use, measure
from tests.recompute.referrers import number_of
from tests.recompute.register import Register, newest
from tests.recompute.standing import sort_messages
from tests.recompute.state import UNKNOWN, Care, Event, State, group_care
from tests.recompute.volume_and_costs import quotient, rounded, splits

BASE = ("gemeente_code", "wet", "zorgsoort", "aanbieder_agb")
FURTHER = ("productgroep",)
LOOK_BACKS = {"terugkijk_0": 0, "terugkijk_180": 180}
LOOK_AHEAD = 90
COVERED = 35

VariantKey = tuple[str, str, str, date, frozenset[tuple[str, str]]]
"""indicator_code, variant, periode_type, periode_start and the cells that the row is split by."""


@dataclass(frozen=True)
class Fact:
    """Something of a person on a day that counts in the periods of `kinds`."""

    indicator: str
    variant: str
    kinds: tuple[str, ...]
    day: date
    person: str
    cells: tuple[tuple[str, str], ...]

    def placed(self, further: Iterable[str] = FURTHER) -> Iterator[VariantKey]:
        for kind, split in product(self.kinds, splits(self, further)):
            yield (self.indicator, self.variant, kind, period_start(self.day, kind), split)


def variant_values(inbox: Path) -> dict[VariantKey, Decimal]:
    """Every value of every variant of this module."""
    state, measured, register = state_from_messages(inbox), measure(inbox), Register(inbox)
    allocations = standing_allocations(sort_messages(inbox, {"301": read_allocations}).standing("301"))
    toegang = list(newest(inbox, "toegang", "aangeleverd_door"))
    schools = {number_of(row): row["school"] for row in toegang if row["is_zbo"] == "1" and row["toewijzing_nummer"]}
    return (
        _persons(_allowed(allocations, register, state.last_day))
        | _persons(_delivered(state))
        | _persons(_begun(state))
        | _persons(_left(state))
        | _persons(_pupils(allocations, schools, register, state.last_day))
        | _booked(state, schools)
        | _per_month(state)
        | _by_form(measured.uses)
        | _by_allocation(measured)
        | _fewest(measured.uses)
    )


def _persons(facts: Iterable[Fact]) -> dict[VariantKey, Decimal]:
    persons: dict[VariantKey, set[str]] = defaultdict(set)
    for fact in facts:
        for key in fact.placed():
            persons[key].add(fact.person)
    return {key: Decimal(len(found)) for key, found in persons.items()}


def _cells(item: Event | Care) -> tuple[tuple[str, str], ...]:
    return (
        ("gemeente_code", item.gemeente),
        ("wet", item.wet),
        ("zorgsoort", item.zorgsoort),
        ("aanbieder_agb", item.aanbieder),
        ("productgroep", item.productgroep),
    )


def _cells_of(number: Number, row: AllocationRow, register: Register) -> tuple[tuple[str, str], ...]:
    wet, gemeente, _ = number
    what = register.product(wet, gemeente, row.told.product, row.told.ingangsdatum)
    values = (gemeente, wet, what.zorgsoort, row.told.aanbieder, what.productgroep)
    return tuple(zip((*BASE, "productgroep"), values, strict=True))


def _allowed(allocations: dict[Number, AllocationRow], register: Register, last_day: date) -> Iterator[Fact]:
    for number, row in allocations.items():
        cells, begin = _cells_of(number, row, register), row.told.ingangsdatum
        end = min(row.latest.einddatum or last_day, last_day)
        for day in _month_ends(begin, end):
            yield Fact("IND001", "stand_toegewezen", ("maand",), day, row.told.person, cells)
        for day in _firsts_of_years(begin, end):
            yield Fact("IND002", "toegewezen", ("jaar",), day, row.told.person, cells)


def _delivered(state: State) -> Iterator[Fact]:
    for care in state.care:
        if care.has_start:
            for day in _month_ends(care.begin, min(care.end or state.last_day, state.last_day)):
                yield Fact("IND001", "stand_geleverd", ("maand",), day, care.person, _cells(care))


def _begun(state: State) -> Iterator[Fact]:
    def is_new(care: Care, others: Iterable[Care], days: int) -> bool:
        since = care.begin - timedelta(days=days)
        return not any(
            other.begin < care.begin and max(other.begin, other.end or date.max) >= since for other in others
        )

    for group in group_care(state.care).values():
        for care in (period for period in group if period.begin <= state.last_day):
            for variant, days in LOOK_BACKS.items():
                if is_new(care, group, days):
                    yield Fact("IND004", variant, ("jaar",), care.begin, care.person, _cells(care))
            same = [other for other in group if other.aanbieder == care.aanbieder]
            if is_new(care, same, 1):
                kinds = ("maand", "kwartaal", "jaar")
                yield Fact("IND004", "per_aanbieder", kinds, care.begin, care.person, _cells(care))


def _left(state: State) -> Iterator[Fact]:
    for care in ended_care(state, timedelta(days=LOOK_AHEAD)):
        assert care.end is not None
        yield Fact("IND006", f"vooruitkijk_{LOOK_AHEAD}", ("kwartaal", "jaar"), care.end, care.person, _cells(care))
    for care in ended_care(state):
        assert care.end is not None
        variant = f"reden_beeindiging={care.reden or UNKNOWN}"
        yield Fact("IND006", variant, ("jaar",), care.end, care.person, _cells(care))


def _pupils(
    allocations: dict[Number, AllocationRow], schools: dict[Number, str], register: Register, last_day: date
) -> Iterator[Fact]:
    for number, row in allocations.items():
        wet, gemeente, _ = number
        begin = row.told.ingangsdatum
        if number in schools or register.product(wet, gemeente, row.told.product, begin).is_zbo:
            variant = f"school={schools.get(number) or UNKNOWN}"
            for day in _firsts_of_halves(begin, min(row.latest.einddatum or last_day, last_day)):
                cells = _cells_of(number, row, register)
                yield Fact("IND022", variant, ("halfjaar", "jaar"), day, row.told.person, cells)


def _booked(state: State, schools: dict[Number, str]) -> dict[VariantKey, Decimal]:
    cents: dict[VariantKey, int] = defaultdict(int)
    for line in (line for line in state.lines if line.is_approved):
        event = line.event
        facts = [Fact("IND009", "boekperiode", ("maand", "jaar"), line.booked, "", _cells(event))]
        number = (event.wet, event.gemeente, line.number)
        if number in schools:
            school = f"school={schools[number] or UNKNOWN}"
            facts.append(Fact("IND023", school, ("jaar",), event.day, "", _cells(event)))
        for key in (key for fact in facts for key in fact.placed()):
            cents[key] += line.cents
    return {key: rounded(Fraction(total, 100), 2) for key, total in cents.items()}


def _per_month(state: State) -> dict[VariantKey, Decimal]:
    cents: dict[VariantKey, int] = defaultdict(int)
    months: dict[VariantKey, set[tuple[str, int]]] = defaultdict(set)
    for line in (line for line in state.lines if line.is_approved):
        event = line.event
        for key in Fact("IND010", "per_clientmaand", ("jaar",), event.day, "", _cells(event)).placed():
            cents[key] += line.cents
            if line.is_counted:
                months[key].add((event.person, event.day.month))
    return {key: quotient(Decimal(cents[key]) * 12 / 100, len(found)) for key, found in months.items()}


def _by_form(uses: Iterable[Use]) -> dict[VariantKey, Decimal]:
    cents: dict[VariantKey, int] = defaultdict(int)
    persons: dict[VariantKey, set[str]] = defaultdict(set)
    for use in uses:
        variant = "levervorm=groep" if "is_groep" in use.flags else "levervorm=individueel"
        for key in Fact("IND009", variant, ("jaar",), use.day, use.person, use.cells).placed():
            cents[key] += use.cents
            if use.counts:
                persons[key].add(use.person)
    found = {key: rounded(Fraction(total, 100), 2) for key, total in cents.items()}
    counted = {("IND002", *key[1:]): Decimal(len(members)) for key, members in persons.items()}
    means = {("IND010", *key[1:]): quotient(found[key], len(members)) for key, members in persons.items()}
    return found | counted | means


def _by_allocation(measured: Measured) -> dict[VariantKey, Decimal]:
    parts: dict[VariantKey, set[tuple[str, ...]]] = defaultdict(set)
    for referral in measured.referrals:
        for key in _of_referral(referral):
            parts[key].add(tuple(map(str, referral.order[2:])))
    totals: dict[VariantKey, int] = defaultdict(int)
    for key, found in parts.items():
        totals[_without_referrer(key)] += len(found)
    return {key: quotient(len(found), totals[_without_referrer(key)]) for key, found in parts.items()}


def _of_referral(referral: Referral) -> Iterator[VariantKey]:
    fact = Fact("IND018", "toewijzingen", ("kwartaal", "jaar"), referral.day, "", referral.cells)
    verwijzer = ("verwijzer", dict(referral.cells)["verwijzer"])
    for *rest, cells in fact.placed(further=()):
        yield (*rest, cells | {verwijzer})  # type: ignore[misc]


def _without_referrer(key: VariantKey) -> VariantKey:
    return (*key[:4], frozenset(cell for cell in key[4] if cell[0] != "verwijzer"))


def _fewest(uses: Iterable[Use]) -> dict[VariantKey, Decimal]:
    cents: dict[VariantKey, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    variant = f"clienten_tot_{COVERED}_procent"
    for use in uses:
        for key in Fact("IND019", variant, ("jaar",), use.day, use.person, use.cells).placed(further=()):
            cents[key][use.person] += use.cents
    found = {}
    for key, by_person in cents.items():
        costs = sorted((cost for cost in by_person.values() if cost > 0), reverse=True)
        needed = covered = 0
        while costs and covered * 100 < sum(costs) * COVERED:
            covered += costs[needed]
            needed += 1
        if costs:
            found[key] = quotient(needed, len(costs))
    return found


def _month_ends(first: date, last: date) -> Iterator[date]:
    yield from _while_before(last, first.replace(day=1), lambda begin: _add_months(begin, 1) - timedelta(days=1), 1)


def _firsts_of_years(first: date, last: date) -> Iterator[date]:
    yield from _while_before(last, first.replace(month=1, day=1), lambda begin: max(begin, first), 12)


def _firsts_of_halves(first: date, last: date) -> Iterator[date]:
    yield from _while_before(last, period_start(first, "halfjaar"), lambda begin: max(begin, first), 6)


def _while_before(last: date, begin: date, day_of: Callable[[date], date], months: int) -> Iterator[date]:
    while day_of(begin) <= last:
        yield day_of(begin)
        begin = _add_months(begin, months)
