"""What a night costs: two of them in a home of their own, the second with nothing new, step by step.

Reads   meta.steps of that home
Writes  a table to standard output; the home is removed again
Run     make bench ARGS="nights --clients 500"
"""

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.conftest import temporary_home
from warehouse.database.connection import connect
from warehouse.database.embedded import cpu_seconds
from warehouse.settings import Settings

STEPS = """
select step, wall_seconds, cpu_seconds, peak_memory_mb
from meta.steps
where run_id = (select run_id from meta.steps order by finished_at desc limit 1)
order by finished_at
"""


@dataclass(frozen=True)
class Night:
    """What one night cost as a whole, database included, and per step: name -> (seconds, CPU seconds, peak MB)."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    steps: dict[str, tuple[float, float, float]]


def show(console: Console, clients: int) -> None:
    """Run the nights and print what they cost."""
    with temporary_home() as settings:
        nights = [run_night(settings, clients) for _ in range(2)]
    console.print(f"A city of {clients} clients on {os.cpu_count()} cores; the second night finds nothing new.")
    console.print(table(nights))


def run_night(settings: Settings, clients: int) -> Night:
    """Run `warehouse nightly` for a home. Raises CalledProcessError when it is not green."""
    environment = os.environ | {"SDW_HOME": str(settings.home), "SDW_SYNTHETIC_CLIENTS": str(clients)}
    wall, cpu = time.monotonic(), _spent(settings)
    command = Path(sys.executable).with_name("warehouse")
    subprocess.run([command, "nightly"], env=environment, check=True, stdout=subprocess.DEVNULL)
    seconds, spent = time.monotonic() - wall, _spent(settings) - cpu
    with connect(settings, "publisher") as connection:
        steps = {name: tuple(cost) for name, *cost in connection.execute(STEPS)}
    return Night(seconds, spent, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, steps)


def table(nights: list[Night]) -> Table:
    """The nights side by side, a line per step."""
    made = Table("step", *(f"{name} {number}" for number in (1, 2) for name in ("s", "CPU s", "peak MB")))
    for column in made.columns[1:]:
        column.justify = "right"
    for step in nights[0].steps:
        made.add_row(step, *(f"{cost:.1f}" for night in nights for cost in night.steps.get(step, (0, 0, 0))))
    made.add_section()
    within = [
        (sum(cost[0] for cost in night.steps.values()), sum(c[1] for c in night.steps.values())) for night in nights
    ]
    rest = [(night.seconds - wall, night.cpu_seconds - cpu) for night, (wall, cpu) in zip(nights, within, strict=True)]
    made.add_row("Airflow, set-up, city", *(cell for wall, cpu in rest for cell in (f"{wall:.1f}", f"{cpu:.1f}", "")))
    whole = [(night.seconds, night.cpu_seconds, night.peak_mb) for night in nights]
    made.add_row("whole night", *(f"{cost:.1f}" for night in whole for cost in night))
    return made


def _spent(settings: Settings) -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime + cpu_seconds(settings)
