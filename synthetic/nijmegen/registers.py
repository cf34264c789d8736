"""Registers and lists of the known city that hold what was published of them: money, Doorbraak, work, shelter, teams.

Reads   leveringen/<source>.<contract>.<day>.csv: the columns of the contract, and the published figures each row gives;
        doorbraak.csv: cases of the Doorbraakteam per year
Writes  <source>/<contract>/<contract>_nijmegen_<day>.csv below the inbox
What is invented beside a published amount only makes it one: a programme is as large as was published, its parts are
not all known.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from synthetic.parameters import Parameters
from synthetic.places import STADSDELEN

DELIVERIES = Path(__file__).with_name("leveringen")
CASES = Path(__file__).with_name("doorbraak.csv")
TOLD_HERE = frozenset(
    {"registers/financien", "registers/doorbraak", "registers/doorbraak_baten", "wachtlijsten/wijkteams"}
)
"""Contracts of which the city delivers nothing else: invented rows beside these would change a published total."""

CASES_DAY = date(2025, 2, 25)
FIGURES = "cijfers"

Row = dict[str, str]


def write_known_registers(folder: Path, parameters: Parameters) -> list[Path]:
    """Write what comes in within the window of the parameters."""
    written = []
    for source, name, day, rows in (*_delivered(), ("registers", "doorbraak", CASES_DAY, list(_cases()))):
        if parameters.is_delivered(day):
            path = folder / source / name / f"{name}_nijmegen_{day.isoformat()}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_csv(rows))
            written.append(path)
    return written


def figures_in_registers() -> set[str]:
    """The published figures that rows of these registers give."""
    rows = [row for *_, rows in _delivered(figures=True) for row in rows] + _read(CASES)
    return {figure for row in rows for figure in row[FIGURES].split()}


def _delivered(*, figures: bool = False) -> Iterator[tuple[str, str, date, list[Row]]]:
    for path in sorted(DELIVERIES.glob("*.csv")):
        source, name, day = path.stem.split(".")
        rows = _read(path)
        if not figures:
            rows = [{column: cell for column, cell in row.items() if column != FIGURES} for row in rows]
        yield source, name, date.fromisoformat(day), rows


def _cases() -> Iterator[Row]:
    """Cases of a year, evenly over its days; the first ones are taken up, and the first of those get a plan."""
    for row in _read(CASES):
        year, count = int(row["jaar"]), int(row["aangemeld"])
        for number in range(count):
            reported = date(year, 1, 1) + timedelta(number * 300 // count)
            taken_up = reported + timedelta(20) if number < int(row["opgepakt"]) else None
            planned = reported + timedelta(60) if number < int(row["plannen"]) else None
            yield {
                "zaak_nummer": f"DB-{year}-{number + 1:03d}",
                "aangemeld_op": reported.isoformat(),
                "aanmelder": ("btv", "bjg", "huisarts")[number % 3],
                "stadsdeel": STADSDELEN[number % len(STADSDELEN)],
                "opgepakt_op": taken_up.isoformat() if taken_up else "",
                "plan_op": planned.isoformat() if planned else "",
                "afgesloten_op": "",
                "is_intensieve_casus": "0",
                "zorgsoort": "",
                "aanbieder_agb": "",
            }


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def _csv(rows: list[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
