"""What the person at the terminal sees of a night: progress while it runs, a closing table when it ends.

Reads   meta.steps, meta.files, meta.record_counts, meta.loads, intake_counts.py (never a record of a person);
        of a night that stopped the last error of its log
Writes  to the terminal only
"""

import subprocess
import time
from dataclasses import astuple
from typing import Any

import psycopg
from psycopg.rows import dict_row
from rich.console import Console
from rich.table import Table

from warehouse import loads
from warehouse.alerts import alerts, show
from warehouse.database.connection import connect, parameters
from warehouse.intake_counts import intake_counts
from warehouse.night_log import last_error
from warehouse.settings import Settings

POLL_SECONDS = 0.5

console = Console(stderr=True, highlight=False)

_PROGRESS = """
select
    count(*) filter (where status = 'landed') as landed,
    count(*) filter (where status = 'valid') as valid,
    count(*) filter (where status = 'loaded') as loaded,
    count(*) filter (where status = 'refused') as refused
from meta.files
"""

_ROWS = """
select coalesce(sum(counts.rows_read), 0) as read, coalesce(sum(counts.rows_loaded), 0) as loaded
from meta.record_counts as counts
inner join (
    select distinct file_id from meta.deliveries where run_id = %(run_id)s and reaction = 'landed'
) as new_files on counts.file_id = new_files.file_id
"""

_STEPS = """
select step, wall_seconds, cpu_seconds, peak_memory_mb, counts
from meta.steps where run_id = %(run_id)s order by finished_at
"""

_PUBLISHED = """
select loads.load_id, loads.data_until, loads.content_hash, published.published_at
from meta.published as published
left join meta.loads as loads on published.load_id = loads.load_id
"""


def follow(settings: Settings, run_id: str, night: "subprocess.Popen[bytes]") -> int:
    """Show each step as it ends until the night is over, then the closing table. Gives the night's exit code."""
    shown = 0
    with (
        connect(settings, "publisher") as connection,
        console.status("The night begins …") as live,
    ):
        connection.autocommit = True
        while True:
            ended = night.poll() is not None
            steps = _read(connection, _STEPS, run_id)
            for step in steps[shown:]:
                console.print(f"  {step['step']:<26} {step['wall_seconds']:6.1f} s   {_counts(step['counts'])}")
            shown = len(steps)
            if ended:
                break
            progress = _read(connection, _PROGRESS, run_id)[0]
            live.update("files " + ", ".join(f"{name} {count}" for name, count in progress.items()))
            time.sleep(POLL_SECONDS)
    print_closing(settings, run_id, night.returncode)
    return night.returncode


def print_closing(settings: Settings, run_id: str, code: int) -> None:
    """The closing table of one night: in, refused, loaded, published, where to look, data through which date."""
    with connect(settings, "publisher") as connection:
        _print_files(connection, run_id)
        _print_costs(connection, run_id)
        published = _read(connection, _PUBLISHED, run_id)[0]
        load = loads.load_of_run(connection, run_id)
    if load is not None and load.is_standing:
        console.print(
            "No file that counts was new and nothing else changed: nothing was built, the load before stands."
        )
    if code != 0:
        log = settings.logs / f"{run_id}.log"
        console.print(f"[red]Nothing was published (exit {code}).[/] What was said before: {log}")
        if error := last_error(log):
            console.print(f"Why: {error}", markup=False)
    if published["load_id"] is None:
        console.print("Readers see no load yet.")
        return
    console.print(
        f"Readers see load {published['load_id']}, published {published['published_at']:%Y-%m-%d %H:%M} UTC, "
        f"data through {published['data_until']}, hash {str(published['content_hash'])[:16]}."
    )
    reader = parameters(settings, "bi_reader")
    console.print(f"Report   {settings.site / 'index.html'}")
    console.print('Query    .venv/bin/warehouse sql "select * from indicator.indicator_waarden limit 5"')
    console.print(
        f"BI tool  host 127.0.0.1, port {reader['port']}, database {reader['dbname']}, user bi_reader, "
        f"password in {settings.secrets / 'bi_reader.password'}"
    )


def print_status(settings: Settings) -> None:
    """What readers see now, what the last night did, and which providers ask for attention."""
    with connect(settings, "publisher") as connection:
        last = connection.execute("select run_id from meta.steps order by finished_at desc limit 1").fetchone()
    if last is None:
        console.print("No night has run yet. Start one with `warehouse nightly`.")
        return
    print_closing(settings, last[0], code=0)
    show(alerts(settings), console)


def _print_files(connection: psycopg.Connection, run_id: str) -> None:
    fates = ("offered", "zips, envelopes", "loaded", "known already", "held", "refused", "noted", "waiting")
    table = Table("source", *fates, title="Files")
    for column in table.columns[1:]:
        column.justify = "right"
    for counts in intake_counts(connection, run_id):
        table.add_row(*map(str, astuple(counts)))
    if table.row_count:
        console.print(table)
    else:
        console.print("No file was new.")
    rows = _read(connection, _ROWS, run_id)[0]
    console.print(f"Rows read {rows['read']}, loaded {rows['loaded']}.")


def _print_costs(connection: psycopg.Connection, run_id: str) -> None:
    steps = _read(connection, _STEPS, run_id)
    table = Table("step", "wall s", "CPU s", "peak MB", "counts", title="Steps")
    for column in table.columns[1:4]:
        column.justify = "right"
    for step in steps:
        figures = (step["wall_seconds"], step["cpu_seconds"], step["peak_memory_mb"])
        table.add_row(step["step"], *(f"{figure:.1f}" for figure in figures), _counts(step["counts"]))
    table.add_section()
    table.add_row(
        "all steps",
        f"{sum(step['wall_seconds'] for step in steps):.1f}",
        f"{sum(step['cpu_seconds'] for step in steps):.1f}",
        f"{max((step['peak_memory_mb'] for step in steps), default=0):.1f}",
        "",
    )
    console.print(table)


def _counts(counts: dict[str, Any]) -> str:
    """Counts that say something: no zeroes, no long texts such as a hash or a path."""
    said = {name: value for name, value in counts.items() if value and len(str(value)) <= 20}
    return ", ".join(f"{name} {value}" for name, value in said.items())


def _read(connection: psycopg.Connection, query: str, run_id: str) -> list[dict[str, Any]]:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query.encode(), {"run_id": run_id}).fetchall()


def print_outcomes(settings: Settings, run_id: str) -> None:
    """Print the first outcomes of a run, as they can be sent to the sender."""
    with connect(settings, "ingest_writer") as connection:
        messages = connection.execute(
            "select message from meta.outcomes where run_id = %s order by outcome_id limit 50", (run_id,)
        ).fetchall()
    for (message,) in messages:
        console.print(message, markup=False)
