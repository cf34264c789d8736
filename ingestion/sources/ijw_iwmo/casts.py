"""Text of a message to the exact type of its column, strictly, for a whole column at once.

White space around a date, time or number is no part of its value (XML Schema part 2, whiteSpace = collapse);
around text it is. A value that is no value of its type gives a row number, never an exception.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

ARROW_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "bigint": pa.int64(),
    "integer": pa.int32(),
    "date": pa.date32(),
    "time": pa.time64("us"),
}
"""SQL type of a raw or vault column -> the Arrow type that loads into it without a cast."""

WHITE_SPACE = " \t\n\r"
TIME = r"^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?$"
LONG_FRACTION = r"^(.{8}\.\d{6})\d+$"
END_OF_DAY = r"^24:00:00(\.0+)?$"


@dataclass(frozen=True)
class Cast:
    """A column in its own type; `wrong` holds the rows (from 0) whose text is no value of it, null in `column`."""

    column: pa.Array
    wrong: np.ndarray


def cast_text(texts: pa.Array, sql_type: str) -> Cast:
    """Cast a column of strings. The types are those of ARROW_TYPES."""
    convert = _CONVERSIONS.get(sql_type)
    if convert is None:
        return Cast(texts, np.empty(0, np.int64))
    try:
        return Cast(convert(texts), np.empty(0, np.int64))
    except pa.ArrowInvalid:
        return _cast_sound_values(pc.utf8_trim(texts, WHITE_SPACE), convert)


def _cast_sound_values(texts: pa.Array, convert: Callable[[pa.Array], pa.Array]) -> Cast:
    encoded = texts.dictionary_encode()
    sound = [value for value in encoded.dictionary if _converts(value, convert)]
    is_sound = pc.is_in(texts, pa.array(sound, texts.type))
    wrong = pc.and_(pc.is_valid(texts), pc.invert(is_sound))
    column = convert(pc.if_else(is_sound, texts, pa.scalar(None, texts.type)))
    return Cast(column, np.flatnonzero(wrong.to_numpy(zero_copy_only=False)))


def _converts(value: pa.Scalar, convert: Callable[[pa.Array], pa.Array]) -> bool:
    try:
        convert(pa.array([value.as_py()], value.type))
    except pa.ArrowInvalid:
        return False
    return True


def _integers(texts: pa.Array) -> pa.Array:
    # xs:integer allows a plus sign, Arrow does not
    return pc.cast(pc.replace_substring_regex(texts, r"^\+(\d)", r"\1"), pa.int64())


def _dates(texts: pa.Array) -> pa.Array:
    return pc.cast(texts, pa.date32())


def _times(texts: pa.Array) -> pa.Array:
    # xs:time calls 24:00:00 the same value as 00:00:00; the database keeps six digits of a second
    texts = pc.replace_substring_regex(texts, END_OF_DAY, "00:00:00")
    texts = pc.replace_substring_regex(texts, LONG_FRACTION, r"\1")
    if not pc.all(pc.match_substring_regex(texts, TIME), min_count=0).as_py():
        raise pa.ArrowInvalid("not all values are times")
    moments = pc.cast(pc.binary_join_element_wise("1970-01-01T", texts, ""), pa.timestamp("us"))
    return pc.cast(pc.cast(moments, pa.int64()), pa.time64("us"))


_CONVERSIONS = {"bigint": _integers, "date": _dates, "time": _times}
