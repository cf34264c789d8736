"""Say in Dutch what an element may hold, and which fault a wrong value is.

Reads   datatypes and code lists of the catalogue
Gives   expectation() for a reader, value_fault() for a value that the schema refused

A fault names the element and what was expected, never the value.
"""

import re

from ingestion.outcomes import Fault
from ingestion.sources.ijw_iwmo.catalogue import Element, load_catalogue

AMOUNTS = {"LDT_Bedrag", "LDT_TotaalBedrag", "LDT_Budget"}
TIME_ZONE = re.compile(r"(Z|[+-][0-9]{2}:[0-9]{2})$")
NUMBER = re.compile(r"[+-]?[0-9]+$")
CODES_NAMED = 12
EXAMPLES = {"date": ("datum", "2026-01-31"), "time": ("tijd", "14:05:00")}
BASES = {"date": "een bestaande datum, jjjj-mm-dd", "time": "een bestaande tijd, uu:mm:ss"}
FORMS = {
    "[0-9]{8}": "8 cijfers",
    "[0-9]{9}": "9 cijfers",
    "[0-9]{4}": "4 cijfers",
    "[0-9]*": "hoogstens 15 cijfers",
    "(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)": "een versienummer zoals 1.0.0",
    "([a-zA-ZÀ-ỳ])+": "hoogstens 6 letters",
}
"""Pattern of the standard -> the same in words, where the pattern says more than "not blank"."""


def expectation(element: Element, wet: str) -> str:
    """What the content of a leaf element must be, in words; for instance `een geheel getal van 0 tot en met 99`."""
    datatype = load_catalogue().datatypes[element.datatype]
    codes = load_catalogue().codes_of(element.datatype, wet)
    if element.fixed_value:
        return element.fixed_value if element.fixed_value.isalnum() else "alleen letters en cijfers"
    if codes:
        named = f": {', '.join(codes)}" if len(codes) <= CODES_NAMED else ""
        return f"een code uit lijst {datatype.codelists[wet]}{named}"
    if datatype.base == "integer":
        return f"een geheel getal van {datatype.min_inclusive} tot en met {datatype.max_inclusive}"
    longest = f" van hoogstens {datatype.max_length} tekens" if datatype.max_length else ""
    return BASES.get(datatype.base) or FORMS.get(datatype.pattern or "") or f"tekst{longest}"


def value_fault(element: Element, wet: str, value: str, place: str) -> Fault:
    """The fault of a value that the schema refused for this element."""
    datatype = load_catalogue().datatypes[element.datatype]
    bare = value.strip(" \t\r\n")
    words: dict[str, object] = {"element": element.name, "verwacht": expectation(element, wet)}
    if not bare:
        return Fault("X026", place, words)
    if element.fixed_value.isalnum():
        return Fault("X021", place, words)
    if datatype.base in EXAMPLES:
        if TIME_ZONE.search(bare):
            return Fault("X030", place, words)
        soort, voorbeeld = EXAMPLES[datatype.base]
        return Fault("X031", place, {"element": element.name, "soort": soort, "voorbeeld": voorbeeld})
    if datatype.name in AMOUNTS and NUMBER.match(bare):
        code = "X060" if bare.startswith("-") else "X061"
        return Fault(code, place, words | {"grens": datatype.max_inclusive})
    return Fault("X027", place, words)
