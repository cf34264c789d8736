"""Standing starts and stops from 305 and 307 messages (choice 5), and the care periods they make (choice 9)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tests.recompute.allocations import AllocationRow, Number
from tests.recompute.reader import Message, find_all, text_of
from tests.recompute.register import Register
from tests.recompute.state import Allocation, State, care_on

Row = tuple[str, str, str]
"""Begindatum, Einddatum, RedenBeeindiging; the last two empty for a start."""


def add_care(
    state: State, allocations: dict[Number, AllocationRow], messages: Iterable[Message], register: Register
) -> None:
    """The care periods of every toewijzing that was not removed."""
    standing = _standing_rows(messages)
    for number, row in allocations.items():
        starts, stops = [], defaultdict(list)
        for begin, end, reden in standing.get(number, {}):
            if end:
                stops[date.fromisoformat(begin)].append((date.fromisoformat(end), reden))
            else:
                starts.append(date.fromisoformat(begin))
        state.care.extend(care_on(_allocation(row, register), starts, stops))


def _standing_rows(messages: Iterable[Message]) -> dict[Number, dict[Row, None]]:
    """In order of Dagtekening and Identificatie; in one message the withdrawals first."""
    standing: dict[Number, dict[Row, None]] = defaultdict(dict)
    for message in sorted(messages, key=lambda item: (item.dagtekening, item.identificatie)):
        rows = find_all(message.root, "Client/StartProducten/StartProduct")
        rows += find_all(message.root, "Client/StopProducten/StopProduct")
        for element in sorted(rows, key=lambda item: text_of(item, "StatusAanlevering") != "3"):
            number = (message.wet, message.ontvanger, int(text_of(element, "ToewijzingNummer")))
            row = (
                text_of(element, "Begindatum"),
                text_of(element, "Einddatum"),
                text_of(element, "RedenBeeindiging"),
            )
            if text_of(element, "StatusAanlevering") == "3":
                standing[number].pop(row, None)
            else:
                standing[number][row] = None
    return standing


def _allocation(row: AllocationRow, register: Register) -> Allocation:
    return Allocation(
        person=row.person,
        gemeente=row.gemeente,
        wet=row.wet,
        aanbieder=row.aanbieder,
        ingangsdatum=row.ingangsdatum,
        einddatum=row.latest.einddatum,
        zorgsoort_on=lambda day: register.zorgsoort(row.wet, row.gemeente, row.product, day),
    )
