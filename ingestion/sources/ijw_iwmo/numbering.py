"""Which row of its message a row is, and which row of the class above it belongs to, for a whole table at once.

`message` is the number of the message in its document (from 0, never falling); results count from 1 within the
message.
"""

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]


def row_numbers(message: Integers, before: int = 0) -> Integers:
    """1, 2, 3 … within each message; `before` rows of the message were in earlier pieces of the table."""
    return np.arange(len(message), dtype=np.int64) - _first_of_message(message) + 1 + before


def parent_numbers(message: Integers, levels: tuple[Integers, ...]) -> Integers:
    """The row number of the parent, from the position columns of its levels (each counted within the level above).

    With one level the position is the number. With more it is a running count of the parents seen, which is right
    because the standard gives every such parent at least one child (a Prestatie in a 325 has one RetourCode or more).
    """
    if not levels:
        return np.ones(len(message), np.int64)
    if len(levels) == 1:
        return levels[0] + 1
    keys = np.stack((message, *levels))
    is_new = np.ones(len(message), bool)
    is_new[1:] = (np.diff(keys, axis=1) != 0).any(axis=0)
    running: Integers = np.cumsum(is_new)
    return running - running[_first_of_message(message)] + 1


def _first_of_message(message: Integers) -> Integers:
    return np.searchsorted(message, message, side="left")
