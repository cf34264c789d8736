"""Hang the audited tables of a build into the store as one load, behind the views that readers know.

Reads   build_mart, build_indicator
Writes  store.<table> (list-partitioned by load_id), its partition store.<table>__<load>, views mart.* and indicator.*

All of it runs in the transaction of the publish, as role publisher. A night without a new column takes no lock
that a reader waits for: see docs/decisions/publishing.md.
"""

import time
from collections.abc import Callable, Sequence

import psycopg
from psycopg import sql

from warehouse.content_hash import published_name
from warehouse.contract import LOAD_ID
from warehouse.database.errors import DatabaseError
from warehouse.relations import READERS, VIEW, Column, Relation, relations_in

STORE = "store"

LOCK_MILLISECONDS = 5000
"""How long the publish waits for a lock on what readers never touch: the tables of the build."""

WIDEN_PATIENCE_SECONDS = 90
"""A new column waits for open queries; bi_reader's own end after 60 seconds."""

WIDEN_LOCK_MILLISECONDS = 100
"""Readers queue behind us at most this long per try, and a deadlock (1 s) is never reached."""


def attach(connection: psycopg.Connection, built: Relation, load_id: int, added: Sequence[Column]) -> None:
    """Make one built table part of a load, behind its view; both are made for a table that readers did not have.

    `added` are the columns by which the view must grow: the one change that waits for open queries.
    """
    _take_over(connection, built, load_id)
    if added:
        connection.execute(sql.SQL("analyze {}").format(sql.Identifier(built.schema, built.name)))
        _patiently(connection, lambda: _widen(connection, built, added))
        _move(connection, built, load_id)
        return
    if not _exists(connection, f"{STORE}.{built.name}"):
        _create_parent(connection, built)
        _replace_view(connection, built, [*built.column_names, LOAD_ID])
    _move(connection, built, load_id)
    # readers come at once; without statistics on load_id the planner would expect one row in 200
    connection.execute(sql.SQL("analyze {}").format(sql.Identifier(STORE, built.name)))


def describe(connection: psycopg.Connection, built: Sequence[Relation]) -> None:
    """Carry the comments of built tables and columns over to the views of readers, where they differ."""
    views = {view.full_name: view for view in relations_in(connection, READERS, kinds=(VIEW,))}
    for relation in built:
        view = views[published_name(relation)]
        name = sql.Identifier(view.schema, view.name)
        if relation.comment != view.comment:
            connection.execute(sql.SQL("comment on view {} is {}").format(name, relation.comment))
        known = {column.name: column.comment for column in view.columns}
        comments = [(column.name, column.comment) for column in relation.columns]
        for column, comment in [*comments, (LOAD_ID, "De lading waar deze rij bij hoort; gelijk in alle marts.")]:
            if known[column] != comment:
                place = sql.Identifier(view.schema, view.name, column)
                connection.execute(sql.SQL("comment on column {} is {}").format(place, comment))


def _take_over(connection: psycopg.Connection, built: Relation, load_id: int) -> None:
    table = sql.Identifier(built.schema, built.name)
    connection.execute(sql.SQL("alter table {} owner to current_user").format(table))
    # an unlogged table is empty after a crash; one that is logged already stays as it is
    connection.execute(sql.SQL("alter table {} set logged").format(table))
    # the default of a new column is kept in the catalog, so no row is rewritten
    stamp = sql.SQL("alter table {} add column load_id integer not null default {}")
    connection.execute(stamp.format(table, load_id))


def _create_parent(connection: psycopg.Connection, built: Relation) -> None:
    columns = [*(_definition(column) for column in built.columns), sql.SQL("load_id integer not null")]
    connection.execute(
        sql.SQL("create table {} ({}) partition by list (load_id)").format(
            sql.Identifier(STORE, built.name), sql.SQL(", ").join(columns)
        )
    )


def _widen(connection: psycopg.Connection, built: Relation, added: Sequence[Column]) -> None:
    parent = sql.Identifier(STORE, built.name)
    views = relations_in(connection, READERS, kinds=(VIEW,))
    current = next(view for view in views if view.full_name == published_name(built))
    for column in added:
        connection.execute(sql.SQL("alter table {} add column {}").format(parent, _definition(column)))
    # a view may only grow at its end
    _replace_view(connection, built, [*current.column_names, *(column.name for column in added)])


def _patiently(connection: psycopg.Connection, step: Callable[[], None]) -> None:
    """Try a step that needs a lock which readers hold, again and again, each time letting them through first.

    Raises DatabaseError when they kept it too long.
    """
    deadline = time.monotonic() + WIDEN_PATIENCE_SECONDS
    while True:
        try:
            with connection.transaction():
                connection.execute(f"set local lock_timeout = {WIDEN_LOCK_MILLISECONDS}".encode())
                step()
                connection.execute(f"set local lock_timeout = {LOCK_MILLISECONDS}".encode())
                return
        except psycopg.errors.LockNotAvailable:
            if time.monotonic() > deadline:
                raise DatabaseError(
                    "Open queries kept this load from being published: it has new columns, and those wait for them."
                    " Publish again later; readers still see the load before."
                ) from None
            time.sleep(WIDEN_LOCK_MILLISECONDS / 1000)


def _replace_view(connection: psycopg.Connection, built: Relation, columns: Sequence[str]) -> None:
    connection.execute(
        sql.SQL(
            "create or replace view {} as select {} from {} as stored"
            " where stored.load_id = (select published.load_id from meta.published as published)"
        ).format(
            sql.Identifier(*published_name(built).split(".")),
            sql.SQL(", ").join(sql.Identifier("stored", column) for column in columns),
            sql.Identifier(STORE, built.name),
        )
    )


def _move(connection: psycopg.Connection, built: Relation, load_id: int) -> None:
    name = f"{built.name}__{load_id}"
    for number, index in enumerate(_indexes(connection, built), start=1):
        # index names are unique per schema, and in store every load brings the same ones
        connection.execute(
            sql.SQL("alter index {} rename to {}").format(
                sql.Identifier(built.schema, index), sql.Identifier(f"{name}_{number}")
            )
        )
    source = sql.Identifier(built.schema, built.name)
    for change in (
        sql.SQL("alter table {} rename to {}").format(source, sql.Identifier(name)),
        sql.SQL("alter table {} set schema {}").format(sql.Identifier(built.schema, name), sql.Identifier(STORE)),
        sql.SQL("alter table {} attach partition {} for values in ({})").format(
            sql.Identifier(STORE, built.name), sql.Identifier(STORE, name), load_id
        ),
    ):
        connection.execute(change)


def _indexes(connection: psycopg.Connection, built: Relation) -> list[str]:
    rows = connection.execute(
        "select classes.relname from pg_index as indexes"
        " inner join pg_class as classes on indexes.indexrelid = classes.oid"
        " where indexes.indrelid = %s order by classes.relname",
        (built.oid,),
    ).fetchall()
    return [row[0] for row in rows]


def _definition(column: Column) -> sql.Composed:
    # the type comes from format_type(), which quotes it where that is needed
    return sql.SQL("{} {}").format(sql.Identifier(column.name), sql.SQL(column.sql_type))


def _exists(connection: psycopg.Connection, name: str) -> bool:
    row = connection.execute("select to_regclass(%s) is not null", (name,)).fetchone()
    return bool(row and row[0])
