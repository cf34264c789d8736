"""The catalogue of bad inputs, as far as files and messages go: how to make each, and what the sender must be told.

INPUTS   one row per number and variant; `reaction` is ours. Where it is milder or harder than the catalogue asks,
         `because` says why
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from tests.ingestion.messages import SPELLINGS, Writer, make_message
from tests.ingestion.obedient import Node
from tests.ingestion.sources.ijw_iwmo.bad_messages import BAD, CLAIM, GOOD, START, value_of
from tests.ingestion.sources.ijw_iwmo.rules.breaches_in_answers_and_claims import BREACHES

GIGABYTE = 1 << 30
WHOLE = "part of a message would break its own total (docs/decisions/rules_of_level_2.md)"


@dataclass(frozen=True)
class BadInput:
    """`put` writes the file in the folder and gives its name there; `nothing` is told of it where `code` is empty."""

    number: str
    what: str
    put: Callable[[Path], str]
    reaction: str
    code: str
    text: str
    because: str = ""

    @property
    def is_loaded(self) -> bool:
        return self.reaction in {"accept", "warn"}

    def __str__(self) -> str:
        return f"{self.number} {self.what}"


def written(name: str, data: bytes) -> Callable[[Path], str]:
    def put(folder: Path) -> str:
        path = folder / name
        path.write_bytes(data)
        settled(path)
        return name

    return put


def settled(path: Path, age_seconds: int = 3600) -> None:
    moment = datetime.now(UTC).timestamp() - age_seconds
    os.utime(path, (moment, moment))


def sparse(name: str, size: int) -> Callable[[Path], str]:
    """A file of this size that takes no room on the disk."""

    def put(folder: Path) -> str:
        with (folder / name).open("wb") as file:
            file.truncate(size)
        settled(folder / name)
        return name

    return put


def linked(name: str) -> Callable[[Path], str]:
    def put(folder: Path) -> str:
        (folder / name).symlink_to("/etc/passwd")
        return name

    return put


def zipped(name: str, *, password_flag: bool = False) -> Callable[[Path], str]:
    """A zip in a zip, or a zip that says that its member is encrypted."""

    def put(folder: Path) -> str:
        path = folder / name
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            archive.writestr(
                "binnen.xml" if password_flag else "binnen.zip", START if password_flag else b"PK\3\4" + bytes(40)
            )
        if password_flag:
            data = bytearray(path.read_bytes())
            for mark, offset in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
                data[data.index(mark) + offset] |= 1
            path.write_bytes(data)
        settled(path)
        return name

    return put


def broken(code: str, rule: str = "", berichtsoort: str = "") -> bytes:
    """A message that breaks one rule of level 2."""
    one = next(
        one for one in BREACHES
        if one.code == code and rule in {"", one.rule} and berichtsoort in {"", one.berichtsoort}
    )  # fmt: skip
    return Writer("jeugdwet", one.berichtsoort, 900, fill=1, lines=2).message(one.change)


def dated_tomorrow_week(message: Node) -> None:
    message.set("Header/BerichtIdentificatie/Dagtekening", (datetime.now(UTC) + timedelta(days=7)).date())


def begins_in_two_years(message: Node) -> None:
    """The last product, so that no other is touched."""
    day = date.fromisoformat(message.get("Header/BerichtIdentificatie/Dagtekening"))
    product = [*message.below("ToegewezenProduct")][-1]
    product.set("Ingangsdatum", day + timedelta(days=731))
    product.set("Einddatum", day + timedelta(days=1000))
    product.drop("RedenWijziging")


def of_the_structure(number: str) -> list[BadInput]:
    """The rows of bad_messages.py with this number."""
    rows = {
        name: (data, "hold" if code == "X023" else "refuse", code, text) for name, (data, code, text) in BAD.items()
    }
    rows |= {name: (data, "accept", "", "") for name, data in GOOD.items()}
    found = [(name, row) for name, row in rows.items() if name.startswith(number)]
    assert found, number
    because = WHOLE if number == "X-038" else ""
    return [
        BadInput(number, name.removeprefix(number).strip(), written(f"{number}_{place}.xml", data), *told, because)
        for place, (name, (data, *told)) in enumerate(found)
    ]


LATIN = next(spelling for spelling in SPELLINGS if spelling.encoding == "ISO-8859-1")
IN_A_NAME = b"basis:Achternaam"
FILES = [
    BadInput(
        "F-002", "still being written", written("bericht.xml.part", CLAIM), "hold", "F002", "wordt nog geschreven"
    ),
    BadInput(
        "F-007",
        "a line break in the name",
        written("a\nb.xml", make_message("wmo", "305", 71)),
        "refuse",
        "F007",
        "bestandsnaam",
    ),
    BadInput(
        "F-007",
        "a name of 240 signs",
        written("a" * 236 + ".xml", make_message("wmo", "305", 72)),
        "refuse",
        "F007",
        "bestandsnaam",
    ),
    BadInput("F-008", "a link", linked("link.xml"), "refuse", "F008", "geen gewoon bestand"),
    BadInput("F-010", "over 200 MB", sparse("groot.xml", 201 << 20), "refuse", "F010", "hoogstens 200 MB"),
    BadInput("F-011", "encrypted zip", zipped("dicht.zip", password_flag=True), "refuse", "F011", "wachtwoord"),
    BadInput("F-011", "a zip in a zip", zipped("dubbel.zip"), "refuse", "F011", "archief"),
    BadInput("X-016", "5 GB on one line", sparse("vijf.xml", 5 * GIGABYTE), "refuse", "F010", "5120 MB"),
]
MESSAGES = [
    BadInput(
        "X-008",
        "a comment in a value",
        written("x008.xml", value_of(CLAIM, b"b:GeleverdVolume", b"1<!-- -->0")),
        "warn",
        "X003",
        "Commentaar binnen GeleverdVolume",
    ),
    BadInput(
        "X-020",
        "Latin-1 that says so",
        written("x020.xml", Writer("wmo", "305", 20, spelling=LATIN, fill=1).message()),
        "warn",
        "X011",
        "ISO-8859-1",
    ),
    BadInput(
        "X-031",
        "an XSD version that never was",
        written("x031.xml", broken("X022", berichtsoort="301")),
        "warn",
        "X022",
        "IV034",
        "the bounds in the schemas contradict each other and move with each patch",
    ),
    BadInput(
        "X-038",
        "9999-12-31 for an open end",
        written("x038.xml", value_of(CLAIM, b"basis:Einddatum", b"9999-12-31")),
        "refuse",
        "X031",
        "laat een open einde leeg",
        WHOLE,
    ),
    BadInput(
        "X-040",
        "dated in the future",
        written("x040.xml", Writer("wmo", "319", 40).message(dated_tomorrow_week)),
        "warn",
        "X033",
        "in de toekomst",
    ),
    BadInput(
        "X-040",
        "help that begins in two years",
        written("x040b.xml", Writer("wmo", "301", 40, fill=1).message(begins_in_two_years)),
        "warn",
        "X033",
        "in de toekomst",
    ),
    BadInput(
        "X-041",
        "a birth date that cannot be",
        written("x041.xml", broken("X034", "TR002")),
        "refuse",
        "X034",
        "geboortedatum past niet",
        WHOLE,
    ),
    BadInput(
        "X-043",
        "a BSN that fails the 11-proef",
        written("x043.xml", broken("X040")),
        "refuse",
        "X040",
        "11-proef",
        WHOLE,
    ),
    BadInput("X-044", "a BSN of zeros", written("x044.xml", broken("X041")), "refuse", "X041", "nullen", WHOLE),
    BadInput(
        "X-056", "a total that is not the sum", written("x056.xml", broken("X064")), "refuse", "X064", "niet de som"
    ),
    BadInput(
        "X-061",
        "a period over two months",
        written("x061.xml", broken("X069")),
        "refuse",
        "X069",
        "kalendermaand",
        "CS337 is a rule of level 2, which the standard refuses",
    ),
    BadInput(
        "X-067",
        "a key twice",
        written("x067.xml", broken("X075", berichtsoort="315")),
        "refuse",
        "X075",
        "meer dan één keer",
    ),
    BadInput(
        "X-074",
        "an emoji in a name",
        written("x074a.xml", value_of(START, IN_A_NAME, "Jansen \U0001f600".encode())),
        "warn",
        "X082",
        "In Achternaam",
    ),
    BadInput(
        "X-074",
        "another direction of writing",
        written("x074b.xml", value_of(START, IN_A_NAME, "Jan\u202esen".encode())),
        "warn",
        "X082",
        "In Achternaam",
    ),
    BadInput(
        "X-074",
        "an accent of its own",
        written("x074c.xml", value_of(START, IN_A_NAME, "Renée".replace("é", "e\u0301").encode())),
        "warn",
        "X082",
        "NFC",
    ),
    BadInput(
        "X-074",
        "a sign without width, as a reference",
        written("x074d.xml", value_of(START, IN_A_NAME, b"Jan&#x200B;sen")),
        "warn",
        "X082",
        "onzichtbare",
    ),
]
STRUCTURE = (
    "F-001", "F-011", "X-001", "X-002", "X-004", "X-005", "X-007", "X-010", "X-011", "X-013", "X-014",
    "X-017", "X-019", "X-022", "X-023", "X-025", "X-026", "X-028", "X-029", "X-032", "X-034", "X-035",
    "X-037", "X-038", "X-052", "X-053",
)  # fmt: skip
INPUTS = [*FILES, *MESSAGES, *(row for number in STRUCTURE for row in of_the_structure(number))]
