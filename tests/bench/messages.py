"""Messages to measure with: claims of any size and small ones by the thousand, sound to every rule, from a number.

Gives   bytes; equal numbers give equal bytes, and no two messages are the same content
Persons are invented: every BSN is one of the test range (9999xxxxx).
"""

from collections.abc import Iterator
from datetime import date

from ingestion.outcomes import is_bsn
from ingestion.sources.ijw_iwmo.catalogue import load_catalogue
from synthetic.berichten.declaratie import Prestatie, claim_block
from synthetic.markup import header_block, message_text, tags_for
from synthetic.places import AANBIEDERS, CONVENTIONAL
from synthetic.story import Declaratie, Parties

WET, CLAIMS, STARTS = "jeugdwet", "323", "305"
GEMEENTE = "0268"
LINES_PER_CLIENT = 5
BYTES_PER_LINE = 725
MONTH = date(2026, 1, 1)
DAY = date(2026, 2, 5)
TEST_BSNS = tuple(number for number in map(str, range(999900000, 1000000000)) if is_bsn(number))

START = """\
<{m}Client>
<{m}Bsn>{bsn}</{m}Bsn>
<{m}Geboortedatum>
<{b}Datum>2012-03-04</{b}Datum>
</{m}Geboortedatum>
<{m}Geslacht>1</{m}Geslacht>
<{m}Naam>
<{b}Geslachtsnaam>
<{b}Achternaam>Ver&amp;zonnen</{b}Achternaam>
</{b}Geslachtsnaam>
<{b}Voornamen>Test</{b}Voornamen>
<{b}Voorletters>T</{b}Voorletters>
</{m}Naam>
<{m}StartProducten>
<{m}StartProduct>
<{m}ToewijzingNummer>{number}</{m}ToewijzingNummer>
<{m}Product>
<{b}Categorie>50</{b}Categorie>
<{b}Code>50A01</{b}Code>
</{m}Product>
<{m}ToewijzingIngangsdatum>2026-01-01</{m}ToewijzingIngangsdatum>
<{m}Begindatum>2026-01-05</{m}Begindatum>
<{m}StatusAanlevering>1</{m}StatusAanlevering>
</{m}StartProduct>
</{m}StartProducten>
</{m}Client>
"""


def namespaces() -> tuple[str, str]:
    """That of a message of claims, and of the types it uses."""
    message = load_catalogue().messages[WET, CLAIMS]
    return message.namespace, message.base_namespace


def claims(number: int, lines: int) -> bytes:
    """A 323 with so many lines, five to a client."""
    parties = Parties(WET, GEMEENTE, AANBIEDERS[number % len(AANBIEDERS)])
    declaratie = Declaratie(parties, MONTH, number, DAY, None, "stil")
    tags = tags_for(WET, CLAIMS, CONVENTIONAL)
    header = header_block(tags, parties.aanbieder.agb, GEMEENTE, f"D{number}", DAY)
    body = claim_block(tags, declaratie, [_line(number, line) for line in range(lines)])
    return _as_sent(message_text(tags, header, body))


def cents(number: int, lines: int) -> int:
    """What the lines of `claims` come to."""
    return sum(_line(number, line).bedrag for line in range(lines))


def claims_that_do_not_add_up(number: int, lines: int) -> bytes:
    """A sound message but for a rule of level 2: its total is not the sum of its lines."""
    return claims(number, lines).replace(b"TotaalBedrag>", b"TotaalBedrag>1", 1)


def starts(number: int) -> bytes:
    """A 305 about one client, some 1.6 kB."""
    tags = tags_for(WET, STARTS, CONVENTIONAL)
    agb = AANBIEDERS[number % len(AANBIEDERS)].agb
    header = header_block(tags, agb, GEMEENTE, f"S{number}", DAY)
    body = START.format(m=tags.m, b=tags.b, bsn=TEST_BSNS[number % len(TEST_BSNS)], number=number + 1)
    return _as_sent(message_text(tags, header, body))


def many_claims(first: int, files: int, lines: int) -> Iterator[tuple[str, bytes]]:
    """Name and content of several messages."""
    for number in range(first, first + files):
        yield f"JW323_{number:05d}.xml", claims(number, lines)


def many_starts(first: int, files: int) -> Iterator[tuple[str, bytes]]:
    for number in range(first, first + files):
        yield f"JW305_{number:06d}.xml", starts(number)


def _as_sent(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def _line(message: int, number: int) -> Prestatie:
    client = number // LINES_PER_CLIENT
    volume, tarief = 1 + number % 40, 5_000 + number % 997
    return Prestatie(
        bsn=TEST_BSNS[(message * 7919 + client) % len(TEST_BSNS)],
        referentie=f"P{message:05d}{number:08d}",
        vorige="",
        nummer=str(100_000 + message * 1_000_000 + number),
        categorie="50",
        code=f"50A{1 + number % 9:02d}",
        begin="2026-01-01",
        end="2026-01-31",
        volume=volume,
        eenheid="04",
        tarief=tarief,
        bedrag=volume * tarief,
    )
