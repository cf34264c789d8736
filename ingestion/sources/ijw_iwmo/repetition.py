"""Leave out of a long message of claims what only repeats, so that the schema has little left to read.

Reads   the text of one message that the guard let through
Gives   condensed(): the text in parts, which together are a message that the schema accepts only if it accepts the text

A stretch runs from one <Prestatie> up to the next; it may close a client and open the next. Wherever a stretch begins,
the schema is in one and the same state: among the Prestaties of a Client, any number of which may follow. So a stretch
that was read once needs no second reading: put anywhere between others it leads from that state back to it. That holds
for a stretch with other digits too, as long as these stand in values and each such value is sound. It is, where one
digit is as good as another (a number, a reference); of dates and codes each other value is read once.
Whatever could make this untrue (comments, CDATA, references, namespaces on the way, digits in a tag) is read whole.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from ingestion.encoding import DECLARATION, MEGABYTE
from ingestion.sources.ijw_iwmo.catalogue import Element, load_catalogue

REPEATED = "Prestatie"
OPENING = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?Prestatie>")
VALUE = re.compile(rb">([^<>]*)</(?:[A-Za-z_][\w.-]*:)?([A-Za-z]+)>")
"""The text before the end of an element: no ">" of a tag can stand in it, and no attribute can hold a "<"."""

SHAPE = bytes.maketrans(b"123456789", b"0" * 9)
WHOLE_NUMBER = re.compile(rb"0+")
BLIND_PATTERNS = {None, ".*[^\\s].*", "[0-9]{4}", "[0-9]{8}", "[0-9]{9}", "[0-9]*"}
"""Patterns that hold for a text whichever digits stand in the place of its digits."""


def condensed(text: bytes, wet: str, berichtsoort: str) -> Iterator[bytes]:
    """The parts that the schema must read, of at most about a megabyte; without repetition they are the whole text."""
    opening = _opening_of(text, wet, berichtsoort)
    first = text.find(opening) if opening else len(text)
    yield text[:first]
    begin = first
    while begin < len(text):
        end = text.rfind(opening, begin + 1, begin + MEGABYTE) if begin + MEGABYTE < len(text) else len(text)
        end = end if end > begin else len(text)
        _, *stretches = text[begin:end].split(opening)
        # the last one holds the end of the message, or is as good as any
        kept = [*_without_repetition(stretches[:-1], wet, berichtsoort), stretches[-1]]
        yield opening + opening.join(kept)
        begin = end


def _opening_of(text: bytes, wet: str, berichtsoort: str) -> bytes:
    """The tag that begins every stretch; empty for a message that must be read whole."""
    if not _values_of(wet, berichtsoort):
        return b""
    found, declaration = OPENING.search(text), DECLARATION.match(text)
    after = declaration.end() if declaration else 0
    if found is None or text.find(b"!", after) >= 0 or text.find(b"?", after) >= 0:
        return b""
    return b"" if text.find(b"xmlns", found.start()) >= 0 else found[0]


def _without_repetition(stretches: Sequence[bytes], wet: str, berichtsoort: str) -> Iterator[bytes]:
    by_shape: dict[bytes, list[bytes]] = {}
    for stretch in stretches:
        by_shape.setdefault(stretch.translate(SHAPE), []).append(stretch)
    for shape, alike in by_shape.items():
        yield from _to_read(shape, alike, _values_of(wet, berichtsoort))


def _to_read(shape: bytes, alike: list[bytes], values: dict[bytes, tuple[Element, ...]]) -> list[bytes]:
    """Those of some stretches of one shape that stand for all of them."""
    if len(alike) == 1 or b"&" in shape:
        return alike
    signs = np.frombuffer(b"".join(alike), np.uint8).reshape(len(alike), len(shape))
    differs = (signs != signs[0]).any(axis=0)
    chosen = {0}
    for value in VALUE.finditer(shape):
        begin, end = value.span(1)
        if differs[begin:end].any() and value[2] in values:
            differs[begin:end] = False
            if not all(_is_blind(element, value[1]) for element in values[value[2]]):
                texts = np.ascontiguousarray(signs[:, begin:end]).view(f"S{end - begin}").ravel()
                chosen.update(np.unique(texts, return_index=True)[1].tolist())
    return alike if differs.any() else [alike[number] for number in sorted(chosen)]


def _is_blind(element: Element, shape: bytes) -> bool:
    """True where a value of this shape is sound with any digits if it is with some."""
    datatype = load_catalogue().datatypes[element.datatype]
    if element.fixed_value or datatype.codelists:
        return False
    if datatype.base == "string":
        return datatype.pattern in BLIND_PATTERNS
    if datatype.base != "integer" or datatype.min_inclusive != 0:
        return False
    # up to as many digits as the largest number has, which is all nines
    most = str(datatype.max_inclusive)
    return set(most) == {"9"} and len(shape) <= len(most) and WHOLE_NUMBER.fullmatch(shape) is not None


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
