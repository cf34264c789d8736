"""What every command of `warehouse` shares: the terminal, the exit codes, settings, and words for what breaks.

use(inbox, home)     settings, with what the options say over what the environment says
broken_machine()     a machine that fails is exit 3 with a sentence, refusals() a build that may not go out exit 1
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from warehouse.settings import Settings, load_settings

REFUSED, WRONG_USE, BROKEN = 1, 2, 3

console = Console(stderr=True, highlight=False)

HomeOption = Annotated[Path | None, typer.Option(help="Folder with all state. Default: SDW_HOME.")]


def use(inbox: Path | None, home: Path | None) -> Settings:
    for name, value in (("SDW_INBOX", inbox), ("SDW_HOME", home)):
        if value is not None:
            os.environ[name] = str(value.resolve())
    load_settings.cache_clear()
    return load_settings()


def prepare(settings: Settings) -> None:
    from warehouse.database.prepare import prepare as make_ready

    make_ready(settings)


def new_run_id() -> str:
    return datetime.now(UTC).strftime("night_%Y%m%dT%H%M%S_%f")


@contextmanager
def broken_machine() -> Iterator[None]:
    import psycopg

    from ingestion.pseudonymise import KeyProblem
    from warehouse.breakage import words_for
    from warehouse.database.errors import DatabaseError

    try:
        yield
    except (OSError, psycopg.OperationalError, KeyProblem, DatabaseError) as error:
        console.print(f"[red]Broken machine:[/] {error}", words_for(error), sep="\n")
        console.print("Run `warehouse doctor` to see what to mend.")
        raise typer.Exit(BROKEN) from error


@contextmanager
def refusals() -> Iterator[None]:
    from warehouse.build import BuildFailed
    from warehouse.gate import GateFailed
    from warehouse.publish import PublishRefused

    try:
        yield
    except (BuildFailed, GateFailed, PublishRefused) as error:
        console.print(f"[red]Nothing was published:[/] {error}")
        raise typer.Exit(REFUSED) from None
