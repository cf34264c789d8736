"""Open a StUF-GGK envelope: who sent what when, and the message inside it.

Reads   the bytes of one file
Gives   open_envelope(): None for a file that is no envelope; else what is written on it, its payload, and the faults

The payload is base64 and may be twenty times larger than the text that a parser takes. So it is cut out of the bytes
first; what is left is small, goes through the guard like any message, and must be an envelope with an empty place
where the payload was. What a sender hides from the cut (a payload in a comment, in CDATA, a second one) leaves that
place filled or absent, and the envelope is refused. The payload is judged later, as a file of its own.
"""

import base64
import binascii
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from lxml import etree

from ingestion.encoding import MEGABYTE, shown_element
from ingestion.guard import examine_bytes, safe_parser
from ingestion.outcomes import Fault, shown_name
from ingestion.sources import Envelope
from ingestion.sources.ijw_iwmo.catalogue import FOLDER, NAMESPACE
from ingestion.sources.ijw_iwmo.sender import sender_of
from ingestion.well_formed import break_in, fault_of, local_name, root_of

GGK = "http://www.stufstandaarden.nl/koppelvlak/ggk0210"
STUF = "http://www.egem.nl/StUF/StUF0301"
FAMILY = re.compile(r"http://www\.(?:stufstandaarden\.nl/koppelvlak/ggk|egem\.nl/StUF/)")
FAMILY_BYTES = re.compile(FAMILY.pattern.encode())
RELEASE = "ggk0210"
CHANNEL = "stuf_ggk"
MESSAGES = {f"{{{GGK}}}envelopHeenbericht-ggk_Di01": "Di01", f"{{{GGK}}}envelopRetourbericht-ggk_Du01": "Du01"}
FAULT = f"{{{STUF}}}Fo01Bericht"

HEAD = 4096
LARGEST_MB = 25  # GGK 2.7: of the envelope with its payload in base64
LARGEST_REST = MEGABYTE
"""The largest envelope without its payload, in bytes."""

CONTENT = re.compile(rb"<(?:[\w.-]{1,60}:)?(?:xml|tekst)Bestand(?:\s[^<>]{0,600})?>")
WHITE = re.compile(rb"[ \t\r\n]+|&#(?:13|10|x[dDaA]);")
FUNCTIE = re.compile(r"(JW|WMO)[0-9]{3}")
REFERENCE = re.compile(r"[0-9A-Za-z-]{1,40}")
MOMENT = re.compile(r"[0-9]{14,17}")
FOUTCODE = re.compile(r"[A-Z]{1,5}[0-9]{1,4}")
ABOUT = re.compile(r"(?:JW|WMO)[0-9]{3}(?:-[0-9A-Za-z]{1,12})?")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
"""A tijdstipBericht has no zone; both ends of this traffic are in the Netherlands."""


@dataclass(frozen=True)
class Opened:
    """An envelope: its kind (Di01, Du01 or Fo01; empty where it cannot be told), what it holds, what is wrong."""

    berichtcode: str
    faults: tuple[Fault, ...]
    envelope: Envelope | None = None


