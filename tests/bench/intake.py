"""What it takes to get claims and small messages into the database: ours and what one would pick instead.

Reads   messages of `messages.py`, peers of .venv-bench (installed from peers/peers.lock when it is not there)
Gives   Measured: by way and number of lines the costs of each round; rounds are interleaved
Run     make bench
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.bench import messages
from tests.bench.server import Server, empty_peers, session_seconds
from tests.conftest import empty_database
from warehouse.database.connection import connect_as_administrator
from warehouse.settings import PROJECT, Settings

HERE = Path(__file__).parent
VENV = PROJECT / ".venv-bench"
LOCK = HERE / "peers" / "peers.lock"
SOURCE = "ijw_iwmo"

Cost = dict[str, float]


@dataclass
class Measured:
    """The costs of every round, by what was done and how much of it."""

    rounds: dict[tuple[str, int], list[Cost]] = field(default_factory=lambda: defaultdict(list))

    def add(self, way: str, amount: int, cost: Cost) -> None:
        self.rounds[way, amount].append(cost)

    def has(self, way: str) -> bool:
        return any(known == way for known, _ in self.rounds)

    def amounts(self, way: str) -> list[int]:
        return sorted(amount for known, amount in self.rounds if known == way)

    def median(self, way: str, amount: int, *names: str) -> float:
        """Median over the rounds of the sum of these costs."""
        return median(sum(cost.get(name, 0.0) for name in names) for cost in self.rounds[way, amount])

    def marginal(self, way: str, *names: str) -> float:
        """Cost of one more: between the smallest and the largest amount, so that what every run costs falls out."""
        few, many = self.amounts(way)[0], self.amounts(way)[-1]
        return (self.median(way, many, *names) - self.median(way, few, *names)) / (many - few)

    def peak(self, way: str) -> float:
        return max(cost["peak_mb"] for (known, _), costs in self.rounds.items() for cost in costs if known == way)


def install_peers() -> Path:
    """The interpreter of the peers, in an environment of their own that is made when the lock changed."""
    python, made_from = VENV / "bin" / "python", VENV / "peers.lock"
    if not made_from.is_file() or made_from.read_bytes() != LOCK.read_bytes():
        uv = Path(sys.executable).with_name("uv")
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--clear", VENV], check=True)
        subprocess.run(
            [uv, "pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode", "--python", python, LOCK],
            check=True,
        )
        shutil.copyfile(LOCK, made_from)
    return python


def run(command: list[str | Path], server: Server | None, environment: dict[str, str]) -> Cost:
    """The cost of one process, and of the sessions it had."""
    before = session_seconds(server) if server else 0.0
    done = subprocess.run(
        command, check=False, env=os.environ | environment, cwd=PROJECT, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command[:3]))} failed:\n{done.stderr[-2000:]}")
    cost: Cost = json.loads(done.stdout.splitlines()[-1])
    return cost | {"server": session_seconds(server) - before if server else 0.0}


def run_ours(settings: Settings, server: Server, what: str) -> Cost:
    """Steps of our own path on what is delivered or landed."""
    return run([sys.executable, "-m", "tests.bench.ours", what], server, {"SDW_HOME": str(settings.home)})


def run_peer(python: Path, server: Server, way: str, files: list[Path], expected: tuple[int, int]) -> Cost:
    """One peer on these files. Raises RuntimeError where it did not load every line and cent."""
    empty_peers(server)
    message, base = messages.namespaces()
    environment = server.environment | {"BENCH_MESSAGE": message, "BENCH_BASE": base}
    cost = run([python, HERE / "peers" / "loading.py", way, *files], server, environment)
    with server.connect() as connection:
        loaded = connection.execute("select count(*), sum(bedrag)::bigint from peers.prestaties").fetchone()
    if loaded != expected:
        raise RuntimeError(f"{way} loaded {loaded} of {expected}")
    return cost


def run_floor(python: Path, floor: str, files: list[Path]) -> Cost:
    cost = run([python, HERE / "peers" / "floors.py", floor, *files], None, {})
    if not cost["bytes"]:
        raise RuntimeError(f"{floor} saw nothing")
    return cost


def empty_home(settings: Settings) -> None:
    """As it was before anything was delivered."""
    empty_database(settings)
    for folder in (settings.inbox, settings.landing, settings.quarantine):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True)
    with connect_as_administrator(settings, autocommit=True) as connection:
        connection.execute("checkpoint")


def fill_inbox(settings: Settings, contents: Iterable[tuple[str, bytes]]) -> list[Path]:
    """Deliver messages as a sender did a minute ago."""
    folder = settings.inbox / SOURCE
    folder.mkdir(parents=True, exist_ok=True)
    moment = time.time() - 60
    files = []
    for name, content in contents:
        path = folder / name
        path.write_bytes(content)
        os.utime(path, (moment, moment))
        files.append(path)
    return files


def standing(settings: Settings) -> tuple[int, int]:
    """Claim lines and their cents in the raw layer."""
    with connect_as_administrator(settings) as connection:
        row = connection.execute(
            "select count(*), coalesce(sum(ingediendbedrag_bedrag), 0)::bigint from raw_ijw_iwmo.prestaties"
        ).fetchone()
    if row is None:
        raise RuntimeError("no answer")
    return row


def statuses(settings: Settings) -> dict[str, int]:
    """Files in the ledger: by status, and by the code that decided where there is one."""
    with connect_as_administrator(settings) as connection:
        return dict(connection.execute("select coalesce(code, status), count(*) from meta.files group by 1").fetchall())
