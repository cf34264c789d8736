"""Leave out of a message of claims what only repeats, so that little is left to judge.

Reads   the bytes of one message, in pieces
Gives   shortened(): a message of which every verdict is that of the whole one, as long as it is: there is no fault

A stretch runs from one <Prestatie> up to the next; it may close a client and open the next. Wherever a stretch begins,
the schema is in one and the same state: among the Prestaties of a Client, any number of which may follow. So a stretch
that was read once needs no second reading: put anywhere between others it leads from that state back to it. That holds
for a stretch with other letters and digits too, as long as these stand in values and each such value is sound. It is,
where one digit is as good as another (a number) or one letter or digit as another (a reference); of dates and codes
each other value is read once. Whatever could make this untrue (comments, CDATA, namespaces on the way) is no letter
and no digit: it is still there in what is left, and then nothing may be left out.

Stretches of one length are laid below each other as the rows of a matrix: what differs between them is then a column,
and no stretch is looked at in Python.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from ingestion.encoding import DECLARATION, MEGABYTE, UTF8_BOM
from ingestion.sources.ijw_iwmo.catalogue import Element, load_catalogue

REPEATED = "Prestatie"
OPENING = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?Prestatie>")
VALUE = re.compile(rb">([^<>]*)</(?:[A-Za-z_][\w.-]*:)?([A-Za-z]+)>")
"""The text before the end of an element: no ">" of a tag can stand in it, and no attribute can hold a "<"."""

LONGEST_STRETCH = 8 * MEGABYTE
LARGEST_LEFT = 16 * MEGABYTE
MOST_LAYOUTS = 24
"""So many ways in which stretches of one length divide it among their values are told apart; others are kept."""

KINDS = NONE, DIGITS, LETTERS = "", "digits", "letters and digits"
EXCHANGEABLE: dict[str | None, str] = {
    None: LETTERS,
    ".*[^\\s].*": LETTERS,
    **dict.fromkeys(("[0-9]{4}", "[0-9]{8}", "[0-9]{9}", "[0-9]*"), DIGITS),
}
"""Pattern of a text -> the signs that may stand in each other's place without a change of verdict."""

Rows = npt.NDArray[np.uint8]
Signs = npt.NDArray[np.bool_]


def shortened(pieces: Iterable[bytes], wet: str, berichtsoort: str) -> bytes | None:
    """The message without its repetition; None where it must be read whole, or where too much of it would be left."""
    if not _values_of(wet, berichtsoort):
        return None
    kept: list[bytes] = []
    size = 0
    left, opening = b"", b""
    for piece in pieces:
        left += piece
        if not opening:
            found = OPENING.search(left)
            opening = found[0] if found else b""
            kept, left = ([left[: found.start()]], left[found.start() :]) if found else (kept, left)
        # the last stretch may go on in the next piece; that of the message holds its end
        last = left.rfind(opening) if opening else 0
        if last > 0:
            news = _without_repetition(_stretches(left, opening, last), wet, berichtsoort)
            size += sum(map(len, news))
            kept += news
            left = left[last:]
        if len(left) > LONGEST_STRETCH or size > LARGEST_LEFT:
            return None
    text = b"".join([*kept, left])
    return text if opening and _may_be_shortened(text, opening) else None


def _may_be_shortened(text: bytes, opening: bytes) -> bool:
    """No stretch holds more than elements and values, and their namespaces are those of the head."""
    text = text.removeprefix(UTF8_BOM)
    declaration = DECLARATION.match(text)
    after = declaration.end() if declaration else 0
    return text.find(b"!", after) < 0 and text.find(b"?", after) < 0 and text.find(b"xmlns", text.find(opening)) < 0


def _stretches(text: bytes, opening: bytes, last: int) -> Iterator[bytes]:
    """The stretches up to `last`; none is sought within the length of the shortest, which takes a third of the time."""
    begin = shortest = 0
    while begin < last:
        end = text.find(opening, min(begin + (shortest or 1), last))
        if end - begin >= 2 * shortest:
            end = text.find(opening, begin + 1)
            shortest = min(shortest or end - begin, end - begin)
        yield text[begin:end]
        begin = end


