"""One whole build, unit tests included, on a few messages of one client; then the same rows in another order."""

import re
from decimal import Decimal

import pytest
import yaml

from tests.conftest import empty_database
from tests.dbt_project.raw_rows import CLIENT, ROWS, load
from warehouse.build import run_dbt
from warehouse.content_hash import content_hash
from warehouse.database.connection import connect as connect_to
from warehouse.settings import PROJECT

pytestmark = pytest.mark.slow

BUILD = ("build_mart", "build_indicator")
WAARDEN = [
    "indicator_code",
    "indicator_naam",
    "periode_type",
    "periode_start",
    "periode_eind",
    "gemeente_code",
    "wet",
    "zorgsoort",
    "productgroep",
    "product_code",
    "aanbieder_agb",
    "verwijzer",
    "stadsdeel",
    "leeftijdsgroep",
    "geslacht",
    "waarde",
    "teller",
    "noemer",
    "eenheid",
    "is_onderdrukt",
    "is_voorlopig",
]


@pytest.fixture(scope="module")
def results(home):
    empty_database(home)
    with connect_to(home, "ingest_writer") as connection:
        load(connection, ROWS)
    return run_dbt(home, ["build"])


@pytest.fixture
def ask(results, connect):
    connection = connect("transformer")
    return lambda query: connection.execute(query).fetchall()


@pytest.fixture
def total(ask):
    def value(indicator: str, periode_type: str, periode_start: str) -> tuple[Decimal, bool] | None:
        rows = ask(
            f"""
            select waarde, is_voorlopig from build_indicator.indicator_waarden
            where indicator_code = '{indicator}' and periode_type = '{periode_type}'
            and periode_start = '{periode_start}'
            and num_nonnulls(gemeente_code, wet, zorgsoort, aanbieder_agb) = 0
            and num_nonnulls(productgroep, product_code, verwijzer, stadsdeel, leeftijdsgroep, geslacht) = 0
            """
        )
        return rows[0] if rows else None

    return value


def test_every_unit_test_and_every_data_test_ran(results):
    written = 0
    for path in (PROJECT / "dbt_project").rglob("*.yml"):
        written += len((yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("unit_tests", []))
    ran = [str(result.node.resource_type) for result in results]
    assert ran.count("unit_test") == written > 90
    assert ran.count("test") > 50
    assert {str(result.status) for result in results} == {"success", "pass"}


def test_readers_get_the_columns_that_were_agreed(ask):
    columns = ask(
        "select column_name from information_schema.columns"
        " where table_schema = 'build_indicator' and table_name = 'indicator_waarden' order by ordinal_position"
    )
    assert [name for (name,) in columns] == WAARDEN


def test_every_table_and_column_that_readers_see_is_explained_in_the_database(ask):
    rows = ask(
        """
        select c.relname, a.attname, obj_description(c.oid), col_description(c.oid, a.attnum)
        from pg_class as c
        inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace in ('build_mart'::regnamespace, 'build_indicator'::regnamespace) and c.relkind = 'r'
        """
    )
    assert len(rows) > 100
    assert [(table, column) for table, column, of_table, of_column in rows if not (of_table and of_column)] == []


def test_what_is_published_survives_a_crash(ask):
    rows = ask(
        "select relname, relpersistence from pg_class where relkind = 'r'"
        " and relnamespace in ('build_mart'::regnamespace, 'build_indicator'::regnamespace)"
    )
    assert len(rows) > 40
    assert {persistence for _, persistence in rows} == {"p"}


def test_a_refused_message_leaves_no_toewijzing(ask):
    assert ask("select toewijzing_nummer, client_id, zorgsoort, verwijzer from build_mart.fct_toewijzingen") == [
        (7, CLIENT, "begeleiding_jeugd", "gemeente")
    ]
    assert ask("select _source_file_id from build_mart.fct_berichten where bericht_status = 'geweigerd'") == [(3,)]


def test_each_line_has_its_fate(ask):
    rows = ask(
        "select referentie_nummer, regel_status, is_gecrediteerd, is_geleverd, bedrag_euro"
        " from build_mart.fct_declaratieregels order by 1"
    )
    assert rows == [
        ("P1", "goedgekeurd", False, True, Decimal("100.00")),
        ("P2", "afgewezen", False, False, Decimal("200.00")),
        ("P3", "goedgekeurd", True, False, Decimal("300.00")),
        ("P4", "ingediend", False, False, Decimal("400.00")),
        ("Q3", "goedgekeurd", False, False, Decimal("-300.00")),
    ]


def test_the_indicators_follow(total):
    assert total("IND001", "maand", "2025-01-01") == (1, False)
    assert total("IND002", "jaar", "2025-01-01") == (1, True)
    assert total("IND003", "jaar", "2025-01-01") == (1, True)
    # provisional: the start has no answer yet
    assert total("IND004", "maand", "2025-01-01") == (1, True)
    assert total("IND005", "kwartaal", "2025-01-01") == (1, False)
    assert total("IND006", "jaar", "2025-01-01") is None
    assert total("IND009", "maand", "2025-01-01") == (Decimal("100.00"), False)
    assert total("IND010", "jaar", "2025-01-01") == (Decimal("100.00"), True)


def test_the_order_of_arrival_changes_nothing(results, home, connect):
    before = content_hash(connect("publisher"), BUILD)
    empty_database(home)
    load(connect("ingest_writer"), ROWS[::-1])
    run_dbt(home, ["build", "--exclude-resource-type", "unit_test"])
    assert re.fullmatch(r"[0-9a-f]{64}", before)
    assert content_hash(connect("publisher"), BUILD) == before
