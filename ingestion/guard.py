"""Look at the bytes of an XML message before any parser does.

Reads   the bytes of one file
Gives   Guarded: a refusal, or UTF-8 text for the parser with remarks on what was tolerated

Every check is a search or a count over the bytes in C: its time grows with the size only, and beside one converted
copy it needs no memory that does. What a trick could hide from a search, an entity in a comment that is none for
instance, the parser refuses: safe_parser() never recovers, fetches, expands or lifts a limit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingestion.encoding import DECLARATION, MEGABYTE, UTF8_BOM, element_before, line_of, shown_element, to_utf8
from ingestion.outcomes import Fault

LARGEST_MB = 200
MOST_ELEMENTS = 1_000_000
SHORTEST_ELEMENT = len("<a/>")
ORDINARY_ELEMENT = 20
"""Bytes; the elements of a message take more on average, with their tags. More than MOST_ELEMENTS of those are let
through where no document is made of them: what reading them takes is then bound by the size of the file alone."""

MOST_ATTRIBUTES = 64
SHORTEST_ATTRIBUTE = len(' a=""')
LONGEST_TEXT = 10_000_000  # the limit of the parser itself, said here in words that a sender understands
LONG_TEXT = 100_000
MANY_SPECIALS = 100
MANY_NAMESPACES = 1000
REMARKS_KEPT = 100

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
TAR_AT, TAR = 257, (b"ustar\x0000", b"ustar  \x00")
"""A tar begins with the name of its first member; its mark (POSIX, GNU) stands behind that."""
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
ALL_MAGIC = tuple(magic for kinds, _, _ in MAGIC for magic in kinds)

# Possessive, and no part can run past the next "<": linear whatever the input.
TOO_MANY_ATTRIBUTES = re.compile(
    rb"""<([^\s<>/!?"'=]{1,60})[^<>"']*+(?:"[^"<]*+"[^<>"']*+|'[^'<]*+'[^<>"']*+){%d}""" % (MOST_ATTRIBUTES + 1)
)
SPECIAL = re.compile(rb"<[!?]")
COLON_IN_INSTRUCTION = re.compile(rb"<\?[^\s?]*:")
KNOWN_NAMESPACE = re.compile(
    rb"""xmlns(?::[A-Za-z_][\w.-]*)?=(["'])http://www\.(?:istandaarden\.nl|w3\.org/2001)/[\w./-]+\1"""
)
CDATA = b"<![CDATA["
DECLARED = b"<!"
ENDINGS = {b"<!--": b"-->", CDATA: b"]]>", b"<?": b"?>"}
TOO_MANY_ELEMENTS = Fault("X008", fields={"grens": MOST_ELEMENTS})


@dataclass(frozen=True)
class Guarded:
    """What the guard found: `refusal` ends the file; else `text` is UTF-8 without byte order mark, with LF line ends.

    `is_intricate` says that the text must be read as a document before the schema sees it. The schema validator takes
    minutes over many comments in a value or over a long value with references; and it overlooks an instruction with a
    colon in its name and a faulty declaration of a namespace, which make a text no XML with namespaces.
    """

    refusal: Fault | None
    text: bytes = b""
    remarks: tuple[Fault, ...] = ()
    is_intricate: bool = False


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
    decoded = to_utf8(data)
    text = decoded.text
    refusal = decoded.refusal or _size_refused(text)
    if refusal:
        return Guarded(refusal)
    remarks = [decoded.remark] if decoded.remark else []
    specials = 0
    for kind, start, end in _specials(text):
        if kind == DECLARED:
            return Guarded(Fault("X001", f"regel {line_of(text, start)}"))
        specials += 1
        if kind != CDATA and len(remarks) < REMARKS_KEPT and _cuts_a_value(text, start, end):
            remarks.append(Fault("X003", f"regel {line_of(text, start)}", {"element": element_before(text, start)}))
    is_intricate = (
        specials > MANY_SPECIALS
        or any(specials or _comes_in_parts(text, start) for start in _long_texts(text, LONG_TEXT))
        or _has_odd_names(text, specials)
    )
    if is_intricate and _has_many_elements(text, MOST_ELEMENTS):
        return Guarded(TOO_MANY_ELEMENTS)
    return Guarded(None, text, tuple(remarks), is_intricate)


def is_tar(data: bytes) -> bool:
    """True for a tar that is not compressed; one that is begins as gzip, bzip2, xz or zstd do."""
    return data.startswith(TAR, TAR_AT)


def _kind_refused(data: bytes) -> Fault | None:
    if not data:
        return Fault("F001")
    if len(data) > LARGEST_MB * MEGABYTE:
        return Fault("F010", fields={"mb": -(-len(data) // MEGABYTE), "grens": LARGEST_MB})
    if data.startswith(ALL_MAGIC) or is_tar(data):
        return _refused_by_magic(data)
    nul = data.find(b"\0")
    if nul >= 0:
        column = nul - data.rfind(b"\n", 0, nul)
        return Fault("X009", f"regel {line_of(data, nul)}, teken {column}", {"teken": 0})
    if not data.removeprefix(UTF8_BOM)[:LONGEST_TEXT].lstrip(b" \t\r\n").startswith(b"<"):
        return Fault("X013", fields={"soort": "tekst zonder XML"})
    return None


def _refused_by_magic(data: bytes) -> Fault:
    if is_tar(data):
        return Fault("F011", fields={"reden": "het bestand is zelf een archief (tar)"})
    return next(
        Fault(code, fields={word: kind})
        for kinds, code, word in MAGIC
        for magic, kind in kinds.items()
        if data.startswith(magic)
    )


def _size_refused(text: bytes) -> Fault | None:
    if _has_many_elements(text, max(MOST_ELEMENTS, len(text) // ORDINARY_ELEMENT)):
        return TOO_MANY_ELEMENTS
    long = next(_long_texts(text, LONGEST_TEXT), None)
    if long is not None:
        return Fault("X005", f"regel {line_of(text, long)}", {"grens": LONGEST_TEXT})
    if text.count(b"=") > MOST_ATTRIBUTES:
        for start in _long_texts(text, MOST_ATTRIBUTES * SHORTEST_ATTRIBUTE):
            found = TOO_MANY_ATTRIBUTES.match(text, start)
            if found:
                name = shown_element(found[1].decode("ascii", "replace").rpartition(":")[2])
                return Fault("X007", f"regel {line_of(text, start)}", {"element": name, "grens": MOST_ATTRIBUTES})
    return None


def _has_many_elements(text: bytes, most: int) -> bool:
    """Comments and instructions count as elements: a million of them is no message either."""
    return len(text) > SHORTEST_ELEMENT * most and text.count(b"<") - text.count(b"</") > most


def _long_texts(text: bytes, longest: int) -> Iterator[int]:
    """Where each stretch of more than `longest` bytes without "<" begins: a tag and the text after it are one."""
    position = 0
    while len(text) - position > longest:
        following = text.rfind(b"<", position + 1, position + longest + 1)
        if following < 0:
            yield position
            following = text.find(b"<", position + 1)
            if following < 0:
                return
        position = following


def _comes_in_parts(text: bytes, start: int) -> bool:
    """True where the parser hands on this stretch of text in many parts."""
    end = text.find(b"<", start + 1)
    stretch = text[start : end if end >= 0 else len(text)]
    return b"&" in stretch or not stretch.isascii()


def _has_odd_names(text: bytes, specials: int) -> bool:
    """True for an instruction with a colon in its name, and for many or unknown namespaces."""
    if specials and COLON_IN_INSTRUCTION.search(text):
        return True
    declared, position = 0, text.find(b"xmlns")
    while position >= 0:
        declared += 1
        if declared > MANY_NAMESPACES or not KNOWN_NAMESPACE.match(text, position):
            return True
        position = text.find(b"xmlns", position + 5)
    return False


def _specials(text: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, begin and end of each comment, instruction, CDATA section and declaration after the XML declaration.

    Ends after one that is not closed: the parser refuses the file. Kind DECLARED is a DOCTYPE or a part of one.
    """
    declaration = DECLARATION.match(text)
    position = declaration.end() if declaration else 0
    if text.find(b"!", position) < 0 and text.find(b"?", position) < 0:
        return  # one byte is found ten times as fast as two, and most messages hold neither
    while found := SPECIAL.search(text, position):
        start = found.start()
        kind = next((opening for opening in ENDINGS if text.startswith(opening, start)), DECLARED)
        if kind == DECLARED:
            yield kind, start, start
            return
        close = text.find(ENDINGS[kind], start + len(kind))
        if close < 0:
            return
        position = close + len(ENDINGS[kind])
        yield kind, start, position


def _cuts_a_value(text: bytes, start: int, end: int) -> bool:
    """True where the text before or after this comment or instruction belongs to a value."""
    before = text[text.rfind(b">", 0, start) + 1 : start]
    following = text.find(b"<", end)
    after = text[end:following] if following >= 0 else b""
    return bool(before.strip() or after.strip() or text.endswith(b"]]>", 0, start) or text.startswith(CDATA, following))
