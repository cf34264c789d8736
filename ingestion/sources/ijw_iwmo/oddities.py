"""What the schema lets through and a reader must not: 9999-12-31 for an open end, and signs that nobody sees.

Reads   the bytes of a message that the structure check accepted
Gives   faults: X031 refuses, X082 remarks

A search for a few bytes, so that a message without any of it costs next to nothing. The parser would find more (a date
in a CDATA section), but only for a sender who hides it.
"""

import re
from collections.abc import Iterator
from itertools import islice

from ingestion.encoding import UTF8_BOM, element_before, line_of
from ingestion.outcomes import Fault

FAULTS_KEPT = 100
NO_DATE = b"9999-12-31"
OPEN_END = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)>\s*" + NO_DATE + rb"\s*</")
SIGNS = re.compile(
    rb"\xcc[\x80-\xbf]|\xcd[\x80-\xaf]"  # combining accents
    rb"|\xc2\xad|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf"  # no width, or another direction
    rb"|\xe2[\x98-\x9e][\x80-\xbf]|\xef\xb8[\x80-\x8f]|\xf0\x9f[\x80-\xab][\x80-\xbf]"  # symbols and emoji
)
REFERENCE = re.compile(rb"&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")


def oddities(data: bytes, *, is_utf8: bool) -> tuple[Fault, ...]:
    """The faults of a message, at most FAULTS_KEPT of a kind; in other encodings only references can be odd."""
    return (*islice(_open_ends(data), FAULTS_KEPT), *islice(_odd_signs(data, is_utf8), FAULTS_KEPT))


def _open_ends(data: bytes) -> Iterator[Fault]:
    if NO_DATE not in data:
        return
    for found in OPEN_END.finditer(data):
        words = {"element": found[1].decode(), "soort": "datum", "voorbeeld": "2026-01-31"}
        yield Fault("X031", f"regel {line_of(data, found.start())}", words)


def _odd_signs(data: bytes, is_utf8: bool) -> Iterator[Fault]:
    places = []
    if is_utf8 and not data.isascii():
        places = [found.start() for found in SIGNS.finditer(data, len(UTF8_BOM) if data.startswith(UTF8_BOM) else 0)]
    if b"&#" in data:
        places += [found.start() for found in REFERENCE.finditer(data) if _is_odd(found)]
    for place in sorted(places):
        yield Fault("X082", f"regel {line_of(data, place)}", {"element": element_before(data, place)})


def _is_odd(reference: re.Match[bytes]) -> bool:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return number < 0x110000 and bool(SIGNS.fullmatch(chr(number).encode("utf-8", "surrogatepass")))
