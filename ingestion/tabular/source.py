"""A source whose deliveries are tables: what land, validate and load ask of it, answered from its contracts.

Reads   ingestion/sources/<source>/contracts/*.yml; the files that the intake offers
Gives   verdicts (Examined) and Arrow tables (Reading); writes nothing
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

import pyarrow as pa

from ingestion.outcomes import Fault
from ingestion.sources import Counts, LandedFile, Reading
from ingestion.tabular.contract import Contract, load_contracts
from ingestion.tabular.delivery import contract_of, delivered_on
from ingestion.tabular.layout import LaidTable, laid_tables
from ingestion.tabular.open import open_sheet
from ingestion.tabular.rows import Checked, check_rows
from ingestion.tabular.sheet import Refused
from ingestion.tabular.values import Form

MEGABYTE = 1024 * 1024
LARGEST = {".xlsx": 25 * MEGABYTE}
LARGEST_OTHER = 200 * MEGABYTE


@dataclass(frozen=True)
class Examined:
    """The verdict about one delivery; `berichtsoort` is the name of its contract, `release` that contract's version."""

    faults: tuple[Fault, ...]
    wet: str | None = None
    berichtsoort: str | None = None
    release: str | None = None


@dataclass(frozen=True)
class TabularSource:
    """One source of tabular deliveries, by name."""

    name: str
    unpacks_archives: bool = False

    @property
    def money(self) -> Mapping[str, tuple[str, str]]:
        """No register states its amounts in cents with a debit or credit mark."""
        return {}

    def largest_bytes(self, name: str) -> int:
        return LARGEST.get(PurePosixPath(name).suffix.lower(), LARGEST_OTHER)

    def raw_tables(self) -> dict[str, LaidTable]:
        return laid_tables(self.name)

    def examine(self, data: bytes, name: str, *, is_production: bool) -> Examined:
        """Check one delivery in full; never raises for what is wrong in it. `name` is its path in the inbox."""
        try:
            contract, checked = self.check(data, name)
        except Refused as refused:
            return Examined(tuple(fault.fault(_form_of(data)) for fault in refused.faults))
        faults = [*checked.faults, *checked.remarks]
        return Examined(
            tuple(fault.fault(checked.form) for fault in faults), None, contract.name, str(contract.version)
        )

    def check(self, data: bytes, name: str, today: date | None = None) -> tuple[Contract, Checked]:
        """Read one delivery against the contract it falls under. Raises Refused."""
        sheet, first = open_sheet(data)
        contract = contract_of(load_contracts(self.name), name, sheet, first)
        return contract, check_rows(contract, sheet, today or datetime.now(UTC).date())

    def read(self, files: Sequence[LandedFile]) -> Iterator[Reading]:
        """One Reading per file: a delivery is one table."""
        for file in files:
            contract, checked = self.check(file.path.read_bytes(), file.name)
            table = _arrow_table(self.raw_tables()[contract.name], checked, file)
            counts = Counts(checked.rows_read, checked.wrong_rows + checked.total_rows, 0)
            yield Reading({contract.name: table}, {(file.file_id, contract.name): counts})


def _arrow_table(laid: LaidTable, checked: Checked, file: LandedFile) -> pa.Table:
    rows = len(checked.numbers)
    arrays: dict[str, pa.Array] = {
        "_source_file_id": pa.array([file.file_id] * rows, pa.int64()),
        "_rij": pa.array(checked.numbers, pa.int32()),
    }
    for column in laid.columns:
        if column.name == "_delivered_on":
            arrays[column.name] = pa.array([delivered_on(file)] * rows, pa.date32())
        elif not column.derived_from:
            arrays[column.name] = pa.array(checked.values[column.name], column.arrow_type)
    return pa.table(arrays)


def _form_of(data: bytes) -> Form:
    return "xlsx" if data.startswith(b"PK") else "csv"
