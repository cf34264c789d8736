"""Rows and money as a file holds them."""

import pyarrow as pa

from ingestion.counting import count_rows
from ingestion.sources import Counts

FILES = pa.array([1, 1, 2], pa.int64())


def test_rows_are_counted_per_file_and_table():
    tables = {"a": pa.table({"_source_file_id": FILES}), "b": pa.table({"_source_file_id": FILES.slice(2)})}

    assert count_rows(tables, {}) == {(1, "a"): Counts(2), (2, "a"): Counts(1), (2, "b"): Counts(1)}


def test_a_credit_counts_as_minus_and_a_missing_amount_as_nothing():
    table = pa.table(
        {"_source_file_id": FILES, "bedrag": pa.array([500, 200, None], pa.int64()), "teken": ["D", "C", "C"]}
    )

    assert count_rows({"a": table}, {"a": ("bedrag", "teken")}) == {
        (1, "a"): Counts(rows_read=2, cents_read=300),
        (2, "a"): Counts(rows_read=1),
    }
    assert count_rows({"a": table}, {"a": ("bedrag", "")})[1, "a"].cents_read == 700


def test_the_counts_of_two_pieces_add_up():
    assert Counts(1, 2, 3, 4, 5, 6).plus(Counts(10, 20, 30, 40, 50, 60)) == Counts(11, 22, 33, 44, 55, 66)
