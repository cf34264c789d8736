"""Rows and money as a file holds them."""

import pyarrow as pa

from ingestion.counting import added_up, count_rows

FILES = pa.array([1, 1, 2], pa.int64())


def rows_of(counted):
    return {(row["file_id"], row["table_name"]): (row["rows"], row["cents"]) for row in counted.to_pylist()}


def test_rows_are_counted_per_file_and_table():
    tables = {"a": pa.table({"_source_file_id": FILES}), "b": pa.table({"_source_file_id": FILES.slice(2)})}

    assert rows_of(count_rows(tables, {})) == {(1, "a"): (2, 0), (2, "a"): (1, 0), (2, "b"): (1, 0)}


def test_a_credit_counts_as_minus_and_a_missing_amount_as_nothing():
    table = pa.table(
        {"_source_file_id": FILES, "bedrag": pa.array([500, 200, None], pa.int64()), "teken": ["D", "C", "C"]}
    )

    assert rows_of(count_rows({"a": table}, {"a": ("bedrag", "teken")})) == {(1, "a"): (2, 300), (2, "a"): (1, 0)}
    assert rows_of(count_rows({"a": table}, {"a": ("bedrag", "")}))[1, "a"] == (2, 700)


def test_the_counts_of_two_pieces_add_up():
    table = pa.table({"_source_file_id": FILES, "bedrag": pa.array([500, 200, 50], pa.int64())})
    counted = count_rows({"a": table}, {"a": ("bedrag", "")})

    assert rows_of(added_up([counted, counted])) == {(1, "a"): (4, 1400), (2, "a"): (2, 100)}
    assert rows_of(added_up([])) == {}
