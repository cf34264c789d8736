"""What the warehouse costs to run.

Run     make bench                                       the intake beside what one would pick instead
        make bench ARGS="intake --parts small processes"  some of it: claims small statements memory processes
        make bench ARGS="intake --rounds 7 --small 20000"
        make bench ARGS="nights --clients 500"           two whole nights, step by step
        make bench ARGS="history --clients 1500"         a night beside a rebuild as the history grows, and readers

Always ends with 0: the tables say what was reached. How to read them: docs/bench.md.
"""

import argparse
import os
import sys
import time
from importlib.metadata import version
from pathlib import Path

from rich.console import Console

from tests.bench import night_cost, nights, verdicts
from tests.bench.intake import install_peers
from tests.bench.rounds import PARTS, Plan, measure

WIDTH = 150


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command")
    intake = commands.add_parser("intake", help="claims and small messages, beside the peers (the default)")
    of_nights = commands.add_parser("nights", help="two whole nights of a city")
    of_nights.add_argument("--clients", type=int, default=2000, help="size of the synthetic city")
    history = commands.add_parser("history", help="a night beside a rebuild, and the questions of readers")
    history.add_argument("--clients", type=int, default=1500, help="size of the city, per five years of history")
    history.add_argument("--years", type=int, default=10, help="length of the longest history")
    plan = Plan()
    for name, help_text in (
        ("rounds", "how often each way is measured; five or more for medians to mean something"),
        ("lines", "claim lines in a message"),
        ("many", "most messages of claims for ours and the floors"),
        ("some", "most messages of claims for peers that are fast"),
        ("few", "most messages of claims for peers that are slow"),
        ("small", "small messages"),
    ):
        intake.add_argument(f"--{name}", type=int, default=getattr(plan, name), help=f"{help_text} (%(default)s)")
    intake.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what to measure (all)")
    intake.add_argument("--megabytes", type=int, nargs="+", default=plan.megabytes, help="sizes to watch memory at")
    options = parser.parse_args(sys.argv[1:] or ["intake"])
    console = Console(width=WIDTH)
    if options.command == "nights":
        nights.show(console, options.clients)
    elif options.command == "history":
        night_cost.show(console, options.clients, options.years)
    else:
        chosen = {name: value for name, value in vars(options).items() if name != "command"}
        _intake(console, Plan(**chosen | {"megabytes": tuple(options.megabytes), "parts": tuple(options.parts)}))
    return 0


def _intake(console: Console, plan: Plan) -> None:
    started = time.monotonic()
    python = install_peers() if "claims" in plan.parts or "small" in plan.parts else Path(sys.executable)
    measured = measure(plan, python, lambda text: print(text, file=sys.stderr, flush=True))  # noqa: T201
    ours = ", ".join(f"{name} {version(name)}" for name in ("lxml", "xml2arrow", "pyarrow", "psycopg", "pgpq"))
    load = " ".join(f"{number:.1f}" for number in os.getloadavg())
    console.print(f"{plan.rounds} interleaved rounds, {os.cpu_count()} cores, load {load}; {ours}")
    for table, way in ((verdicts.costs_table, "ours"), (verdicts.small_table, "small")):
        if measured.has(way):
            console.print(table(measured))
    console.print(verdicts.verdict_table(measured))
    console.print(f"{(time.monotonic() - started) / 60:.0f} minutes")


if __name__ == "__main__":
    sys.exit(main())
