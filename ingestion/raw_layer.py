"""A table of the raw layer or the vault, and its DDL: create it, widen it, document it.

Each source describes its tables in `ingestion/sources/<source>/raw_ddl.py: tables()`; preparing a home creates and
widens them. Pure: gives SQL text, runs none.
"""

from dataclasses import dataclass

ROW_KEY = ("_source_file_id", "_rij")


@dataclass(frozen=True)
class TableColumn:
    """One column; `sql_type` is a type of PostgreSQL with any default or constraint behind it."""

    name: str
    sql_type: str
    comment: str

    @property
    def bare_type(self) -> str:
        """The type without constraint or default, as information_schema names it for the types of the raw layer."""
        bare = self.sql_type.split(" not null")[0].split(" default")[0]
        return {"timestamptz": "timestamp with time zone", "time": "time without time zone"}.get(bare, bare)


@dataclass(frozen=True)
class Table:
    """One table with its primary key."""

    schema: str
    name: str
    comment: str
    columns: tuple[TableColumn, ...]
    primary_key: tuple[str, ...] = ROW_KEY

    @property
    def qualified_name(self) -> str:
        return f"{self.schema}.{self.name}"


FILE_COLUMN = TableColumn(
    "_source_file_id",
    "bigint not null",
    "The file this row came from: meta.files.file_id, from the SHA-256 of its bytes.",
)
ROW_COLUMN = TableColumn("_rij", "integer not null", "Number of this row among its kind in the file, from 1.")
PARENT_COLUMN = TableColumn(
    "_parent_rij", "integer", "Number of the row of the class above it in the file; empty directly under the header."
)
LOADED_COLUMN = TableColumn("_loaded_at", "timestamptz not null default now()", "When this row was loaded, in UTC.")


def statements(table: Table) -> list[str]:
    """The statements that create the table, add the columns it lacks and set every comment; each can run twice."""
    columns = ",\n    ".join(f"{column.name} {column.sql_type}" for column in table.columns)
    key = ", ".join(table.primary_key)
    added = ",\n    ".join(
        f"add column if not exists {column.name} {column.sql_type}"
        for column in table.columns
        if column.name not in table.primary_key
    )
    return [
        f"create table if not exists {table.qualified_name} (\n    {columns},\n    primary key ({key})\n)",
        *([f"alter table {table.qualified_name}\n    {added}"] if added else []),
        f"comment on table {table.qualified_name} is {_quoted(table.comment)}",
        *(
            f"comment on column {table.qualified_name}.{column.name} is {_quoted(column.comment)}"
            for column in table.columns
        ),
    ]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
