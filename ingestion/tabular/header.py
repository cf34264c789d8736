"""The header of a delivery against its contract: every column once, none missing, none unknown, none too personal."""

import re
import unicodedata
from dataclasses import dataclass

from ingestion.tabular.contract import Contract
from ingestion.tabular.sheet import COLUMNS_ALLOWED, CellFault, Refused
from ingestion.tabular.values import is_empty

PERSONAL_HEADERS = re.compile(
    r"bsn|burgerservicenummer|(achter|voor|roep|geboorte|client|kind|volledige_)?naam|voorletters|geboortedatum|geb_datum"
    r"|(woon)?adres|straat(naam)?|huisnummer|telefoon(nummer)?|mobiel|e_?mail(adres)?|client(nummer)?|dossiernummer"
)
HEADER_SEARCHED = 10


@dataclass(frozen=True)
class Header:
    """Where each column of the contract stands in the file: `places` maps its name to a position from 0."""

    row: int
    width: int
    places: dict[str, int]
    shown: dict[str, str]


def normal(cell: object) -> str:
    """A header as it is compared: lower case, without accents, every run of other signs one underscore."""
    text = unicodedata.normalize("NFKD", str(cell)).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9*]+", "_", text).strip("_")


def names_of(contract: Contract) -> dict[str, str]:
    """Every header that is understood, normalised -> name of the column."""
    return {normal(text): column.name for column in contract.columns for text in (column.name, *column.aliases)}


def matches(contract: Contract, cells: list[object]) -> int:
    """How many columns of the contract this row names."""
    known = names_of(contract)
    return len({known[normal(cell)] for cell in cells if not is_empty(cell) and normal(cell) in known})


def read_header(contract: Contract, rows: list[tuple[int, list[object]]]) -> Header:
    """The header in the first of `rows`. Raises Refused with every fault of it.

    `rows` holds the first rows of the file, so that a header under a title is pointed out instead of guessed at.
    """
    expected = ", ".join(column.name for column in contract.columns)
    if not rows:
        raise Refused(CellFault("E019", fields={"lijst": expected}))
    number, cells = rows[0]
    least = max(1, len(contract.columns) // 2)
    if matches(contract, cells) < least:
        lower = [row for row, other in rows[1:HEADER_SEARCHED] if matches(contract, other) >= least]
        raise Refused(CellFault("E019", row=lower[0] if lower else number, fields={"lijst": expected}))
    if len(rows) > 1 and matches(contract, rows[1][1]) >= least:
        raise Refused(CellFault("E019", row=rows[1][0], fields={"lijst": expected}))
    faults = _faults(contract, number, cells)
    if faults:
        raise Refused(*faults)
    known = names_of(contract)
    places = {known[normal(cell)]: place for place, cell in enumerate(cells) if not is_empty(cell)}
    width = max(places.values()) + 1
    return Header(number, width, places, {name: name for name in places})


def _faults(contract: Contract, number: int, cells: list[object]) -> list[CellFault]:
    known = names_of(contract)
    faults: list[CellFault] = []
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        if is_empty(cell):
            continue
        if place >= COLUMNS_ALLOWED:
            faults.append(CellFault("E002", number, place + 1, fields={"regels": 100_000, "kolommen": COLUMNS_ALLOWED}))
            break
        name = known.get(normal(cell))
        if name is not None:
            found.setdefault(name, []).append(place)
        elif PERSONAL_HEADERS.fullmatch(normal(cell)):
            faults.append(CellFault("C021", number, place + 1))
        else:
            faults.append(
                CellFault("C005", number, place + 1, fields={"wat": "onbekende kolom", **_expected(contract)})
            )
    for name, places in found.items():
        if len(places) > 1:
            faults.append(CellFault("C006", number, places[1] + 1, name, {"kolom": name, "aantal": len(places)}))
    for column in contract.columns:
        if column.name not in found and column.since == 1:
            faults.append(
                CellFault(
                    "C005", number, None, column.name, {"wat": f"kolom {column.name} ontbreekt", **_expected(contract)}
                )
            )
    return faults


def _expected(contract: Contract) -> dict[str, object]:
    return {"lijst": ", ".join(column.name for column in contract.columns)}
