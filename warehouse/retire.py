"""Drop the rows of loads that are no longer kept, without a reader waiting for it.

Reads   meta.loads, pg_inherits, pg_locks
Writes  meta.loads (dropped), partitions store.<table>__<load>

It runs after the publish, outside its transaction. Whatever it cannot drop now, the next publish drops: a load that is
not kept is found by the name of its tables, also when it was left half way.
"""

import re
from dataclasses import dataclass

import psycopg
from psycopg import sql

from warehouse import data_until, loads
from warehouse.readers import wait_for_open_readers
from warehouse.store import STORE

PATIENCE_SECONDS = 3
_PARTITION = re.compile(r"^.+__(?P<load_id>[0-9]+)$")

_TABLES = """
select
    classes.relname,
    parents.relname,
    coalesce(inherits.inhdetachpending, false)
from pg_class as classes
left join pg_inherits as inherits on classes.oid = inherits.inhrelid
left join pg_class as parents on inherits.inhparent = parents.oid
where classes.relnamespace = to_regnamespace(%s) and classes.relkind = 'r'
order by classes.relname
"""


@dataclass(frozen=True)
class Leftover:
    """A table of a load that is not kept; `parent` is None once it no longer hangs in the store."""

    table: str
    parent: str | None
    is_pending: bool
    load_id: int


def drop_old_loads(connection: psycopg.Connection, keep: int) -> dict[str, int]:
    """Keep the published load and the newest others, `keep` in all. Gives loads_dropped and loads_not_dropped.

    `connection` is in autocommit: a partition can be taken out beside readers only outside a transaction.
    """
    with connection.transaction():
        loads.mark_dropped(connection, _superfluous(connection, keep))
    leftovers = find_leftovers(connection)
    # a transaction that is open now may still see the pointer of an old load
    if leftovers and wait_for_open_readers(connection, PATIENCE_SECONDS):
        connection.execute(f"set lock_timeout = '{PATIENCE_SECONDS}s'".encode())
        for leftover in leftovers:
            try:
                _drop(connection, leftover)
            except psycopg.errors.LockNotAvailable:
                break
    remaining = {leftover.load_id for leftover in find_leftovers(connection)}
    dropped = {leftover.load_id for leftover in leftovers} - remaining
    if dropped:
        data_until.forget(connection, sorted(dropped))
    return {"loads_dropped": len(dropped), "loads_not_dropped": len(remaining)}


def _superfluous(connection: psycopg.Connection, keep: int) -> list[int]:
    current = loads.published_load(connection) or 0
    others = [load for load in loads.kept_loads(connection) if load.load_id != current]
    never_seen = [load.load_id for load in others if load.status == "stored" and load.load_id < current]
    seen = [load.load_id for load in others if load.load_id not in never_seen]
    return never_seen + seen[keep - 1 :]


def find_leftovers(connection: psycopg.Connection) -> list[Leftover]:
    """Tables in the store of loads that nobody can be pointed at any more."""
    kept = {load.load_id for load in loads.kept_loads(connection)}
    found = []
    for table, parent, is_pending in connection.execute(_TABLES.encode(), (STORE,)).fetchall():
        match = _PARTITION.match(table)
        if match and int(match["load_id"]) not in kept:
            found.append(Leftover(table, parent, is_pending, int(match["load_id"])))
    return found


def _drop(connection: psycopg.Connection, leftover: Leftover) -> None:
    table = sql.Identifier(STORE, leftover.table)
    if leftover.parent is not None:
        how = sql.SQL("finalize") if leftover.is_pending else sql.SQL("concurrently")
        parent = sql.Identifier(STORE, leftover.parent)
        connection.execute(sql.SQL("alter table {} detach partition {} {}").format(parent, table, how))
    connection.execute(sql.SQL("drop table {}").format(table))
