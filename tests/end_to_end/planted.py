"""Fifty persons planted in deliveries that must be refused, each in another place: none may be seen outside landing.

plant()   writes the deliveries and gives what may be found nowhere: BSN, name, and birth date in three ways of writing
leaks()   where these are found all the same: files and tables
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from synthetic.faulty import FOLDER
from tests.ingestion.messages import TEST_BSNS, Writer
from tests.ingestion.obedient import Node
from warehouse.database.connection import connect_as_administrator
from warehouse.settings import Settings

PERSONS = 50
FIRST_BIRTH_DATE = date(1907, 3, 1)
"""Long before any other day in the warehouse, so that it is nobody else's."""

SCHEMAS = ["meta", "airflow", "intermediate", "seeds", "build%", "store", "raw%", "mart", "indicator"]
TABLES = "select schemaname, tablename from pg_tables where schemaname like any (%s)"


def plant(inbox: Path) -> set[str]:
    """Deliveries with the persons in them; the values of the persons."""
    folder = inbox / "ijw_iwmo" / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    planted: set[str] = set()
    for number, bsn in enumerate(TEST_BSNS[-PERSONS:]):
        name = f"Kanarie{chr(97 + number // 26)}{chr(97 + number % 26)}vogel"
        born = FIRST_BIRTH_DATE + timedelta(days=number)
        message = Writer("jeugdwet", "301", number, fill=1, bsns=(bsn,)).message(as_person(name, born))
        spoil = SPOILT[number % len(SPOILT)]
        # a file name may be told, so it is the place for a BSN that must be hidden, not for a name
        path = folder / f"kanarie {bsn if number % 2 else number}.xml"
        path.write_bytes(spoil(message, bsn.encode(), name.encode()))
        planted |= {bsn, name, f"{born:%Y-%m-%d}", f"{born:%d-%m-%Y}", f"{born:%Y%m%d}"}
    return planted


def as_person(name: str, born: date) -> Callable[[Node], object]:
    def change(message: Node) -> None:
        client = next(message.below("Client"))
        client.set("Naam/Geslachtsnaam/Achternaam", name)
        client.set("Geboortedatum/Datum", born)
        client.set("Commentaar", f"{name} belt terug")

    return change


def _as_version(message: bytes, bsn: bytes, name: bytes) -> bytes:
    return message.replace(b"<b:BerichtVersie>3", b"<b:BerichtVersie>" + bsn)


def _cut_off(message: bytes, bsn: bytes, name: bytes) -> bytes:
    return message[: message.index(name) + len(name)]


def _as_element(message: bytes, bsn: bytes, name: bytes) -> bytes:
    return message.replace(b"<b:Bsn>", b"<b:B" + bsn + b"/><b:Bsn>", 1)


def _as_attribute(message: bytes, bsn: bytes, name: bytes) -> bytes:
    return message.replace(b"<b:Bsn>", b"<b:Bsn naam='" + name + b"'>", 1)


def _in_a_comment(message: bytes, bsn: bytes, name: bytes) -> bytes:
    return message.replace(b"<b:Bsn>", b"<b:Bsn><!-- " + name + b" -->x", 1)


def _before_a_bad_sign(message: bytes, bsn: bytes, name: bytes) -> bytes:
    return message.replace(name, name + b"\xff", 1)


def _as_date(message: bytes, bsn: bytes, name: bytes) -> bytes:
    return re.sub(rb"<b:Ingangsdatum>[^<]*", b"<b:Ingangsdatum>" + name, message)


def _behind_the_end(message: bytes, bsn: bytes, name: bytes) -> bytes:
    return message + name


SPOILT = (
    _as_version, _cut_off, _as_element, _as_attribute, _in_a_comment, _before_a_bad_sign, _as_date, _behind_the_end,
)  # fmt: skip


def leaks(settings: Settings, pattern: re.Pattern[str]) -> tuple[list[Path], list[str], list[Path], list[str]]:
    """Files and tables in which the pattern is found, of these files and tables that were searched.

    Landing, the inbox, the vault and the originals in quarantine hold persons by design; the letters beside these not.
    """
    allowed = (settings.landing, settings.inbox, settings.home / "waarheid", settings.home / "database")
    files = [
        path
        for path in settings.home.rglob("*")
        if path.is_file()
        and not any(path.is_relative_to(folder) for folder in allowed)
        and not (path.is_relative_to(settings.quarantine) and path.suffix != ".txt")
    ]
    found = [path for path in files if pattern.search(path.read_text(encoding="utf-8", errors="replace"))]
    with connect_as_administrator(settings) as connection:
        tables = [f'"{schema}"."{name}"' for schema, name in connection.execute(TABLES, [SCHEMAS]).fetchall()]
        holding = [
            table
            for table in tables
            if any(pattern.search(row) for (row,) in connection.execute(f"select t::text from {table} as t"))
        ]
    return found, holding, files, tables
