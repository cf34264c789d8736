"""The product's own path in a process of its own: landed files to committed rows, as a night runs it.

Run     python -m tests.bench.ours intake|land|load|statements      with SDW_HOME set
Gives   one line of JSON: what it cost, per step, in this process and in its session of the database
"""

import sys
import tempfile
from collections.abc import Callable

import psycopg

from ingestion import land, load, validate
from ingestion.pseudonymise import read_or_make_key
from ingestion.sources import load_source
from tests.bench.peers.measured import client_seconds, process_seconds, tell
from warehouse.database.connection import connect
from warehouse.settings import Settings, load_settings

SOURCE = "ijw_iwmo"
RUN = "bench"


class Run:
    """The steps on one connection; each gives its counts with the CPU seconds on both sides."""

    def __init__(self, settings: Settings, connection: psycopg.Connection) -> None:
        self.settings = settings
        self.connection = connection
        self.key = read_or_make_key(settings.pseudonym_key_file)

    def land(self) -> dict[str, int]:
        return land.land_files(
            self.connection, source=SOURCE, inbox=self.settings.inbox, landing=self.settings.landing, run_id=RUN
        )

    def validate(self) -> dict[str, int]:
        return validate.validate_files(
            self.connection, source=SOURCE, landing=self.settings.landing, quarantine=self.settings.quarantine,
            run_id=RUN, is_production=False,
        )  # fmt: skip

    def load(self) -> dict[str, int]:
        return load.load_files(
            self.connection, source=SOURCE, landing=self.settings.landing, quarantine=self.settings.quarantine,
            key=self.key, run_id=RUN,
        )  # fmt: skip

    def cost_of(self, name: str, step: Callable[[], dict[str, int]]) -> dict[str, float]:
        backend = self.connection.info.backend_pid
        client, server = client_seconds(), process_seconds(backend)
        counts = step()
        return {
            f"{name}_client": client_seconds() - client,
            f"{name}_server": process_seconds(backend) - server,
            **{f"{name}_{count}": number for count, number in counts.items()},
        }

    def statements(self) -> dict[str, float]:
        """How many statements the load sends: messages Execute and Query of the protocol."""
        with tempfile.TemporaryFile("w+") as trace:
            self.connection.pgconn.trace(trace.fileno())
            counts = self.load()
            self.connection.pgconn.untrace()
            trace.seek(0)
            sent = [line.split("\t") for line in trace if "\t" in line]
        kinds = [parts[3] for parts in sent if len(parts) > 3 and parts[1] == "F"]
        return {"statements": sum(kind in {"Execute", "Query"} for kind in kinds), "rows": counts["rows"]}


def main() -> None:
    settings = load_settings()
    load_source(SOURCE)  # imports, which are start-up
    with connect(settings, "ingest_writer") as connection:
        run = Run(settings, connection)
        steps = {"intake": ("validate", "load"), "land": ("land",), "validate": ("validate",), "load": ("load",)}

        def work() -> dict[str, float]:
            if sys.argv[1] == "statements":
                return run.statements()
            return {
                name: cost
                for step in steps[sys.argv[1]]
                for name, cost in run.cost_of(step, getattr(run, step)).items()
            }

        tell(work)


if __name__ == "__main__":
    main()
