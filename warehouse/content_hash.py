"""One hash for what a load says, whatever the order in which its rows came or are stored.

Reads   every table (or published view) of the schemas asked for, once
Run     `warehouse status` prints the hash of the published load

A row is its columns by name, as text in a fixed session; a table is its columns, its number of rows and the sums of
the two halves of the SHA-256 of its rows; a load is the SHA-256 over its tables. See docs/decisions/content_hash.md.
"""

import hashlib
from collections.abc import Mapping, Sequence

import psycopg
from psycopg import sql

from warehouse.relations import TABLE, VIEW, Relation, relations_in

MACHINERY = frozenset({"load_id", "loaded_at", "_loaded_at"})
"""Columns that say when and by which load, not what: a replay must give the same hash."""

NOT_CONTENT = frozenset({"mart.gegevens_tot_en_met"})
"""Published views about a load rather than in it."""

_SESSION = """
set local timezone = 'UTC';
set local datestyle = 'ISO, YMD';
set local intervalstyle = 'postgres';
set local extra_float_digits = 1;
set local bytea_output = 'hex';
set local xmloption = 'content'
"""

# `offset 0` keeps the planner from writing the hash into both sums and computing it twice.
_TABLE = """
select
    count(*),
    coalesce(sum(('x' || substr(hashed.hex, 1, 16))::bit(64)::bigint), 0),
    coalesce(sum(('x' || substr(hashed.hex, 17, 16))::bit(64)::bigint), 0)
from (
    select encode(sha256(convert_to(row({columns})::text, 'UTF8')), 'hex') as hex
    from {table}
    offset 0
) as hashed
"""


def content_hash(connection: psycopg.Connection, schemas: Sequence[str]) -> str:
    """The hash of all tables in these schemas: 64 hexadecimal characters.

    `build_mart` and `mart` name the same content, so a build and the load it becomes have one hash.
    """
    return combine(table_hashes(connection, schemas))


def table_hashes(connection: psycopg.Connection, schemas: Sequence[str]) -> dict[str, str]:
    """The hash of each table, by its published name (`mart.fct_toewijzingen`)."""
    with connection.transaction():
        connection.execute(_SESSION.encode())
        return {
            published_name(relation): _hash_table(connection, relation)
            for relation in relations_in(connection, schemas, kinds=(TABLE, VIEW))
            if published_name(relation) not in NOT_CONTENT
        }


def combine(hashes: Mapping[str, str]) -> str:
    """One hash over the hashes of tables, whatever their order."""
    return _sha256(*(f"{name}={digest}" for name, digest in sorted(hashes.items())))


def published_name(relation: Relation) -> str:
    """What readers call a table of the build: build_mart.x is mart.x."""
    return f"{relation.schema.removeprefix('build_')}.{relation.name}"


def _hash_table(connection: psycopg.Connection, relation: Relation) -> str:
    columns = sorted((column.name, column.sql_type) for column in relation.columns if column.name not in MACHINERY)
    query = sql.SQL(_TABLE).format(
        columns=sql.SQL(", ").join(sql.Identifier(name) for name, _ in columns),
        table=sql.Identifier(relation.schema, relation.name),
    )
    row = connection.execute(query).fetchone()
    return _sha256(*(f"{name} {sql_type}" for name, sql_type in columns), *(str(figure) for figure in row or ()))


def _sha256(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
