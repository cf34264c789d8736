"""Say what is wrong with a message that did not pass, and where: code, line, client and element, never a value.

Reads   the text of one message (UTF-8) and the schema of its type
Gives   faults in document order, at most FAULTS_KEPT; where the text stops being XML comes first

Two passes. The first has no callbacks and finds the blocks of text with an error in them. The second follows each
start and end of an element up to the last of these blocks; there it reads line by line, and an error of the schema
belongs to the event just before it. So the place is known, the document is never built, and reading stops when
enough has been said.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree

from ingestion.encoding import shown_element
from ingestion.guard import safe_parser
from ingestion.outcomes import Fault
from ingestion.sources.ijw_iwmo.catalogue import RELEASE, Message, load_catalogue
from ingestion.sources.ijw_iwmo.expectation import value_fault
from ingestion.sources.ijw_iwmo.schema import compile_schema
from ingestion.well_formed import Block, Nothing, blocks, break_in, local_name, namespace_of, raise_if_out_of_memory

FAULTS_KEPT = 200
ERRORS_READ = 3 * FAULTS_KEPT
DEEPEST = 32
LONGEST_VALUE = 400  # enough to see what is wrong with it; only its kind is reported
CLIENT = "Client"
CLIENT_TAG = re.compile(rb"<(?:[\w.-]+:)?Client[\s>/]")
EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*) \)\.$")
CONTENT = "SCHEMAV_ELEMENT_CONTENT"
ATTRIBUTE = {
    "SCHEMAV_CVC_COMPLEX_TYPE_3_1",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2",
    "SCHEMAV_CVC_TYPE_3_1_1",
    "SCHEMAV_CVC_ELT_3_1",
    "SCHEMAV_CVC_ELT_4_1",
    "SCHEMAV_CVC_ELT_4_2",
    "SCHEMAV_CVC_ELT_4_3",
}
"""Errors about an attribute, xsi:type and xsi:nil among them."""
CHILD_IN_VALUE = "SCHEMAV_CVC_TYPE_3_1_2"


def diagnose(text: bytes, wet: str, berichtsoort: str, release: str = RELEASE) -> tuple[Fault, ...]:
    """The faults of a message of a known type; empty only if there are none."""
    message = load_catalogue().messages[wet, berichtsoort].in_release(release)
    schema = compile_schema(wet, berichtsoort, release)
    faulty, is_well_formed = _faulty_blocks(text, schema)
    tracker = _Tracker(message, clients=sum(1 for _ in CLIENT_TAG.finditer(text)))
    tracker.parser = safe_parser(tracker, schema)
    with suppress(etree.XMLSyntaxError):
        for block in blocks(text):
            if not faulty or tracker.has_enough:
                break
            if block not in faulty:
                tracker.parser.feed(text[block.start : block.end])
                continue
            faulty.remove(block)
            tracker.read(text[block.start : block.end], block.line)
    tracker.take_errors()
    if is_well_formed or tracker.is_too_deep:
        return tracker.said()
    # a break comes first, since what the schema said before it may follow from it
    return tuple(filter(None, (break_in(text), *tracker.said())))


def _faulty_blocks(text: bytes, schema: etree.XMLSchema) -> tuple[set[Block], bool]:
    """The blocks in which the schema found errors, up to ERRORS_READ errors, and whether the text is XML so far."""
    parser = safe_parser(Nothing(), schema)
    faulty: set[Block] = set()
    errors = 0
    try:
        for block in blocks(text):
            parser.feed(text[block.start : block.end])
            found = len(parser.feed_error_log)
            if found > errors:
                faulty.add(block)
            errors = found
            if errors >= ERRORS_READ:
                return faulty, True
        parser.close()
    except etree.XMLSyntaxError as error:
        raise_if_out_of_memory(error)
        faulty.add(block)
        return faulty, False
    return faulty, True


def _tags(message: Message) -> Iterator[str]:
    """Each tag of a message type, `{namespace}name`."""
    for element in message.elements:
        yield f"{{{message.namespace if element.namespace == 'bericht' else message.base_namespace}}}{element.name}"
    yield f"{{{message.namespace}}}Bericht"


@dataclass(slots=True)
class _Open:
    """An element that is being read: its tag, its number among its equals, the children counted so far."""

    tag: str
    number: int
    children: dict[str, int]

    @property
    def label(self) -> str:
        name = shown_element(local_name(self.tag))
        return f"{name}[{self.number}]" if self.number > 1 else name


class _Tracker:
    """Parser target that knows where it is, and turns each error of the schema into a fault."""

    def __init__(self, message: Message, clients: int) -> None:
        self.parser: etree.XMLParser
        self._message = message
        self._by_path = {element.path: element for element in message.elements}
        self._tags = set(_tags(message))
        self._clients = clients
        self._client = 0
        self._faults: list[Fault] = []
        self._errors_read = 0
        self._open: list[_Open] = []
        self._has_ended = False
        self._line = self._last_line = 1
        self._prefixes: dict[str, str] = {}
        self._value: list[str] = []
        self._length = 0
        self._is_listening = False
        self.is_too_deep = False

    @property
    def has_enough(self) -> bool:
        """True when reading on would add nothing that a sender can use."""
        return self.is_too_deep or len(self._faults) >= FAULTS_KEPT or self._errors_read >= ERRORS_READ

    def said(self) -> tuple[Fault, ...]:
        """All faults found; of a message that is nested too deep, that is the only one that matters."""
        if self.is_too_deep:
            return (Fault("X006", f"regel {self._last_line}", {"grens": DEEPEST}),)
        more = (Fault("X018", f"na regel {self._last_line}"),) if self.has_enough else ()
        return (*self._faults, *more)

    def read(self, block: bytes, line: int) -> None:
        """Feed a block line by line, with an ear to errors; its first line has number `line`."""
        self._is_listening = True
        for number, piece in enumerate(block.split(b"\n"), line):
            self._line = number
            self.parser.feed(piece)
            self.take_errors()
            if number < line + block.count(b"\n"):
                self.parser.feed(b"\n")
        self._is_listening = False

    def start(self, tag: str, attributes: Mapping[str, str], nsmap: Mapping[str | None, str]) -> None:
        self._settle()
        if self.is_too_deep:
            return
        if nsmap:
            self._prefixes.update((uri, prefix or "") for prefix, uri in nsmap.items())
        number = 1
        if self._open and tag in self._tags:  # a sender can make up a million other tags
            siblings = self._open[-1].children
            number = siblings[tag] = siblings.get(tag, 0) + 1
        self._client += local_name(tag) == CLIENT
        self._open.append(_Open(tag, number, {}))
        self.is_too_deep = len(self._open) > DEEPEST
        self._last_line = self._line
        self._value, self._length = [], 0

    def end(self, tag: str) -> None:
        self._settle()
        if not self.is_too_deep:
            self._has_ended = True
            self._last_line = self._line

    def data(self, text: str) -> None:
        if self._is_listening and self._length < LONGEST_VALUE:
            self._value.append(text[:LONGEST_VALUE])
            self._length += len(text)

    def close(self) -> None:
        return None

    def _settle(self) -> None:
        """Finish with the last event: take its errors, then leave the element that it ended."""
        if self._is_listening:
            self.take_errors()
        if self._has_ended:
            self._open.pop()
            self._has_ended = False

    def take_errors(self) -> None:
        """Turn the errors since the last event into a fault of that event: one value can break several facets."""
        errors = list(self.parser.feed_error_log)[self._errors_read :]
        self._errors_read += len(errors)
        about_schema = [error for error in errors if error.domain_name == "SCHEMASV"]
        if about_schema and len(self._faults) < FAULTS_KEPT:
            self._faults.append(self._schema_fault(about_schema[0].type_name, about_schema[0].message))

    def _schema_fault(self, kind: str, message: str) -> Fault:
        place = self._place()
        path = "/" + "/".join(local_name(element.tag) for element in self._open)
        element = self._by_path.get(path)
        holder = self._open[-2] if kind == CHILD_IN_VALUE and len(self._open) > 1 else self._open[-1]
        name = shown_element(local_name(holder.tag))
        if kind == CONTENT:
            return self._content_fault(place, path, message)
        if kind in ATTRIBUTE:
            return Fault("X028", place, {"element": name})
        if element is None or element.kind != "leaf" or kind == CHILD_IN_VALUE:
            return Fault("X029", place, {"element": name})
        return value_fault(element, self._message.wet, "".join(self._value), place)

    def _content_fault(self, place: str, path: str, message: str) -> Fault:
        """An element that may not stand here, or one that should have stood here."""
        wanted = EXPECTED.search(message)
        expected = [local_name(name) for name in wanted[1].split(", ")] if wanted else []
        if "Missing child" in message:
            return Fault("X025", place, {"element": self._required(path, expected)})
        parent, _, name = path.rpartition("/")
        order = [child.name for child in self._message.children_of(parent)]
        required = self._required(parent, expected)
        tag = self._open[-1].tag
        if tag not in self._tags:
            return Fault("X002", place, {"element": shown_element(self._prefixed(tag))})
        if name in order and required in order and order.index(name) > order.index(required):
            return Fault("X025", place, {"element": required})
        return Fault("X024", place, {"element": name, "verwacht": " of ".join(expected) or "niets meer"})

    def _required(self, parent: str, expected: list[str]) -> str:
        """The first compulsory element among those that the schema expected; empty where none is."""
        compulsory = {child.name for child in self._message.children_of(parent) if child.min_occurs}
        return next((name for name in expected if name in compulsory), "")

    def _prefixed(self, tag: str) -> str:
        prefix = self._prefixes.get(namespace_of(tag), "")
        return f"{prefix}:{local_name(tag)}" if prefix else local_name(tag)

    def _place(self) -> str:
        parts = [f"regel {self._last_line}"]
        if self._client and any(local_name(element.tag) == CLIENT for element in self._open):
            parts.append(f"cliënt {self._client} van {self._clients}")
        if len(self._open) > 1:
            parts.append("/".join(element.label for element in self._open[1:]))
        return ", ".join(parts)
