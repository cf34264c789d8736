"""Editions as they go out: protected, remembered, unchangeable; and a reader who subtracts finds no small count.

The city is drawn from a seed: persons with a wet, a zorgsoort, an area, an age and a sex in each of five years.
"""

import random
from collections import defaultdict
from datetime import date

import psycopg
import pytest

from tests.warehouse.small_build import publish_edition, read
from warehouse.database.connection import connect
from warehouse.edition import shelf
from warehouse.edition.cells import read_cells
from warehouse.edition.freeze import EditionRefused, freeze, last_day
from warehouse.edition.lines import lines_of
from warehouse.edition.populations import POPULATIONS

GEMEENTE = "0268"
CITY_YEARS = {"gemeente": GEMEENTE, "since": date(2021, 1, 1), "until": date(2025, 12, 31)}
COLUMNS = "wet, zorgsoort, stadsdeel, leeftijdsgroep, geslacht"
CARE = [
    ("jeugdwet", "jeugd_ggz"),
    ("jeugdwet", "pleegzorg"),
    ("jeugdwet", "dyslexie"),
    ("wmo", "opvang"),
    ("wmo", "overig"),
]
WEIGHTS = [60, 8, 2, 20, 5]
CELLS = ((), ("wet",), ("wet", "zorgsoort"), ("wet", "stadsdeel"), ("wet", "leeftijdsgroep"), ("wet", "geslacht"))


def city(persons, seed):
    """indicator_waarden of persons with care once a year: every cell of an edition, counts, costs and their mean."""
    draw = random.Random(seed)  # noqa: S311 - a city, no secret
    cells = defaultdict(lambda: [0, 0])
    for year in range(2021, 2026):
        for _ in range(persons):
            wet, zorgsoort = draw.choices(CARE, WEIGHTS)[0]
            person = {
                "wet": wet,
                "zorgsoort": zorgsoort,
                "stadsdeel": draw.choices(["Centrum", "Noord", "onbekend"], [10, 6, 1])[0],
                "leeftijdsgroep": draw.choices(["0-11", "12-17", "18-64", "65+"], [4, 4, 3, 1])[0],
                "geslacht": draw.choices(["man", "vrouw", "onbekend"], [30, 30, 1])[0],
            }
            euros = draw.randint(100, 9000)
            for names in CELLS:
                cell = cells[year, tuple(person[name] if name in names else None for name in COLUMNS.split(", "))]
                cell[0] += 1
                cell[1] += euros
    rows = []
    for (year, splits), (count, euros) in cells.items():
        told = ", ".join("null" if value is None else f"'{value}'" for value in splits)
        for code, value in (("IND002", count), ("IND009", euros), ("IND010", round(euros / count, 6))):
            rows.append(f"('{code}', date '{year}-01-01', date '{year}-12-31', {told}, {value})")
    return (
        f"select indicator_code, 'jaar' as periode_type, periode_start, periode_eind, '{GEMEENTE}' as gemeente_code,"
        f" {COLUMNS}, null::text as productgroep, null::text as product_code, null::text as aanbieder_agb,"
        " null::text as verwijzer, waarde::numeric as waarde, false as is_voorlopig"
        f" from (values {', '.join(rows)}) as cells (indicator_code, periode_start, periode_eind, {COLUMNS}, waarde)"
    )


def publish(settings, edition, query):
    publish_edition(settings, edition, tables={"build_indicator.indicator_waarden": query})
    with connect(settings, "publisher") as connection:
        connection.execute("update meta.loads set data_until = '2025-12-31'")


@pytest.fixture
def city_home(clean_home):
    publish(clean_home, 1, city(200, seed=1))
    return clean_home


def shown(settings, code):
    with connect(settings, "bi_reader") as connection:
        return {
            (figure.indicator_code, figure.key): figure.value for figure in shelf.figures(connection, GEMEENTE, code)
        }


