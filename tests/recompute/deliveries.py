"""Standing starts and stops from 305 and 307 messages (choice 5), and the care periods they make (choice 9)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tests.recompute.allocations import NOBODY, AllocationRow, Number
from tests.recompute.reader import Message, find_all, text_of
from tests.recompute.register import Register
from tests.recompute.state import UNKNOWN, Allocation, State, care_on

Row = tuple[str, str, str]
"""Begindatum, Einddatum, RedenBeeindiging; the last two empty for a start."""


@dataclass(frozen=True)
class Report:
    """A start or stop as one message gives it."""

    number: Number
    row: Row
    is_withdrawal: bool


@dataclass(frozen=True)
class Reports:
    """One 305 or 307; `order` is Dagtekening and Identificatie."""

    order: tuple[str, str]
    reports: tuple[Report, ...]


def read_reports(message: Message) -> Reports:
    """Every StartProduct or StopProduct of a 305 or 307."""
    rows = find_all(message.root, "Client/StartProducten/StartProduct")
    rows += find_all(message.root, "Client/StopProducten/StopProduct")
    reports = tuple(
        Report(
            number=(message.wet, message.ontvanger, int(text_of(row, "ToewijzingNummer"))),
            row=(text_of(row, "Begindatum"), text_of(row, "Einddatum"), text_of(row, "RedenBeeindiging")),
            is_withdrawal=text_of(row, "StatusAanlevering") == "3",
        )
        for row in rows
    )
    return Reports((message.dagtekening, message.identificatie), reports)


def add_care(
    state: State,
    allocations: dict[Number, AllocationRow],
    messages: Iterable[Reports],
    register: Register,
    referrers: Mapping[Number, str] = NOBODY,
) -> None:
    """The care periods of every toewijzing that was not removed."""
    standing = _standing_rows(messages)
    for number, allocation in allocations.items():
        starts, stops = [], defaultdict(list)
        for begin, end, reden in standing.get(number, {}):
            if end:
                stops[date.fromisoformat(begin)].append((date.fromisoformat(end), reden))
            else:
                starts.append(date.fromisoformat(begin))
        told = _allocation(number, allocation, register, referrers.get(number, UNKNOWN))
        state.care.extend(care_on(told, starts, stops))


def _standing_rows(messages: Iterable[Reports]) -> dict[Number, dict[Row, None]]:
    """In order of Dagtekening and Identificatie; in one message the withdrawals first."""
    standing: dict[Number, dict[Row, None]] = defaultdict(dict)
    for message in sorted(messages, key=lambda item: item.order):
        for report in sorted(message.reports, key=lambda item: not item.is_withdrawal):
            if report.is_withdrawal:
                standing[report.number].pop(report.row, None)
            else:
                standing[report.number][report.row] = None
    return standing


def _allocation(number: Number, row: AllocationRow, register: Register, verwijzer: str) -> Allocation:
    wet, gemeente, toewijzing_nummer = number
    return Allocation(
        person=row.told.person,
        gemeente=gemeente,
        wet=wet,
        aanbieder=row.told.aanbieder,
        ingangsdatum=row.told.ingangsdatum,
        einddatum=row.latest.einddatum,
        zorgsoort_on=lambda day: row.zorgsoort_on(day, register),
        number=toewijzing_nummer,
        product=row.told.product,
        productgroep_on=lambda day: row.productgroep_on(day, register),
        verwijzer=verwijzer,
    )
