"""Whether the clock of this machine can be believed.

The ledger and every table take the time of the database, so a wrong clock here does no harm but to logs and names.
"""

import time

import psycopg

from ingestion.outcomes import Fault

MOST_SECONDS = 60


def clock_fault(connection: psycopg.Connection) -> Fault | None:
    """The remark that this clock differs from that of the database, by more than a minute."""
    (there,) = connection.execute("select extract(epoch from clock_timestamp())::float8").fetchone() or (0.0,)
    seconds = round(time.time() - there)
    return Fault("L002", fields={"seconden": seconds}) if abs(seconds) > MOST_SECONDS else None
