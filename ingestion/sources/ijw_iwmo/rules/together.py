"""Questions about the rows of one message together, for many messages at once. No row is looked at in Python."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.sources.ijw_iwmo.rules.fingerprints import fingerprints
from ingestion.sources.ijw_iwmo.rules.registry import FILE, ROW, Question

Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]

Where = tuple[str, Callable[[pa.ChunkedArray], pa.ChunkedArray]]

KEY, IS_OTHER = "sleutel", "is_ander"


def repeats(*keys: str, where: Where | None = None) -> Question:
    """Which keys occur more than once in a message: the first row of each. Absent parts are equal.

    `where` names a column and says by its values of which rows the key counts.
    """
    return Question(partial(_keys, keys=keys, where=where), _first_of_repeated)


def occurs_in(name: str, other: str) -> Question:
    """Every row whose `name` is the `other` of some row in the same message."""

    def keep(rows: pa.Table) -> pa.Table:
        others, asked = _keys(rows, (other,), None), _keys(rows, (name,), (name, pc.is_valid))
        is_other = np.repeat([True, False], [len(others), len(asked)])
        return pa.concat_tables([others, asked]).append_column(IS_OTHER, pa.array(is_other))

    def find(kept: pa.Table) -> pa.Table:
        keys, is_other = kept[KEY].to_numpy(), kept[IS_OTHER].to_numpy()
        asked = kept.drop_columns([KEY, IS_OTHER]).filter(pa.array(~is_other))
        others = np.sort(keys[is_other])
        places = np.searchsorted(others, keys[~is_other]).clip(max=len(others) - 1)
        return asked.filter(pa.array(others[places] == keys[~is_other]))

    return Question(keep, find)


def _keys(rows: pa.Table, keys: Sequence[str], where: Where | None) -> pa.Table:
    if where:
        name, counts = where
        rows = rows.select([FILE, ROW, *keys]).filter(counts(rows[name]))  # a filter copies all that it is given
    return pa.table({FILE: rows[FILE], ROW: rows[ROW], KEY: pa.array(fingerprints(rows, (FILE, *keys)))})


def _first_of_repeated(kept: pa.Table) -> pa.Table:
    keys = kept[KEY].to_numpy()
    ordered = np.sort(keys)
    if not (ordered[1:] == ordered[:-1]).any():
        return kept.drop_columns([KEY]).slice(0, 0)
    order = np.argsort(keys, kind="stable")
    is_same = keys[order][1:] == keys[order][:-1]
    is_first = is_same & ~np.concatenate(([False], is_same[:-1]))
    return kept.drop_columns([KEY]).take(pa.array(order[:-1][is_first]))


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