class _Unsound(Exception):
    """The envelope is not as it should be; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def open_envelope(data: bytes) -> Opened | None:
    """What an envelope says and holds; None where the file is none. Bad content gives faults, never an exception."""
    if not FAMILY_BYTES.search(data, 0, HEAD):
        return None
    rest, encoded = _cut(data)
    guarded = examine_bytes(rest)
    if guarded.refusal:
        return Opened("", (guarded.refusal,))
    if not _is_envelope(guarded.text):
        return None
    fault = _too_large(len(data), len(rest))
    return Opened("", (fault,)) if fault else _read(guarded.text, encoded)


def _too_large(size: int, rest: int) -> Fault | None:
    if size > LARGEST_MB * MEGABYTE:
        return Fault("F010", fields={"mb": -(-size // MEGABYTE), "grens": LARGEST_MB})
    return _unsound("buiten het bericht staat meer dan 1 MB").fault if rest > LARGEST_REST else None


def _read(text: bytes, encoded: bytes) -> Opened:
    try:
        root = etree.fromstring(text, safe_parser())
    except etree.XMLSyntaxError as error:
        return Opened("", (break_in(text) or fault_of(error),))
    berichtcode = MESSAGES.get(root.tag, "Fo01" if root.tag == FAULT else "")
    try:
        if berichtcode == "Fo01":
            return _fault_of_the_exchange(root)
        if berichtcode:
            return _message_in(root, berichtcode, encoded)
        name = shown_element(local_name(root.tag))
        raise _unsound(f"het begint met element {name} van een andere soort of versie")
    except _Unsound as unsound:
        return Opened(berichtcode, (unsound.fault,))


def _is_envelope(text: bytes) -> bool:
    """True where the root element is of a StUF or GGK namespace, whatever its version."""
    return bool(FAMILY.match(root_of(text)[0]))


def _cut(data: bytes) -> tuple[bytes, bytes]:
    """The file without the content of its first xmlBestand or tekstBestand, and that content."""
    found = CONTENT.search(data, 0, LARGEST_REST)
    if not found:
        return data, b""
    end = data.find(b"<", found.end())
    end = end if end >= 0 else len(data)
    return data[: found.end()] + data[end:], data[found.end() : end]


def _message_in(root: etree._Element, berichtcode: str, encoded: bytes) -> Opened:
    functie = _text(root, f"{{{GGK}}}stuurgegevens/{{{STUF}}}functie")
    received_at, reference = _moment(root, GGK), _reference(root, GGK)
    holders = list(_content(root))
    if len(holders) != 1 or len(holders[0]) or (holders[0].text or "").strip():
        raise _unsound("er staat niet precies één bericht in, als base64 in parameters/bericht")
    if local_name(holders[0].tag) == "tekstBestand":
        name = shown_name(holders[0].get("bestandsnaam") or "")
        raise _Unsound(Fault("X102", fields={"naam": name}))
    if not FUNCTIE.fullmatch(functie):
        raise _Unsound(Fault("X103", fields={"functie": shown_element(functie), "inhoud": "een bericht"}))
    payload = _decoded(encoded)
    namespace, name = root_of(payload)
    if FAMILY.match(namespace):
        raise _Unsound(Fault("X104"))
    named = NAMESPACE.match(namespace)
    kind = f"{named[4]}{named[5]}".upper() if named else functie
    if kind != functie:
        raise _Unsound(Fault("X103", fields={"functie": functie, "inhoud": kind}))
    sender = sender_of(etree.tostring(root), berichtcode)
    envelope = Envelope(CHANNEL, received_at, reference, functie, f"{functie}.xml", payload, sender)
    return Opened(berichtcode, (), envelope)


def _content(root: etree._Element) -> Iterator[etree._Element]:
    """The places for a payload; one that stands elsewhere in the envelope counts too, so that it is refused."""
    at = root.find(f"{{{GGK}}}parameters/{{{GGK}}}bericht")
    for element in root.iter(f"{{{GGK}}}xmlBestand", f"{{{GGK}}}tekstBestand"):
        if element.getparent() is not at:
            raise _unsound("het bericht staat niet in parameters/bericht")
        yield element


def _decoded(encoded: bytes) -> bytes:
    bare = WHITE.sub(b"", encoded)
    if not bare:
        raise _unsound("er zit geen bericht in")
    try:
        return base64.b64decode(bare, validate=True)
    except binascii.Error:
        raise _Unsound(Fault("X101")) from None


def _fault_of_the_exchange(root: etree._Element) -> Opened:
    """A Fo01: the exchange could not deliver a message that was sent. Its free text may hold anything: not repeated."""
    code = _text(root, f"{{{STUF}}}body/{{{STUF}}}code")
    if not FOUTCODE.fullmatch(code):
        raise _unsound("de foutcode ontbreekt of heeft een andere vorm")
    about = ABOUT.fullmatch(_text(root, f"{{{STUF}}}body/{{{STUF}}}details", required=False))
    sent = REFERENCE.fullmatch(_text(root, f"{{{STUF}}}stuurgegevens/{{{STUF}}}crossRefnummer", required=False))
    words: dict[str, object] = {
        "foutcode": code,
        "betekenis": _meanings().get(code, "niet in de lijst van foutcodes"),
        "bericht": shown_name(about[0]) if about else "een bericht",
        "kenmerk": sent[0] if sent else "niet genoemd",
    }
    envelope = Envelope(CHANNEL, _moment(root, STUF), _reference(root, STUF), "", "", b"")
    return Opened("Fo01", (Fault("X105", f"foutcode {code}", words),), envelope)


def _moment(root: etree._Element, namespace: str) -> datetime:
    text = _text(root, f"{{{namespace}}}stuurgegevens/{{{STUF}}}tijdstipBericht")
    if not MOMENT.fullmatch(text):
        raise _unsound("tijdstipBericht is geen tijdstip (jjjjmmdduummss)")
    try:
        return datetime.strptime(text[:14], "%Y%m%d%H%M%S").replace(tzinfo=AMSTERDAM)
    except ValueError:
        raise _unsound("tijdstipBericht bestaat niet") from None


def _reference(root: etree._Element, namespace: str) -> str:
    text = _text(root, f"{{{namespace}}}stuurgegevens/{{{STUF}}}referentienummer")
    if not REFERENCE.fullmatch(text):
        raise _unsound("referentienummer heeft een andere vorm dan een UUID")
    return text


def _text(root: etree._Element, path: str, *, required: bool = True) -> str:
    text = (root.findtext(path) or "").strip()
    if required and not text:
        raise _unsound(f"{local_name(path)} ontbreekt")
    return text


def _unsound(reason: str) -> _Unsound:
    return _Unsound(Fault("X100", fields={"reden": reason}))


@cache
def _meanings() -> dict[str, str]:
    """The fault codes of the exchanges with what they mean, in Dutch."""
    with (FOLDER / "foutcodes.csv").open(encoding="utf-8", newline="") as lines:
        return {row["foutcode"]: row["betekenis"].rstrip(".") for row in csv.DictReader(lines)}
