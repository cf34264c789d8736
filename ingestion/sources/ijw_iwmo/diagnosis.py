"""Say what is wrong with a message that did not pass, and where: code, line, client and element, never a value.

Reads   the text of one message (UTF-8) and the schema of its type
Gives   faults in document order, at most FAULTS_KEPT

The parser reads the message once more, a line at a time, and tells this module each start and end of an element.
An error of the schema belongs to the event just before it. So the place is known without building the document,
and reading stops when enough has been said.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from ingestion.guard import LONGEST_TEXT, MEGABYTE, safe_parser
from ingestion.outcomes import Fault
from ingestion.sources.ijw_iwmo.catalogue import Element, Message, load_catalogue
from ingestion.sources.ijw_iwmo.expectation import value_fault
from ingestion.sources.ijw_iwmo.schema import compile_schema

FAULTS_KEPT = 1000
SLICE = MEGABYTE // 16
LONGEST_VALUE = 400  # enough to see what is wrong with it; only its kind is reported
CLIENT_TAG = re.compile(rb"<(?:[\w.-]+:)?Client[\s>/]")
EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*) \)\.$")
TOO_LONG = "XML_PARSE_HUGE"  # how the parser ends its sentence when a limit is passed
LONG_NUMBER = re.compile(r"[0-9]{4,}")

Names = tuple[str, ...]


def diagnose(text: bytes, wet: str, berichtsoort: str) -> tuple[Fault, ...]:
    """The faults of a message of a known type; empty only if the schema finds none."""
    message = load_catalogue().messages[wet, berichtsoort]
    tracker = _Tracker(message, clients=len(CLIENT_TAG.findall(text)))
    parser = safe_parser(tracker, compile_schema(wet, berichtsoort))
    tracker.parser = parser
    try:
        for line, piece in _pieces(text):
            tracker.line = line
            parser.feed(piece)
            if len(tracker.faults) >= FAULTS_KEPT:
                return tuple(tracker.faults)
        parser.close()
    except etree.XMLSyntaxError:
        # with the schema in it the parser may report a fault of the schema here, so ask once more without
        tracker.faults.append(tracker.broken(_break_in(text)))
    return tuple(tracker.faults)


def root_of(text: bytes) -> tuple[str, str] | Fault:
    """Namespace and name of the root element, or the fault of a text that is no XML up to there."""
    first = _Root()
    parser = safe_parser(first)
    line = 1
    try:
        for number, piece in _pieces(text):
            line = number
            parser.feed(piece)
            if first.name:
                return first.name.namespace or "", first.name.localname
    except etree.XMLSyntaxError:
        return Fault("X016", f"regel {line}", {"element": "geen"})
    return Fault("X014", f"regel {line}", {"element": "geen"})


def shown_element(name: str) -> str:
    """An element name as it may stand in a message: a sender can call an element anything, a BSN included."""
    return LONG_NUMBER.sub("…", name[:60])


def _pieces(text: bytes) -> Iterator[tuple[int, bytes]]:
    """The text by line, in pieces of at most SLICE bytes, each with its line number."""
    line, position = 1, 0
    while position < len(text):
        newline = text.find(b"\n", position, position + SLICE)
        end = newline + 1 if newline >= 0 else min(position + SLICE, len(text))
        yield line, text[position:end]
        line += newline >= 0
        position = end


@dataclass(frozen=True)
class _Break:
    """Where a text stops being XML."""

    line: int
    is_at_end: bool
    is_too_long: bool


class Nothing:
    """A parser target that builds nothing."""

    def close(self) -> None:
        return None


class _Root:
    """A parser target that keeps the name of the first element."""

    def __init__(self) -> None:
        self.name: etree.QName | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.name = self.name or etree.QName(tag)

    def close(self) -> None:
        return None


def _break_in(text: bytes) -> _Break:
    parser = safe_parser(Nothing())
    line, is_at_end = 1, False
    try:
        for number, piece in _pieces(text):
            line = number
            parser.feed(piece)
        is_at_end = True
        parser.close()
    except etree.XMLSyntaxError as error:
        return _Break(error.position[0] or line, is_at_end, TOO_LONG in str(error))
    return _Break(line, is_at_end, is_too_long=False)


@dataclass
class _Open:
    """An element that is being read: its name, its place among its equals, the children counted so far."""

    name: str
    label: str
    children: Counter[str] = field(default_factory=Counter)


class _Tracker:
    """Parser target that knows where it is, and turns each error of the schema into a fault."""

    def __init__(self, message: Message, clients: int) -> None:
        self.faults: list[Fault] = []
        self.line = 1
        self.parser: etree.XMLParser
        self._message = message
        self._by_path = {element.path: element for element in message.elements}
        self._names = {element.name for element in message.elements}
        self._clients = clients
        self._client = 0
        self._seen = 0
        self._open: list[_Open] = []
        self._last_line = 1
        self._last: tuple[_Open, ...] = ()
        self._prefixes: dict[str, str] = {}
        self._value: list[str] = []
        self._length = 0
        self._is_end = False

    def start(self, tag: str, attributes: Mapping[str, str], nsmap: Mapping[str, str]) -> None:
        self.take_errors()
        self._prefixes.update((uri, prefix or "") for prefix, uri in nsmap.items())
        name = etree.QName(tag).localname
        number = 1
        if self._open:
            siblings = self._open[-1].children
            siblings[name] += 1
            number = siblings[name]
        if name == "Client":
            self._client += 1
        self._open.append(_Open(tag, f"{name}[{number}]" if number > 1 else name))
        self._last, self._last_line = tuple(self._open), self.line
        self._value, self._length, self._is_end = [], 0, False

    def end(self, tag: str) -> None:
        self.take_errors()
        self._last, self._last_line = tuple(self._open), self.line
        self._open.pop()
        self._is_end = True

    def data(self, text: str) -> None:
        if self._is_end:
            self.take_errors()
            self._value, self._length, self._is_end = [], 0, False
        if self._length < LONGEST_VALUE:
            self._value.append(text[:LONGEST_VALUE])
            self._length += len(text)

    def close(self) -> None:
        self.take_errors()

    def take_errors(self) -> None:
        """Turn the errors since the last event into faults of that event."""
        errors = list(self.parser.feed_error_log)[self._seen :]
        self._seen += len(errors)
        schema_errors = [error for error in errors if error.domain_name == "SCHEMASV"]
        if schema_errors and len(self.faults) < FAULTS_KEPT:
            # one value can break several facets: one fault says it
            self.faults.append(self._schema_fault(schema_errors[0].type_name, schema_errors[0].message))

    def broken(self, found: "_Break") -> Fault:
        """The fault of a text that is no XML: cut off, continued after its end, too long or broken."""
        line = f"regel {found.line}"
        if found.is_too_long:
            return Fault("X005", line, {"grens": LONGEST_TEXT})
        if self._last and not self._open:
            return Fault("X015", line)
        element = shown_element(etree.QName(self._last[-1].name).localname) if self._last else "geen"
        return Fault("X014" if found.is_at_end else "X016", line, {"element": element})

    def _schema_fault(self, kind: str, message: str) -> Fault:
        place = self._place()
        name = shown_element(etree.QName(self._last[-1].name).localname)
        path = "/" + "/".join(etree.QName(open_.name).localname for open_ in self._last)
        element = self._by_path.get(path)
        if kind == "SCHEMAV_ELEMENT_CONTENT":
            return self._content_fault(place, path, message)
        if kind.startswith("SCHEMAV_CVC_COMPLEX_TYPE_3") or kind in ATTRIBUTE_ERRORS:
            return Fault("X028", place, {"element": name})
        if element is None or element.kind != "leaf":
            return Fault("X029", place, {"element": name})
        if kind == "SCHEMAV_CVC_TYPE_3_1_2":
            return Fault("X029", place, {"element": name})
        return value_fault(element, self._message.wet, "".join(self._value), place)

    def _content_fault(self, place: str, path: str, message: str) -> Fault:
        """An element that may not stand here, or one that should have stood here."""
        wanted = EXPECTED.search(message)
        expected = [name.rpartition("}")[2] for name in wanted[1].split(", ")] if wanted else []
        if "Missing child" in message:
            return Fault("X025", place, {"element": self._required(path, expected)})
        parent, _, name = path.rpartition("/")
        order = [child.name for child in self._message.children_of(parent)]
        required = self._required(parent, expected)
        if name in order and required in order and order.index(name) > order.index(required):
            return Fault("X025", place, {"element": required})
        if name in self._names and self._is_in_own_namespace(name):
            return Fault("X024", place, {"element": name, "verwacht": " of ".join(expected) or "niets meer"})
        return Fault("X002", place, {"element": shown_element(self._prefixed())})

    def _required(self, parent: str, expected: list[str]) -> str:
        """The first compulsory element among those the schema expected; the last one named where none is."""
        children: dict[str, Element] = {child.name: child for child in self._message.children_of(parent)}
        return next((name for name in expected if name in children and children[name].min_occurs), "")

    def _is_in_own_namespace(self, name: str) -> bool:
        known = {self._message.namespace, self._message.base_namespace}
        return etree.QName(self._last[-1].name).namespace in known

    def _prefixed(self) -> str:
        name = etree.QName(self._last[-1].name)
        prefix = self._prefixes.get(name.namespace or "", "")
        return f"{prefix}:{name.localname}" if prefix else name.localname

    def _place(self) -> str:
        parts = [f"regel {self._last_line}"]
        if self._client and any(etree.QName(open_.name).localname == "Client" for open_ in self._last):
            parts.append(f"cliënt {self._client} van {self._clients}")
        labels = [open_.label for open_ in self._last[1:]]
        if labels:
            parts.append("/".join(shown_element(label) for label in labels))
        return ", ".join(parts)


ATTRIBUTE_ERRORS = {"SCHEMAV_CVC_ELT_3_1", "SCHEMAV_CVC_ELT_4_1", "SCHEMAV_CVC_ELT_4_2", "SCHEMAV_CVC_ELT_4_3"}
