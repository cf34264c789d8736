"""One intake in a process of its own, so that a test can kill it: python -m tests.ingestion.killed_run HOME"""

import sys
from pathlib import Path

from ingestion import land, load, pseudonymise, validate
from tests.conftest import new_settings
from warehouse.database.connection import connect

SOURCE = "ijw_iwmo"


def main(home: Path) -> None:
    settings = new_settings(home)
    load.BATCH_FILES = land.BATCH_FILES = validate.BATCH_FILES = 20
    folders = {"landing": settings.landing, "quarantine": settings.quarantine}
    with connect(settings, "ingest_writer") as connection:
        print("start", flush=True)  # noqa: T201 - the test waits for this word
        land.land_files(connection, source=SOURCE, inbox=settings.inbox, landing=settings.landing, run_id="gedood")
        validate.validate_files(connection, source=SOURCE, **folders, run_id="gedood", is_production=False)
        key = pseudonymise.read_or_make_key(settings.pseudonym_key_file, connection)
        load.load_files(connection, source=SOURCE, **folders, key=key, run_id="gedood")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
