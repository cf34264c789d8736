"""The sources that the intake knows, and what each must offer so that land, validate and load need not know it.

A source is a package below this one with a module `source.py` that holds one object, SOURCE, of the shape of
`Source` here. Adding a source is adding such a package and its name to NAMES.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast, runtime_checkable

from ingestion.outcomes import Fault

if TYPE_CHECKING:  # the catalogue of a source is also read by those who need no Arrow
    import psycopg
    import pyarrow as pa

NAMES = ("ijw_iwmo", "registers", "wachtlijsten", "clientervaring")


class LandedFile(NamedTuple):  # made for every file of a night: a tuple costs a quarter of a dataclass
    """One file of the ledger: its content is at `place`, `name` is its path below the inbox of its source.

    `came_in_on` is the day (UTC) that an envelope names, else that of landing.
    """

    file_id: int
    sha256: str
    name: str
    place: str | Path
    size_bytes: int
    wet: str | None = None
    berichtsoort: str | None = None
    release: str | None = None
    came_in_on: date | None = None

    @property
    def path(self) -> Path:
        return Path(self.place)


class Counts(NamedTuple):
    """What one file brought for one table. `read` counts what the file holds, before anything is put aside."""

    rows_read: int = 0
    rows_quarantined: int = 0
    rows_skipped: int = 0
    cents_read: int = 0
    cents_quarantined: int = 0
    cents_skipped: int = 0


@dataclass(frozen=True)
class Reading:
    """What a source read from some files, whole files together or a piece of one.

    `tables` holds, by raw table, `_source_file_id` (int64), `_rij` and `_parent_rij` (int32) and every column of
    the raw and vault table that is not derived, with its exact Arrow type; where `client_pseudoniem` must follow
    from a BSN that is not a column of the table itself, a working column `bsn`. `counts` says per file and table
    what was read, where that is not just the rows in `tables`; `refused` why a file cannot be loaded (none of its rows
    is in `tables`); `remarks` what is to be told about a file that is loaded. `is_piece` where more rows of the same
    file follow or went before.
    """

    tables: dict[str, "pa.Table"] = field(default_factory=dict)
    counts: dict[tuple[int, str], Counts] = field(default_factory=dict)
    refused: dict[int, tuple[Fault, ...]] = field(default_factory=dict)
    remarks: dict[int, tuple[Fault, ...]] = field(default_factory=dict)
    is_piece: bool = False


class Column(Protocol):
    """A column of a raw or vault table; `derived_from` names what it is made from, empty for what the file says."""

    @property
    def name(self) -> str: ...
    @property
    def sql_type(self) -> str: ...
    @property
    def is_personal(self) -> bool: ...
    @property
    def derived_from(self) -> str: ...


class RawTable(Protocol):
    """A table of schema raw_<source>; its personal columns are those of the table of the same name in vault."""

    @property
    def name(self) -> str: ...
    @property
    def raw_columns(self) -> Sequence[Column]: ...
    @property
    def vault_columns(self) -> Sequence[Column]: ...


class Examination(Protocol):
    """What a look at one file gave: what it is, and every fault found. Which faults refuse is in meldingen.csv."""

    @property
    def wet(self) -> str | None: ...
    @property
    def berichtsoort(self) -> str | None: ...
    @property
    def release(self) -> str | None: ...
    @property
    def afzender(self) -> str | None:
        """The code of the organisation that sent it, as far as the file says it; never of a person."""

    @property
    def faults(self) -> tuple[Fault, ...]: ...


class Source(Protocol):
    """One kind of delivery. Reading may count on it that `examine` accepted the same bytes."""

    @property
    def name(self) -> str: ...
    @property
    def unpacks_archives(self) -> bool:
        """True where a zip holds deliveries; False where a zip may itself be a delivery (XLSX)."""

    @property
    def money(self) -> Mapping[str, tuple[str, str]]:
        """Raw table -> (column with an amount in cents, column that holds C where it counts as minus, or empty)."""

    def largest_bytes(self, name: str) -> int:
        """The largest file of that name that is taken in, in bytes."""

    def raw_tables(self) -> Mapping[str, RawTable]:
        """Every raw table by name."""

    def examine(self, data: bytes, name: str, *, is_production: bool) -> Examination:
        """Look at the whole content of one file; never raises for what is wrong in it."""

    def read(self, files: Sequence[LandedFile]) -> Iterator[Reading]:
        """The rows of files that `examine` accepted. Many small files give one Reading, a large one gives many."""


@runtime_checkable
class ExaminesInPieces(Protocol):
    """A source of which a large file need not be in memory to be judged."""

    def examine_large(self, pieces: Iterator[bytes], *, is_production: bool) -> Examination | None:
        """What `examine` gives for the content that the pieces make up; None where it must be asked."""


@runtime_checkable
class ExaminesTogether(Protocol):
    """A source that judges many small files in less time than each apart."""

    def examine_together(self, contents: Sequence[bytes], *, is_production: bool) -> Sequence[Examination | None]:
        """What `examine` says of each content; None for one that must be looked at alone."""


@runtime_checkable
class ComparesDeliveries(Protocol):
    """A source that also judges a file by what was loaded before, and by what a person said of it."""

    def without_lifted(self, file: LandedFile, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
        """The faults of a file that is held, without those that a person let pass."""

    def compare(self, connection: "psycopg.Connection", file: LandedFile, examined: Examination) -> tuple[Fault, ...]:
        """What the loaded deliveries say about a file that may be loaded. Runs in the transaction of the caller."""


@runtime_checkable
class DatesDeliveries(Protocol):
    """A source whose rows bear the day of their delivery, so that the same content may count anew."""

    def to_load_again(self, connection: "psycopg.Connection", landing: Path) -> list[int]:
        """The loaded files (file_id) that were delivered once more since. Runs in the transaction of the caller."""


@dataclass(frozen=True)
class Envelope:
    """What is written on an envelope, and the file in it: `payload` under `name`; empty where it brings no file.

    `channel` is the way by which it came, as the ledger says it; `afzender` the code of who sent it, if that is told.
    """

    channel: str
    received_at: datetime
    reference: str
    functie: str
    name: str
    payload: bytes
    afzender: str | None = None


@runtime_checkable
class OpensEnvelopes(Protocol):
    """A source of which a delivery can be an envelope around another one."""

    def envelope_of(self, examined: Examination) -> Envelope | None:
        """The envelope that was examined; None for any other file, and for one that cannot be read."""


@runtime_checkable
class HandsBack(Protocol):
    """A source that can show a sender where a file is wrong."""

    def marked_copy(self, data: bytes, examined: Examination) -> bytes | None:
        """The file as a workbook with its faulty cells marked; None where there is nothing to mark."""


def load_source(name: str) -> Source:
    """The source of that name. Raises KeyError for a name that is not in NAMES."""
    if name not in NAMES:
        raise KeyError(f"no source {name}; known are {', '.join(NAMES)}")
    from ingestion.arrow import keep_arrow_small  # noqa: PLC0415 - only who reads deliveries needs Arrow

    keep_arrow_small()
    return cast(Source, import_module(f"ingestion.sources.{name}.source").SOURCE)