def _without_repetition(stretches: Iterable[bytes], wet: str, berichtsoort: str) -> list[bytes]:
    by_length: dict[int, list[bytes]] = {}
    for stretch in stretches:
        by_length.setdefault(len(stretch), []).append(stretch)
    kept: list[bytes] = []
    for length, alike in by_length.items():
        if len(alike) == 1:
            kept += alike
            continue
        rows = np.frombuffer(b"".join(alike), np.uint8).reshape(len(alike), length)
        kept += _to_read(rows, _values_of(wet, berichtsoort))
    return kept


def _to_read(rows: Rows, values: dict[bytes, tuple[Element, ...]]) -> Iterator[bytes]:
    """Those of some stretches of one length that stand for all of them."""
    for _ in range(MOST_LAYOUTS):
        first = rows[0].tobytes()
        spans = [value for value in VALUE.finditer(first) if value[2] in values]
        is_value = np.zeros(len(first), bool)
        for value in spans:
            is_value[value.start(1) : value.end(1)] = True
        differs = _differing(rows)
        outside = np.flatnonzero(differs & ~is_value)
        is_alike = (rows[:, outside] == rows[0, outside]).all(axis=1)
        alike, rows = (rows, rows[:0]) if is_alike.all() else (rows[is_alike], rows[~is_alike])
        if len(rows):
            differs = _differing(alike)
        is_read = np.zeros(len(alike), bool)
        is_read[0] = True
        for value in spans:
            begin, end = value.span(1)
            if differs[begin:end].any():
                is_read |= _is_news(alike[:, begin:end], differs[begin:end], values[value[2]])
        if b"&" in first:
            is_read[:] = True  # the letters behind it are a name
        yield from map(np.ndarray.tobytes, alike[is_read])
        if not len(rows):
            return
    yield from map(np.ndarray.tobytes, rows)


def _differing(rows: Rows) -> Signs:
    """The columns in which not every row has the sign of the first."""
    differs: Signs = np.bitwise_or.reduce(rows ^ rows[0], axis=0) != 0
    return differs


def _is_news(texts: Rows, differs: Signs, elements: tuple[Element, ...]) -> Signs:
    """Which of the values of an element must be read, given that the first is."""
    value = texts[0].tobytes()
    kind = min((_exchangeable(element, len(value), value.isdigit()) for element in elements), key=KINDS.index)
    if kind == NONE:
        is_first = np.zeros(len(texts), bool)
        whole = np.ascontiguousarray(texts).view(f"S{texts.shape[1]}").ravel()
        is_first[np.unique(whole, return_index=True)[1]] = True
        return is_first
    signs = texts[:, differs]
    is_exchangeable = signs - ord("0") < 10
    if kind == LETTERS:
        is_exchangeable |= (signs | 0x20) - ord("a") < 26
    is_news: Signs = ~(is_exchangeable & is_exchangeable[0]).all(axis=1)
    return is_news


@cache
def _exchangeable(element: Element, length: int, is_number: bool) -> str:
    """Which signs may take each other's place in a sound value of this length."""
    datatype = load_catalogue().datatypes[element.datatype]
    if element.fixed_value or datatype.codelists:
        return NONE
    if datatype.base == "string":
        return EXCHANGEABLE.get(datatype.pattern, NONE)
    if datatype.base != "integer" or datatype.min_inclusive != 0 or not is_number:
        return NONE
    # up to as many digits as the largest number has, which is all nines
    most = str(datatype.max_inclusive)
    return DIGITS if set(most) == {"9"} and length <= len(most) else NONE


@cache
def _values_of(wet: str, berichtsoort: str) -> dict[bytes, tuple[Element, ...]]:
    """The leaf elements of a message by name; nothing for a message without claim lines."""
    message = load_catalogue().messages[wet, berichtsoort]
    if sum(element.name == REPEATED for element in message.elements) != 1:
        return {}
    leaves = [element for element in message.elements if element.kind == "leaf"]
    return {
        name.encode(): tuple(leaf for leaf in leaves if leaf.name == name) for name in {leaf.name for leaf in leaves}
    }
