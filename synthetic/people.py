"""The persons of the city: test BSNs, invented names (names.csv), invented addresses.

Numbers run through the official test range (9999xxxxx that pass the 11-proef, 9,091 of them). A larger city goes on
below it, from 999899999 downwards, with the next numbers that pass: same shape, still in the block 999 that is not
handed out. 000000000 passes the bare 11-proef and is never used.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

from synthetic.markup import escape
from synthetic.places import Gemeente

WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)

VOORVOEGSELS = ("", "", "", "van", "de", "van der", "van den", "ten")
LETTERS = "BCDFGHJKLMNPRTVWXZ"
"""Postcode letters; vowels and S are left out, so that no combination offends or is withheld (SA, SD, SS)."""


@dataclass(frozen=True)
class Adres:
    """Where a person lives from some day on."""

    straat: str
    huisnummer: int
    huisletter: str
    postcode: str
    plaats: str


@dataclass(frozen=True)
class Persoon:
    """An invented person; the name parts are escaped for XML already."""

    bsn: str
    geboortedatum: date
    datum_gebruik: str
    geslacht: str
    voornaam: str
    voorletters: str
    achternaam: str
    voorvoegsel: str
    partnernaam: str


@cache
def _names(soort: str) -> tuple[str, ...]:
    with Path(__file__).with_name("names.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(row["naam"] for row in csv.DictReader(lines, delimiter=";") if row["soort"] == soort)


def passes_elfproef(bsn: str) -> bool:
    """The 11-proef of rule CS002; 000000000 passes it too and is refused here."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, bsn, strict=True))
    return total % 11 == 0 and int(bsn) > 0


def _test_numbers() -> Iterator[str]:
    yield from (str(number) for number in range(999900000, 1000000000) if passes_elfproef(str(number)))
    yield from (str(number) for number in range(999899999, 990000000, -1) if passes_elfproef(str(number)))


@cache
def bsns(count: int) -> tuple[str, ...]:
    """The first `count` test numbers, in a fixed order."""
    return tuple(islice(_test_numbers(), count))


def make_person(rng: Random, bsn: str, youngest: date, oldest: date) -> Persoon:
    """A person born between `oldest` and `youngest`; of some, the day or month of birth is not known."""
    birth = oldest + timedelta(days=rng.randrange((youngest - oldest).days + 1))
    datum_gebruik = ""
    if rng.random() < 0.02:
        datum_gebruik = rng.choice("12")
        birth = birth.replace(day=1) if datum_gebruik == "1" else birth.replace(month=1, day=1)
    geslacht = rng.choices("120", (49, 49, 2))[0]
    voornaam = rng.choice(_names("voornaam_vrouw" if geslacht == "2" else "voornaam_man"))
    return Persoon(
        bsn=bsn,
        geboortedatum=birth,
        datum_gebruik=datum_gebruik,
        geslacht=geslacht,
        voornaam=escape(voornaam),
        voorletters=voornaam[0],
        achternaam=escape(rng.choice(_names("achternaam"))),
        voorvoegsel=rng.choice(VOORVOEGSELS),
        partnernaam=escape(rng.choice(_names("achternaam"))) if rng.random() < 0.1 else "",
    )


def make_address(rng: Random, gemeente: Gemeente) -> Adres:
    """An invented address in the municipality; only its four digits exist."""
    return Adres(
        straat=rng.choice(_names("straat")),
        huisnummer=rng.randrange(1, 400),
        huisletter=rng.choice(("", "", "", "a", "B")),
        postcode=f"{rng.choice(gemeente.pc4)}{rng.choice(LETTERS)}{rng.choice(LETTERS)}",
        plaats=gemeente.plaats,
    )
