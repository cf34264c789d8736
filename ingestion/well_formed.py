"""Say where a text stops being XML, and what its first element is.

Reads   the text of one message (UTF-8)
Gives   break_in(): a fault with line and last element, or None; root_of(): the root element

The parser is fed a block at a time and builds nothing.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree

from ingestion.encoding import MEGABYTE, shown_element
from ingestion.guard import LONGEST_TEXT, safe_parser
from ingestion.outcomes import Fault

BLOCK = MEGABYTE // 16
TOO_LONG = ("XML_PARSE_HUGE", "too big found")
"""What the parser's sentence holds when one of its limits is passed."""
NO_ELEMENT = "geen"


@dataclass(frozen=True)
class Block:
    """A part of a text from byte `start` up to `end`; its first byte stands on `line`."""

    line: int
    start: int
    end: int


class Nothing:
    """A parser target without callbacks: the parser builds nothing and calls no Python."""

    def close(self) -> None:
        return None


def break_in(text: bytes) -> Fault | None:
    """The fault of a text that is cut off, goes on after its end, has a part without end or is no XML; else None."""
    names = _Names()
    parser = safe_parser(names)
    is_at_end = False
    try:
        for block in blocks(text):
            parser.feed(text[block.start : block.end])
        is_at_end = True
        parser.close()
    except etree.XMLSyntaxError as error:
        fault = fault_of(error, shown_element(local_name(names.last)))
        if fault.code == "X005":
            return fault
        if names.first and not names.depth:
            return Fault("X015", fault.place)
        return Fault("X014", fault.place, fault.fields) if is_at_end else fault
    return None


def fault_of(error: etree.XMLSyntaxError, element: str = NO_ELEMENT) -> Fault:
    """What the parser stumbled on, at its line. Raises MemoryError where the parser had no memory."""
    raise_if_out_of_memory(error)
    place = f"regel {error.position[0]}"
    if any(words in str(error) for words in TOO_LONG):
        return Fault("X005", place, {"grens": LONGEST_TEXT})
    return Fault("X016", place, {"element": element})


def raise_if_out_of_memory(error: etree.XMLSyntaxError) -> None:
    """Raise MemoryError where the parser had no memory: that says nothing about the message."""
    if error.code == etree.ErrorTypes.ERR_NO_MEMORY:  # type: ignore[attr-defined]  # its stubs lack both
        raise MemoryError from error


def root_of(text: bytes) -> tuple[str, str]:
    """Namespace and name of the root element; both empty where the text is no XML up to there."""
    names = _Names()
    parser = safe_parser(names)
    with suppress(etree.XMLSyntaxError):
        for block in blocks(text):
            parser.feed(text[block.start : block.end])
            if names.first:
                break
    return namespace_of(names.first), local_name(names.first)


def blocks(text: bytes, size: int = BLOCK) -> Iterator[Block]:
    """The text in blocks of at most `size` bytes that end at the end of a line, where one ends in them."""
    line, start = 1, 0
    while start < len(text):
        end = start + size
        if end < len(text):
            end = (text.rfind(b"\n", start, end) + 1) or end
        yield Block(line, start, min(end, len(text)))
        line += text.count(b"\n", start, end)
        start = end


def local_name(tag: str) -> str:
    """The name in `{namespace}name`; a sender's tag may be no legal name, so nothing is checked."""
    return tag.rpartition("}")[2]


def namespace_of(tag: str) -> str:
    """The namespace in `{namespace}name`, empty where there is none."""
    return tag.rpartition("}")[0].removeprefix("{")


class _Names:
    """A parser target that keeps the first element, the last one and the depth."""

    def __init__(self) -> None:
        self.first = ""
        self.last = NO_ELEMENT
        self.depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.first = self.first or tag
        self.last = tag
        self.depth += 1

    def end(self, tag: str) -> None:
        self.depth -= 1

    def close(self) -> None:
        return None
