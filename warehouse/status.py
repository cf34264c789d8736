"""What readers see now, what is kept behind it, and what the last night did.

Reads   meta.*, mart.gegevens_tot_en_met (as role publisher)
Run     warehouse status
"""

from dataclasses import asdict
from typing import Any

import psycopg
from psycopg.rows import dict_row

from warehouse.alerts import alerts
from warehouse.database.connection import connect
from warehouse.settings import Settings

_PUBLISHED = """
select
    loads.load_id,
    loads.run_id,
    loads.content_hash,
    loads.data_until,
    published.published_at
from meta.published as published
inner join meta.loads as loads on published.load_id = loads.load_id
"""

_KEPT = """
select
    load_id,
    run_id,
    status,
    content_hash,
    data_until,
    decided_at
from meta.loads
where status in ('stored', 'published', 'retired')
order by load_id desc
"""

_LAST_LOAD = """
select
    load_id,
    run_id,
    status,
    decided_at
from meta.loads
order by load_id desc
limit 1
"""

_FILES = """
select
    source,
    status,
    count(*) as files
from meta.files
group by source, status
order by source, status
"""

_STEPS = """
select
    run_id,
    step,
    wall_seconds,
    cpu_seconds,
    peak_memory_mb,
    counts,
    finished_at
from meta.steps
where run_id = (select run_id from meta.steps order by finished_at desc, step limit 1)
order by finished_at
"""

# a gate may run twice in one night: its last time counts
_GATES = """
select
    checks.gate,
    checks.run_id,
    checks.check_name,
    checks.outcome,
    checks.detail,
    checks.checked_at
from meta.gate_checks as checks
inner join (
    select
        gate,
        max(checked_at) as checked_at
    from meta.gate_checks
    group by gate
) as last_time on checks.gate = last_time.gate and checks.checked_at = last_time.checked_at
order by checks.gate, checks.outcome, checks.check_name
"""

_SOURCES = "select bron, gegevens_tot_en_met, loaded_at from mart.gegevens_tot_en_met order by bron"


def status(settings: Settings) -> dict[str, Any]:
    """The state of the warehouse, as plain values.

    published: load_id, run_id, content_hash, data_until, published_at; None before the first publish
    sources:   per source the date through which the published data go
    kept:      the loads that are there, newest first; last_load: the newest that came to the gate, published or not
    files:     per source and status how many; steps: what each step of the last run cost and counted
    gates:     every check of the last time that each gate ran: gate, check_name, outcome, detail
    alerts:    ceilings, forecasts and stops of the published load that ask for attention (alerts.py)
    """
    with connect(settings, "publisher") as connection:
        published = _read(connection, _PUBLISHED)
        last = _read(connection, _LAST_LOAD)
        return {
            "published": published[0] if published else None,
            "sources": _read(connection, _SOURCES) if published else [],
            "kept": _read(connection, _KEPT),
            "last_load": last[0] if last else None,
            "files": _read(connection, _FILES),
            "steps": _read(connection, _STEPS),
            "gates": _read(connection, _GATES),
            "alerts": [asdict(alert) for alert in alerts(settings)],
        }


def _read(connection: psycopg.Connection, query: str) -> list[dict[str, Any]]:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query.encode()).fetchall()
