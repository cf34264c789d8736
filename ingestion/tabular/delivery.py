"""Which contract a file falls under, and on which day its sender delivered it.

The day decides which delivery is the newest, so it must not depend on when or in which order we load
(docs/decisions/newest_delivery.md).
"""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath

from ingestion.landed_names import FILE, read_deliveries
from ingestion.sources import LandedFile
from ingestion.tabular.contract import Contract
from ingestion.tabular.header import matches, normal
from ingestion.tabular.sheet import CellFault, Refused, Row, Sheet

NANOSECONDS = 1_000_000_000
DATE_IN_NAME = re.compile(
    r"(?<!\d)(?:(?P<year>20\d\d)[-_.]?(?P<month>\d\d)[-_.]?(?P<day>\d\d)"
    r"|(?P<day2>\d\d)[-_.](?P<month2>\d\d)[-_.](?P<year2>20\d\d))(?!\d)"
)


def contract_of(contracts: dict[str, Contract], name: str, sheet: Sheet, first: list[Row]) -> Contract:
    """The contract of a delivery: by its folder, the mark of our template, its name, or its header, in that order.

    Raises Refused where none fits.
    """
    path = PurePosixPath(name)
    for folder in reversed(path.parts[:-1]):
        if normal(folder) in contracts:
            return contracts[normal(folder)]
    if sheet.contract_mark in contracts:
        return contracts[sheet.contract_mark]
    stem = normal(path.stem)
    named = [known for known in contracts if stem == known or stem.startswith(f"{known}_")]
    if named:
        return contracts[max(named, key=len)]
    fitting = {known: _fit(contract, row) for _, row in first[:1] for known, contract in contracts.items()}
    best = max(fitting, key=lambda known: fitting[known], default="")
    if best and fitting[best] > 0.5:
        return contracts[best]
    raise Refused(CellFault("C023", fields={"lijst": ", ".join(contracts)}))


def _fit(contract: Contract, cells: list[object]) -> float:
    filled = sum(1 for cell in cells if cell is not None and cell != "")
    return matches(contract, cells) / max(filled, len(contract.columns))


def delivered_on(file: LandedFile) -> date:
    """The last day on which this content was delivered, by what the landing folder keeps of it."""
    days = days_in(file.path.parents[2], file.path.parents[1].name).get(file.sha256)
    return days or _day_of(file.name, file.path.stat().st_mtime)


def days_in(landing: Path, source: str) -> dict[str, date]:
    """The last day on which each content of a source was delivered, by SHA-256."""
    path = landing / source / FILE
    return _days_in(landing, source, path.stat().st_mtime_ns) if path.exists() else {}


@lru_cache(maxsize=4)
def _days_in(landing: Path, source: str, changed_ns: int) -> dict[str, date]:
    return {
        sha256: max(_day_of(named.name, named.changed_ns / NANOSECONDS) for named in deliveries)
        for sha256, deliveries in read_deliveries(landing, source).items()
    }


def _day_of(name: str, changed: float) -> date:
    """The date in a name, else the day its sender last changed the file."""
    return date_in_name(PurePosixPath(name).name) or datetime.fromtimestamp(changed, UTC).date()


def date_in_name(name: str) -> date | None:
    """The last date that a file name states, as 2026-01-31, 20260131 or 31-01-2026."""
    found = None
    for match in DATE_IN_NAME.finditer(name):
        year, month, day = (int(match[part] or match[f"{part}2"]) for part in ("year", "month", "day"))
        try:
            found = date(year, month, day)
        except ValueError:
            continue
    return found
