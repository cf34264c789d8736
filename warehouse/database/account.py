"""Which system user the embedded server runs as. PostgreSQL refuses to run as root, so root hands it to another.

An ordinary user runs it as itself. Root uses, in this order: the owner of the existing database, the user
`postgres`, a system user made for this purpose (no login, no home), and `nobody`.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from warehouse.database.errors import DatabaseError

OWN_NAME = "sdw-postgres"
PREFERRED = ("postgres", OWN_NAME)
LAST_RESORT = "nobody"
MAKERS = (
    ("useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", OWN_NAME),
    ("adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", OWN_NAME),
)


@dataclass(frozen=True)
class Account:
    """A system user by number; the server and its tools run as this one, with no other groups."""

    uid: int
    gid: int

    @property
    def is_current(self) -> bool:
        return self.uid == os.geteuid()

    def can_enter(self, folder: Path) -> bool:
        """Whether this user reaches the folder; tried for real, since modes alone do not show access lists."""
        return self.run(["/bin/sh", "-c", 'cd "$0"', str(folder)]).returncode == 0

    def write(self, path: Path, text: str) -> None:
        """Write a file whole or not at all, as this user: root follows no link that this user may have planted."""
        script = 'cat > "$0.new" && mv -f "$0.new" "$0"'
        done = self.run(["/bin/sh", "-c", script, str(path)], text_in=text)
        if done.returncode != 0:
            raise DatabaseError(f"Cannot write {path}: {done.stderr.strip()}")

    def run(self, command: list[str], *, text_in: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command as this user from the root folder, in an environment that the caller's locale cannot change."""
        return subprocess.run(
            command,
            input=text_in,
            user=None if self.is_current else self.uid,
            group=None if self.is_current else self.gid,
            extra_groups=None if self.is_current else [],
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            capture_output=True,
            text=True,
            check=False,
            umask=0o077,
        )


def owner_of(folder: Path) -> Account:
    """The account that owns an existing database. Raises DatabaseError when this process may not act for it."""
    found = folder.stat()
    if os.geteuid() not in {0, found.st_uid}:
        raise DatabaseError(
            f"{folder} belongs to user {found.st_uid} and this is user {os.geteuid()}. "
            "Run as that user, or give this one a home of its own with SDW_HOME."
        )
    return Account(found.st_uid, found.st_gid)


def server_account() -> Account:
    """The account for a new database. Raises DatabaseError when root finds no user to hand the server to."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    found = _known(PREFERRED) or _make() or _known((LAST_RESORT,))
    if found is None:
        raise DatabaseError(
            "PostgreSQL does not run as root and there is no other user to run it as. "
            f"Add one (useradd --system {OWN_NAME}), run as an ordinary user, or set SDW_DATABASE_URL."
        )
    return found


def _known(names: tuple[str, ...]) -> Account | None:
    for name in names:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid)
    return None


def _make() -> Account | None:
    for maker in MAKERS:
        if shutil.which(maker[0]):
            subprocess.run(maker, capture_output=True, check=False)
            found = _known((OWN_NAME,))
            if found:
                return found
    return None
