"""Where the embedded database of one home stands, and who may enter.

<home>/database/    belongs to the server's user, mode 0700: nobody else enters
    data/           the cluster
    socket/         the Unix socket, beside the data so that it needs no place of its own
    port            the TCP port this home keeps
<home>/logs/postgresql/    the server's log, belongs to the server's user, mode 0700

For root, the server's user must be able to walk to these folders. The home and its logs are ours, so they get the one
traversal bit (others may walk through, not list); what holds personal data in them is made with mode 0700. Folders
above the home are never changed. Where one of them stops the server's user (a home below /root), the database stands
in /var/lib/sociaal-domein-warehouse/<name>/ and <home>/database and <home>/logs/postgresql link to it.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path

from warehouse.database.account import Account, owner_of, server_account
from warehouse.database.errors import DatabaseError
from warehouse.settings import Settings

OUTSIDE = Path("/var/lib/sociaal-domein-warehouse")
SOCKET_PATH_LIMIT = 107
"""Bytes in the address of a Unix socket (sun_path of Linux is 108 with its closing zero)."""
NOT_IN_A_PATH = frozenset("\"'\\$`\n\r")
"""Characters that PostgreSQL's own tools hand to a shell or a configuration file without quoting them."""


@dataclass(frozen=True)
class Place:
    """The folders of one database; `root` is resolved, so it never depends on a link."""

    root: Path
    logs: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def socket(self) -> Path:
        return self.root / "socket"

    @property
    def port_file(self) -> Path:
        return self.root / "port"

    @property
    def has_socket(self) -> bool:
        """Whether the socket's path can be used: short enough, and no comma, which separates hosts.

        If not, TCP on loopback serves alone.
        """
        return len(os.fsencode(self.socket / ".s.PGSQL.65535")) <= SOCKET_PATH_LIMIT and "," not in str(self.socket)

    def postmaster_lines(self) -> list[str]:
        """What the server wrote about itself: its process, folder, start, port ...; empty when it is off."""
        try:
            return (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []

    @property
    def is_initialised(self) -> bool:
        return (self.data / "PG_VERSION").exists()


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    """Hold the home's lock: of several processes that start one home, one works and the others wait for it.

    Raises DatabaseError when this user may not write in the home.
    """
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        file = (settings.home / ".database.lock").open("w")
    except OSError as error:
        raise DatabaseError(
            f"{settings.home} cannot be used by user {os.geteuid()}: {error.strerror}. "
            "Run as the user that owns it, or give this one a home of its own with SDW_HOME."
        ) from None
    with file:
        flock(file, LOCK_EX)
        yield


def find_place(settings: Settings) -> Place | None:
    """The place of this home's database, or None when it has none yet.

    Raises DatabaseError when it belongs to another user, or is linked to a folder that is gone.
    """
    link = settings.home / "database"
    if link.is_symlink() and not link.exists():
        raise DatabaseError(
            f"The database of {settings.home} stood in {link.readlink()}, which is gone. "
            f"Restore it, or remove {link} and replay the landing folder into an empty database."
        )
    if not link.exists():
        return None
    root = link.resolve()
    return Place(root, (settings.logs / "postgresql").resolve(), owner_of(root))


def make_place(settings: Settings) -> Place:
    """Make the folders of this home, closed to others, and give the server's own to its user.

    Raises DatabaseError when the home's path cannot be used or its folders cannot be handed over.
    """
    if NOT_IN_A_PATH & set(str(settings.home)):
        raise DatabaseError(
            f"SDW_HOME {str(settings.home)!r} holds a quote, backslash, $ or line end: use another path."
        )
    account = server_account()
    for folder in (settings.home / "inbox", settings.landing, settings.quarantine, settings.secrets):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.logs.mkdir(exist_ok=True)
    root, logs = settings.home / "database", settings.logs / "postgresql"
    if not account.is_current:
        for folder in (settings.home, settings.logs):
            folder.chmod(folder.stat().st_mode | 0o001)
        if not account.can_enter(settings.logs):
            return _make_outside(account, root, logs)
    # the database last: its folder says that the place is complete
    for folder in (logs, root):
        _give(folder, account)
    return Place(root.resolve(), logs.resolve(), account)


def _make_outside(account: Account, root: Path, logs: Path) -> Place:
    OUTSIDE.mkdir(mode=0o711, parents=True, exist_ok=True)
    target = Path(tempfile.mkdtemp(prefix=f"{root.parent.name}-", dir=OUTSIDE))
    # says whose it is, to who finds it after that home was deleted by hand
    (target / "home").write_text(f"{root.parent}\n", encoding="utf-8")
    _give(target / "logs", account)
    _hand_over(target, account)
    if logs.is_symlink():
        logs.unlink()
    logs.symlink_to(target / "logs")
    root.symlink_to(target)
    return Place(target, target / "logs", account)


def _give(folder: Path, account: Account) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    _hand_over(folder, account)


def _hand_over(folder: Path, account: Account) -> None:
    if account.is_current:
        return
    try:
        os.chown(folder, account.uid, account.gid)
    except OSError as error:
        raise DatabaseError(
            f"Cannot give {folder} to the server's user {account.uid}: {error.strerror}. Run as an ordinary user, or "
            "set SDW_HOME to a folder on a local disk."
        ) from None
