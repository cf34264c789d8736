"""Run whole nights from outside, as a person or a timer would: by the command, in a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass

from warehouse.database.connection import connect
from warehouse.settings import PROJECT, Settings


@dataclass(frozen=True)
class Published:
    """What readers see: the load and the hash of all its tables."""

    load_id: int | None
    content_hash: str | None


def warehouse_command(word: str) -> list[str]:
    """The `warehouse` command of this very checkout, whatever is installed."""
    return [sys.executable, "-c", "from warehouse.cli import main; main()", word]


def night_command(settings: Settings) -> list[str]:
    """The command of a night in that home."""
    return [*warehouse_command("nightly"), "--home", str(settings.home)]


def environment(settings: Settings) -> dict[str, str]:
    """The caller's environment without settings of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SDW_")}
    return kept | {"SDW_INBOX": str(settings.inbox)}


def run_night(settings: Settings) -> subprocess.CompletedProcess[str]:
    """A night to its end. Its exit code and what it printed."""
    return subprocess.run(
        night_command(settings),
        cwd=PROJECT,
        env=environment(settings),
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def published(settings: Settings) -> Published:
    """What readers see now."""
    with connect(settings, "publisher") as connection:
        row = connection.execute(
            "select p.load_id, l.content_hash from meta.published as p left join meta.loads as l using (load_id)"
        ).fetchone()
    assert row is not None
    return Published(*row)
