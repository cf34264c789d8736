"""One measurement after another, every way once per round, so that a busy moment hits all alike.

Gives   Measured (intake.py), under the names that `verdicts.py` compares
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench import messages
from tests.bench.copying import copy_seconds, take_blocks
from tests.bench.intake import (
    Cost,
    Measured,
    empty_home,
    fill_inbox,
    run_floor,
    run_ours,
    run_peer,
    standing,
    statuses,
)
from tests.bench.server import Server, bench_home, xml_server
from warehouse.settings import PROJECT, Settings

PARTS = ("claims", "small", "statements", "memory", "processes")
FLOORS = ("c_expat", "libxml2_sax", "lxml_values")
FORMS = ("binary", "csv")
CORES = 2
COMMAND = [sys.executable, "-m", "tests.bench.ours", "intake"]
AT_ONCE = (24, 16_000)
"""Messages and their lines that two processes share: so many that starting them (a second) hides nothing."""

SPIN = "import time; e = time.monotonic() + 1; n = 0\nwhile time.monotonic() < e: n += 1\nprint(n)"


@dataclass(frozen=True)
class Plan:
    """How much is measured. Claims come in messages of `lines`; ways that are slow get fewer of them."""

    rounds: int = 5
    lines: int = 2500
    many: int = 16
    some: int = 8
    few: int = 3
    small: int = 20_000
    megabytes: tuple[int, ...] = (4, 40, 155)
    parts: tuple[str, ...] = PARTS

    @property
    def peers(self) -> dict[str, int]:
        """Most messages of claims per peer; each also gets one."""
        fast = ("lxml_copy", "dlt_arrow")
        return {way: self.some if way in fast else self.few for way in (*fast, "dlt_dicts", "pandas_to_sql")}


@dataclass
class Bench:
    """What measuring needs at hand."""

    plan: Plan
    python: Path
    settings: Settings
    server: Server
    xml: Server | None
    files: list[Path]
    measured: Measured
    say: Callable[[str], None]

    def expected(self, files: int) -> tuple[int, int]:
        cents = sum(messages.cents(number, self.plan.lines) for number in range(files))
        return files * self.plan.lines, cents


def measure(plan: Plan, python: Path, say: Callable[[str], None]) -> Measured:
    """All rounds. Raises RuntimeError where a way did not do its work."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        files = []
        for name, content in messages.many_claims(0, plan.many, plan.lines):
            files.append(folder / name)
            files[-1].write_bytes(content)
        settings, server = stack.enter_context(bench_home())
        xml = stack.enter_context(xml_server())
        bench = Bench(plan, python, settings, server, xml, files, Measured(), say)
        in_rounds = {"claims": (_prove_rules, _ours, _peers, _floors), "small": (_small,)}
        for number in range(plan.rounds):
            for part, jobs in in_rounds.items():
                for job in jobs if part in plan.parts else ():
                    say(f"round {number + 1} of {plan.rounds}: {job.__name__.strip('_').replace('_', ' ')}")
                    job(bench)
        for part, job in {"statements": _statements, "memory": _memory, "processes": _two_processes}.items():
            if part in plan.parts:
                job(bench)
    return bench.measured


def _prove_rules(bench: Bench) -> None:
    """Whether our path holds a message against the rules of level 2: one that breaks one must not load."""
    if bench.measured.has("rules"):
        return
    empty_home(bench.settings)
    fill_inbox(bench.settings, [("JW323.xml", messages.claims_that_do_not_add_up(0, 10))])
    for step in ("land", "intake"):
        run_ours(bench.settings, bench.server, step)
    bench.measured.add("rules", 1, {"refused": float("loaded" not in statuses(bench.settings))})


def _ours(bench: Bench) -> None:
    plan = bench.plan
    for count in (1, plan.many):
        empty_home(bench.settings)
        fill_inbox(bench.settings, messages.many_claims(0, count, plan.lines))
        run_ours(bench.settings, bench.server, "land")
        cost = run_ours(bench.settings, bench.server, "intake")
        if standing(bench.settings) != bench.expected(count):
            raise RuntimeError(f"ours loaded {standing(bench.settings)}: {statuses(bench.settings)}")
        bench.measured.add("ours", count * plan.lines, cost)
    _land_again(bench, "again_claims", messages.many_claims(0, plan.many, plan.lines), plan.many)
    blocks = {form: take_blocks(bench.settings, form) for form in FORMS}
    for form in FORMS:
        seconds = copy_seconds(bench.settings, blocks[form], form)
        bench.measured.add(f"copy_{form}", plan.many * plan.lines, {"server": seconds})


