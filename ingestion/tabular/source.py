"""A source whose deliveries are tables: what land, validate and load ask of it, answered from its contracts.

Reads   ingestion/sources/<source>/contracts/*.yml; the files that the intake offers
Gives   verdicts (Examined), Arrow tables (Reading) and the marked copy that a sender gets back; writes nothing
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import psycopg
import pyarrow as pa

from ingestion.held import OTHER_SERIES, is_comparable
from ingestion.landed_names import read_deliveries
from ingestion.outcomes import Fault, reaction_to
from ingestion.sources import Counts, Examination, LandedFile, Reading
from ingestion.tabular.contract import load_contracts
from ingestion.tabular.delivery import contract_of, days_in, delivered_on
from ingestion.tabular.history import Summary, as_decided, compare, delivered_again, summarise
from ingestion.tabular.layout import LaidTable, laid_tables
from ingestion.tabular.open import form_of, open_sheet
from ingestion.tabular.rows import Checked, check_rows
from ingestion.tabular.sheet import CellFault, Refused

MEGABYTE = 1024 * 1024
LARGEST = {".xlsx": 25 * MEGABYTE}
LARGEST_OTHER = 200 * MEGABYTE
MOST_WRONG = 0.05
"""Of a delivery whose rows stand alone: more wrong rows than this say that something is wrong with all of it."""
TEST_PERSONS = "9999"
PARTY = re.compile(r"[0-9]{4}|[0-9]{8}")
"""The code of a gemeente or the AGB code of a provider."""


@dataclass(frozen=True)
class Examined:
    """The verdict about one delivery; `berichtsoort` is the name of its contract, `release` that contract's version.

    `marks` are all faults with their cells, also of rows that are put aside while the rest loads.
    """

    faults: tuple[Fault, ...]
    marks: tuple[CellFault, ...] = ()
    summary: Summary = field(default_factory=Summary)
    wet: str | None = None
    berichtsoort: str | None = None
    release: str | None = None
    afzender: str | None = None


@dataclass(frozen=True)
class TabularSource:
    """One source of tabular deliveries, by name."""

    name: str
    unpacks_archives: bool = False

    @property
    def money(self) -> Mapping[str, tuple[str, str]]:
        """No delivery states its amounts in cents with a debit or credit mark."""
        return {}

    def largest_bytes(self, name: str) -> int:
        return LARGEST.get(PurePosixPath(name).suffix.lower(), LARGEST_OTHER)

    def raw_tables(self) -> dict[str, LaidTable]:
        return laid_tables(self.name)

    def examine(self, data: bytes, name: str, *, is_production: bool) -> Examined:
        """Check one delivery in full; never raises for what is wrong in it. `name` is its path in the inbox."""
        try:
            checked = self.check(data, name)
        except Refused as refused:
            faults = tuple(fault.fault(form_of(data)) for fault in refused.faults)
            return Examined(faults, refused.faults)
        found = _verdict(checked) + _test_persons(checked, is_production)
        contract = checked.contract
        summary = summarise(contract, checked.values, len(checked.numbers))
        return Examined(
            tuple(fault.fault(checked.form) for fault in found),
            (*checked.faults, *checked.remarks),
            summary,
            berichtsoort=contract.name,
            release=str(contract.version),
            afzender=_sender(summary),
        )

    def check(self, data: bytes, name: str, *, is_examined: bool = False) -> Checked:
        """Read one delivery against the contract it falls under. Raises Refused.

        With `is_examined` the same bytes passed the guard over a workbook before; it is not repeated without need.
        """
        sheet, first = open_sheet(data, is_examined=is_examined)
        contract = contract_of(load_contracts(self.name), name, sheet, first)
        return check_rows(contract, sheet, datetime.now(UTC).date())

    def read(self, files: Sequence[LandedFile]) -> Iterator[Reading]:
        """One Reading per file: a delivery is one table."""
        for file in files:
            try:
                checked = self.check(file.path.read_bytes(), file.name, is_examined=True)
            except Refused as refused:
                yield Reading(refused={file.file_id: tuple(fault.fault("csv") for fault in refused.faults)})
                continue
            table = checked.contract.name
            counts = Counts(checked.rows_read, checked.wrong_rows + checked.total_rows)
            yield Reading(
                {table: _arrow_table(self.raw_tables()[table], checked, file)},
                {(file.file_id, table): counts},
                remarks={
                    file.file_id: tuple(
                        fault.fault(checked.form) for fault in checked.faults if fault.code != OTHER_SERIES
                    )
                },
            )

    def without_lifted(self, file: LandedFile, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
        """The faults of a file that is held, without those that a person let pass."""
        if not is_comparable(file.path.parents[2], self.name, file.sha256):
            return faults
        return tuple(fault for fault in faults if fault.code != OTHER_SERIES)

    def compare(self, connection: psycopg.Connection, file: LandedFile, examined: Examination) -> tuple[Fault, ...]:
        """What the loaded deliveries say about a file that may be loaded. Runs in the transaction of the caller."""
        if not isinstance(examined, Examined) or examined.berichtsoort is None:
            return ()
        contract = load_contracts(self.name)[examined.berichtsoort]
        faults = compare(connection, contract, examined.summary, file.file_id, delivered_on(file))
        faults = as_decided(connection, file.path.parents[2], self.name, file, faults)
        return tuple(fault.fault("csv") for fault in faults)

    def to_load_again(self, connection: psycopg.Connection, landing: Path) -> list[int]:
        """Loaded files that came once more on a later day: their rows get that day."""
        repeated = {sha256 for sha256, named in read_deliveries(landing, self.name).items() if len(named) > 1}
        days = {sha256: day for sha256, day in days_in(landing, self.name).items() if sha256 in repeated}
        return delivered_again(connection, self.name, days)

    def marked_copy(self, data: bytes, examined: Examination) -> bytes | None:
        """The delivery as a workbook with every faulty cell marked; None where no row of it is refused."""
        marks = examined.marks if isinstance(examined, Examined) else ()
        if not any(reaction_to(fault.code) in {"refuse", "hold"} for fault in marks):
            return None
        from ingestion.tabular.handback import marked_copy  # noqa: PLC0415 - costs memory; most nights refuse nothing

        return marked_copy(data, marks)


def _sender(summary: Summary) -> str | None:
    """The provider or gemeente that all right rows name as their deliverer, so that who is refused is known."""
    deliverers = {who for who, _ in summary.rows}
    return next(filter(PARTY.fullmatch, deliverers), None) if len(deliverers) == 1 else None


def _verdict(checked: Checked) -> list[CellFault]:
    """What the faults mean for the whole file: all of it is refused, or the wrong rows are put aside."""
    if not checked.rows_read:
        return [CellFault("C037"), *checked.remarks]
    if not checked.contract.rows_stand_alone or not checked.wrong_rows:
        return [*checked.faults, *checked.remarks]
    share = checked.wrong_rows / checked.rows_read
    if share > MOST_WRONG:
        return [CellFault("L007", fields={"procent": round(100 * share)}), *checked.faults, *checked.remarks]
    aside = {"aantal": checked.wrong_rows, "van": checked.rows_read}
    return [CellFault("C036", fields=dict(aside)), *checked.remarks]


def _test_persons(checked: Checked, is_production: bool) -> list[CellFault]:
    names = [column.name for column in checked.contract.columns if column.type == "bsn"] if is_production else []
    count = sum(1 for name in names for bsn in checked.values[name] if bsn is not None and bsn.startswith(TEST_PERSONS))
    return [CellFault("F014", fields={"aantal": count})] if count else []


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
