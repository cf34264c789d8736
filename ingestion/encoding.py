"""Bring an XML message to UTF-8 text, or say why its character encoding is refused.

Reads   the bytes of one file
Gives   Decoded: a refusal, or UTF-8 text without byte order mark and with LF line ends; a remark if it was not UTF-8

The standard asks for UTF-8 (OP192). ISO-8859-1 and Windows-1252 are read when the text says so and is so. What an XML
declaration says is never left to a parser: a name that we do not know is refused.
"""

import codecs
import re
from dataclasses import dataclass

from ingestion.outcomes import Fault

MEGABYTE = 1024 * 1024
UTF8_BOM = b"\xef\xbb\xbf"
CODECS = {
    "UTF-8": "utf-8",
    "UTF8": "utf-8",
    "US-ASCII": "ascii",
    "ASCII": "ascii",
    "ISO-8859-1": "iso-8859-1",
    "ISO8859-1": "iso-8859-1",
    "ISO_8859-1": "iso-8859-1",
    "LATIN1": "iso-8859-1",
    "LATIN-1": "iso-8859-1",
    "WINDOWS-1252": "cp1252",
    "CP1252": "cp1252",
}
"""Declared name -> codec; any other name is refused."""
STANDARD = {"utf-8", "ascii"}
"""Codecs whose text is UTF-8 as it stands."""

DECLARATION = re.compile(rb"<\?xml\s[^<>?]{0,400}+\?>")
BEGINS_DECLARATION = re.compile(rb"<\?xml(?!-stylesheet\s)")
DECLARED_ENCODING = re.compile(rb"""\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
WINDOW = 4096
C1_CONTROLS = bytes(range(0x80, 0xA0))
LONE_CR = re.compile(rb"\r(?!\n)")
NAME = re.compile(rb"<([A-Za-z_][\w.:-]{0,60})")
LONG_NUMBER = re.compile(r"[0-9]{6,}")


@dataclass(frozen=True)
class Decoded:
    """`refusal` or `text`; `remark` says that the text was converted."""

    refusal: Fault | None
    text: bytes = b""
    remark: Fault | None = None


def to_utf8(data: bytes) -> Decoded:
    """The text of a message. Its line ends are those that XML 1.0 section 2.11 makes of them."""
    text = data.removeprefix(UTF8_BOM)
    declaration = DECLARATION.match(text)
    if declaration is None and BEGINS_DECLARATION.match(text):
        is_cut = text.find(b">") < 0 and text.find(b"<", 1) < 0
        return Decoded(Fault("X014" if is_cut else "X016", "regel 1", {"element": "de XML-declaratie"}))
    head = declaration[0] if declaration else b""
    named = DECLARED_ENCODING.search(head)
    name = named[1].decode() if named else "UTF-8"
    codec = CODECS.get(name.upper(), "")
    has_mark = len(text) < len(data)
    if not codec or (has_mark and codec != "utf-8"):
        return Decoded(Fault("X012", fields={"tekenset": shown_element(name)}))
    broken = -1 if text.isascii() else _first_undecodable(text, codec)
    if broken >= 0:
        return Decoded(_broken(text, broken, name, len(data) - len(text)))
    if named and name.upper() != "UTF-8":
        text = _transcode(head.replace(named[1], b"UTF-8"), text, len(head), codec)
    return Decoded(None, line_feeds(text), None if codec in STANDARD else Fault("X011", fields={"tekenset": name}))


def line_feeds(text: bytes) -> bytes:
    """The text with line ends as XML 1.0 section 2.11 makes them: LF for CR/LF and for CR alone."""
    if b"\r" not in text:
        return text
    if LONE_CR.search(text):
        return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return text.translate(None, b"\r")  # the same, in a third of the time


def line_of(data: bytes, position: int) -> int:
    """The line, from 1, that holds the byte at `position`."""
    return data.count(b"\n", 0, position) + 1


def element_before(data: bytes, position: int) -> str:
    """The name of the last element that opens in the 4 kB before `position`, as it may stand in a message."""
    names = NAME.findall(data, max(0, position - WINDOW), position)
    if not names:
        return "het begin" if position < WINDOW else "een lange tekst"
    return shown_element(names[-1].decode("ascii", "replace").rpartition(":")[2])


def shown_element(name: str) -> str:
    """An element name as it may stand in a message: a sender can call an element anything, a BSN included."""
    return LONG_NUMBER.sub("…", name[:60])


def _broken(text: bytes, position: int, name: str, offset: int) -> Fault:
    place, element = f"regel {line_of(text, position)}", element_before(text, position)
    if CODECS[name.upper()] == "utf-8" and _is_cut_character(text[position:]):
        return Fault("X014", place, {"element": element})
    return Fault("X010", f"{place}, byte {position + 1 + offset}", {"tekenset": name, "element": element})


def _is_cut_character(rest: bytes) -> bool:
    """True for the first bytes of a UTF-8 character that goes on after the end of the file."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(rest, final=False) == ""
    except UnicodeDecodeError:
        return False


def _first_undecodable(data: bytes, codec: str) -> int:
    """Position of the first byte that the codec cannot read, -1 where it reads all."""
    if codec == "iso-8859-1":
        return _first_control(data)
    decoder = codecs.getincrementaldecoder(codec)()
    for start in range(0, len(data), MEGABYTE):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + MEGABYTE], final=start + MEGABYTE >= len(data))
        except UnicodeDecodeError as error:
            return start - pending + error.start
    return -1


def _first_control(data: bytes) -> int:
    """Bytes 80-9F are control characters in ISO-8859-1: text that holds them is Windows-1252 under a wrong name."""
    if len(data.translate(None, C1_CONTROLS)) == len(data):
        return -1
    return min(position for byte in C1_CONTROLS if (position := data.find(byte)) >= 0)


def _transcode(head: bytes, data: bytes, position: int, codec: str) -> bytes:
    """`head`, and what follows `position` as UTF-8; by the megabyte, since a str of it all can be four times it."""
    parts = bytearray(head)
    for start in range(position, len(data), MEGABYTE):
        piece = data[start : start + MEGABYTE]
        parts += piece if codec in STANDARD else piece.decode(codec).encode()
    return bytes(parts)
