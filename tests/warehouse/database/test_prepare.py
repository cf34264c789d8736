"""A prepared home: every role logs in, the raw layer stands, a second time changes nothing, a change is followed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psycopg
import pytest

from ingestion.raw_layer import TableColumn
from ingestion.sources.ijw_iwmo.layout import raw_tables as layout_tables
from warehouse.database import raw_tables
from warehouse.database.catalog import read_catalog
from warehouse.database.connection import administrator_parameters, connect_as_administrator, parameters
from warehouse.database.connection import connect as connect_to
from warehouse.database.embedded import start
from warehouse.database.errors import DatabaseError
from warehouse.database.passwords import password_file
from warehouse.database.prepare import prepare, refuse_old_server
from warehouse.database.privileges import find_faults
from warehouse.database.roles import LOGIN_ROLES
from warehouse.settings import Settings

HEADERS = "raw_ijw_iwmo.berichten"


def prepared_at(settings: Settings) -> object:
    with connect_as_administrator(settings) as connection:
        return connection.execute("select prepared_at from meta.prepared").fetchone()


@pytest.fixture
def more_columns(monkeypatch):
    """Let the catalogue have one column more, or of another type, in the table of message headers."""

    def add(name: str, sql_type: str) -> None:
        found = raw_tables.all_tables()
        headers = next(table for table in found if table.qualified_name == HEADERS)
        column = TableColumn(name, sql_type, "A column of a later release.")
        changed = replace(headers, columns=(*(c for c in headers.columns if c.name != name), column))
        monkeypatch.setattr(raw_tables, "all_tables", lambda: (changed, *(t for t in found if t != headers)))

    return add


@pytest.mark.parametrize("role", LOGIN_ROLES)
def test_every_role_logs_in_with_its_own_password_in_utc(connect, role):
    found = connect(role).execute("select current_user, current_setting('timezone')").fetchone()

    assert found == (role, "UTC")


def test_every_table_of_the_layout_stands_in_the_raw_layer(clean_home, connect):
    query = "select tablename from pg_tables where schemaname = 'raw_ijw_iwmo'"
    names = {row[0] for row in connect("transformer").execute(query)}

    assert len(layout_tables()) >= 17
    assert names >= set(layout_tables())


def test_every_column_of_raw_and_vault_says_what_it_is(connect):
    query = """
        select attrelid::regclass::text || '.' || attname, col_description(attrelid, attnum)
        from pg_attribute
        where attnum > 0 and not attisdropped and attrelid in (
            select oid from pg_class where relkind = 'r' and relnamespace::regnamespace::text ~ '^(raw_|vault$)'
        )
    """
    found = dict(connect("transformer").execute(query).fetchall())

    assert len(found) > 200
    assert [name for name, comment in found.items() if not comment] == []


def test_a_second_time_writes_nothing(home):
    before = prepared_at(home)

    prepare(home)

    assert prepared_at(home) == before


def test_two_at_once_make_one_database(new_home):
    settings = new_home()
    with ThreadPoolExecutor() as threads:
        list(threads.map(prepare, [settings] * 3))

    with connect_as_administrator(settings) as connection:
        assert find_faults(read_catalog(connection)).sentences() == []


def test_what_was_granted_or_taken_by_hand_is_put_right(home):
    with connect_as_administrator(home) as connection:
        connection.execute("grant select on vault.personen to bi_reader")
        connection.execute("grant update (bsn) on vault.personen to transformer")
        connection.execute("grant ingest_writer to bi_reader")
        connection.execute("grant temporary on database warehouse to public")
        connection.execute("grant create on schema public to public")
        connection.execute("alter role transformer createrole bypassrls")
        connection.execute("revoke insert on meta.steps from publisher")
    with connect_as_administrator(home) as connection:
        assert len(find_faults(read_catalog(connection)).sentences()) == 8

    prepare(home)

    with connect_as_administrator(home) as connection:
        assert find_faults(read_catalog(connection)).sentences() == []


def test_a_lost_password_is_replaced(home):
    password_file(home, "bi_reader").unlink()

    prepare(home)

    with connect_to(home, "bi_reader") as connection:
        assert connection.execute("select current_user").fetchone() == ("bi_reader",)


def test_a_database_without_a_role_is_prepared_anew(home):
    with connect_as_administrator(home) as connection:
        connection.execute("reassign owned by airflow to warehouse_owner")
        connection.execute("drop owned by airflow")
        connection.execute("drop role airflow")

    prepare(home)

    with connect_to(home, "airflow") as connection:
        assert connection.execute("show search_path").fetchone() == ("airflow",)


def test_a_column_that_the_catalogue_gains_is_added_and_documented(home, more_columns):
    more_columns("nieuw_element", "text")

    prepare(home)

    with connect_to(home, "transformer") as connection:
        assert connection.execute(f"select count(nieuw_element) from {HEADERS}").fetchone() == (0,)
    with connect_as_administrator(home) as connection:
        connection.execute(f"alter table {HEADERS} drop column nieuw_element")


def test_a_column_that_changed_type_is_refused_by_name(home, more_columns):
    more_columns("berichtcode", "bigint")

    with pytest.raises(DatabaseError, match=r"berichtcode is text, should be bigint"):
        prepare(home)


def test_another_postgresql_is_prepared_the_same_way(new_home):
    server, settings = new_home("server"), new_home("home")
    start(server)
    with psycopg.connect(**administrator_parameters(server, dbname="postgres"), autocommit=True) as connection:
        connection.execute("create role beheerder login createrole password 'invented'")
        connection.execute("create database sociaal owner beheerder")
    given = administrator_parameters(server)
    elsewhere = settings.model_copy(
        update={"database_url": f"postgresql://beheerder:invented@127.0.0.1:{given['port']}/sociaal?sslmode=disable"}
    )

    prepare(elsewhere)
    prepare(elsewhere)

    assert parameters(elsewhere, "bi_reader")["sslmode"] == "disable"
    for role in LOGIN_ROLES:
        with connect_to(elsewhere, role) as connection:
            assert connection.execute("select current_user, current_database()").fetchone() == (role, "sociaal")
    with connect_as_administrator(elsewhere) as connection:
        assert find_faults(read_catalog(connection)).sentences() == []
    assert not (elsewhere.home / "database").exists()


def test_a_server_that_is_too_old_is_refused_by_version():
    class OldInfo:
        server_version = 150018

    class OldConnection:
        info = OldInfo()

    with pytest.raises(DatabaseError, match=r"PostgreSQL 15.18; the warehouse needs 16"):
        refuse_old_server(OldConnection())


def test_an_address_that_cannot_be_read_is_refused_without_its_password(home):
    wrong = home.model_copy(update={"database_url": "postgresql://user:very-secret@host:port:5/x?nonsense=1"})

    with pytest.raises(DatabaseError, match="SDW_DATABASE_URL cannot be read") as caught:
        prepare(wrong)
    assert "very-secret" not in str(caught.value)


def test_a_server_that_is_not_there_is_said_without_the_password(home):
    wrong = home.model_copy(update={"database_url": "postgresql://user:very-secret@127.0.0.1:9/nothing"})

    with pytest.raises(DatabaseError, match="Cannot connect to database nothing as user") as caught:
        prepare(wrong)
    assert "very-secret" not in str(caught.value)


def test_a_home_that_was_never_prepared_says_how_to_make_it(new_home):
    with pytest.raises(DatabaseError, match="warehouse status"):
        connect_to(new_home(), "bi_reader")
