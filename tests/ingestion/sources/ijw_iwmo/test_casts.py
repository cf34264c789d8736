"""Text to exact types, as XML Schema means them."""

import datetime as dt

import pyarrow as pa
import pytest

from ingestion.sources.ijw_iwmo.casts import ARROW_TYPES, cast_text


@pytest.mark.parametrize(
    ("sql_type", "text", "value"),
    [
        ("text", "  twee  ", "  twee  "),
        ("bigint", "007", 7),
        ("bigint", "+5", 5),
        ("bigint", " \n12\t", 12),
        ("date", "2024-02-29", dt.date(2024, 2, 29)),
        ("date", " 2026-01-01\r\n", dt.date(2026, 1, 1)),
        ("date", "0001-01-01", dt.date(1, 1, 1)),
        ("time", "12:34:56", dt.time(12, 34, 56)),
        ("time", "12:34:56.5", dt.time(12, 34, 56, 500_000)),
        ("time", "12:34:56.123456789", dt.time(12, 34, 56, 123_456)),
        ("time", "24:00:00", dt.time(0)),
    ],
)
def test_a_value_is_read_as_the_standard_means_it(sql_type, text, value):
    cast = cast_text(pa.array([text, None]), sql_type)

    assert cast.column.to_pylist() == [value, None]
    assert cast.column.type == ARROW_TYPES[sql_type]
    assert len(cast.wrong) == 0


@pytest.mark.parametrize(
    ("sql_type", "text"),
    [
        *[("bigint", text) for text in ("1_000", "1e3", "1.0", "٣", "", "99999999999999999999", "--1")],
        *[("date", text) for text in ("2026-02-30", "2026-2-3", "20260203", "03-02-2026", "today", "2026-01-01Z")],
        *[("time", text) for text in ("12:34", "25:00:00", "12:60:00", "12:00:00Z", "24:00:01", "noon")],
    ],
)  # fmt: skip
def test_a_value_of_no_such_type_is_pointed_out_and_its_neighbours_kept(sql_type, text):
    good = {"bigint": "1", "date": "2026-01-01", "time": "12:00:00"}[sql_type]

    cast = cast_text(pa.array([good, text, None, good]), sql_type)

    assert cast.wrong.tolist() == [1]
    assert cast.column.is_valid().to_pylist() == [True, False, False, True]


def test_an_empty_column_keeps_its_type():
    for sql_type in ("bigint", "date", "time", "text"):
        assert cast_text(pa.array([], pa.string()), sql_type).column.type == ARROW_TYPES[sql_type]
