"""Changes of a delivery, each under the name of its function: of its bytes, its text, its elements, or what it is in.

Every change takes a source of chance and the bytes so far. They stack: a change may get what another has broken.
"""

import base64
import io
import random
import re
import zipfile
from collections.abc import Callable

from lxml import etree

from ingestion.sources.ijw_iwmo.catalogue import load_catalogue
from tests.ingestion.envelopes import envelope
from tests.ingestion.sources.ijw_iwmo.mutations import mutate

Change = Callable[[random.Random, bytes], bytes]
LONGEST_RANGE = 400
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "iso-8859-1", "windows-1252", "utf-7", "cp037", "ascii")
PIECES = (
    b"<", b">", b"&", b"&amp;", b"&#0;", b"&#x10FFFF;", b"&#xD800;", b"&onbekend;", b"]]>", b"<![CDATA[", b"<!--",
    b"-->", b"<?", b"?>", b"\0", b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\r", b"\t",
    b"'", b'"', b"xmlns=''", b" xsi:nil='true'", b"9" * 40, b"-1", b"1e5", b"9999-12-31", b"</", b"/>", b"<a><b><c>",
)  # fmt: skip
DOCTYPES = (
    b"<!DOCTYPE Bericht>",
    b'<!DOCTYPE b [<!ENTITY a "b">]>',
    b'<!DOCTYPE b SYSTEM "file:///etc/passwd">',
    b'<!DOCTYPE b [<!ENTITY % a SYSTEM "http://localhost:9/a"> %a;]>',
)
NAMESPACE = re.compile(rb"http://www\.istandaarden\.nl/(ijw|iwmo)/3_([012])/(?:jw|wmo)([0-9]{3})/schema")
ELEMENT = re.compile(rb"<([\w.:-]+)>([^<]*)</\1>")


def span(rng: random.Random, data: bytes) -> tuple[int, int]:
    """Two places in the data, near to each other."""
    start = rng.randint(0, len(data))
    return start, min(len(data), start + rng.randint(1, LONGEST_RANGE))


def flip_bits(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 4) if data else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def delete_range(rng: random.Random, data: bytes) -> bytes:
    start, end = span(rng, data)
    return data[:start] + data[end:]


def insert_piece(rng: random.Random, data: bytes) -> bytes:
    start, _ = span(rng, data)
    return data[:start] + rng.choice(PIECES) * rng.choice((1, 1, 1, 50)) + data[start:]


def cut_off(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randint(0, len(data))]


def cut_head(rng: random.Random, data: bytes) -> bytes:
    return data[rng.randint(0, min(len(data), 300)) :]


def repeat_range(rng: random.Random, data: bytes) -> bytes:
    start, end = span(rng, data)
    return data[:end] + data[start:end] * rng.choice((1, 1, 3)) + data[end:]


def move_range(rng: random.Random, data: bytes) -> bytes:
    start, end = span(rng, data)
    rest = data[:start] + data[end:]
    place = rng.randint(0, len(rest))
    return rest[:place] + data[start:end] + rest[place:]


def twice(rng: random.Random, data: bytes) -> bytes:
    return data + data


def other_encoding(rng: random.Random, data: bytes) -> bytes:
    """The text in other bytes, with or without saying so."""
    encoding = rng.choice(ENCODINGS)
    text = data.decode("utf-8", "replace")
    if rng.random() < 0.5:
        text = re.sub(r"encoding=\"[^\"]*\"", f'encoding="{encoding}"', text, count=1)
    return text.encode(encoding, "xmlcharrefreplace" if rng.random() < 0.5 else "ignore")


def other_name_of_encoding(rng: random.Random, data: bytes) -> bytes:
    name = rng.choice((*ENCODINGS, "UTF8", "utf-8", "x", "iso-8859-15", "")).encode()
    return re.sub(rb"encoding=\"[^\"]*\"", b'encoding="%s"' % name, data, count=1)


def add_doctype(rng: random.Random, data: bytes) -> bytes:
    place = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    return data[:place] + rng.choice(DOCTYPES) + data[place:]


def other_release(rng: random.Random, data: bytes) -> bytes:
    return data.replace(b"/3_2/", rng.choice((b"/3_0/", b"/3_1/", b"/3_3/", b"/2_4/")))


def other_message(rng: random.Random, data: bytes) -> bytes:
    """The namespace of another message, law or base, everywhere or where it first stands."""
    names = [message.namespace.encode() for message in load_catalogue().messages.values()]
    wanted = rng.choice([*names, b"urn:x", b""])
    return NAMESPACE.sub(wanted.replace(b"\\", b""), data, count=rng.choice((0, 1)))


def other_value(rng: random.Random, data: bytes) -> bytes:
    """A value of the message where another stood, so that it is of the wrong kind as often as not."""
    found = list(ELEMENT.finditer(data))
    if not found:
        return data
    place, value = rng.choice(found), rng.choice(found)
    return data[: place.start(2)] + value[2] + data[place.end(2) :]


def like_value(rng: random.Random, data: bytes) -> bytes:
    """A value of the message where another of the same shape stood: sound to a schema, and seldom to a rule."""
    found = list(ELEMENT.finditer(data))
    if not found:
        return data
    place = rng.choice(found)
    alike = [one[2] for one in found if _shape(one[2]) == _shape(place[2])]
    return data[: place.start(2)] + rng.choice(alike) + data[place.end(2) :]


def _shape(value: bytes) -> bytes:
    return re.sub(rb"[A-Za-z]", b"a", re.sub(rb"[0-9]", b"9", value))


def other_elements(rng: random.Random, data: bytes) -> bytes:
    """Elements dropped, repeated, swapped, moved, renamed or given a border value, as the structure check is tested."""
    named = NAMESPACE.search(data)
    law = {b"ijw": "jeugdwet", b"iwmo": "wmo"}
    message = load_catalogue().messages.get((law[named[1]], named[3].decode())) if named else None
    try:
        return mutate(rng, data, message.in_release(f"3.{named[2].decode()}")).data if named and message else data
    except (etree.XMLSyntaxError, IndexError, ValueError, AssertionError):
        return data  # what is no XML any more has no elements to change


def in_an_envelope(rng: random.Random, data: bytes) -> bytes:
    return envelope(data, rng.choice(("JW301", "WMO323", "JW999")), berichtcode=rng.choice(("Di01", "Du01")))


def in_base64(rng: random.Random, data: bytes) -> bytes:
    return base64.b64encode(data)


def in_a_zip(rng: random.Random, data: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for number in range(rng.randint(1, 3)):
            archive.writestr(rng.choice((f"{number}.xml", f"../{number}.xml", f"a/{number}.xml")), data)
    return content.getvalue()


INSIDE = (
    flip_bits, delete_range, insert_piece, insert_piece, cut_off, cut_head, repeat_range, move_range, twice,
    other_encoding, other_name_of_encoding, add_doctype, other_release, other_message, other_value, other_value,
    *[like_value] * 8, *[other_elements] * 10,
)  # fmt: skip
"""What is done to a message; what gives messages that may still be sound stands there more than once."""

AROUND = (in_an_envelope, in_an_envelope, in_an_envelope, in_a_zip, in_a_zip, in_base64)
"""What a message is put in."""

OUTSIDE = (flip_bits, delete_range, insert_piece, cut_off, cut_head, repeat_range, move_range, twice)
"""What is done to that."""
