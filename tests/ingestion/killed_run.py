"""One intake in a process of its own that can kill itself: python -m tests.ingestion.killed_run HOME [STEP NUMBER]

In that step, at that call of a function of the intake, the process sends itself the signal that cannot be caught.
Without a step it runs to the end and prints how many calls each step makes, as JSON.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import ingestion
from ingestion import land, load, pseudonymise, validate
from tests.conftest import new_settings
from warehouse.database.connection import connect

SOURCE = "ijw_iwmo"
PACKAGE = str(Path(ingestion.__file__).parent)
ONCE = ("catalogue.py", "layout.py", "extraction.py", "schema.py")
"""Modules that only work at their first use; their thousands of calls would draw most moments to one place."""


class Calls:
    """Counts the calls of functions of the intake; at the fatal one the process ends on the spot."""

    def __init__(self, fatal: int) -> None:
        self.fatal, self.number = fatal, 0

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        place = frame.f_code.co_filename
        if event == "call" and place.startswith(PACKAGE) and not place.endswith(ONCE):
            self.number += 1
            if self.number == self.fatal:
                os.kill(os.getpid(), signal.SIGKILL)


def main(home: Path, fatal_step: str = "", fatal_call: int = 0) -> None:
    settings = new_settings(home)
    load.BATCH_FILES = land.BATCH_FILES = validate.BATCH_FILES = 20
    kept = {"landing": settings.landing, "quarantine": settings.quarantine, "source": SOURCE, "run_id": "gedood"}
    made = {}
    with connect(settings, "ingest_writer") as connection:
        key = pseudonymise.read_or_make_key(settings.pseudonym_key_file, connection)
        steps: dict[str, Callable[[], object]] = {
            "land": lambda: land.land_files(
                connection, source=SOURCE, inbox=settings.inbox, landing=settings.landing, run_id="gedood"
            ),
            "validate": lambda: validate.validate_files(connection, **kept, is_production=False),
            "load": lambda: load.load_files(connection, **kept, key=key),
        }
        for name, step in steps.items():
            calls = Calls(fatal_call if name == fatal_step else 0)
            sys.setprofile(calls)
            step()
            sys.setprofile(None)
            made[name] = calls.number
    print(json.dumps(made))  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3], *map(int, sys.argv[3:4]))