def _peers(bench: Bench) -> None:
    for way, most in bench.plan.peers.items():
        for count in (1, most):
            cost = run_peer(bench.python, bench.server, way, bench.files[:count], bench.expected(count))
            bench.measured.add(way, count * bench.plan.lines, cost)
    if bench.xml:
        for count in (1, bench.plan.few):
            cost = run_peer(bench.python, bench.xml, "xmltable", bench.files[:count], bench.expected(count))
            bench.measured.add("xmltable", count * bench.plan.lines, cost)


def _floors(bench: Bench) -> None:
    for floor in FLOORS:
        for count in (1, bench.plan.many):
            cost = run_floor(bench.python, floor, bench.files[:count])
            bench.measured.add(floor, count * bench.plan.lines, cost)


def _small(bench: Bench) -> None:
    for count in (bench.plan.small // 10, bench.plan.small):
        empty_home(bench.settings)
        files = fill_inbox(bench.settings, messages.many_starts(0, count))
        bench.measured.add("small_parse", count, run_floor(bench.python, "lxml_values", [files[0].parent]))
        bench.measured.add("small_land", count, run_ours(bench.settings, bench.server, "land"))
        cost = run_ours(bench.settings, bench.server, "intake")
        if statuses(bench.settings) != {"loaded": count}:
            raise RuntimeError(f"of {count} small messages: {statuses(bench.settings)}")
        bench.measured.add("small", count, cost)
        bench.measured.add("unchanged", count, run_ours(bench.settings, bench.server, "land"))
        _land_again(bench, "again_small", messages.many_starts(0, count), count)


def _land_again(bench: Bench, name: str, contents: Iterator[tuple[str, bytes]], count: int) -> None:
    """The same contents under other names."""
    for path in (bench.settings.inbox / "ijw_iwmo").iterdir():
        path.unlink()
    fill_inbox(bench.settings, ((f"again_{name}", content) for name, content in contents))
    cost = run_ours(bench.settings, bench.server, "land")
    if cost["land_skipped"] != count:
        raise RuntimeError(f"{cost['land_skipped']} of {count} files were known again")
    bench.measured.add(name, count, cost)


def _statements(bench: Bench) -> None:
    for lines in (100, bench.plan.lines):
        empty_home(bench.settings)
        fill_inbox(bench.settings, messages.many_claims(0, 4, lines))
        for step in ("land", "validate"):
            run_ours(bench.settings, bench.server, step)
        cost = run_ours(bench.settings, bench.server, "statements")
        bench.measured.add("statements", 4 * lines, cost)


def _memory(bench: Bench) -> None:
    for size in bench.plan.megabytes:
        bench.say(f"a message of {size} MB")
        lines = size * 1_000_000 // messages.BYTES_PER_LINE
        empty_home(bench.settings)
        fill_inbox(bench.settings, [("JW323.xml", messages.claims(0, lines))])
        landed = run_ours(bench.settings, bench.server, "land")
        cost = run_ours(bench.settings, bench.server, "intake")
        found = {f"is_{status}": 1.0 for status in statuses(bench.settings)}
        bench.measured.add("memory", size, cost | found | {"land_peak_mb": landed["peak_mb"]})


def _two_processes(bench: Bench) -> None:
    """Only rounds count before which two cores were free: on a busy machine there is no second core to gain."""
    for number in range(bench.plan.rounds):
        bench.say(f"two processes, round {number + 1} of {bench.plan.rounds}")
        if not is_idle():
            continue
        for processes in (1, CORES):
            empty_home(bench.settings)
            fill_inbox(bench.settings, messages.many_claims(0, *AT_ONCE))
            run_ours(bench.settings, bench.server, "land")
            bench.measured.add("processes", processes, _at_once(bench.settings, processes))


def _at_once(settings: Settings, processes: int) -> Cost:
    environment = os.environ | {"SDW_HOME": str(settings.home)}
    started = time.monotonic()
    running = [
        subprocess.Popen(COMMAND, env=environment, cwd=PROJECT, stdout=subprocess.DEVNULL) for _ in range(processes)
    ]
    if any(process.wait() for process in running):
        raise RuntimeError("two processes at once failed")
    return {"wall": time.monotonic() - started}


def is_idle() -> bool:
    """Whether two cores are free: two processes do twice the work of one, and one has a core to itself.

    The load of the last minute says nothing here: what was measured just before is in it.
    """
    if (os.cpu_count() or 1) < CORES:
        return False
    alone, together = _spun(1), _spun(CORES)
    return together > 1.9 * alone


def _spun(processes: int) -> int:
    running = [
        subprocess.Popen([sys.executable, "-c", SPIN], stdout=subprocess.PIPE, text=True) for _ in range(processes)
    ]
    return sum(int(process.communicate()[0]) for process in running)
