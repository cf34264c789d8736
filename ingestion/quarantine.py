"""What was refused or held: kept where a person can find it, with words that can be sent to who sent it.

Reads   meta.files, meta.deliveries, meta.outcomes, landing
Writes  quarantine/<source>/<name>.<hash>.<suffix>, the reasons beside it as .txt, and for a table the copy that
        goes back to its sender as .gemarkeerd.xlsx
Run     warehouse quarantine list | show | release

Nothing here edits a content. To release is to judge again: after a mistake of ours was mended, or a list extended.
"""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

import psycopg

from ingestion import ledger
from ingestion.held import note_release
from ingestion.outcomes import Outcome
from ingestion.sources import LandedFile

OLD_DRAFT_SECONDS = 3600
HASH_SHOWN = 12
HASH_IN_NAME = re.compile(r"\.([0-9a-f]{12})\.")
DECISIONS = {"refused": "geweigerd", "held": "aangehouden"}

REFUSED_OR_HELD = """
    select sha256, status, code, source, name, file_id, coalesce(decided_at, landed_at) as decided_at, afzender
    from meta.files
    where status in ('refused', 'held')
    union all
    select encode(sha256(convert_to(seen.source || '/' || seen.path, 'UTF8')), 'hex'),
           seen.reaction, seen.code, seen.source, seen.path, null, seen.seen_at, null
    from meta.deliveries as seen
    where seen.reaction in ('refused', 'held') and seen.file_id is null
      and not exists (
          select from meta.deliveries as later
          where later.source = seen.source and later.path = seen.path and later.delivery_id > seen.delivery_id
      )
"""
"""A file that could not even be landed has no hash: it is known by the hash of where it lay."""


@dataclass(frozen=True)
class Quarantined:
    """One file that did not come in; `status` is refused or held, `afzender` the code of its sender if known."""

    sha256: str
    status: str
    code: str | None
    source: str
    name: str
    file_id: int | None
    decided_at: datetime
    afzender: str | None


def set_aside(quarantine: Path, source: str, file: LandedFile, status: str, outcomes: Sequence[Outcome]) -> None:
    """Copy a refused or held file to quarantine and write the reasons beside it. Doing it again changes nothing."""
    folder = quarantine / source
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy, reasons = _places(folder, file)
    _write_once(copy, lambda draft: shutil.copyfile(file.path, draft))
    text = letter(file.name, file.sha256, status, [told.message for told in outcomes])
    _write_once(reasons, lambda draft: draft.write_text(text, "utf-8"))


def hand_back(quarantine: Path, source: str, file: LandedFile, marked: bytes) -> None:
    """Write the copy for the sender, with the faulty cells marked, beside the file that it is of."""
    folder = quarantine / source
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_once(_marked_place(folder, file), lambda draft: draft.write_bytes(marked))


def forget_drafts(quarantine: Path, source: str) -> None:
    """Remove what a killed run was writing; a draft that is younger may be another process's."""
    for draft in (quarantine / source).glob(".*"):
        # another process may put its draft in place between the listing and the look at it
        with suppress(FileNotFoundError):
            if draft.stat().st_mtime < time.time() - OLD_DRAFT_SECONDS:
                draft.unlink()


def hashes_kept(quarantine: Path, source: str) -> set[str]:
    """The short hashes of the files that quarantine has copies of."""
    names = [path.name for path in (quarantine / source).glob("*")]
    return {found[1] for name in names if (found := HASH_IN_NAME.search(name))}


def short_hash(sha256: str) -> str:
    """As much of a hash as names and letters show."""
    return sha256[:HASH_SHOWN]


def take_back(quarantine: Path, source: str, file: LandedFile) -> None:
    """Remove the copies of a file that was let through after all."""
    folder = quarantine / source
    for place in (*_places(folder, file), _marked_place(folder, file)):
        place.unlink(missing_ok=True)


def list_files(connection: psycopg.Connection) -> list[Quarantined]:
    """Everything that is refused or held now, in order of source and name."""
    with ledger.transaction(connection):
        rows = connection.execute(f"{REFUSED_OR_HELD} order by 4, 5, 1").fetchall()
    return [Quarantined(*row) for row in rows]


def starting_with(connection: psycopg.Connection, kenmerk: str) -> list[Quarantined]:
    """Those of which the hash starts so; none for an empty start."""
    return [found for found in list_files(connection) if kenmerk and found.sha256.startswith(kenmerk.lower())]


def explanation(connection: psycopg.Connection, found: Quarantined) -> str:
    """The letter about one file, in Dutch."""
    return letter(found.name, found.sha256, found.status, _messages(connection, found))


def release(connection: psycopg.Connection, found: Quarantined, landing: Path) -> None:
    """Have a file judged again at the next intake; one that never landed is looked at again in the inbox.

    A hold that a person may lift is lifted, and landing keeps it, so that a replay knows of it.
    """
    note_release(landing, found.source, found.sha256, found.code)
    with ledger.transaction(connection):
        if found.file_id is None:
            connection.execute(
                "update meta.deliveries set reaction = 'held'"
                " where source = %s and path = %s and reaction = 'refused' and file_id is null",
                (found.source, found.name),
            )
        else:
            connection.execute(
                "update meta.files set status = 'landed', code = null"
                " where file_id = %s and status in ('refused', 'held')",
                (found.file_id,),
            )


def letter(name: str, sha256: str, status: str, messages: Iterable[str]) -> str:
    """What can be sent to the sender: which file, what was decided, and each reason."""
    told = list(dict.fromkeys(messages))
    head = f"Bestand: {name}\nKenmerk: {short_hash(sha256)}\nBesluit: {DECISIONS[status]}, niets van geladen\n"
    return head + "".join(f"\n{number}. {message}\n" for number, message in enumerate(told, start=1))


def _messages(connection: psycopg.Connection, found: Quarantined) -> list[str]:
    with ledger.transaction(connection):
        rows = connection.execute(
            """
            select message, run_id
            from meta.outcomes
            where source = %s and reaction <> 'skip'
              and (file_id = %s or (%s::bigint is null and file_id is null and file_name = %s))
            order by outcome_id
            """,
            (found.source, found.file_id, found.file_id, found.name),
        ).fetchall()
    return [message for message, run_id in rows if run_id == rows[-1][1]]


def _places(folder: Path, file: LandedFile) -> tuple[Path, Path]:
    name = PurePosixPath(file.name).name
    suffix = PurePosixPath(name).suffix
    stem = f"{name.removesuffix(suffix)}.{short_hash(file.sha256)}"
    return folder / f"{stem}{suffix}", folder / f"{stem}.txt" if suffix != ".txt" else folder / f"{stem}.uitleg.txt"


def _marked_place(folder: Path, file: LandedFile) -> Path:
    return folder / f"{PurePosixPath(file.name).stem}.{short_hash(file.sha256)}.gemarkeerd.xlsx"


def _write_once(place: Path, write: Callable[[Path], object]) -> None:
    draft = place.with_name(f".{place.name[-100:]}.{os.getpid()}")
    write(draft)
    draft.chmod(0o600)
    draft.replace(place)
