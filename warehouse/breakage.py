"""What a broken machine means for the figures, in words for who gets the call: a full disk, a database that is gone.

All else that breaks is told by its exception alone.
"""

import errno

import psycopg

from ingestion.outcomes import outcome
from warehouse.database.errors import DatabaseError

LOST_CONNECTION = ("08", "57P")
"""SQLSTATEs: connection exceptions, and a server that is shut down or starting."""


def words_for(error: BaseException) -> str:
    """The Dutch text with its code (L004, L005); empty where there is none for this error."""
    code = _code_of(error)
    return outcome(code, file_name="lading", step="night").message if code else ""


def _code_of(error: BaseException) -> str:
    if isinstance(error, psycopg.errors.DiskFull) or (isinstance(error, OSError) and error.errno == errno.ENOSPC):
        return "L004"
    if isinstance(error, DatabaseError):
        return "L005"
    if isinstance(error, psycopg.OperationalError) and (error.sqlstate or "08").startswith(LOST_CONNECTION):
        return "L005"
    return ""
