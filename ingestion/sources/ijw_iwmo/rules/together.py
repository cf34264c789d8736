"""Questions about the rows of one message together, for many messages at once. No row is looked at in Python."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.sources.ijw_iwmo.rules.registry import FILE, ROW

Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]

LARGEST = 2**62


def only(rows: pa.Table, condition: pc.Expression, *columns: str) -> pa.Table:
    """These columns of the rows of which the condition is true: a filter copies what it keeps."""
    return rows.select([FILE, ROW, *columns]).filter(condition)


def repeated(rows: pa.Table, *keys: str) -> pa.Table:
    """File and first row of every key that occurs more than once in a message; absent parts are equal."""
    key = np.zeros(len(rows), np.int64)
    most = 1
    for name in (FILE, *keys):
        part = numbered(rows[name])
        distinct = int(part.max(initial=0)) + 1
        if most * distinct > LARGEST:
            key = np.unique(key, return_inverse=True)[1]
            most = len(key)
        key, most = key * distinct + part, most * distinct
    order = np.argsort(key, kind="stable")
    is_same = key[order][1:] == key[order][:-1]
    is_first = is_same & ~np.concatenate(([False], is_same[:-1])) if len(is_same) else is_same
    return rows.select([FILE, ROW]).take(pa.array(order[:-1][is_first]))


def among(rows: pa.Table, name: str, others: pa.Table, other_name: str) -> pa.Table:
    """File and row of every row whose `name` is an `other_name` in the same message."""
    rows = rows.select([FILE, ROW, name])
    # a look among all messages together is cheap and finds none, as a rule
    rows = rows.filter(pc.is_in(rows[name], others[other_name].combine_chunks()))
    if not rows.num_rows:
        return rows.select([FILE, ROW])
    others = others.select([FILE, other_name]).rename_columns([FILE, name])
    return rows.join(others, keys=[FILE, name], join_type="left semi", use_threads=False).select([FILE, ROW])


def numbered(column: pa.ChunkedArray) -> Integers:
    """A number from 0 per distinct value; absent is a value of its own."""
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    numbers: Integers = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return numbers


def overlapping(group: Integers, begin: Integers, end: Integers, is_judged: Booleans) -> Booleans:
    """Which judged rows overlap with another row of their group; `begin` and `end` are days from 0, both included.

    In order of begin, a row overlaps an earlier one if the latest end so far reaches it, and a later one if it
    reaches the next begin. The number of the group stands before the day, so that one running maximum serves all.
    """
    order = np.lexsort((begin, group))
    days = int(max(end.max(initial=0), begin.max(initial=0))) + 1
    first, last = group[order] * days + begin[order], group[order] * days + np.maximum(end, begin)[order]
    same_group = group[order][1:] == group[order][:-1]
    found = np.zeros(len(order), bool)
    found[1:] = same_group & (np.maximum.accumulate(last)[:-1] >= first[1:])
    found[:-1] |= same_group & (last[:-1] >= first[1:])
    is_overlapping = np.zeros(len(order), bool)
    is_overlapping[order] = found
    return is_overlapping & is_judged


def rows_where(rows: pa.Table, is_found: Booleans) -> pa.Table:
    return rows.select([FILE, ROW]).filter(pa.array(is_found))
