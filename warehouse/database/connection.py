"""Connect to the warehouse as one of its roles, embedded or elsewhere, always with the same session settings.

Reads   <home>/secrets/<role>.password, the place of the embedded database or SDW_DATABASE_URL
"""

import psycopg
from psycopg.conninfo import conninfo_to_dict

from warehouse.database.configuration import SUPERUSER
from warehouse.database.errors import DatabaseError
from warehouse.database.passwords import password_of
from warehouse.database.place import Place, find_place
from warehouse.database.roles import LOGIN_ROLES
from warehouse.settings import Settings

ROLES = LOGIN_ROLES
DATABASE = "warehouse"
SESSION = "-c timezone=UTC -c datestyle=ISO,YMD -c client_encoding=UTF8"
CONNECT_SECONDS = "10"


def connect(settings: Settings, role: str, *, autocommit: bool = False) -> psycopg.Connection:
    """A connection as `role` (one of ROLES), in UTC, with ISO dates.

    Raises DatabaseError when the database cannot be reached or the home was never prepared.
    """
    return open_connection(parameters(settings, role), autocommit=autocommit)


def connect_as_administrator(settings: Settings, *, autocommit: bool = False) -> psycopg.Connection:
    """A connection that may create roles and schemas: for prepare, backup and tests, never for a step of a night."""
    return open_connection(administrator_parameters(settings), autocommit=autocommit)


def parameters(settings: Settings, role: str) -> dict[str, str]:
    """What a tool needs to connect as `role`: host (a folder: the socket in it), port, dbname, user, password.

    With SDW_DATABASE_URL its other options (sslmode and the like) come along.
    """
    if role not in ROLES:
        raise ValueError(f"{role} is not a role that logs in; roles: {', '.join(ROLES)}")
    password = password_of(settings, role)
    if settings.database_url:
        return {**_from_url(settings), "user": role, "password": password}
    return {**_embedded(settings), "dbname": DATABASE, "user": role, "password": password}


def administrator_parameters(settings: Settings, *, dbname: str = "") -> dict[str, str]:
    """As `parameters`, for the user of SDW_DATABASE_URL or the superuser of the embedded server."""
    if settings.database_url:
        return _from_url(settings) | ({"dbname": dbname} if dbname else {})
    password = password_of(settings, SUPERUSER)
    return {**_embedded(settings), "dbname": dbname or DATABASE, "user": SUPERUSER, "password": password}


def open_connection(found: dict[str, str], *, autocommit: bool) -> psycopg.Connection:
    """Open a connection with the session settings of the warehouse. Raises DatabaseError without any secret in it."""
    options = f"{found.get('options', '')} {SESSION}".strip()
    merged = {"connect_timeout": CONNECT_SECONDS, "application_name": "warehouse", **found, "options": options}
    try:
        return psycopg.connect(**merged, autocommit=autocommit)  # type: ignore[arg-type]
    except psycopg.OperationalError as error:
        where = f"{found.get('host', 'the default host')}, port {found.get('port', '5432')}"
        raise DatabaseError(
            f"Cannot connect to database {found.get('dbname', '')} as {found.get('user', '')} at {where}: "
            f"{str(error).strip()}. Try: warehouse doctor."
        ) from None


def address(place: Place) -> dict[str, str]:
    """Host and port of an embedded database: its socket folder where the socket's path is short enough."""
    # what the running server says comes first: the file may hold the port of a start that came too late
    running = place.postmaster_lines()[3:4]
    try:
        port = running[0] if running else place.port_file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise DatabaseError(f"The database in {place.root} was never started. Start it: warehouse status.") from None
    return {"host": str(place.socket) if place.has_socket else "127.0.0.1", "port": port}


def _embedded(settings: Settings) -> dict[str, str]:
    place = find_place(settings)
    if place is None:
        raise DatabaseError(f"{settings.home} has no database yet. Make it: warehouse status.")
    return address(place)


def _from_url(settings: Settings) -> dict[str, str]:
    try:
        given = conninfo_to_dict(settings.database_url)
    except psycopg.ProgrammingError:
        # its own message may quote the address, which holds a password
        raise DatabaseError(
            "SDW_DATABASE_URL cannot be read. Its form: postgresql://user:password@host:port/database?sslmode=verify-full"
        ) from None
    found = {"host": "localhost", "port": "5432", **{key: str(value) for key, value in given.items() if value}}
    return {"dbname": found.get("user", ""), **found}
