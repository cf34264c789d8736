"""What a night costs as the history grows, and what a reader's question costs, in CPU seconds of the database.

Reads   a synthetic city in a home of its own, its history made longer by history.py
Writes  tables to standard output; the home is removed again
Run     make bench ARGS="history --clients 1500 --years 10"      (a city of 19,300 clients has 5 million claim lines)

For each length of history: a build from nothing, then a night that brings one day's messages about a few clients.
After the longest: publish, and 50 readers who ask twenty questions, each beside a scan of the claim lines.
"""

import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from synthetic import make_city
from tests.bench.history import grow
from tests.bench.questions import QUESTIONS, SCAN
from tests.conftest import temporary_home
from tests.synthetic.cities import delivered
from warehouse import gate, night, publish
from warehouse.build import build_on
from warehouse.database.connection import connect, connect_as_administrator
from warehouse.database.embedded import cpu_seconds
from warehouse.database.prepare import prepare
from warehouse.settings import Settings, load_settings

SPAN_YEARS = 5
"""How many years of messages a synthetic city has: each copy of it lies so many years before the one before."""

DAY_MESSAGES = 40
READERS = 50
ASKED = 4
"""How often each reader asks each question."""

MODELS = ("--exclude-resource-type", "unit_test", "test")


@dataclass(frozen=True)
class Cost:
    """What one length of history costs: CPU seconds of a rebuild and of a night, and whom that touched."""

    years: int
    lines: int
    rebuild: float
    night: float
    touched: int


def show(console: Console, clients: int, years: int) -> None:
    """Measure and print. `years`: the longest history, in steps of the span of a city."""
    with temporary_home() as settings, _environment(settings):
        prepare(settings)
        make_city(settings.inbox, clients=clients, seed=268, with_faulty=False)
        last_day = _hold_back_a_day(settings)
        for source in ("registers", "ijw_iwmo"):
            _take_in(source, f"first {source}")
        costs = [_measure(settings, SPAN_YEARS, last_day[:DAY_MESSAGES])]
        if years > SPAN_YEARS:
            with connect_as_administrator(settings) as connection:
                grow(connection, copies=years // SPAN_YEARS - 1, years=SPAN_YEARS)
            costs.append(_measure(settings, years, last_day[DAY_MESSAGES : 2 * DAY_MESSAGES]))
        console.print(_costs_table(costs, clients))
        gate.gate_build(settings, "bench")
        publish.publish(settings, "bench")
        console.print(_questions_table(settings))


def _measure(settings: Settings, years: int, messages: list[tuple[str, bytes]]) -> Cost:
    with connect_as_administrator(settings) as connection:
        connection.execute("drop table if exists intermediate.built_from")
        (lines,) = connection.execute("select count(*) from raw_ijw_iwmo.prestaties").fetchone() or (0,)
    rebuild = _spent(settings, lambda: build_on(settings, MODELS))
    folder = settings.inbox / "ijw_iwmo" / f"day_{years}"
    folder.mkdir(parents=True)
    for name, data in messages:
        (folder / name).write_bytes(data)
    _take_in("ijw_iwmo", f"day {years}")
    a_night = _spent(settings, lambda: build_on(settings, MODELS))
    with connect(settings, "transformer") as connection:
        (touched,) = connection.execute("select count(*) from intermediate.int_clienten__touched").fetchone() or (0,)
    return Cost(years, lines, rebuild, a_night, touched)


def _hold_back_a_day(settings: Settings) -> list[tuple[str, bytes]]:
    """Take the last small messages about clients out of the inbox, to come in one by one later."""
    messages = [
        (name, data) for name, data in delivered(settings.inbox) if b"jw305/schema" in data or b"wmo305/schema" in data
    ]
    shutil.rmtree(settings.inbox / "later", ignore_errors=True)
    held = messages[-2 * DAY_MESSAGES :]
    names = {name for name, _ in held}
    everything = list(delivered(settings.inbox))
    shutil.rmtree(settings.inbox / "ijw_iwmo")
    folder = settings.inbox / "ijw_iwmo" / "first"
    folder.mkdir(parents=True)
    for name, data in everything:
        if name not in names:
            (folder / name).write_bytes(data)
    return held


def _take_in(source: str, run_id: str) -> None:
    for step in (night.land_files, night.validate_files, night.load_raw):
        step(source, run_id)


def _spent(settings: Settings, run: object) -> float:
    before = cpu_seconds(settings)
    run()  # type: ignore[operator]
    return cpu_seconds(settings) - before


def _costs_table(costs: list[Cost], clients: int) -> Table:
    made = Table("years", "claim lines", "rebuild, CPU s", "night, CPU s", "night / rebuild", "clients touched")
    for cost in costs:
        share = f"{100 * cost.night / cost.rebuild:.0f} %"
        made.add_row(
            str(cost.years), f"{cost.lines:,}", f"{cost.rebuild:.1f}", f"{cost.night:.1f}", share, str(cost.touched)
        )
    made.title = f"SQL of a build; a city of {clients} clients at a time, {os.cpu_count()} cores"
    if len(costs) > 1:
        made.caption = (
            f"a night became {costs[-1].night / costs[0].night:.2f} times as dear, with {READERS} readers asleep"
        )
    return made


def _questions_table(settings: Settings) -> Table:
    scan = _asked(settings, SCAN, readers=1, times=5)
    made = Table(
        "question", "CPU ms", "of a scan", "95 % within ms", title=f"{READERS} readers; a scan: {scan[0]:.1f} ms"
    )
    for name, question in QUESTIONS.items():
        cpu, slow = _asked(settings, question, readers=READERS, times=ASKED)
        made.add_row(name, f"{cpu:.2f}", f"{100 * cpu / scan[0]:.1f} %", f"{slow:.0f}")
    return made


def _asked(settings: Settings, question: str, *, readers: int, times: int) -> tuple[float, float]:
    """CPU milliseconds per time that it was asked, and how long nineteen in twenty took at most."""

    def ask(_: int) -> list[float]:
        taken = []
        with connect(settings, "bi_reader", autocommit=True) as connection:
            for _ in range(times):
                started = time.monotonic()
                connection.execute(question.encode()).fetchall()
                taken.append(time.monotonic() - started)
        return taken

    def nothing(_: int) -> None:
        with connect(settings, "bi_reader", autocommit=True) as connection:
            connection.execute("select 1 from indicator.indicator_waarden limit 0")

    with ThreadPoolExecutor(readers) as pool:
        idle = _spent(settings, lambda: list(pool.map(nothing, range(readers))))
        taken: list[float] = []
        busy = _spent(settings, lambda: taken.extend(t for some in pool.map(ask, range(readers)) for t in some))
    return 1000 * max(busy - idle, 0) / (readers * times), 1000 * sorted(taken)[int(0.95 * len(taken))]


@contextmanager
def _environment(settings: Settings) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in ("SDW_HOME", "SDW_INBOX")}
    os.environ |= {"SDW_HOME": str(settings.home), "SDW_INBOX": str(settings.inbox)}
    load_settings.cache_clear()
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)
        load_settings.cache_clear()
