"""Which cells are the parts of which total."""

from tests.warehouse.edition.tables import cell
from warehouse.edition.lines import Line, lines_of

TOTAL, YOUTH, ADULTS = cell(2025), cell(2025, wet="jeugdwet"), cell(2025, wet="wmo")


def test_parts_of_a_dimension_make_its_total():
    assert lines_of([TOTAL, ADULTS, YOUTH]) == [Line(TOTAL, (YOUTH, ADULTS))]


def test_a_cell_is_part_of_a_total_along_each_dimension_it_is_split_by():
    crossed = cell(2025, wet="wmo", zorgsoort="opvang")
    lines = lines_of([crossed, ADULTS, cell(2025, zorgsoort="opvang")])

    assert {line.total for line in lines} == {ADULTS, cell(2025, zorgsoort="opvang")}
    assert all(line.parts == (crossed,) for line in lines)


def test_halves_make_a_year_and_of_their_own_splits_only():
    first, second = cell(2025, 1), cell(2025, 2)
    assert lines_of([TOTAL, first, second, cell(2025, 1, wet="wmo")]) == [
        Line(TOTAL, (first, second)),
        Line(first, (cell(2025, 1, wet="wmo"),)),
    ]


def test_cells_without_their_total_make_no_line():
    assert lines_of([YOUTH, ADULTS]) == []
