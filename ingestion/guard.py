"""Look at the bytes of an XML message before any parser does.

Reads   the bytes of one file
Gives   Guarded: a refusal, or UTF-8 text for the parser with remarks on what was tolerated

Every check is a search or a count over the bytes in C: time grows with the size only, and nothing the size of the
file is built. What a trick could hide from a search (an entity in a comment that is none) the parser refuses too:
safe_parser() never recovers, fetches, expands or lifts a limit.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingestion.outcomes import Fault

MEGABYTE = 1024 * 1024
LARGEST_MB = 200
MOST_ELEMENTS = 1_000_000
MOST_ATTRIBUTES = 64
LONGEST_TEXT = 10_000_000  # the limit of the parser itself, said here in words that a sender understands

UTF8_BOM = b"\xef\xbb\xbf"
ARCHIVES = {
    b"\x1f\x8b": "het bestand is zelf een archief (gzip)",
    b"PK\x03\x04": "het bestand is zelf een archief (zip)",
    b"PK\x05\x06": "het bestand is zelf een archief (zip)",
    b"PK\x07\x08": "het bestand is zelf een archief (zip)",
    b"BZh": "het bestand is zelf een archief (bzip2)",
    b"\xfd7zXZ\x00": "het bestand is zelf een archief (xz)",
    b"7z\xbc\xaf\x27\x1c": "het bestand is zelf een archief (7z)",
    b"Rar!\x1a\x07": "het bestand is zelf een archief (rar)",
    b"\x28\xb5\x2f\xfd": "het bestand is zelf een archief (zstd)",
}
OTHER_KINDS = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "een oud Office-bestand of een bestand met wachtwoord",
    b"%PDF": "een PDF",
    b"{\\rtf": "een RTF-document",
    b"\x89PNG": "een afbeelding",
    b"\xff\xd8\xff": "een afbeelding",
}
WIDE_ENCODINGS = {
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\xfe\xff": "UTF-16",
    b"\xff\xfe": "UTF-16",
    b"\x00\x00\x00<": "UTF-32",
    b"<\x00\x00\x00": "UTF-32",
    b"\x00<": "UTF-16",
    b"<\x00": "UTF-16",
    b"\x4c\x6f\xa7\x94": "EBCDIC",
    b"+/v": "UTF-7",
    b"+ADw-": "UTF-7",
}
MAGIC = ((ARCHIVES, "F011", "reden"), (OTHER_KINDS, "X013", "soort"), (WIDE_ENCODINGS, "X012", "tekenset"))
"""First bytes -> kind, with the code that refuses it and the word of its text that the kind fills."""

SINGLE_BYTE_ENCODINGS = {
    "ISO-8859-1": "iso-8859-1",
    "ISO8859-1": "iso-8859-1",
    "ISO_8859-1": "iso-8859-1",
    "LATIN1": "iso-8859-1",
    "LATIN-1": "iso-8859-1",
    "WINDOWS-1252": "cp1252",
    "CP1252": "cp1252",
}
"""Encodings that are read although the standard asks UTF-8 (OP192): declared name -> Python's name."""

