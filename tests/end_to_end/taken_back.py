"""Messages that leave nothing behind: a start of somebody in the city, and its withdrawal.

Both early enough that nothing about them is provisional.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

Message = tuple[str, bytes]

DAYS_LATER = 10
"""The start that is withdrawn is of another day than the one that stands."""


def a_withdrawn_start(messages: list[Message]) -> list[Message]:
    """Two 305s: a second start on a toewijzing, and its withdrawal."""
    name, start = next(
        (name, text)
        for name, text in _texts(messages, "JW305")
        if len(_values(text, "StatusAanlevering")) == 1 and _values(text, "StatusAanlevering") == ["1"]
    )
    [begin] = _values(start, "Begindatum")
    start = _with(start, "Begindatum", str(date.fromisoformat(begin) + timedelta(days=DAYS_LATER)))
    told = _with(start, "Identificatie", "TERUG001")
    withdrawn = _with(_with(start, "Identificatie", "TERUG002"), "StatusAanlevering", "3")
    return [(f"start_{name}", told.encode()), (f"terug_{name}", withdrawn.encode())]


def _texts(messages: list[Message], kind: str) -> Iterator[tuple[str, str]]:
    for name, data in messages:
        if name.startswith(kind):
            yield name, data.decode()


def _values(text: str, element: str) -> list[str]:
    return re.findall(rf"<(?:\w+:)?{element}>([^<]*)<", text)


def _with(text: str, element: str, value: str) -> str:
    """The message with another value in every element of that name."""
    return re.sub(rf"(<(?:\w+:)?{element}>)[^<]*", rf"\g<1>{value}", text)
