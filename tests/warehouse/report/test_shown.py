"""The figures of a page are read together: one may not give away what another hides."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.warehouse.small_build import publish_edition
from warehouse.database.connection import connect
from warehouse.report.figures import Figure, Point
from warehouse.report.shown import shown_points

CLIENTS = Figure("clienten", "Cliënten", "Hoeveel?", ("IND002",), "jaar", "wet", "bar", "cliënten")
PROVIDERS = Figure("aanbieders", "Per aanbieder", "Wie?", ("IND002",), "jaar", "aanbieder_agb", "bar", "cliënten")
COSTS = Figure("kosten", "Kosten", "Hoeveel?", ("IND009",), "jaar", "wet", "bar", "euro")
MEANS = Figure("gemiddeld", "Per cliënt", "Hoeveel?", ("IND010",), "jaar", "wet", "bar", "euro per cliënt")

ROWS = (
    # indicator, wet, zorgsoort, aanbieder, waarde
    ("IND002", None, "opvang", None, 47),
    ("IND002", "wmo", "opvang", None, 40),
    ("IND002", "jeugdwet", "opvang", None, 7),
    ("IND002", None, "opvang", "11111111", 25),
    ("IND002", None, "opvang", "22222222", 22),
    ("IND009", "wmo", "opvang", None, 4000),
    ("IND009", "jeugdwet", "opvang", None, 700),
    ("IND010", "wmo", "opvang", None, 100),
    ("IND010", "jeugdwet", "opvang", None, 100),
    ("IND002", "wmo", "dyslexie", None, 12),
)


@pytest.fixture
def page(clean_home):
    def literal(value):
        return "null" if value is None else f"'{value}'"

    rows = ", ".join(f"({', '.join(literal(value) for value in row[:4])}, {row[4]})" for row in ROWS)
    publish_edition(
        clean_home,
        1,
        tables={
            "build_indicator.indicator_waarden": (
                "select indicator_code, 'Aantal' as indicator_naam, 'jaar' as periode_type,"
                f" date '{date(2024, 1, 1)}' as periode_start, date '{date(2024, 12, 31)}' as periode_eind,"
                " null::text as gemeente_code, wet, zorgsoort, null::text as productgroep, null::text as product_code,"
                " aanbieder_agb, null::text as verwijzer, null::text as stadsdeel, null::text as leeftijdsgroep,"
                " null::text as geslacht, waarde::numeric as waarde, false as is_voorlopig,"
                " waarde < 10 as is_onderdrukt"
                f" from (values {rows}) as rows (indicator_code, wet, zorgsoort, aanbieder_agb, waarde)"
            )
        },
    )

    def read(*figures):
        with connect(clean_home, "bi_reader") as connection:
            return shown_points(connection, figures, 10, by="zorgsoort")

    return read


def values(points):
    return {point.reeks: point.waarde for point in points}


def test_each_subject_has_its_own_points_and_hides_its_small_counts(page):
    shown = page(CLIENTS)

    assert shown["dyslexie"]["clienten"] == [Point("2024", "wmo", Decimal(12), False)]
    assert values(shown["opvang"]["clienten"]) == {"jeugdwet": None, "wmo": Decimal(40)}


def test_amounts_and_means_hide_with_the_count_they_are_of(page):
    shown = page(COSTS, MEANS)["opvang"]

    assert values(shown["kosten"]) == {"jeugdwet": None, "wmo": Decimal(4000)}
    assert values(shown["gemiddeld"]) == {"jeugdwet": None, "wmo": Decimal(100)}


def test_a_figure_that_gives_the_total_takes_another_part_along(page):
    """With the total by provider on the page, 47 less 40 would give the 7 away."""
    total = Figure("totaal", "Totaal", "Hoeveel?", ("IND002",), "jaar", "indicator", "bar", "cliënten")
    shown = page(CLIENTS, total, PROVIDERS)["opvang"]

    assert values(shown["clienten"]) == {"jeugdwet": None, "wmo": None}
    assert values(shown["totaal"]) == {"Aantal": Decimal(47)}
    assert values(shown["aanbieders"]) == {"11111111": Decimal(25), "22222222": Decimal(22)}


def test_a_measure_that_is_no_count_hides_where_the_load_calls_it_too_small(page):
    """Of a share or a number of days, 7 is no small number of persons: only the load knows of how many it is."""
    days = replace(CLIENTS, is_count=False, unit="dagen")

    assert values(page(days)["opvang"]["clienten"]) == {"jeugdwet": None, "wmo": Decimal(40)}
