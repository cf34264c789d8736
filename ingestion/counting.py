"""The count law: per file and raw table, read = loaded + quarantined + skipped; in rows, and in cents.

Gives   what was read, counted from the rows that a source made
Writes  meta.record_counts: that, beside what the database says stands there

Money counts debit minus credit.
"""

from collections.abc import Mapping

import psycopg
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.ledger import columns
from ingestion.sources import Counts


def count_rows(tables: Mapping[str, pa.Table], money: Mapping[str, tuple[str, str]]) -> dict[tuple[int, str], Counts]:
    """Rows and cents per (file_id, raw table) of tables with a `_source_file_id`; `money` as `Source.money` has it."""
    found: dict[tuple[int, str], Counts] = {}
    for name, table in tables.items():
        counted = pa.table({"file": table["_source_file_id"], "cents": _cents(table, money.get(name))})
        sums = counted.group_by("file", use_threads=False).aggregate([("cents", "sum"), ([], "count_all")])
        for file, rows, cents in zip(
            sums["file"].to_pylist(), sums["count_all"].to_pylist(), sums["cents_sum"].to_pylist(), strict=True
        ):
            found[file, name] = Counts(rows_read=rows, cents_read=cents or 0)
    return found


def add_record_counts(
    connection: psycopg.Connection,
    counts: Mapping[tuple[int, str], Counts],
    loaded: Mapping[tuple[int, str], tuple[int, int]],
) -> None:
    """Store the count law of files: what was read, and what the database says stands there (rows, cents).

    The table refuses counts that do not add up (constraints count_law, count_law_cents).
    """
    keys = sorted({*counts, *loaded})
    rows = [
        (
            *key,
            read.rows_read,
            stands[0],
            read.rows_quarantined,
            read.rows_skipped,
            read.cents_read,
            stands[1],
            read.cents_quarantined,
            read.cents_skipped,
        )
        for key in keys
        for read, stands in [(counts.get(key, Counts()), loaded.get(key, (0, 0)))]
    ]
    connection.execute(
        """
        insert into meta.record_counts (
            file_id, table_name, rows_read, rows_loaded, rows_quarantined, rows_skipped,
            cents_read, cents_loaded, cents_quarantined, cents_skipped
        )
        select *
        from unnest(
            %s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],
            %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]
        )
        on conflict (file_id, table_name) do update set
            rows_read = excluded.rows_read, rows_loaded = excluded.rows_loaded,
            rows_quarantined = excluded.rows_quarantined, rows_skipped = excluded.rows_skipped,
            cents_read = excluded.cents_read, cents_loaded = excluded.cents_loaded,
            cents_quarantined = excluded.cents_quarantined, cents_skipped = excluded.cents_skipped
        """,
        columns(rows, 10),
    )


def _cents(table: pa.Table, money: tuple[str, str] | None) -> pa.ChunkedArray | pa.Array:
    if money is None:
        return pa.nulls(table.num_rows, pa.int64())
    amount, sign = money
    if not sign:
        return table[amount]
    is_credit = pc.fill_null(pc.equal(table[sign], "C"), False)
    return pc.if_else(is_credit, pc.negate(table[amount]), table[amount])
