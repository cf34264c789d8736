"""Show readers the audited build, or go back to the load before it: one row decides.

Reads   build_mart, build_indicator, meta.loads, and the date through which data go
Writes  store, mart, indicator, meta.loads in one transaction, then meta.published in another; as role publisher
Run     warehouse publish | warehouse rollback

A build that says the same as the load that readers see is not published again. What is kept and why:
docs/decisions/publishing.md; what to do when it refuses: docs/runbooks/publish.md.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg
from psycopg import sql

from warehouse import data_until, loads, retire, store
from warehouse.content_hash import content_hash, published_name
from warehouse.contract import LOAD_ID, RESERVED, PublishRefused, columns_to_add
from warehouse.database.connection import connect
from warehouse.database.errors import DatabaseError
from warehouse.readers import wait_for_open_readers
from warehouse.relations import BUILD, READERS, VIEW, Relation, fingerprint, relations_in
from warehouse.settings import Settings

__all__ = ["PublishRefused", "publish", "rollback"]

LOCK_KEY = 7_203_001
"""Advisory lock of whoever moves the pointer or drops a load."""

LOCK_SECONDS = 30

STATEMENT_SECONDS = 2
"""How long a statement may take from plan to snapshot; a report that runs for minutes is long past that."""


def publish(settings: Settings, run_id: str) -> dict[str, int | str]:
    """Publish the build that the gate let through in this run; running it again changes nothing.

    Gives load_id (what readers see), tables, is_unchanged (0 or 1), content_hash, switch_ms, loads_dropped and
    loads_not_dropped. Raises PublishRefused when no gate let this very build through, or when it breaks what readers
    rely on; DatabaseError when another session holds what it needs.
    """
    with _alone(settings) as connection:
        counts = _publish(connection, _load_to_publish(connection, run_id))
        return counts | retire.drop_old_loads(connection, settings.loads_kept)


def rollback(settings: Settings) -> int:
    """Point readers at the newest kept load before the one they see. Gives its load_id; PublishRefused without one."""
    with _alone(settings) as connection, connection.transaction():
        current = loads.published_load(connection)
        earlier = [load.load_id for load in loads.kept_loads(connection) if _can_go_back(load, current)]
        if not earlier:
            raise PublishRefused("No earlier load is kept: there is nothing to go back to.")
        loads.point_at(connection, earlier[0])
        return earlier[0]


def _can_go_back(load: loads.Load, current: int | None) -> bool:
    return load.status == "retired" and current is not None and load.load_id < current


def _load_to_publish(connection: psycopg.Connection, run_id: str) -> loads.Load:
    load = loads.load_of_run(connection, run_id)
    if load is None or load.status == "building":
        raise PublishRefused("No gate has looked at a build in this run. Run `warehouse gate` first.")
    if load.status == "refused":
        raise PublishRefused("The gate refused this build: docs/runbooks/gate.md says how to see why.")
    if load.status == "dropped":
        raise PublishRefused(f"Load {load.load_id} of this run is no longer kept. Build again.")
    return load


def _publish(connection: psycopg.Connection, load: loads.Load) -> dict[str, int | str]:
    tables = 0
    if load.status == "audited":
        tables = _put_in_store(connection, load)
        load = _load_to_publish(connection, load.run_id)
    started = time.monotonic()
    if load.status in loads.KEPT and load.load_id > (loads.published_load(connection) or 0):
        # a statement planned before the store had this load must not run after the pointer moves: it would find no row
        wait_for_open_readers(connection, STATEMENT_SECONDS)
        started = time.monotonic()
        with connection.transaction():
            loads.point_at(connection, load.load_id)
    return {
        "load_id": loads.published_load(connection) or 0,
        "tables": tables,
        "is_unchanged": int(load.status == "unchanged"),
        "content_hash": load.content_hash or "",
        "switch_ms": round((time.monotonic() - started) * 1000),
    }


def _put_in_store(connection: psycopg.Connection, load: loads.Load) -> int:
    """Hang the audited tables in the store, beside the load that readers see. Gives how many tables were looked at."""
    with connection.transaction():
        connection.execute(f"set local lock_timeout = {store.LOCK_MILLISECONDS}".encode())
        built = _lock_audited_tables(connection, load)
        added = columns_to_add(built, _what_readers_have(connection))
        digest = content_hash(connection, BUILD)
        is_new = digest != _published_hash(connection)
        sources = data_until.read(connection)
        loads.record_content(
            connection, load.load_id, content_hash=digest, data_until=data_until.of_facts(sources), is_new=is_new
        )
        if is_new:
            data_until.attach(connection, load.load_id, sources)
            # the tables that must grow come last: from there on readers of these could have to wait
            for relation in sorted(built, key=lambda relation: len(added[published_name(relation)])):
                store.attach(connection, relation, load.load_id, added[published_name(relation)])
        store.describe(connection, built)
    return len(built)


def _lock_audited_tables(connection: psycopg.Connection, load: loads.Load) -> tuple[Relation, ...]:
    built = relations_in(connection, BUILD)
    if not built or fingerprint(built) != load.audited_tables:
        raise PublishRefused("The build changed after the gate looked at it. Run `warehouse gate` again.")
    names = sql.SQL(", ").join(sql.Identifier(relation.schema, relation.name) for relation in built)
    try:
        connection.execute(sql.SQL("lock table {} in access exclusive mode").format(names))
    except psycopg.errors.LockNotAvailable:
        raise DatabaseError("Another session holds tables of the build. Publish again when it has ended.") from None
    if fingerprint(relations_in(connection, BUILD)) != load.audited_tables:
        raise PublishRefused("The build changed while it was being published. Run `warehouse gate` again.")
    return built


def _what_readers_have(connection: psycopg.Connection) -> dict[str, Relation]:
    views = relations_in(connection, READERS, kinds=(VIEW,))
    return {
        view.full_name: replace(view, columns=tuple(column for column in view.columns if column.name != LOAD_ID))
        for view in views
        if view.name not in RESERVED
    }


def _published_hash(connection: psycopg.Connection) -> str | None:
    current = loads.published_load(connection)
    return next((load.content_hash for load in loads.kept_loads(connection) if load.load_id == current), None)


@contextmanager
def _alone(settings: Settings) -> Iterator[psycopg.Connection]:
    with connect(settings, "publisher", autocommit=True) as connection:
        connection.execute(f"set lock_timeout = '{LOCK_SECONDS}s'".encode())
        try:
            connection.execute("select pg_advisory_lock(%s)", (LOCK_KEY,))
        except psycopg.errors.LockNotAvailable:
            raise DatabaseError("Another publish or rollback is at work. Try again when it has ended.") from None
        yield connection
