"""Looking at an embedded server from a test."""

import psycopg

from warehouse.database.connection import administrator_parameters
from warehouse.database.place import find_place
from warehouse.settings import Settings


def postmaster(settings: Settings) -> int:
    return int((find_place(settings).data / "postmaster.pid").read_text().splitlines()[0])


def superuser(settings: Settings, **changes: str) -> psycopg.Connection:
    found = administrator_parameters(settings, dbname="postgres") | changes
    return psycopg.connect(**found, autocommit=True)