def found_out(figures):
    """The hidden figures that a reader reckons by subtraction and division, until nothing new comes out."""
    known = {cell: value for cell, value in figures.items() if value is not None}
    keys = {key for _, key in figures}
    lines = lines_of(keys)
    while True:
        new = {}
        for code in ("IND002", "IND009"):
            for line in lines:
                missing = [key for key in line.cells if (code, key) not in known]
                if len(missing) == 1:
                    parts = sum(known.get((code, part), 0) for part in line.parts)
                    new[code, missing[0]] = parts if missing[0] == line.total else known[code, line.total] - parts
        for key in keys:
            costs, count, mean = (known.get((code, key)) for code in ("IND009", "IND002", "IND010"))
            if count is None and costs is not None and mean:
                new["IND002", key] = costs / mean
            if costs is None and count is not None and mean is not None:
                new["IND009", key] = count * mean
        if not new:
            return {cell: value for cell, value in known.items() if figures[cell] is None}
        known |= new


def test_small_counts_are_hidden_with_all_that_would_give_them_away(city_home):
    frozen = freeze(city_home, "2025", GEMEENTE)
    figures = shown(city_home, "2025")
    hidden = {key for (code, key), value in figures.items() if value is None}

    assert len(figures) == frozen.figures > 300
    assert frozen.small > 20
    assert frozen.hidden_besides > 0
    assert all(value >= 10 for (code, _), value in figures.items() if code == "IND002" and value is not None)
    assert all(figures[code, key] is None for key in hidden for code in ("IND002", "IND009", "IND010"))


def test_a_reader_who_subtracts_and_divides_finds_no_hidden_figure(city_home):
    freeze(city_home, "2025", GEMEENTE)
    assert found_out(shown(city_home, "2025")) == {}


def test_the_same_reader_finds_them_when_only_the_small_ones_are_hidden(city_home):
    """Else the test before proves nothing."""
    freeze(city_home, "2025", GEMEENTE)
    figures = shown(city_home, "2025")
    with connect(city_home, "indicator_publisher") as connection:
        true = {
            (code, key): cell.value
            for code, cells in read_cells(connection, POPULATIONS[1], **CITY_YEARS).items()
            for key, cell in cells.items()
        }
    small = {key for (code, key), value in true.items() if code == "IND002" and value < 10}
    leaky = {(code, key): None if key in small else value for (code, key), value in true.items()}

    found = found_out(leaky)

    assert true.keys() == figures.keys()
    assert len(found) > 20
    assert all(found[cell] == pytest.approx(true[cell]) for cell in found)


def test_the_next_edition_gives_nothing_away_beside_the_one_before(city_home):
    """Corrected figures: what was hidden stays hidden, and both together tell no more than each."""
    freeze(city_home, "2025-H1", GEMEENTE)
    publish(city_home, 2, city(205, seed=1))
    freeze(city_home, "2025", GEMEENTE)
    first, second = shown(city_home, "2025-H1"), shown(city_home, "2025")
    hidden = {cell for cell, value in first.items() if value is None}

    assert hidden
    assert all(second[cell] is None for cell in hidden if cell in second)
    together = {cell: value if value is not None else first.get(cell) for cell, value in second.items()}
    assert found_out(together) == {}


def test_an_edition_is_of_a_period_that_the_data_reach(city_home):
    assert last_day("2025-H1") == date(2025, 6, 30)
    assert last_day("2025") == last_day("2025-H2") == date(2025, 12, 31)
    with pytest.raises(EditionRefused, match="names no edition"):
        last_day("2025-K1")
    with pytest.raises(EditionRefused, match="Data go through 2025-12-31"):
        freeze(city_home, "2026-H1", GEMEENTE)
    with pytest.raises(EditionRefused, match="no figures of 0296"):
        freeze(city_home, "2025", "0296")
    assert read(city_home, "select count(*) from uitgave.uitgaven") == [(0,)]


def test_what_went_out_stays_as_it_is(city_home):
    freeze(city_home, "2025", GEMEENTE)
    with pytest.raises(EditionRefused, match="frozen before"):
        freeze(city_home, "2025", GEMEENTE)
    for statement in ("update uitgave.uitgave_cijfers set waarde = 1", "delete from uitgave.uitgaven"):
        with (
            connect(city_home, "indicator_publisher") as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)


def test_nothing_is_frozen_where_nothing_is_published(clean_home):
    with pytest.raises(EditionRefused, match="Nothing is published yet"):
        freeze(clean_home, "2025", GEMEENTE)
