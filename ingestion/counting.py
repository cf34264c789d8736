"""The count law: per file and raw table, read = loaded + quarantined + skipped; in rows, and in cents.

Gives   what was read, counted from the rows that a source made
Writes  meta.record_counts: that, beside what the database says stands there

Money counts debit minus credit.
"""

from collections.abc import Mapping, Sequence

import psycopg
import pyarrow as pa
import pyarrow.compute as pc
from psycopg import sql

from ingestion.ledger import as_texts, texts_as
from ingestion.sources import Counts

NOTHING_READ = Counts()
COLUMNS = (
    "file_id, table_name, rows_read, rows_loaded, rows_quarantined, rows_skipped,"
    " cents_read, cents_loaded, cents_quarantined, cents_skipped"
)


def count_rows(tables: Mapping[str, pa.Table], money: Mapping[str, tuple[str, str]]) -> dict[tuple[int, str], Counts]:
    """Rows and cents per (file_id, raw table) of tables with a `_source_file_id`; `money` as `Source.money` has it."""
    found: dict[tuple[int, str], Counts] = {}
    for name, table in tables.items():
        counted = pa.table({"file": table["_source_file_id"], "cents": _cents(table, money.get(name))})
        sums = counted.group_by("file", use_threads=False).aggregate([("cents", "sum"), ([], "count_all")])
        for file, rows, cents in zip(
            sums["file"].to_pylist(), sums["count_all"].to_pylist(), sums["cents_sum"].to_pylist(), strict=True
        ):
            found[file, name] = Counts(rows, 0, 0, cents or 0)
    return found


def add_record_counts(
    connection: psycopg.Connection,
    counts: Mapping[tuple[int, str], Counts],
    loaded: Mapping[tuple[int, str], tuple[int, int]],
    *,
    is_repeated: bool,
) -> None:
    """Store the count law of files: what was read, and what the database says stands there (rows, cents).

    The table refuses counts that do not add up (constraints count_law, count_law_cents). `is_repeated` where some of
    the files have counts already, which these replace.
    """
    rows = []
    for key in sorted({*counts, *loaded}):
        read, stands = counts.get(key, NOTHING_READ), loaded.get(key, (0, 0))
        rows.append((*key, read.rows_read, stands[0], *read[1:3], read.cents_read, stands[1], *read[4:]))
    if not rows:
        return
    if is_repeated:
        _replace(connection, rows)
        return
    with connection.cursor().copy(sql.SQL("copy meta.record_counts ({}) from stdin").format(sql.SQL(COLUMNS))) as copy:
        copy.write("".join(["\t".join(map(str, row)) + "\n" for row in rows]))


def _replace(connection: psycopg.Connection, rows: Sequence[tuple[object, ...]]) -> None:
    """Store counts in place of those that stand."""
    replaced = sql.SQL(", ").join(
        sql.SQL("{name} = excluded.{name}").format(name=sql.Identifier(name)) for name in COLUMNS.split(", ")[2:]
    )
    connection.execute(
        sql.SQL(
            "insert into meta.record_counts ({}) select * from unnest({}) on conflict (file_id, table_name)"
            " do update set {}"
        ).format(sql.SQL(COLUMNS), texts_as("bigint", "text", *("bigint",) * 8), replaced),
        as_texts(rows),
    )


def _cents(table: pa.Table, money: tuple[str, str] | None) -> pa.ChunkedArray | pa.Array:
    if money is None:
        return pa.nulls(table.num_rows, pa.int64())
    amount, sign = money
    if not sign:
        return table[amount]
    is_credit = pc.fill_null(pc.equal(table[sign], "C"), False)
    return pc.if_else(is_credit, pc.negate(table[amount]), table[amount])
