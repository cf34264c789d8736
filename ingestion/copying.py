"""Arrow tables into PostgreSQL by binary COPY, and what stands there afterwards.

Writes  raw_<source>.*, vault.*
"""

from collections.abc import Iterable, Sequence

import psycopg
import pyarrow as pa
import pyarrow.compute as pc
from pgpq import ArrowToPostgresBinaryEncoder
from psycopg import sql

from ingestion.pseudonymise import KEY_VERSION, Pseudonyms
from ingestion.sources import Source

PERSONS_AT_ONCE = 5000
AGAIN = "again"
"""Name of the temporary table that takes rows of which some may stand already."""


def copy_table(
    connection: psycopg.Connection, schema: str, name: str, table: pa.Table, *, skips_known: bool = False
) -> int:
    """Copy every row; with `skips_known`, leave out rows whose key stands already (vault rows are never changed).

    Gives the number of rows that the database says it took.
    """
    if not skips_known:
        return _copy(connection, sql.Identifier(schema, name), table)
    columns = sql.SQL(", ").join(map(sql.Identifier, table.column_names))
    types = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(field.name), sql.SQL(_sql_type(field.type))) for field in table.schema
    )
    again = sql.Identifier(AGAIN)
    connection.execute(sql.SQL("create temporary table {} ({}) on commit drop").format(again, types))
    _copy(connection, again, table)
    added = connection.execute(
        sql.SQL("insert into {} ({}) select {} from {} on conflict do nothing").format(
            sql.Identifier(schema, name), columns, columns, again
        )
    )
    connection.execute(sql.SQL("drop table {}").format(again))
    return added.rowcount


def copy_persons(connection: psycopg.Connection, persons: Pseudonyms, known: Sequence[pa.Table]) -> pa.Table:
    """Add the persons that are new to the vault, in one order, so that loaders cannot deadlock.

    Those `known` are passed over: a person who stands is as dear to offer as a new one, and who loads may not read the
    vault. Gives the pseudonyms that now stand besides.
    """
    met = persons.met()
    if known:
        met = met.filter(pc.invert(pc.is_in(met["client_pseudoniem"], pa.concat_tables(known)["client_pseudoniem"])))
    for start in range(0, met.num_rows, PERSONS_AT_ONCE):
        some = met.slice(start, PERSONS_AT_ONCE)
        connection.execute(
            # one text each: psycopg takes as long over a list as all else here together; neither holds a space
            "insert into vault.personen (client_pseudoniem, bsn, key_version)"
            " select pseudoniem, bsn, %s from unnest(string_to_array(%s, ' '), string_to_array(%s, ' '))"
            " as met (pseudoniem, bsn) on conflict do nothing",
            (KEY_VERSION, *(" ".join(some[name].to_pylist()) for name in ("client_pseudoniem", "bsn"))),
        )
    return met.select(["client_pseudoniem"])  # a BSN is not kept for longer than it takes


def delete_rows(connection: psycopg.Connection, source: Source, file_ids: Sequence[int]) -> None:
    """Take the raw rows of files out, to load them again."""
    if file_ids:
        for name in source.raw_tables():
            connection.execute(
                sql.SQL("delete from {} where _source_file_id = any(%s)").format(_raw(source, name)), (list(file_ids),)
            )


def standing_rows(
    connection: psycopg.Connection, source: Source, tables: Iterable[str], file_ids: Sequence[int]
) -> list[tuple[int, str, int, int]]:
    """What stands in the raw tables, as the database counts: file_id, table, rows, cents (debit minus credit)."""
    found = []
    for name in sorted(tables):
        query = sql.SQL(
            "select _source_file_id, count(*), coalesce(sum({}), 0)::bigint from {} where _source_file_id = any(%s)"
            " group by _source_file_id"
        ).format(_cents(source, name), _raw(source, name))
        for file_id, rows, cents in connection.execute(query, (list(file_ids),)):
            found.append((file_id, name, rows, cents))
    return found


def _copy(connection: psycopg.Connection, target: sql.Identifier, table: pa.Table) -> int:
    encoder = ArrowToPostgresBinaryEncoder(table.schema)
    columns = sql.SQL(", ").join(map(sql.Identifier, table.column_names))
    statement = sql.SQL("copy {} ({}) from stdin with (format binary)").format(target, columns)
    with connection.cursor() as cursor:
        with cursor.copy(statement) as copy:
            copy.write(encoder.write_header())
            for batch in table.to_batches():
                copy.write(encoder.write_batch(batch))
            copy.write(encoder.finish())
        return cursor.rowcount


def _cents(source: Source, table: str) -> sql.Composable:
    if table not in source.money:
        return sql.SQL("0")
    amount, sign = source.money[table]
    if not sign:
        return sql.Identifier(amount)
    return sql.SQL("case when {} = 'C' then -{} else {} end").format(
        sql.Identifier(sign), sql.Identifier(amount), sql.Identifier(amount)
    )


def _raw(source: Source, table: str) -> sql.Identifier:
    return sql.Identifier(f"raw_{source.name}", table)


def _sql_type(kind: pa.DataType) -> str:
    names = {pa.int32(): "integer", pa.int64(): "bigint", pa.date32(): "date", pa.bool_(): "boolean"}
    if pa.types.is_time(kind):
        return "time"
    if pa.types.is_decimal(kind):
        return "numeric"
    return names.get(kind, "text")
