"""The steps of a night, in the order in which the DAGs call them.

Reads   the settings of the environment; each step finds its work in the ledger, so each can run twice
Writes  what the step itself writes, and one row per step in meta.steps: seconds, memory, counts
Run     by the DAGs in dags/, or one at a time by the `warehouse` command
"""

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from psycopg.types.json import Jsonb

from ingestion import land, load, pseudonymise, validate
from warehouse import build, gate
from warehouse import publish as publishing
from warehouse.database.connection import connect
from warehouse.database.embedded import cpu_seconds
from warehouse.report import site
from warehouse.settings import Settings, load_settings

Counts = dict[str, int | str]


@dataclass
class Measured:
    """What a step reports besides its cost."""

    counts: Counts = field(default_factory=dict)


def land_files(source: str, run_id: str) -> Counts:
    """Copy what senders dropped into landing, unchanged and once. Counts files by reaction."""
    settings = load_settings()
    with _measured(settings, run_id, f"land_files {source}") as step, connect(settings, "ingest_writer") as connection:
        step.counts.update(
            land.land_files(connection, source=source, inbox=settings.inbox, landing=settings.landing, run_id=run_id)
        )
    return step.counts


def validate_files(source: str, run_id: str) -> Counts:
    """Decide about every landed file: valid, refused or held. Counts files by verdict."""
    settings = load_settings()
    with (
        _measured(settings, run_id, f"validate_files {source}") as step,
        connect(settings, "ingest_writer") as connection,
    ):
        step.counts.update(
            validate.validate_files(
                connection,
                source=source,
                landing=settings.landing,
                quarantine=settings.quarantine,
                run_id=run_id,
                is_production=settings.is_production,
            )
        )
    return step.counts


def load_raw(source: str, run_id: str) -> Counts:
    """Load every valid file into raw and vault, one transaction per batch. Counts files and rows."""
    settings = load_settings()
    with _measured(settings, run_id, f"load_raw {source}") as step, connect(settings, "ingest_writer") as connection:
        key = pseudonymise.read_or_make_key(settings.pseudonym_key_file, connection)
        step.counts.update(
            load.load_files(
                connection,
                source=source,
                landing=settings.landing,
                quarantine=settings.quarantine,
                key=key,
                run_id=run_id,
            )
        )
    return step.counts


def gate_raw(source: str, run_id: str) -> Counts:
    """May this delivery come in? Raises GateFailed when a check fails, crashes, or did not run."""
    return _gated(f"gate_raw {source}", run_id, lambda settings: gate.gate_raw(settings, source, run_id))


def build_marts(run_id: str) -> Counts:
    """Build staging, marts and indicators aside, unless the load that readers see was made of the same. BuildFailed."""
    settings = load_settings()
    with _measured(settings, run_id, "build_marts") as step:
        step.counts.update(build.build_if_needed(settings, run_id))
    return step.counts


def build_again(run_id: str) -> Counts:
    """Build staging, marts and indicators aside, also when nothing changed. Raises BuildFailed."""
    settings = load_settings()
    with _measured(settings, run_id, "build_marts") as step:
        step.counts.update(build.build(settings, run_id))
    return step.counts


def gate_build(run_id: str) -> Counts:
    """May this build go out? Raises GateFailed when a check fails, crashes, or did not run."""
    return _gated("gate_build", run_id, lambda settings: gate.gate_build(settings, run_id))


def publish(run_id: str) -> Counts:
    """Point all readers at the audited build in one step, or raise PublishRefused and leave them be."""
    settings = load_settings()
    with _measured(settings, run_id, "publish") as step:
        step.counts.update(publishing.publish(settings, run_id))
    return step.counts


def write_report(run_id: str) -> Counts:
    """Write the static site about the load that readers now see."""
    settings = load_settings()
    with _measured(settings, run_id, "write_report") as step:
        step.counts["page"] = str(site.write_report(settings, run_id))
    return step.counts


def _gated(name: str, run_id: str, run: Callable[[Settings], gate.GateResult]) -> Counts:
    settings = load_settings()
    with _measured(settings, run_id, name) as step:
        result = run(settings)
        step.counts.update(checks=len(result.checks), failed=sum(check.outcome != "pass" for check in result.checks))
        result.raise_if_blocked()
    return step.counts


@contextmanager
def _measured(settings: Settings, run_id: str, step: str) -> Iterator[Measured]:
    """Record what a step cost, also when it fails: wall and CPU seconds (database included), peak memory in MB."""
    measured = Measured()
    wall, cpu = time.monotonic(), _cpu_seconds(settings)
    try:
        yield measured
    finally:
        row = (
            run_id,
            step,
            time.monotonic() - wall,
            _cpu_seconds(settings) - cpu,
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            Jsonb(measured.counts),
        )
        with connect(settings, "ingest_writer") as connection:
            connection.execute(
                "insert into meta.steps (run_id, step, wall_seconds, cpu_seconds, peak_memory_mb, counts)"
                " values (%s, %s, %s, %s, %s, %s)",
                row,
            )


def _cpu_seconds(settings: Settings) -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime + cpu_seconds(settings)
