"""The raw and vault tables of the iJw/iWmo messages, generated from the catalogue, each column documented from it."""

from functools import cache

from ingestion.raw_layer import FILE_COLUMN, LOADED_COLUMN, PARENT_COLUMN, ROW_COLUMN, Table, TableColumn
from ingestion.sources.ijw_iwmo.catalogue import load_catalogue
from ingestion.sources.ijw_iwmo.layout import TABLES, Column, RawTable, raw_tables, row_sources

SCHEMA = "raw_ijw_iwmo"
VAULT = "vault"

DERIVATIONS = {
    "client_pseudoniem": "Pseudonym of the client: the first 32 hex characters of HMAC-SHA-256 over the BSN.",
    "geboortejaar": "Year of the date of birth; the date itself is in the vault.",
    "geboortemaand": "Month of the date of birth; the date itself is in the vault.",
    "postcode_pc4": "First four digits of a Dutch postcode, else empty; the postcode itself is in the vault.",
    "wet": "The law the message is about, from its namespace: jeugdwet or wmo.",
    "berichtsoort": "Number of the message type, from its namespace: 301, 302 ...",
    "release": "Release of the standard, from its namespace.",
    "klasse": "Class that carries this return code, as a path below Bericht.",
}


@cache
def tables() -> tuple[Table, ...]:
    """Every raw table, followed by its vault twin where it has personal columns."""
    found: list[Table] = []
    for raw in raw_tables().values():
        elements = ", ".join(name for name, table in TABLES.items() if table == raw.name)
        documented = _documentation(raw)
        found.append(
            Table(
                SCHEMA,
                raw.name,
                f"One row per {elements} in a message, as received; personal values are in {VAULT}.",
                (
                    FILE_COLUMN,
                    ROW_COLUMN,
                    PARENT_COLUMN,
                    *(TableColumn(c.name, c.sql_type, documented[c.name]) for c in raw.raw_columns),
                    LOADED_COLUMN,
                ),
            )
        )
        if raw.vault_columns:
            found.append(
                Table(
                    VAULT,
                    raw.name,
                    f"The personal values of {SCHEMA}.{raw.name}, row by row.",
                    (
                        FILE_COLUMN,
                        ROW_COLUMN,
                        *(TableColumn(c.name, c.sql_type, documented[c.name]) for c in raw.vault_columns),
                    ),
                )
            )
    return tuple(found)


def _documentation(raw: RawTable) -> dict[str, str]:
    return {column.name: _derived(column) or _element(raw, column) for column in raw.columns}


def _derived(column: Column) -> str:
    if not column.derived_from:
        return ""
    return next(text for ending, text in DERIVATIONS.items() if column.name.endswith(ending))


def _element(raw: RawTable, column: Column) -> str:
    """Path, datatype and code lists of the element behind a column, in the first message that has it."""
    for (wet, berichtsoort), message in load_catalogue().messages.items():
        for source in row_sources(wet, berichtsoort):
            if source.table != raw.name or column not in source.columns:
                continue
            path = source.path if column.path == "." else f"{source.path}/{column.path}"
            element = next(element for element in message.elements if element.path == path)
            codes = sorted(set(load_catalogue().datatypes[element.datatype].codelists.values()))
            listed = f", code list {' or '.join(codes)}" if codes else ""
            return f"Element {path.removeprefix('/Bericht/')} ({element.datatype}{listed})."
    raise ValueError(f"{raw.name}.{column.name} is in no message of the catalogue")
