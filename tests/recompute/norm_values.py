"""IND031-IND036 in plain Python, from `norm_facts` and `norms`.

Readings: a norm counts on the last day of a half year on which it holds, a stop on that of a month. The use of a
ceiling is of the year so far; a sum over ceilings divides sums, and what holds in the whole region is of no gemeente.
Inflow during a stop is by first Toewijzingsdatum, of who was not in care there within four weeks before. Children come
in to VDB when care there begins that does not go on.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from tests.recompute.indicators import _add_months, period_start
from tests.recompute.norm_facts import NormFacts, cells_of, grounds_of, is_granted, scope_of
from tests.recompute.norm_register import EVER, Norm, Scope, Stop, month_end, months_of
from tests.recompute.norms import Ceilings, over
from tests.recompute.register_counts import Cell, Counted, RegisterKey, distinct, totals
from tests.recompute.state import UNKNOWN, Care
from tests.recompute.volume_and_costs import rounded

REGION = "regio"
SOFT = "signaalplafond"
GAP = timedelta(days=29)
YOUNGEST = "0-3"
MONTHLY, MONTH_AND_YEAR = ("maand",), ("maand", "jaar")


@dataclass(frozen=True)
class NewClient:
    """Who got a first toewijzing during a stop, and on which ground."""

    stop: Stop
    day: date
    client: str
    cells: tuple[Cell, ...]
    ground: str


def ceiling_values(ceilings: Ceilings, last_day: date) -> dict[RegisterKey, Decimal]:
    """IND032 and IND033."""
    return _without_region(totals(_of_ceilings(ceilings, last_day)))


def norm_values(norms: Iterable[Norm], stops: Iterable[Stop], last_day: date) -> dict[RegisterKey, Decimal]:
    """IND031 and IND034."""
    return _without_region(distinct((*_in_force(norms, last_day), *_stopped(stops, last_day))))


def inflow_values(inflow: Iterable[NewClient], last_day: date) -> dict[RegisterKey, Decimal]:
    """IND035."""
    rows = []
    for new in inflow:
        if new.day <= last_day:
            rows.append((Counted("IND035", f"grond={new.ground}", MONTH_AND_YEAR, new.day, new.cells), new.client))
            if new.ground == "geen":
                rows.append((Counted("IND035", "", MONTH_AND_YEAR, new.day, new.cells), new.client))
    return distinct(rows)


def target_values(norms: Iterable[Norm], facts: NormFacts) -> dict[RegisterKey, Decimal]:
    """IND036: of each norm and month who came in so far, those with leave of the CPV apart."""
    parts: dict[RegisterKey, list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    for norm in norms:
        if norm.instrument != "instroomtarget" or norm.unit != "jeugdigen" or norm.scope.productgroep != "vdb":
            continue
        came_in = list(_came_in(norm, facts))
        for month in months_of(norm.begin, min(norm.end, facts.last_day)):
            counted = {client for client, day, is_excepted in came_in if day <= month_end(month) and not is_excepted}
            split = {"gemeente_code": norm.scope.gemeente, "wet": norm.scope.wet, "zorgsoort": norm.scope.zorgsoort}
            split |= {"productgroep": norm.scope.productgroep, "aanbieder_agb": norm.scope.aanbieder}
            key = ("IND036", "", "maand", month, frozenset(cell for cell in split.items() if cell[1]))
            parts[key][0] += len(counted)
            parts[key][1] += norm.limit or 0
    return {key: rounded(part / whole, 6) for key, (part, whole) in parts.items()}


def new_clients(stops: Iterable[Stop], facts: NormFacts) -> list[NewClient]:
    """Who got a first toewijzing while a stop lasted and was not in care there already."""
    ret, school = grounds_of(facts)
    found = []
    for stop in stops:
        for number, row in facts.allocations.items():
            wet, gemeente, _ = number
            day, begin, told = facts.first_days[number], row.told.ingangsdatum, row.told
            what = facts.register.product(wet, gemeente, told.product, begin)
            of = {"aanbieder": told.aanbieder, "wet": wet, "gemeente": gemeente}
            of |= {"zorgsoort": what.zorgsoort, "productgroep": what.productgroep}
            if not (stop.begin <= day <= stop.end and stop.scope.holds(**of)):
                continue
            if any(_goes_on(care, told.person, of, begin) for care in facts.care):
                continue
            values = (gemeente, wet, what.zorgsoort, told.aanbieder)
            names = ("gemeente_code", "wet", "zorgsoort", "aanbieder_agb")
            cells = tuple(zip(names, values, strict=True))
            if is_granted(facts, (told.person, cells), "toeleidingsstop", since=stop.begin, until=day):
                ground = "cpv"
            elif facts.referrers[number] == "regieteam":
                ground = "regieteam"
            else:
                ground = "ret" if number in ret else "zbo" if number in school or what.is_zbo else "geen"
            found.append(NewClient(stop, day, told.person, cells, ground))
    return found


def _of_ceilings(ceilings: Ceilings, last_day: date) -> Iterator[Counted]:
    for norm in ceilings.norms:
        cells, whole = _cells_of(norm.scope), norm.ceiling
        foreseen = {each.month: each.total for each in ceilings.forecasts(norm, 0, last_day)}
        declared = expected = Fraction(0)
        for month in over(norm.months, last_day):
            declared += Fraction(ceilings.euros(norm, month))
            expected += Fraction(ceilings.expected(norm, month, last_day))
            for variant in ("", f"instrument={norm.instrument}"):
                yield Counted("IND032", variant, MONTHLY, month, cells, declared, whole)
                if month in foreseen:
                    yield Counted("IND033", variant, MONTHLY, month, cells, Fraction(foreseen[month]), whole)
            yield Counted("IND032", "verwacht", MONTHLY, month, cells, expected, whole)


def _without_region(found: dict[RegisterKey, Decimal]) -> dict[RegisterKey, Decimal]:
    return {key: value for key, value in found.items() if ("gemeente_code", REGION) not in key[4]}


def _in_force(norms: Iterable[Norm], last_day: date) -> Iterator[tuple[Counted, str]]:
    for norm in norms:
        until = min(norm.end, norm.ended - timedelta(days=1) if norm.ended else EVER, last_day)
        end = _add_months(period_start(norm.in_force, "halfjaar"), 6)
        while norm.scope.aanbieder and end - timedelta(days=1) <= until:
            readings = [f"instrument={norm.instrument}", f"niveau={norm.niveau}"]
            for variant in readings + ([] if norm.instrument == SOFT else [""]):
                day = end - timedelta(days=1)
                yield Counted("IND031", variant, ("peildatum",), day, _cells_of(norm.scope)), norm.scope.aanbieder
            end = _add_months(end, 6)


def _stopped(stops: Iterable[Stop], last_day: date) -> Iterator[tuple[Counted, str]]:
    for stop in stops:
        cells, until = _cells_of(stop.scope), min(stop.end, last_day)
        for month in months_of(stop.begin, until) if stop.begin <= until else []:
            day = month_end(month)
            if day <= until:
                yield Counted("IND034", "", ("peildatum",), day, cells), stop.scope.aanbieder
        for step in range((until - stop.begin).days + 1):
            day = stop.begin + timedelta(days=step)
            yield Counted("IND034", "dagen", ("peildatum",), month_end(day), cells), f"{stop.scope.aanbieder} {day}"
        if stop.lifted and stop.lifted < last_day:
            yield Counted("IND034", "opgeheven", ("peildatum",), month_end(stop.lifted), cells), stop.number


def _came_in(norm: Norm, facts: NormFacts) -> Iterator[tuple[str, date, bool]]:
    """Client, day and whether the CPV gave leave, of care under the norm that does not go on from care there."""
    by_client: dict[tuple[str, str], list[Care]] = defaultdict(list)
    for care in facts.care:
        is_young = YOUNGEST in facts.people.leeftijdsgroepen(care.person, month_end(care.begin))
        if norm.scope.holds(**scope_of(care)) and is_young:
            by_client[care.person, care.aanbieder].append(care)
    for (client, _), periods in by_client.items():
        for care in periods:
            earlier = [max(other.begin, other.end or EVER) for other in periods if other.begin < care.begin]
            is_new = not earlier or max(earlier) < care.begin - GAP
            if is_new and norm.begin <= care.begin <= norm.end:
                yield (
                    client,
                    care.begin,
                    is_granted(facts, (client, cells_of(care)), "instroomlimiet", until=care.begin),
                )


def _goes_on(care: Care, person: str, of: dict[str, str], begin: date) -> bool:
    return (
        (care.person, care.aanbieder, care.wet, care.zorgsoort) == (person, of["aanbieder"], of["wet"], of["zorgsoort"])
        and begin > care.begin
        and max(care.begin, care.end or EVER) >= begin - GAP
    )


def _cells_of(scope: Scope) -> tuple[Cell, ...]:
    values = (scope.gemeente or REGION, scope.wet, scope.zorgsoort, scope.aanbieder or UNKNOWN)
    return tuple(zip(("gemeente_code", "wet", "zorgsoort", "aanbieder_agb"), values, strict=True))
