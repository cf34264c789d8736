"""Where each element of a message lands: the raw and vault tables, derived from the catalogue.

A class that can repeat, and each class that opens a message body, is a table with one row per occurrence;
every other class is a set of columns of the table above it. A personal element goes to the vault table of
the same name; raw keeps what is derived from it (client_pseudoniem, geboortejaar, postcode_pc4; of the client himself
also geboortemaand, without which nobody's age at an event is known).
"""

from dataclasses import dataclass
from functools import cache

from ingestion.sources.ijw_iwmo.catalogue import Element, Message, load_catalogue

TABLES = {
    "Header": "berichten",
    "Client": "clienten",
    "Relatie": "relaties",
    "Contact": "contacten",
    "ToegewezenProduct": "toewijzingen",
    "StartProduct": "startproducten",
    "StopProduct": "stopproducten",
    "AangevraagdProduct": "aangevraagde_producten",
    "Verzoek": "verzoeken",
    "OngewijzigdProduct": "ongewijzigde_producten",
    "TeWijzigenProduct": "te_wijzigen_producten",
    "NieuwProduct": "nieuwe_producten",
    "Antwoord": "antwoorden",
    "Declaratie": "declaraties",
    "DeclaratieAntwoord": "declaratie_antwoorden",
    "Prestatie": "prestaties",
    "RetourCode": "retourcodes",
}
"""Element that makes a row -> name of its raw table."""

BODY_CLASSES = {"Header", "Client", "Verzoek", "Antwoord", "Declaratie", "DeclaratieAntwoord"}

LINEAGE = ("_source_file_id", "_rij", "_parent_rij")
"""First columns of every raw table: the file, the row number in it (from 1), the row of the class above (or null)."""

SQL_TYPES = {"string": "text", "integer": "bigint", "date": "date", "time": "time"}


@dataclass(frozen=True)
class Column:
    """One column of a raw or vault table. `path` is relative to the row element; empty for a derived column."""

    name: str
    sql_type: str
    path: str
    is_personal: bool
    derived_from: str = ""


@dataclass(frozen=True)
class RowSource:
    """How one message fills one table: `path` is the row element, `levels` the repeating elements down to it."""

    table: str
    path: str
    levels: tuple[str, ...]
    parent_path: str
    columns: tuple[Column, ...]
    klasse: str = ""

    @property
    def is_single(self) -> bool:
        return not self.levels


@dataclass(frozen=True)
class RawTable:
    """A table of schema raw_ijw_iwmo and, where it has personal columns, its twin in schema vault."""

    name: str
    columns: tuple[Column, ...]

    @property
    def raw_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.is_personal)

    @property
    def vault_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_personal)


@cache
def row_sources(wet: str, berichtsoort: str) -> tuple[RowSource, ...]:
    """The row elements of one message type in document order, the header first."""
    message = load_catalogue().messages[wet, berichtsoort]
    rows = [element for element in message.elements if _makes_a_row(element)]
    row_paths = {element.path for element in rows}
    return tuple(_row_source(message, element, row_paths) for element in rows)


@cache
def raw_tables() -> dict[str, RawTable]:
    """Every raw table by name, its columns the union over all messages, in order of first appearance."""
    columns: dict[str, dict[str, Column]] = {}
    for wet, berichtsoort in load_catalogue().messages:
        for source in row_sources(wet, berichtsoort):
            known = columns.setdefault(source.table, {})
            for column in source.columns:
                known.setdefault(column.name, column)
    return {name: RawTable(name, tuple(found.values())) for name, found in columns.items()}


def _makes_a_row(element: Element) -> bool:
    return element.name in TABLES and (element.repeats or element.name in BODY_CLASSES)


def _row_source(message: Message, row: Element, row_paths: set[str]) -> RowSource:
    by_path = {element.path: element for element in message.elements}
    ancestors = [path for path in _ancestors(row.path) if path in by_path]
    parent_rows = [path for path in ancestors if path in row_paths]
    levels = tuple(path for path in [*ancestors, row.path] if by_path[path].repeats)
    if row.name == "RetourCode":
        owner = by_path[row.path].parent.rsplit("/", 1)[0]
        columns: tuple[Column, ...] = (
            Column("klasse", "text", "", is_personal=False, derived_from="path"),
            Column("retourcode", "text", ".", is_personal=False),
        )
        parent = "" if owner.endswith("/Header") else next((p for p in reversed(parent_rows)), "")
        return RowSource("retourcodes", row.path, levels, parent, columns, klasse=owner.removeprefix("/Bericht/"))
    columns = _special_columns(row, parent_rows) + tuple(_columns_below(message, row.path, row_paths))
    return RowSource(TABLES[row.name], row.path, levels, parent_rows[-1] if parent_rows else "", columns)


def _special_columns(row: Element, parent_rows: list[str]) -> tuple[Column, ...]:
    if row.name == "Header":
        return tuple(
            Column(name, "text", "", is_personal=False, derived_from="namespace")
            for name in ("wet", "berichtsoort", "release")
        )
    if row.name == "Client":
        return (Column("geboortemaand", "integer", "", is_personal=False, derived_from="geboortedatum_datum"),)
    if any(path.endswith("/Client") for path in parent_rows):
        return (Column("client_pseudoniem", "text", "", is_personal=False, derived_from="bsn"),)
    return ()


def _columns_below(message: Message, path: str, row_paths: set[str], prefix: str = "") -> list[Column]:
    found: list[Column] = []
    for element in message.children_of(path):
        if element.path in row_paths or element.name == "RetourCodes":
            continue
        if element.kind == "leaf":
            found.extend(_leaf_columns(element, prefix))
        elif not any(row.startswith(element.path + "/") for row in row_paths) or element.name in {
            "Woonplaatsbeginsel",
            "Contact",
        }:
            found.extend(_columns_below(message, element.path, row_paths, f"{prefix}{element.name}/"))
    return found


def _leaf_columns(element: Element, prefix: str) -> list[Column]:
    datatype = load_catalogue().datatypes[element.datatype]
    path = prefix + element.name
    name = path.lower().replace("/", "_")
    is_birth_date = path.endswith("Geboortedatum/Datum")
    is_personal = datatype.is_personal or is_birth_date
    column = Column(name, SQL_TYPES[datatype.base], path, is_personal)
    if element.name == "Bsn":
        return [Column("client_pseudoniem", "text", "", is_personal=False, derived_from=name), column]
    if is_birth_date:
        derived = name.removesuffix("geboortedatum_datum") + "geboortejaar"
        return [Column(derived, "integer", "", is_personal=False, derived_from=name), column]
    if element.name == "Postcode":
        return [Column(f"{name}_pc4", "text", "", is_personal=False, derived_from=name), column]
    return [column]


def _ancestors(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(3, len(parts))]
