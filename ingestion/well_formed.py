"""Say where a text stops being XML, and what its first element is.

Reads   the text of one message (UTF-8)
Gives   break_in(): a fault with line and last element, or None; root_of(): the root element

The parser is fed a line at a time and builds nothing.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from ingestion.encoding import MEGABYTE, shown_element
from ingestion.guard import LONGEST_TEXT, safe_parser
from ingestion.outcomes import Fault

SLICE = MEGABYTE // 16
TOO_LONG = "XML_PARSE_HUGE"  # how the parser ends its sentence when one of its limits is passed
NO_ELEMENT = "geen"


class Nothing:
    """A parser target without callbacks: the parser builds nothing and calls no Python."""

    def close(self) -> None:
        return None


def break_in(text: bytes) -> Fault | None:
    """The fault of a text that is cut off, goes on after its end, has a part without end or is no XML; else None."""
    names = _Names()
    parser = safe_parser(names)
    line, is_at_end = 1, False
    try:
        for number, piece in pieces(text):
            line = number
            parser.feed(piece)
        is_at_end = True
        parser.close()
    except etree.XMLSyntaxError as error:
        place = f"regel {error.position[0] or line}"
        if TOO_LONG in str(error):
            return Fault("X005", place, {"grens": LONGEST_TEXT})
        if names.first and not names.depth:
            return Fault("X015", place)
        return Fault("X014" if is_at_end else "X016", place, {"element": shown_element(local_name(names.last))})
    return None


def root_of(text: bytes) -> tuple[str, str]:
    """Namespace and name of the root element; both empty where the text is no XML up to there."""
    names = _Names()
    parser = safe_parser(names)
    try:
        for _, piece in pieces(text):
            parser.feed(piece)
            if names.first:
                break
    except etree.XMLSyntaxError:
        return "", ""
    return namespace_of(names.first), local_name(names.first)


def pieces(text: bytes) -> Iterator[tuple[int, bytes]]:
    """The text by line, in pieces of at most SLICE bytes, each with its line number."""
    line, position = 1, 0
    while position < len(text):
        newline = text.find(b"\n", position, position + SLICE)
        end = newline + 1 if newline >= 0 else min(position + SLICE, len(text))
        yield line, text[position:end]
        line += newline >= 0
        position = end


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
