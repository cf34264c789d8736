"""The schema made from the catalogue says what the official one says, part by part."""

import pytest
from lxml import etree

from ingestion.sources.ijw_iwmo.catalogue import WETTEN, load_catalogue
from ingestion.sources.ijw_iwmo.schema import PATTERNS, compile_schema, schema_texts
from tests.ingestion.messages import all_types

XS = "{http://www.w3.org/2001/XMLSchema}"
Facts = dict[str, object]


def facts_of(schema: etree._Element) -> Facts:
    """Each global element and named type of a schema, without what only explains: name -> what it allows."""
    return {node.get("name", ""): contents(node) for node in schema if node.get("name")}


def contents(node: etree._Element) -> object:
    """A comparable form: an element or type with its parts in order, a simple type with its facets as a set."""
    if node.tag == f"{XS}restriction":
        facets = [
            (etree.QName(facet).localname, facet.get("value", "")) for facet in node if facet.get("value") is not None
        ]
        return plain_type(node, "base"), frozenset((name, PATTERNS.get(value, value)) for name, value in facets)
    parts = [contents(part) for part in node if part.tag != f"{XS}annotation"]
    if node.tag != f"{XS}element":
        return parts
    return node.get("name"), plain_type(node, "type"), node.get("minOccurs", "1"), node.get("maxOccurs", "1"), parts


def plain_type(node: etree._Element, attribute: str) -> str:
    """A type by namespace and name: the prefix is a matter of taste."""
    prefix, _, name = node.get(attribute, "").rpartition(":")
    return f"{node.nsmap.get(prefix or None, '')} {name}"


@pytest.mark.shared
@pytest.mark.parametrize(("wet", "berichtsoort"), all_types())
def test_schema_says_what_the_official_one_says(shared_standard, wet, berichtsoort):
    standard, prefix = WETTEN[wet]
    folder = shared_standard / "xsd" / f"{standard}-3.2"
    base, message = (facts_of(etree.fromstring(text.encode())) for text in schema_texts(wet, berichtsoort))

    official = facts_of(etree.parse(str(folder / f"{prefix}{berichtsoort}.xsd")).getroot())
    assert len(official) >= 4
    assert message == official

    official_base = facts_of(etree.parse(str(folder / "basisschema.xsd")).getroot())
    assert len(official_base) > 70
    assert {name: official_base[name] for name in base} == base
    used = {
        element.datatype for element in load_catalogue().messages[wet, berichtsoort].elements if element.kind != "class"
    }
    assert used <= set(base)


@pytest.mark.parametrize(("wet", "berichtsoort"), all_types())
def test_schema_of_every_type_compiles(wet, berichtsoort):
    assert compile_schema(wet, berichtsoort) is not None


def test_patterns_written_anew_are_patterns_of_the_standard():
    in_use = {datatype.pattern for datatype in load_catalogue().datatypes.values()}

    assert len(PATTERNS) == 3
    assert set(PATTERNS) <= in_use


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<xs:maxLength value="200"/>', '<xs:maxLength value="201"/>'),
        ('<xs:enumeration value="NL"/>', ""),
        (
            'name="Voorvoegsel" type="basis:LDT_Voorvoegsel" minOccurs="0"',
            'name="Voorvoegsel" type="basis:LDT_Voorvoegsel"',
        ),
    ],
)
def test_the_comparison_sees_one_changed_fact(old, new):
    text, _ = schema_texts("jeugdwet", "301")
    assert text.count(old) == 1

    changed = text.replace(old, new)

    assert facts_of(etree.fromstring(changed.encode())) != facts_of(etree.fromstring(text.encode()))
