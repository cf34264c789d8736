"""The floor of loading: the rows that stand in raw and vault, copied into the same tables by plain COPY."""

from dataclasses import dataclass

import psycopg
from psycopg import sql

from tests.bench.peers.measured import process_seconds
from tests.conftest import empty_database
from warehouse.database.connection import connect_as_administrator
from warehouse.settings import Settings

TABLES = """
select table_schema, table_name, array_agg(column_name::text order by ordinal_position)
from information_schema.columns
where table_schema in ('raw_ijw_iwmo', 'vault') and column_name not in ('_loaded_at', 'added_at')
group by 1, 2
order by 1, 2
"""


@dataclass(frozen=True)
class Block:
    """The rows of one table, ready to be copied."""

    target: sql.Composed
    content: bytes


def take_blocks(settings: Settings, form: str) -> list[Block]:
    """Every row that stands in raw and vault, in this format of COPY."""
    blocks = []
    with connect_as_administrator(settings) as connection:
        for schema, table, names in connection.execute(TABLES).fetchall():
            columns = sql.SQL(", ").join(map(sql.Identifier, names))
            target = sql.SQL("{} ({})").format(sql.Identifier(schema, table), columns)
            filled = sql.SQL("select exists (select from {})").format(sql.Identifier(schema, table))
            if connection.execute(filled).fetchone() == (True,):
                with connection.cursor().copy(_copy(target, "to stdout", form)) as copy:
                    blocks.append(Block(target, b"".join(map(bytes, copy))))
    if not blocks:
        raise RuntimeError("no rows to copy")
    return blocks


def copy_seconds(settings: Settings, blocks: list[Block], form: str) -> float:
    """CPU seconds of the session that copies these rows into empty tables, in one transaction."""
    empty_database(settings)
    with connect_as_administrator(settings) as connection:
        before = process_seconds(connection.info.backend_pid)
        for block in blocks:
            _write(connection, block, form)
        connection.commit()
        return process_seconds(connection.info.backend_pid) - before


def _write(connection: psycopg.Connection, block: Block, form: str) -> None:
    with connection.cursor().copy(_copy(block.target, "from stdin", form)) as copy:
        for start in range(0, len(block.content), 1 << 18):
            copy.write(block.content[start : start + (1 << 18)])


def _copy(target: sql.Composed, direction: str, form: str) -> sql.Composed:
    return sql.SQL("copy {} {} with (format {})").format(target, sql.SQL(direction), sql.SQL(form))
