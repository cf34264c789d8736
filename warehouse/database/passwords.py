"""The passwords of the database roles: random, one file each, readable by the owner of the home only.

Reads, Writes   <home>/secrets/<role>.password
"""

import os
import secrets
from pathlib import Path

from warehouse.database.errors import DatabaseError
from warehouse.settings import Settings


def password_file(settings: Settings, role: str) -> Path:
    return settings.secrets / f"{role}.password"


def password_of(settings: Settings, role: str) -> str:
    """The password of a role. Raises DatabaseError when the home has not been prepared."""
    try:
        return password_file(settings, role).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise DatabaseError(
            f"There is no password for role {role} in {settings.secrets}. Make it: warehouse status."
        ) from None


def ensure_password(settings: Settings, role: str) -> str:
    """The password of a role, made when there is none yet; the file appears whole or not at all."""
    path = password_file(settings, role)
    if not path.exists():
        settings.secrets.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        # link, not rename: of two processes that start at once, the first one's password stays
        try:
            os.link(written, path)
        except FileExistsError:
            pass
        finally:
            written.unlink()
    return password_of(settings, role)
