"""Wait for the transactions that read a mart at this moment, without standing in the way of the next ones.

Reads   pg_locks: who reads a mart holds a lock on meta.published until the end of its transaction
"""

import time

import psycopg

_OPEN_READERS = """
select virtualtransaction from pg_locks
where locktype = 'relation' and relation = to_regclass('meta.published') and pid <> pg_backend_pid()
"""

POLL_SECONDS = 0.02


def wait_for_open_readers(connection: psycopg.Connection, seconds: float) -> bool:
    """True once every transaction that now reads a mart has ended; False when one is still open after `seconds`."""
    waiting_for = _open_readers(connection)
    deadline = time.monotonic() + seconds
    while waiting_for and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
        waiting_for &= _open_readers(connection)
    return not waiting_for


def _open_readers(connection: psycopg.Connection) -> set[str]:
    return {row[0] for row in connection.execute(_OPEN_READERS.encode()).fetchall()}
