"""Who may do what: for every role, every object and every verb, what roles.py says is what the database does."""

from itertools import product

import psycopg
import pytest

from warehouse.database.catalog import Relation, read_catalog
from warehouse.database.connection import connect_as_administrator
from warehouse.database.privileges import expected, find_faults
from warehouse.database.roles import DATABASE, LOGIN_ROLES, ROLES, SCHEMAS

VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
BUILT = ("seeds", "staging", "intermediate", "build_mart", "build_indicator")


@pytest.fixture
def built(clean_home, connect):
    """One object of every kind that a night makes, so that the sweep meets each schema."""
    transformer, publisher = connect("transformer"), connect("publisher")
    for schema in BUILT:
        transformer.execute(f"create table {schema}.example as select 1 as value")
        transformer.execute(f"create view {schema}.example_view as select * from {schema}.example")
    publisher.execute("create table store.example (load_id integer, value integer) partition by list (load_id)")
    publisher.execute("create table store.example_1 partition of store.example for values in (1)")
    publisher.execute("insert into store.example values (1, 1)")
    for schema in ("mart", "indicator"):
        publisher.execute(f"create view {schema}.example as select value from store.example")
    connect("airflow").execute("create table example (value integer)")
    yield clean_home
    connect("airflow").execute("drop table example")


def roles_behind(role: str) -> set[str]:
    """A role and every role it is a member of."""
    return {role}.union(*(roles_behind(group) for group in ROLES[role].member_of))


def may(relation: Relation, role: str, verb: str) -> bool:
    """What roles.py says, memberships and ownership counted in."""
    behind = roles_behind(role)
    granted = SCHEMAS[relation.schema].verbs(relation.name) if relation.schema in SCHEMAS else {}
    return relation.owner in behind or any(verb in granted.get(one, ()) for one in behind)


def test_every_role_may_do_exactly_what_the_matrix_says_on_every_table(built):
    query = "select has_table_privilege(%s, format('%%I.%%I', %s::text, %s::text), %s)"
    wrong, seen = [], 0
    with connect_as_administrator(built) as connection:
        relations = [relation for relation in read_catalog(connection).relations if relation.kind != "S"]
        for relation, role, verb in product(relations, ROLES, VERBS):
            found = connection.execute(query, [role, relation.schema, relation.name, verb]).fetchone()[0]
            seen += 1
            if found != may(relation, role, verb):
                wrong.append(f"{role} {verb} {relation.schema}.{relation.name}: {found}")

    assert {relation.schema for relation in relations} >= {"meta", "vault", "raw_ijw_iwmo", "store", "mart", *BUILT}
    assert seen >= 50 * len(ROLES) * len(VERBS)
    assert wrong == []


def test_every_role_may_enter_and_create_exactly_where_the_matrix_says(built):
    with connect_as_administrator(built) as connection:
        schemas = [row[0] for row in connection.execute("select nspname from pg_namespace where nspname !~ '^pg_'")]
        wrong = []
        for schema, role in product(schemas, LOGIN_ROLES):
            rules, behind = SCHEMAS.get(schema), roles_behind(role)
            wanted = (bool(rules and behind & rules.users()), bool(rules and behind & set(rules.creators)))
            found = connection.execute(
                "select has_schema_privilege(%s, %s, 'USAGE'), has_schema_privilege(%s, %s, 'CREATE')",
                [role, schema, role, schema],
            ).fetchone()
            if found != wanted and schema not in {"information_schema", "public"}:
                wrong.append((schema, role, found))
            assert not found[1] or schema in SCHEMAS, f"{role} may create in {schema}"

    assert set(schemas) >= set(SCHEMAS)
    assert wrong == []


def test_the_database_is_closed_to_everybody_without_an_entry(built):
    with connect_as_administrator(built) as connection:
        for role, verb in product(ROLES, ("CONNECT", "CREATE", "TEMPORARY")):
            found = connection.execute("select has_database_privilege(%s, current_database(), %s)", [role, verb])
            granted = any(verb in DATABASE[one].split() for one in roles_behind(role))
            assert found.fetchone() == (granted,), f"{role} {verb}"
        connection.execute("create role passer_by")
        found = connection.execute("select has_database_privilege('passer_by', current_database(), 'CONNECT,TEMP')")
        assert found.fetchone() == (False,)
        connection.execute("drop role passer_by")


def test_a_night_leaves_no_surplus_grant(built):
    with connect_as_administrator(built) as connection:
        catalog = read_catalog(connection)

    assert len(expected(catalog)) > 100
    assert find_faults(catalog).sentences() == []


@pytest.mark.parametrize("schema", ["meta", "mart"])
def test_a_new_table_without_an_entry_is_a_fault(built, schema):
    with connect_as_administrator(built) as connection:
        connection.execute(f"create table {schema}.surprise (value integer)")
        faults = find_faults(read_catalog(connection))
        connection.rollback()

    assert any(f"{schema}.surprise" in fault for fault in faults.unknown)


def test_a_table_that_is_added_to_the_raw_layer_gets_its_grants_at_birth(built, connect):
    with connect_as_administrator(built) as connection:
        connection.execute("set role warehouse_owner")
        connection.execute("create table raw_registers.later (value integer)")
        connection.execute("reset role")
        assert find_faults(read_catalog(connection)).sentences() == []
        connection.rollback()


def test_no_role_has_power_over_the_server(built):
    with connect_as_administrator(built) as connection:
        found = connection.execute(
            "select rolname, rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls"
            " from pg_roles where rolname = any(%s)",
            [list(ROLES)],
        ).fetchall()

    assert dict(found) == dict.fromkeys(ROLES, False)


@pytest.mark.parametrize(
    "statement",
    [
        "select * from vault.personen",
        "select * from raw_ijw_iwmo.berichten",
        "select * from store.example",
        "select * from meta.files",
        "create temporary table mine (value integer)",
        "create table public.mine (value integer)",
        "create table mart.mine (value integer)",
        "set role transformer",
        "copy (select 1) to '/tmp/out'",
        "select pg_read_file('/etc/passwd')",
    ],
)
def test_a_reader_is_stopped(built, connect, statement):
    reader = connect("bi_reader")
    assert reader.execute("select value from mart.example").fetchone() == (1,)
    reader.execute("set default_transaction_read_only = off")

    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedTable)):
        reader.execute(statement)


def test_a_reader_is_cut_off_after_a_minute_and_only_reads(connect):
    query = "select current_setting('statement_timeout'), current_setting('default_transaction_read_only')"

    assert connect("bi_reader").execute(query).fetchone() == ("1min", "on")


def test_the_publisher_takes_over_a_table_that_the_transformer_built(built, connect):
    publisher = connect("publisher")

    publisher.execute("alter table build_mart.example owner to publisher")
    publisher.execute("drop view build_mart.example_view")
    publisher.execute("alter table build_mart.example rename to example_2")
    publisher.execute("alter table build_mart.example_2 set schema store")

    with connect_as_administrator(built) as connection:
        assert find_faults(read_catalog(connection)).sentences() == []
