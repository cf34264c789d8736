"""What a file holds, counted from the rows that were read: the left side of the count law.

Gives   per file and raw table the rows, and the money in cents (debit minus credit)
"""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from ingestion.sources import Counts


def count_rows(tables: Mapping[str, pa.Table], money: Mapping[str, tuple[str, str]]) -> dict[tuple[int, str], Counts]:
    """Rows and cents per (file_id, raw table) of tables with a `_source_file_id`; `money` as `Source.money` has it."""
    found: dict[tuple[int, str], Counts] = {}
    for name, table in tables.items():
        counted = pa.table({"file": table["_source_file_id"], "cents": _cents(table, money.get(name))})
        sums = counted.group_by("file").aggregate([("cents", "sum"), ([], "count_all")])
        for file, rows, cents in zip(
            sums["file"].to_pylist(), sums["count_all"].to_pylist(), sums["cents_sum"].to_pylist(), strict=True
        ):
            found[file, name] = Counts(rows_read=rows, cents_read=cents or 0)
    return found


def _cents(table: pa.Table, money: tuple[str, str] | None) -> pa.ChunkedArray | pa.Array:
    if money is None:
        return pa.nulls(table.num_rows, pa.int64())
    amount, sign = money
    if not sign:
        return table[amount]
    is_credit = pc.fill_null(pc.equal(table[sign], "C"), False)
    return pc.if_else(is_credit, pc.negate(table[amount]), table[amount])
