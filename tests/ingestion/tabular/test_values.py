"""One cell, one reading: what is read, what is refused, and that a message never holds the value."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.tabular.contract import Column
from ingestion.tabular.values import CellError, parser_of, passes_eleven_test, shape_of


def read(cell, form="csv", **facts):
    return parser_of(Column(name="kolom", description="Een kolom.", **facts), form)(cell)


@pytest.mark.parametrize(
    ("cell", "form", "facts", "value"),
    [
        ("12", "csv", {"type": "integer"}, 12),
        ("-3", "csv", {"type": "integer"}, -3),
        (12.0, "xlsx", {"type": "integer"}, 12),
        ("1234,5", "csv", {"type": "decimal"}, Decimal("1234.50")),
        (9.333333333, "xlsx", {"type": "decimal"}, Decimal("9.33")),
        (0.1 + 0.2, "xlsx", {"type": "amount"}, Decimal("0.30")),
        ("73,8", "csv", {"type": "amount", "decimals": 4}, Decimal("73.8000")),
        ("2026-01-31", "csv", {"type": "date"}, date(2026, 1, 31)),
        ("31-1-2026", "csv", {"type": "date"}, date(2026, 1, 31)),
        (date(2026, 1, 31), "xlsx", {"type": "date"}, date(2026, 1, 31)),
        (datetime(2026, 1, 31), "xlsx", {"type": "date"}, date(2026, 1, 31)),  # noqa: DTZ001 - as calamine gives it
        ("2026-01-31", "xlsx", {"type": "date"}, date(2026, 1, 31)),
        ("2026-02", "csv", {"type": "month"}, date(2026, 2, 1)),
        ("ja", "csv", {"type": "boolean"}, True),
        (0.0, "xlsx", {"type": "boolean"}, False),
        ("JEUGDWET", "csv", {"codes": {"jeugdwet": "Jeugdwet"}}, "jeugdwet"),
        (45.0, "xlsx", {"pattern": "[0-9]{2}", "shape": "twee cijfers"}, "45"),
        (2025.0, "xlsx", {}, "2025"),
        ("  e\u0301\u00e9n\u200b ", "csv", {}, "één"),
        ("1234 ab", "csv", {"type": "postcode"}, "1234AB"),
        ("999990019", "csv", {"type": "bsn"}, "999990019"),
        (999990019.0, "xlsx", {"type": "bsn"}, "999990019"),
    ],
)
def test_a_cell_that_says_one_thing_is_read(cell, form, facts, value):
    found = read(cell, form, **facts)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("cell", "form", "facts", "code"),
    [
        ("1.5", "csv", {"type": "decimal"}, "C009"),
        ("1 234", "csv", {"type": "integer"}, "C009"),
        ("007", "csv", {"type": "integer"}, "C010"),
        ("+5", "csv", {"type": "integer"}, "C010"),
        (1.5, "xlsx", {"type": "integer"}, "C010"),
        (True, "xlsx", {"type": "integer"}, "C010"),
        ("1,234", "csv", {"type": "amount"}, "C026"),
        (12.345, "xlsx", {"type": "amount"}, "C026"),
        ("11", "csv", {"type": "integer", "maximum": 10}, "C019"),
        ("0", "csv", {"type": "integer", "minimum": 1}, "C019"),
        ("31-04-2026", "csv", {"type": "date"}, "C011"),
        ("12 mei 2026", "csv", {"type": "date"}, "C011"),
        ("2026-13", "csv", {"type": "month"}, "C011"),
        ("x", "csv", {"type": "boolean"}, "C014"),
        (2.0, "xlsx", {"type": "boolean"}, "C014"),
        (1.0, "xlsx", {"codes": {"01": "Minuut", "04": "Uur"}}, "E016"),
        (12345678.0, "xlsx", {"type": "bsn"}, "E016"),
        ("0123AB", "csv", {"type": "postcode"}, "C014"),
        ("a" * 201, "csv", {}, "C025"),
        ("a\x07b", "csv", {"type": "free_text"}, "C003"),
    ],
)
def test_a_cell_that_could_say_two_things_is_refused(cell, form, facts, code):
    with pytest.raises(CellError) as refused:
        read(cell, form, **facts)
    assert refused.value.code == code


@given(st.text(max_size=30), st.sampled_from(["integer", "decimal", "amount", "boolean", "date", "month", "bsn"]))
def test_no_text_does_more_than_be_read_or_refused(cell, kind):
    try:
        found = read(cell, type=kind)
    except CellError as refused:
        said = f"{refused} {refused.fields}"
        assert not any(letters in said for letters in (cell,) if len(cell) > 12 and cell.isalnum())
    else:
        assert cell.isascii()
        assert found is not None


@given(st.integers(-(10**14), 10**14), st.integers(0, 99))
def test_a_number_written_the_dutch_way_comes_back_whole(whole, cents):
    assert read(str(whole), type="integer") == whole
    assert read(f"{whole},{cents:02}", type="amount") == Decimal(f"{whole}.{cents:02}")


@given(st.dates(date(1901, 1, 1), date(2100, 12, 31)))
def test_a_date_is_the_same_day_in_every_form(day):
    written = {day.isoformat(), f"{day.day:02}-{day.month:02}-{day.year}", f"{day.day}-{day.month}-{day.year}"}
    assert {read(text, type="date") for text in written} == {day}
    assert read(day, "xlsx", type="date") == day


def test_the_shape_of_a_value_tells_nothing_of_it():
    assert shape_of("Jansen 12-05") == "aaaaaa 99-99"


def test_the_eleven_test_knows_nobody_of_zeros():
    assert passes_eleven_test("999990019")
    assert not passes_eleven_test("999990018")
    assert not passes_eleven_test("000000000")
