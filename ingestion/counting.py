"""The count law: per file and raw table, read = loaded + quarantined + skipped; in rows, and in cents.

Gives   count_rows(): what a source made of some files, counted from the rows themselves
Writes  meta.record_counts: what was read, beside what the database says stands there

Money counts debit minus credit. Counts stay in Arrow: a night of small messages has more of them than it has files.
"""

from collections.abc import Mapping, Sequence

import psycopg
import pyarrow as pa
import pyarrow.compute as pc
from psycopg import sql

from ingestion.copying import copy_table
from ingestion.rows import as_texts, texts_as
from ingestion.sources import Counts

KEY = ["file_id", "table_name"]
COUNTED = pa.schema([("file_id", pa.int64()), ("table_name", pa.string()), ("rows", pa.int64()), ("cents", pa.int64())])
"""Rows and cents per file and raw table."""

LAW = ("rows_read", "rows_loaded", "rows_quarantined", "rows_skipped",
       "cents_read", "cents_loaded", "cents_quarantined", "cents_skipped")  # fmt: skip


def count_rows(tables: Mapping[str, pa.Table], money: Mapping[str, tuple[str, str]]) -> pa.Table:
    """COUNTED of tables with a `_source_file_id`; `money` as `Source.money` has it."""
    return pa.concat_tables([COUNTED.empty_table(), *(_counted(name, tables[name], money) for name in tables)])


def added_up(counted: Sequence[pa.Table]) -> pa.Table:
    """COUNTED of whole files, of which each may stand in several pieces."""
    sums = pa.concat_tables([COUNTED.empty_table(), *counted]).group_by(KEY, use_threads=False)
    return sums.aggregate([("rows", "sum"), ("cents", "sum")]).rename_columns(COUNTED.names)


def add_record_counts(
    connection: psycopg.Connection,
    made: pa.Table,
    told: Mapping[tuple[int, str], Counts],
    standing: pa.Table,
    *,
    is_repeated: bool,
) -> None:
    """Store the count law of files: what was read, and what the database says stands there.

    `made` (COUNTED) was read, except where the source told otherwise; `standing` (COUNTED) is what stands. The table
    refuses counts that do not add up (constraints count_law, count_law_cents). `is_repeated` where some of the files
    have counts already, which these replace.
    """
    law = _law(made, told, standing)
    if is_repeated and law.num_rows:
        _replace(connection, law)
    elif law.num_rows:
        copy_table(connection, "meta", "record_counts", law)


def _law(made: pa.Table, told: Mapping[tuple[int, str], Counts], standing: pa.Table) -> pa.Table:
    read = made.rename_columns([*KEY, "rows_read", "cents_read"])
    if told:
        said = pa.Table.from_pylist(
            [dict(zip(KEY, key, strict=True)) | counts._asdict() for key, counts in told.items()],
            pa.schema([*list(COUNTED)[:2], *((name, pa.int64()) for name in Counts._fields)]),
        )
        others = read.join(said.select(KEY), KEY, join_type="left anti", use_threads=False)
        read = pa.concat_tables([others, said], promote_options="default")
    stands = standing.rename_columns([*KEY, "rows_loaded", "cents_loaded"])
    law = read.join(stands, KEY, join_type="full outer", use_threads=False)
    nothing = pa.repeat(pa.scalar(0, pa.int64()), law.num_rows)
    numbers = {name: pc.fill_null(law[name], 0) if name in law.column_names else nothing for name in LAW}
    return pa.table({name: law[name] for name in KEY} | numbers)


def _replace(connection: psycopg.Connection, law: pa.Table) -> None:
    """Store counts in place of those that stand."""
    replaced = sql.SQL(", ").join(sql.SQL("{name} = excluded.{name}").format(name=sql.Identifier(name)) for name in LAW)
    connection.execute(
        sql.SQL(
            "insert into meta.record_counts ({}) select * from unnest({}) on conflict (file_id, table_name)"
            " do update set {}"
        ).format(
            sql.SQL(", ").join(map(sql.Identifier, law.column_names)),
            texts_as("bigint", "text", *("bigint",) * len(LAW)),
            replaced,
        ),
        as_texts(list(zip(*(column.to_pylist() for column in law.columns), strict=True))),
    )


def _counted(name: str, table: pa.Table, money: Mapping[str, tuple[str, str]]) -> pa.Table:
    cents = {"cents": _cents(table, *money[name])} if name in money else {}
    rows = pa.table({"file_id": table["_source_file_id"]} | cents).group_by("file_id", use_threads=False)
    found = rows.aggregate([([], "count_all"), *((column, "sum") for column in cents)])
    number = found.num_rows
    return pa.table(
        [
            found["file_id"],
            pa.repeat(pa.scalar(name, pa.string()), number),
            found["count_all"],
            pc.fill_null(found["cents_sum"], 0) if cents else pa.repeat(pa.scalar(0, pa.int64()), number),
        ],
        schema=COUNTED,
    )


def _cents(table: pa.Table, amount: str, sign: str) -> pa.ChunkedArray:
    if not sign:
        return table[amount]
    is_credit = pc.fill_null(pc.equal(table[sign], "C"), False)
    return pc.if_else(is_credit, pc.negate(table[amount]), table[amount])
