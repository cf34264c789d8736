"""What norms are held against, from the messages: claims by day, allocated hours and costs, care, and who may come in.

Reads   <inbox>/ijw_iwmo, <inbox>/registers/{producten,tarieven,toegang,cpv}
Gives   norm_facts(inbox) -> NormFacts, for `norms` and `norm_values`
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from tests.recompute.allocations import AllocationRow, Number, read_allocations, standing_allocations
from tests.recompute.claims import Claim, add_lines, read_answer, read_claims
from tests.recompute.deliveries import add_care, read_reports
from tests.recompute.measured import MINUTES, Measured, amount, measure
from tests.recompute.norm_register import Norm, month_end, month_of, months_of
from tests.recompute.norms import Cell
from tests.recompute.people import People
from tests.recompute.reader import Message, find_all, text_of
from tests.recompute.referrers import number_of, read_requested, referrers_of
from tests.recompute.register import Cells, Register, newest
from tests.recompute.register_counts import GRANTED
from tests.recompute.register_counts import Cell as Split
from tests.recompute.standing import sort_messages
from tests.recompute.state import Care, State
from tests.recompute.volume_and_costs import per_hour, rounded

WEEKLY = {"1": Fraction(7), "2": Fraction(1), "4": Fraction(12, 52)}
IN_ALL, AMOUNT = "6", "83"

Size = tuple[Number, tuple[str, str], str, str, str, str]
"""Number and stamp of a version; Volume, Eenheid, Frequentie and Budget as they are told."""


@dataclass(frozen=True)
class Allowed:
    """What a toewijzing allows: hours a week and euro a day, None where it does not say so."""

    hours: Decimal | None
    euro_a_day: Fraction | None


@dataclass
class NormFacts:
    """Everything that norms need; `first_day` of a toewijzing is that of its first Toewijzingsdatum."""

    last_day: date
    allocations: dict[Number, AllocationRow]
    first_days: dict[Number, date]
    allowed: dict[Number, Allowed]
    care: list[Care]
    cells: list[Cell]
    referrers: dict[Number, str]
    toegang: list[Cells]
    cpv: list[Cells]
    register: Register
    people: People
    measured: Measured


def read_sizes(message: Message) -> list[Size]:
    """The size of every ToegewezenProduct of a 301."""
    return [
        (
            (message.wet, message.afzender, int(text_of(row, "ToewijzingNummer"))),
            (text_of(row, "Toewijzingsdatum"), text_of(row, "Toewijzingstijd")),
            text_of(row, "Omvang/Volume"),
            text_of(row, "Omvang/Eenheid"),
            text_of(row, "Omvang/Frequentie"),
            text_of(row, "Budget"),
        )
        for row in find_all(message.root, "Client/ToegewezenProducten/ToegewezenProduct")
    ]


CONTENTS = {
    "301": lambda message: (read_allocations(message), read_sizes(message)),
    "305": read_reports,
    "307": read_reports,
    "315": read_requested,
    "323": lambda message: (read_claims(message), message.text("Declaratie/DeclaratieDagtekening")),
    "325": read_answer,
}


def norm_facts(inbox: Path) -> NormFacts:
    """All of it, from the messages and registers of an inbox."""
    messages, register = sort_messages(inbox, CONTENTS), Register(inbox)
    told = [rows for rows, _ in messages.standing("301")]
    allocations = standing_allocations(told)
    toegang = list(newest(inbox, "toegang", "aangeleverd_door"))
    requests = (row for rows in messages.standing("315") for row in rows)
    state = State(messages.last_day)
    add_care(state, allocations, messages.standing("305", "307"), register)
    sizes = {(number, stamp): tuple(size) for _, rows in messages.standing("301") for number, stamp, *size in rows}
    tariffs = list(newest(inbox, "tarieven"))
    everybody = State(messages.last_day, care=list(state.care))
    return NormFacts(
        last_day=messages.last_day,
        allocations=allocations,
        first_days={number: date.fromisoformat(min(row.versions)[0]) for number, row in allocations.items()},
        allowed={
            number: _allowed(number, row, sizes[number, max(row.versions)], tariffs)
            for number, row in allocations.items()
        },
        care=state.care,
        cells=_cells(messages.standing("323"), messages.standing("325"), register),
        referrers=referrers_of(allocations, (row for rows in told for row in rows), requests, toegang),
        toegang=toegang,
        cpv=list(newest(inbox, "cpv")),
        register=register,
        people=People(inbox, everybody),
        measured=measure(inbox),
    )


def _cells(claims: Iterable[tuple[Claim, str]], answers: list[object], register: Register) -> list[Cell]:
    """What was submitted and not refused, each line of each day; a credit is below zero."""
    by_day: dict[date, list[Claim]] = {}
    for claim, day in claims:
        by_day.setdefault(date.fromisoformat(day), []).append(claim)
    found = []
    for day, claimed in sorted(by_day.items()):
        state = State(day)
        add_lines(state, claimed, answers, register)  # type: ignore[arg-type]
        for line in state.lines:
            event = line.event
            if not line.is_refused:
                of = {"aanbieder": event.aanbieder, "wet": event.wet, "zorgsoort": event.zorgsoort}
                of |= {"productgroep": event.productgroep, "gemeente": event.gemeente}
                approved = line.cents if line.is_approved else 0
                number = (event.wet, event.gemeente, line.number)
                found.append(Cell(month_of(event.day), day, line.cents, approved, event.wet, of, number))
    return found


def _allowed(number: Number, row: AllocationRow, size: tuple[str, ...], tariffs: Iterable[Cells]) -> Allowed:
    volume, unit, often, budget = size
    end, begin = row.latest.einddatum, row.told.ingangsdatum
    days = (end - begin).days + 1 if end and end >= begin else None
    a_week = _a_week(volume, often, days)
    tariff = _tariff(number, row, unit, tariffs)
    hours = None if a_week is None or unit not in MINUTES else rounded(a_week * MINUTES[unit] / 60, 4)
    costs = rounded(Fraction(int(budget), 100), 2) if budget else None
    if costs is None and a_week is not None and days and tariff is not None:
        in_all = Fraction(int(volume)) if often == IN_ALL else a_week * days / 7
        costs = rounded((in_all * MINUTES[unit] / 60 if unit in MINUTES else in_all) * tariff, 2)
    if costs is not None and days:
        return Allowed(hours, Fraction(costs) / days)
    measured = None if a_week is None else hours if hours is not None else rounded(a_week, 4)
    return Allowed(hours, None if measured is None or tariff is None else Fraction(measured) * tariff / 7)


def _a_week(volume: str, often: str, days: int | None) -> Fraction | None:
    if not volume or (often == IN_ALL and not days):
        return None
    per = Fraction(7, days) if often == IN_ALL and days else WEEKLY.get(often)
    return None if per is None else int(volume) * per


def _tariff(number: Number, row: AllocationRow, unit: str, tariffs: Iterable[Cells]) -> Fraction | None:
    """Per hour where the unit is one of time; None without a line, or with one in another unit."""
    if unit == AMOUNT:
        return Fraction(1, 100)
    wet, gemeente, _ = number
    day = row.told.ingangsdatum.isoformat()
    valid = [
        line
        for line in tariffs
        if (line["wet"], line["product_categorie"], line["product_code"]) == (wet, *row.told.product)
        and line["gemeente_code"] in {"*", gemeente}
        and line["aanbieder_agb"] in {"", row.told.aanbieder}
        and line["geldig_van"] <= day <= (line["geldig_tot"] or "9999-12-31")
    ]
    if not valid:
        return None
    valid.sort(key=lambda line: line["geldig_van"], reverse=True)
    line = min(valid, key=lambda line: (line["aanbieder_agb"] == "", line["gemeente_code"] == "*"))
    if line["eenheid"] in MINUTES and unit in MINUTES:
        return per_hour(line)
    return amount(line["tarief_euro"]) if line["eenheid"] == unit else None


def running_costs(norm: Norm, facts: NormFacts) -> dict[date, Decimal]:
    """What the care that runs in each month of a norm may cost, in euro, as far as that is known."""
    found: dict[date, Fraction] = defaultdict(Fraction)
    for care in facts.care:
        a_day = facts.allowed[care.wet, care.gemeente, care.number].euro_a_day
        if a_day is None or not norm.scope.holds(**scope_of(care)):
            continue
        first, last = max(care.begin, norm.begin), min(max(care.begin, care.end or norm.end), norm.end)
        for month in months_of(first, last) if first <= last else []:
            found[month] += a_day * ((min(last, month_end(month)) - max(first, month)).days + 1)
    return {month: rounded(euro, 2) for month, euro in found.items()}


def scope_of(care: Care) -> dict[str, str]:
    return {
        "aanbieder": care.aanbieder,
        "wet": care.wet,
        "zorgsoort": care.zorgsoort,
        "productgroep": care.productgroep,
        "gemeente": care.gemeente,
    }


def cells_of(care: Care) -> tuple[Split, ...]:
    """What a row about the care is split by."""
    values = (care.gemeente, care.wet, care.zorgsoort, care.aanbieder)
    return tuple(zip(("gemeente_code", "wet", "zorgsoort", "aanbieder_agb"), values, strict=True))


def is_granted(
    facts: NormFacts, whose: tuple[str, tuple[Split, ...]], norm: str, *, until: date, since: date = date.min
) -> bool:
    """Whether the CPV granted an exception to a client for this care at this aanbieder, in these days."""
    client, cells = whose
    of = dict(cells)
    return any(
        row["bsn"] == client
        and row["uitkomst"] in GRANTED
        and row["norm"] == norm
        and all(row[name] == of[name] for name in ("wet", "zorgsoort", "aanbieder_agb"))
        and since.isoformat() <= (row["besloten_op"] or "9999-12-31") <= until.isoformat()
        for row in facts.cpv
    )


def grounds_of(facts: NormFacts) -> tuple[set[Number], set[Number]]:
    """Toewijzingen on which the RET advised, and those that the commission for care at school referred to."""
    ret, school = set(), set()
    for row in sorted(facts.toegang, key=lambda row: (row["verwezen_op"], row["verwijzing_nummer"])):
        if row["toewijzing_nummer"]:
            number = number_of(row)
            ret |= {number} if row["verwijzer"] == "ret" or row["is_ret_advies"] == "1" else set()
            school |= {number} if row["verwijzer"] == "zbo_commissie" else set()
    return ret, school
