"""Deliveries that must not come in, each with the code that says why: one of every kind that senders really make.

Writes  ijw_iwmo/aanlevering_met_fouten/*
No file here holds anything that the truth counts: what is refused never was, and the copy adds nothing.
"""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from synthetic.berichten.levering import client_block
from synthetic.markup import header_block, message_text, tags_for
from synthetic.people import Persoon
from synthetic.places import AANBIEDERS, CONVENTIONAL, GEMEENTEN
from synthetic.products import PRODUCTS
from synthetic.story import Melding, Parties, Toewijzing

FOLDER = "aanlevering_met_fouten"
DAY = date(2026, 6, 1)
LOCKED_MOMENT = (2026, 6, 1, 0, 0, 0)


@dataclass(frozen=True)
class Faulty:
    """A file to deliver and the code of the outcome that it must have."""

    name: str
    data: bytes
    code: str


def faulty_deliveries() -> tuple[Faulty, ...]:
    """Every faulty file; all but the copy of a good message, which needs an inbox to copy from."""
    sound = sound_message()
    text = sound.decode()
    return (
        Faulty("leeg.xml", b"", "F001"),
        Faulty("wordt_nog_geschreven.xml.part", sound[: len(sound) // 2], "F002"),
        Faulty("afgebroken.xml", sound[: len(sound) * 2 // 3], "X014"),
        Faulty("geen_xml.xml", b"Beste collega, het bericht volgt morgen.\r\n", "X013"),
        Faulty("met_doctype.xml", _replace(text, "?>", '?>\r\n<!DOCTYPE Bericht [<!ENTITY naam "x">]>'), "X001"),
        Faulty("oude_release.xml", _replace(text, "/3_2/", "/3_0/", every=True), "X020"),
        Faulty("onbekende_berichtsoort.xml", _replace(text, "jw305/schema", "jw399/schema", every=True), "X023"),
        Faulty("zonder_bsn.xml", _without(text, "Bsn"), "X025"),
        Faulty("lege_achternaam.xml", _replace(text, ">Voorbeeld<", "><"), "X026"),
        Faulty("datum_met_tijdzone.xml", _replace(text, "2026-05-20<", "2026-05-20Z<"), "X030"),
        Faulty(
            "onbekend_element.xml",
            _replace(text, "</jw305:Client>", "<jw305:Lengte>1</jw305:Lengte></jw305:Client>"),
            "X002",
        ),
        Faulty(
            "niet_utf8.xml",
            _replace(text, ">Zoë<", ">Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}<").replace(b"\xc3\xab", b"\xeb"),
            "X010",
        ),
        Faulty("twee_berichten_aaneen.xml", sound + sound, "X015"),
        Faulty("archief_in_archief.zip", _zip("binnenste.zip", _zip("bericht.xml", sound)), "F011"),
        Faulty("beschadigd_archief.zip", _zip("bericht.xml", sound)[:-30], "F011"),
    )


def write_faulty(folder: Path) -> list[tuple[str, str]]:
    """Write the faulty files into an inbox and give each path (below ijw_iwmo) with its code.

    If a loose message lies in the inbox, a copy of it under another name is among them (F005).
    """
    inbox = folder / "ijw_iwmo"
    loose = sorted(path for path in inbox.rglob("*.xml") if FOLDER not in path.parts)
    target = inbox / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    files = list(faulty_deliveries())
    if loose:
        files.append(Faulty("zelfde_inhoud_andere_naam.xml", loose[0].read_bytes(), "F005"))
    for file in files:
        (target / file.name).write_bytes(file.data)
    return [(f"{FOLDER}/{file.name}", file.code) for file in files]


def sound_message() -> bytes:
    """A good 305, from which the faulty ones are made by breaking one thing."""
    toewijzing = Toewijzing(
        parties=Parties("jeugdwet", GEMEENTEN[0].code, AANBIEDERS[0]),
        nummer=999000001,
        product=PRODUCTS["45A04"],
        categorie="45",
        ingangsdatum=date(2026, 5, 18),
    )
    persoon = Persoon("999900006", date(2012, 3, 4), "", "2", "Zoë", "Z", "Voorbeeld", "", "")
    tags = tags_for("jeugdwet", "305", CONVENTIONAL)
    header = header_block(tags, AANBIEDERS[0].agb, GEMEENTEN[0].code, "FOUT00000001", DAY)
    body = client_block(tags, persoon, [Melding(toewijzing, date(2026, 5, 20))])
    return message_text(tags, header, body).replace("\n", "\r\n").encode()


def _replace(text: str, old: str, new: str, *, every: bool = False) -> bytes:
    """Break one thing. Raises ValueError if it is not there, so that no faulty file is sound by accident."""
    if old not in text:
        raise ValueError(f"nothing to break: {old}")
    return (text.replace(old, new) if every else text.replace(old, new, 1)).encode()


def _without(text: str, element: str) -> bytes:
    begin = text.index(f"<jw305:{element}>")
    end = text.index(f"</jw305:{element}>") + len(f"</jw305:{element}>")
    return (text[:begin] + text[end:]).encode()


def _zip(name: str, data: bytes) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr(ZipInfo(name, LOCKED_MOMENT), data)
    return buffer.getvalue()
