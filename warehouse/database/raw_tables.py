"""The tables of every source: each package in ingestion.sources that has a module raw_ddl describes its own.

Reads   ingestion/sources/<source>/raw_ddl.py: tables()
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from psycopg import Connection

from ingestion import sources
from ingestion.raw_layer import Table, statements
from warehouse.database.errors import DatabaseError

ACTUAL_TYPES = """
    select table_schema || '.' || table_name || '.' || column_name, data_type
    from information_schema.columns
    where table_schema = any(%s)
"""


@cache
def all_tables() -> tuple[Table, ...]:
    """Every raw and vault table, by source in order of name."""
    found: list[Table] = []
    for source in sorted(
        module.name for module in iter_modules(sources.__path__, "ingestion.sources.") if module.ispkg
    ):
        if find_spec(f"{source}.raw_ddl") is not None:
            found.extend(import_module(f"{source}.raw_ddl").tables())
    return tuple(found)


def create_statements() -> list[str]:
    """The statements that create and widen every table, one text per table; each can run twice."""
    return [";\n".join(statements(table)) for table in all_tables()]


def refuse_retyped_columns(connection: Connection) -> None:
    """Raise DatabaseError when a column exists with another type: adding columns cannot mend that."""
    schemas = sorted({table.schema for table in all_tables()})
    actual: dict[str, str] = dict(connection.execute(ACTUAL_TYPES, [schemas]).fetchall())
    wrong = [
        f"{table.qualified_name}.{column.name} is {found}, should be {column.bare_type}"
        for table in all_tables()
        for column in table.columns
        if (found := actual[f"{table.qualified_name}.{column.name}"]) != column.bare_type
    ]
    if wrong:
        raise DatabaseError(
            "Columns changed type; their rows must be loaded again from the landing folder:\n" + "\n".join(wrong)
        )
