"""The raw and vault tables that follow from a contract, and their Arrow schema.

A personal column goes to the vault table of the same name; raw keeps what is derived from it: client_pseudoniem
from a BSN, the birth year, four digits of a postcode. Free text has nothing beyond the vault.
"""

from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from ingestion.raw_layer import FILE_COLUMN, LOADED_COLUMN, ROW_COLUMN, Table, TableColumn
from ingestion.tabular.contract import Column, Contract, load_contracts

VAULT = "vault"
SQL_TYPES = {
    "text": "text", "free_text": "text", "bsn": "text", "postcode": "text", "integer": "bigint", "decimal": "numeric",
    "amount": "numeric", "boolean": "boolean", "date": "date", "month": "date", "birth_date": "date",
}  # fmt: skip
ARROW_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(), "free_text": pa.string(), "bsn": pa.string(), "postcode": pa.string(),
    "integer": pa.int64(), "boolean": pa.bool_(), "date": pa.date32(), "month": pa.date32(), "birth_date": pa.date32(),
}  # fmt: skip
DECIMAL_DIGITS = 24

ROW_NUMBER = TableColumn(
    ROW_COLUMN.name, ROW_COLUMN.sql_type, "Row of the sheet or line of the file that this row stood on."
)


@dataclass(frozen=True)
class LaidColumn:
    """One column of a raw or vault table; `derived_from` names the personal column it is made from."""

    name: str
    sql_type: str
    is_personal: bool
    derived_from: str
    comment: str
    arrow_type: pa.DataType


@dataclass(frozen=True)
class LaidTable:
    """The raw table of a contract and, where it has personal columns, its twin in schema vault."""

    name: str
    columns: tuple[LaidColumn, ...]

    @property
    def raw_columns(self) -> tuple[LaidColumn, ...]:
        return tuple(column for column in self.columns if not column.is_personal)

    @property
    def vault_columns(self) -> tuple[LaidColumn, ...]:
        return tuple(column for column in self.columns if column.is_personal)


DELIVERED = LaidColumn(
    "_delivered_on",
    "date",
    is_personal=False,
    derived_from="",
    comment="Day of the delivery: the date in the file name, else the day the sender last changed the file.",
    arrow_type=pa.date32(),
)


@cache
def laid_tables(source: str) -> dict[str, LaidTable]:
    """Every raw table of a tabular source by name, one per contract."""
    return {name: lay_out(contract) for name, contract in load_contracts(source).items()}


def lay_out(contract: Contract) -> LaidTable:
    """The table of one contract."""
    columns = [laid for column in contract.columns for laid in _laid(column)]
    return LaidTable(contract.name, (*columns, DELIVERED))


def tables(source: str) -> tuple[Table, ...]:
    """Every raw table of a source, followed by its vault twin where it has one, as the database makes them."""
    found: list[Table] = []
    for name, laid in laid_tables(source).items():
        contract = load_contracts(source)[name]
        raw = (FILE_COLUMN, ROW_NUMBER, *map(_table_column, laid.raw_columns), LOADED_COLUMN)
        found.append(Table(f"raw_{source}", name, f"{contract.title}. {contract.description}", raw))
        if laid.vault_columns:
            comment = f"The personal values of raw_{source}.{name}, row by row."
            twin = (FILE_COLUMN, ROW_NUMBER, *map(_table_column, laid.vault_columns))
            found.append(Table(VAULT, name, comment, twin))
    return tuple(found)


def _table_column(column: LaidColumn) -> TableColumn:
    return TableColumn(column.name, column.sql_type, column.comment)


def _laid(column: Column) -> list[LaidColumn]:
    arrow = ARROW_TYPES.get(column.type) or pa.decimal128(DECIMAL_DIGITS, column.decimals)
    unit = f" Eenheid: {column.unit}." if column.unit else ""
    itself = LaidColumn(column.name, SQL_TYPES[column.type], column.is_personal, "", column.description + unit, arrow)
    derived = _derived(column)
    return [derived, itself] if derived else [itself]


def _derived(column: Column) -> LaidColumn | None:
    if column.type == "bsn":
        name = "client_pseudoniem" if column.name == "bsn" else f"{column.name.removeprefix('bsn_')}_pseudoniem"
        return _derivation(
            name, "text", column, "Pseudoniem van de persoon; het BSN zelf staat in de kluis.", pa.string()
        )
    if column.type == "birth_date":
        name = column.name.replace("geboortedatum", "geboortejaar")
        return _derivation(name, "integer", column, "Geboortejaar; de datum zelf staat in de kluis.", pa.int32())
    if column.type == "postcode" and column.is_personal:
        return _derivation(f"{column.name}_pc4", "text", column, "Vier cijfers van de postcode.", pa.string())
    return None


def _derivation(name: str, sql_type: str, column: Column, comment: str, arrow: pa.DataType) -> LaidColumn:
    return LaidColumn(name, sql_type, is_personal=False, derived_from=column.name, comment=comment, arrow_type=arrow)
