"""What an engineer does with refused and held files: list them, print the letter for the sender, try one again.

Reads   meta.files, meta.deliveries, meta.outcomes (through ingestion.quarantine)
Writes  to the terminal; a released file is landed, validated and loaded at once, and stays out where it is still wrong
Run     warehouse quarantine list | show | release
"""

import sys

from rich.console import Console
from rich.table import Table

from ingestion import quarantine
from ingestion.quarantine import DECISIONS, Quarantined, short_hash
from warehouse import night
from warehouse.database.connection import connect
from warehouse.settings import Settings

SHORTEST_KENMERK = 4
LONGEST_LIST = 12

console = Console(stderr=True, highlight=False)


def print_list(settings: Settings) -> None:
    """Everything that is refused or held now, as a table; on a pipe one line per file with tabs in between."""
    with connect(settings, "ingest_writer") as connection:
        found = quarantine.list_files(connection)
    if not found:
        console.print("Nothing is refused or held.")
        return
    if not sys.stdout.isatty():
        for file in found:
            print("\t".join(_cells(file)))  # noqa: T201 - the answer of the command
        return
    table = Table("kenmerk", "besluit", "code", "afzender", "sinds (UTC)", "bestand", title="Geweigerd of aangehouden")
    table.columns[-1].overflow = "fold"
    for file in found:
        table.add_row(*_cells(file))
    Console(highlight=False, markup=False).print(table)
    console.print("The letter for the sender: warehouse quarantine show KENMERK")


def print_letter(settings: Settings, kenmerk: str) -> bool:
    """Print the letter about one file; False where the kenmerk does not name one."""
    with connect(settings, "ingest_writer") as connection:
        file = _only(quarantine.starting_with(connection, kenmerk), kenmerk)
        if file is None:
            return False
        print(quarantine.explanation(connection, file))  # noqa: T201 - the answer of the command
    return True


def release(settings: Settings, kenmerk: str, run_id: str) -> str:
    """Judge one file again. Gives what it is then (loaded, refused, held, unpacked, noted); empty: no such file."""
    with connect(settings, "ingest_writer") as connection:
        file = _only(quarantine.starting_with(connection, kenmerk), kenmerk)
        if file is None:
            return ""
        quarantine.release(connection, file, settings.landing)
    for step in (night.land_files, night.validate_files, night.load_raw):
        step(file.source, run_id)
    with connect(settings, "ingest_writer") as connection:
        again = [told for told in quarantine.list_files(connection) if told.sha256 == file.sha256]
        if not again:
            console.print(
                f"{_named(file)} is let through. Readers see it after the next build and publish.", markup=False
            )
            return "loaded"
        console.print(f"{_named(file)} is {again[0].status} again:", markup=False)
        print(quarantine.explanation(connection, again[0]))  # noqa: T201 - the answer of the command
        return again[0].status


def _only(found: list[Quarantined], kenmerk: str) -> Quarantined | None:
    """The one file that is meant; says on the terminal why there is none."""
    if len(kenmerk) < SHORTEST_KENMERK:
        console.print(f"Give at least {SHORTEST_KENMERK} signs of the kenmerk that `warehouse quarantine list` prints.")
    elif not found:
        console.print(
            f"No refused or held file has a kenmerk that starts with {kenmerk}. It may have been let through already: "
            "`warehouse quarantine list` prints what is still refused or held.",
            markup=False,
        )
    elif len(found) > 1:
        console.print(f"{len(found)} files have a kenmerk that starts with {kenmerk}; give more signs:", markup=False)
        for file in found[:LONGEST_LIST]:
            console.print(f"  {_named(file)}", markup=False)
    else:
        return found[0]
    return None


def _named(file: Quarantined) -> str:
    return f"{short_hash(file.sha256)} {file.source}/{file.name}"


def _cells(file: Quarantined) -> tuple[str, ...]:
    return (
        short_hash(file.sha256),
        DECISIONS[file.status],
        file.code or "",
        file.afzender or "onbekend",
        f"{file.decided_at:%Y-%m-%d %H:%M}",
        f"{file.source}/{file.name}",
    )