DECLARATION = re.compile(rb"<\?xml\s[^<>]{0,200}?\?>")
DECLARED_ENCODING = re.compile(rb"""\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
# Possessive, and no part can run past the next "<": linear whatever the input.
TOO_MANY_ATTRIBUTES = re.compile(
    rb"""<([^\s<>/!?"'=]{1,60})[^<>"']*+(?:"[^"<]*+"[^<>"']*+|'[^'<]*+'[^<>"']*+){%d}""" % (MOST_ATTRIBUTES + 1)
)
SPECIAL = re.compile(rb"<[!?]")
ENDINGS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
NAME = re.compile(rb"<([A-Za-z_][\w.:-]{0,60})")
C1_CONTROLS = bytes(range(0x80, 0xA0))
REMARKS_KEPT = 1000


@dataclass(frozen=True)
class Guarded:
    """What the guard found: `refusal` ends the file; else `text` is UTF-8 without byte order mark, with LF line ends.

    `has_markup` says that comments, processing instructions or CDATA sections stand in the text.
    """

    refusal: Fault | None
    text: bytes = b""
    remarks: tuple[Fault, ...] = ()
    has_markup: bool = False


@dataclass(frozen=True)
class _Special:
    """A comment, processing instruction, CDATA section or declaration, from byte `start` up to `end`."""

    kind: bytes
    start: int
    end: int


def safe_parser(target: object = None, schema: etree.XMLSchema | None = None) -> etree.XMLParser:
    """The only parser for what a sender wrote: it never recovers, fetches, expands, unpacks or lifts a limit."""
    return etree.XMLParser(  # type: ignore[call-arg]  # its stubs lack decompress
        target=target,  # type: ignore[arg-type]  # it uses the callbacks that it finds, not all of them
        schema=schema,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,  # else 100<!-- -->00 reads as 100
        remove_pis=True,
        decompress=False,
        collect_ids=False,
    )


def examine_bytes(data: bytes) -> Guarded:
    """Refuse what is no plain XML message of reasonable size; else hand on its text. Never raises on content."""
    refusal = _kind_refused(data)
    if refusal:
        return Guarded(refusal)
    decoded = _decode(data)
    if decoded.refusal:
        return decoded
    text = decoded.text
    refusal = _size_refused(text)
    if refusal:
        return Guarded(refusal)
    specials = tuple(_specials(text))
    if any(special.kind == b"<!" for special in specials):
        return Guarded(Fault("X001"))
    return Guarded(None, text, decoded.remarks + tuple(_cut_values(text, specials)), bool(specials))


def line_of(data: bytes, position: int) -> int:
    """The line, from 1, that holds the byte at `position`."""
    return data.count(b"\n", 0, position) + 1


def element_before(data: bytes, position: int) -> str:
    """The name of the last element that opens before `position`; empty where none does within 4 kB."""
    names = NAME.findall(data, max(0, position - 4096), position)
    return names[-1].decode("ascii", "replace").rpartition(":")[2] if names else ""


def _kind_refused(data: bytes) -> Fault | None:
    if not data:
        return Fault("F001")
    if len(data) > LARGEST_MB * MEGABYTE:
        return Fault("F010", fields={"mb": -(-len(data) // MEGABYTE), "grens": LARGEST_MB})
    for kinds, code, word in MAGIC:
        for magic, kind in kinds.items():
            if data.startswith(magic):
                return Fault(code, fields={word: kind})
    nul = data.find(b"\0")
    if nul >= 0:
        column = nul - data.rfind(b"\n", 0, nul)
        return Fault("X009", f"regel {line_of(data, nul)}, teken {column}", {"teken": 0})
    if not data.removeprefix(UTF8_BOM).lstrip(b" \t\r\n").startswith(b"<"):
        return Fault("X013", fields={"soort": "tekst zonder XML"})
    return None


def _decode(data: bytes) -> Guarded:
    """The text as UTF-8, its line ends as XML 1.0 section 2.11 reads them."""
    text = data.removeprefix(UTF8_BOM)
    declaration = DECLARATION.match(text)
    named = DECLARED_ENCODING.search(declaration[0]) if declaration else None
    name = named[1].decode() if named else "UTF-8"
    remarks: tuple[Fault, ...] = ()
    if name.upper() in SINGLE_BYTE_ENCODINGS and not data.startswith(UTF8_BOM):
        codec = SINGLE_BYTE_ENCODINGS[name.upper()]
        broken = _first_c1(text) if codec == "iso-8859-1" else _first_undecodable(text, codec)
        if broken < 0 and declaration and named:
            head = declaration[0].replace(named[1], b"UTF-8")
            text = head + text[declaration.end() :].decode(codec).encode()
            remarks = (Fault("X011", fields={"tekenset": name}),)
    elif name.upper() in {"UTF-8", "UTF8", "US-ASCII", "ASCII"}:
        broken = -1 if text.isascii() else _first_undecodable(text, "ascii" if "ASCII" in name.upper() else "utf-8")
    else:
        return Guarded(Fault("X012", fields={"tekenset": name}))
    if broken >= 0:
        place = f"regel {line_of(text, broken)}, byte {broken + 1 + len(data) - len(text)}"
        words = {"tekenset": name, "element": element_before(text, broken) or "het begin"}
        return Guarded(Fault("X010", place, words))
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return Guarded(None, text, remarks)


def _first_undecodable(data: bytes, codec: str) -> int:
    """Position of the first byte that the codec cannot read, -1 where it reads all. Decodes a megabyte at a time."""
    decoder = codecs.getincrementaldecoder(codec)()
    for start in range(0, len(data), MEGABYTE):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + MEGABYTE], final=start + MEGABYTE >= len(data))
        except UnicodeDecodeError as error:
            return start - pending + error.start
    return -1


def _first_c1(data: bytes) -> int:
    """Bytes 80-9F are control characters in ISO-8859-1: text that holds them is Windows-1252 under a wrong name."""
    if len(data.translate(None, C1_CONTROLS)) == len(data):
        return -1
    return min(position for byte in C1_CONTROLS if (position := data.find(byte)) >= 0)


def _size_refused(text: bytes) -> Fault | None:
    if text.count(b"<") - text.count(b"</") > MOST_ELEMENTS:
        return Fault("X008", fields={"grens": MOST_ELEMENTS})
    long = _long_text(text)
    if long >= 0:
        return Fault("X005", f"regel {line_of(text, long)}", {"grens": LONGEST_TEXT})
    if text.count(b"=") > MOST_ATTRIBUTES:
        found = TOO_MANY_ATTRIBUTES.search(text)
        if found:
            name = found[1].decode("ascii", "replace").rpartition(":")[2]
            return Fault("X007", f"regel {line_of(text, found.start())}", {"element": name, "grens": MOST_ATTRIBUTES})
    return None


def _long_text(text: bytes) -> int:
    """Where a stretch of more than LONGEST_TEXT bytes without "<" begins; -1 where there is none."""
    position = 0
    while len(text) - position > LONGEST_TEXT:
        following = text.rfind(b"<", position + 1, position + LONGEST_TEXT + 1)
        if following < 0:
            return position
        position = following
    return -1


def _specials(text: bytes) -> Iterator[_Special]:
    """All comments, instructions, CDATA sections and declarations after the XML declaration, in order.

    An unended one is the last: the parser refuses the file. Kind "<!" is a DOCTYPE or part of one.
    """
    declaration = DECLARATION.match(text)
    position = declaration.end() if declaration else 0
    if text.find(b"<!", position) < 0 and text.find(b"<?", position) < 0:
        return
    while found := SPECIAL.search(text, position):
        start = found.start()
        kind = next((opening for opening in ENDINGS if text.startswith(opening, start)), b"<!")
        if kind == b"<!":
            yield _Special(kind, start, start + 2)
            return
        close = text.find(ENDINGS[kind], start + len(kind))
        if close < 0:
            return
        position = close + len(ENDINGS[kind])
        yield _Special(kind, start, position)


def _cut_values(text: bytes, specials: tuple[_Special, ...]) -> Iterator[Fault]:
    """A remark for each comment or instruction that stands inside a value."""
    kept = 0
    for special in specials:
        if special.kind == b"<![CDATA[" or kept == REMARKS_KEPT:
            continue
        before = text[text.rfind(b">", 0, special.start) + 1 : special.start]
        following = text.find(b"<", special.end)
        after = text[special.end : following] if following >= 0 else b""
        if before.strip() or after.strip():
            kept += 1
            words: dict[str, object] = {"element": element_before(text, special.start)}
            yield Fault("X003", f"regel {line_of(text, special.start)}", words)
