"""Turn the catalogue into XML Schema: the structure check of each message type.

Reads   the catalogue (elements, datatypes, code lists)
Gives   schema_texts() as text, compile_schema() ready to validate; compiled once per process, some milliseconds each

The generated schema gives the verdict of the official one. Type names are those of the standard, because an
xsi:type attribute may name them. Three patterns of the standard are written in another way: see PATTERNS.
"""

from collections.abc import Iterator
from functools import cache
from xml.sax.saxutils import quoteattr

from lxml import etree

from ingestion.sources.ijw_iwmo.catalogue import RELEASE, Datatype, Element, Message, load_catalogue

NOT_BLANK = ".*[^\\s].*"

PATTERNS = {
    # Same strings, but each has one way to match, so that a long text cannot make the matcher go back and forth.
    NOT_BLANK: "[ \\t]*[^\\s].*",
    "([.\\s]*\\S+[.\\s]*)+": "\\s*\\S[\\s\\S]*",
    # The standard only keeps time zones out; a year of five digits or before 1 fits in no date column of ours.
    "[^:Z]*": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
"""Pattern of the standard -> the pattern we check."""


@cache
def compile_schema(wet: str, berichtsoort: str, release: str = RELEASE) -> etree.XMLSchema:
    """The schema of one message type, for instance jeugdwet 301. Raises KeyError for a type outside the catalogue."""
    base, message = schema_texts(wet, berichtsoort, release)
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_BaseSchema(base))
    return etree.XMLSchema(etree.fromstring(message.encode(), parser))


@cache
def schema_texts(wet: str, berichtsoort: str, release: str = RELEASE) -> tuple[str, str]:
    """The schema of the composite and logical datatypes of a wet, and that of one message type on top of it."""
    message = load_catalogue().messages[wet, berichtsoort].in_release(release)
    return "\n".join(_base_lines(message)), "\n".join(_message_lines(message))


class _BaseSchema(etree.Resolver):
    """Hands out the base schema from memory: nothing is read from disk or network while compiling."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def resolve(self, system_url: str, public_id: str, context: object) -> object:  # type: ignore[override]
        return self.resolve_string(self._text, context, base_url=None)


def _schema(namespace: str, message: Message, lines: Iterator[str]) -> Iterator[str]:
    yield (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:basis="{message.base_namespace}" '
        f'xmlns:bericht="{message.namespace}" targetNamespace="{namespace}" elementFormDefault="qualified">'
    )
    yield from lines
    yield "</xs:schema>"


def _base_lines(message: Message) -> Iterator[str]:
    def lines() -> Iterator[str]:
        for name, parts in _composites(message.wet).items():
            yield from _complex_type(name, parts)
        for datatype in load_catalogue().datatypes.values():
            codes = load_catalogue().codes_of(datatype.name, message.wet)
            yield from _simple_type(datatype, codes)

    return _schema(message.base_namespace, message, lines())


def _message_lines(message: Message) -> Iterator[str]:
    def lines() -> Iterator[str]:
        yield f'<xs:import namespace="{message.base_namespace}" schemaLocation="basisschema"/>'
        yield '<xs:element name="Bericht" type="bericht:Root"/>'
        yield from _complex_type("Root", tuple(message.children_of("/Bericht")))
        for name, parts in _classes(message).items():
            yield from _complex_type(name, parts)

    return _schema(message.namespace, message, lines())


@cache
def _composites(wet: str) -> dict[str, tuple[Element, ...]]:
    """Each composite datatype with its parts, taken from where a message of this wet uses it."""
    found: dict[str, tuple[Element, ...]] = {}
    for message in load_catalogue().messages.values():
        if message.wet == wet:
            for element in message.elements:
                if element.kind == "cdt":
                    found.setdefault(element.datatype, tuple(message.children_of(element.path)))
    return found


def _classes(message: Message) -> dict[str, tuple[Element, ...]]:
    """Each class of a message with its parts; a class has the same parts wherever it stands in one message."""
    found: dict[str, tuple[Element, ...]] = {}
    for element in message.elements:
        if element.kind == "class":
            found.setdefault(element.datatype, tuple(message.children_of(element.path)))
    return found


def _complex_type(name: str, parts: tuple[Element, ...]) -> Iterator[str]:
    yield f'<xs:complexType name="{name}"><xs:sequence>'
    for part in parts:
        yield from _element(part)
    yield "</xs:sequence></xs:complexType>"


def _element(element: Element) -> Iterator[str]:
    occurs = f' minOccurs="{element.min_occurs}" maxOccurs="{"unbounded" if element.repeats else element.max_occurs}"'
    datatype = f"{'bericht' if element.kind == 'class' else 'basis'}:{element.datatype}"
    if element.fixed_value:
        yield f'<xs:element name="{element.name}"{occurs}><xs:simpleType><xs:restriction base="{datatype}">'
        yield f"<xs:pattern value={quoteattr(element.fixed_value)}/>"
        yield "</xs:restriction></xs:simpleType></xs:element>"
    else:
        yield f'<xs:element name="{element.name}" type="{datatype}"{occurs}/>'


def _simple_type(datatype: Datatype, codes: dict[str, str]) -> Iterator[str]:
    facets: dict[str, object] = {
        "minLength": datatype.min_length,
        "maxLength": datatype.max_length,
        "minInclusive": datatype.min_inclusive,
        "maxInclusive": datatype.max_inclusive,
        "pattern": datatype.pattern and PATTERNS.get(datatype.pattern, datatype.pattern),
    }
    yield f'<xs:simpleType name="{datatype.name}"><xs:restriction base="xs:{datatype.base}">'
    for code in codes:
        yield f"<xs:enumeration value={quoteattr(code)}/>"
    for facet, value in facets.items():
        if value is not None:
            yield f"<xs:{facet} value={quoteattr(str(value))}/>"
    yield "</xs:restriction></xs:simpleType>"
