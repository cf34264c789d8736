"""Say what broke without saying about whom: a log of Airflow is read by more people than the data are.

Exceptions of drivers and parsers quote the value that they stumbled over. Here only texts pass that are known to
hold none; of all others the kind of exception and the line of ours that met it.
"""

import traceback
from pathlib import Path

import psycopg

from warehouse.breakage import words_for
from warehouse.database.errors import DatabaseError
from warehouse.settings import PROJECT, SettingsError

QUOTES_VALUES = "22"
"""SQLSTATE class `data exception`: its message quotes the value, those of other classes do so in their detail only."""


class StepBroke(Exception):
    """A step met a broken machine or a fault of ours; trying again may help."""


def without_values(error: Exception) -> str:
    """What broke and where, with no value out of the data."""
    return f"{words_for(error)} {_what(error)} ({_where(error)})".lstrip()


def _what(error: Exception) -> str:
    name = type(error).__name__
    match error:
        case DatabaseError() | SettingsError() | OSError() | ImportError():
            return f"{name}: {error}"
        case psycopg.Error(sqlstate=str() as state) if not state.startswith(QUOTES_VALUES):
            return f"{name} {state}: {error.diag.message_primary}"
        case psycopg.Error(sqlstate=str() as state):
            return f"{name} {state}"
        case _:
            return name


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _is_ours(frame.filename)] or frames
    if not ours:
        return "place unknown"
    return f"{_shown(ours[-1].filename)}, line {ours[-1].lineno}, in {ours[-1].name}"


def _is_ours(file: str) -> bool:
    path = Path(file)
    return path.is_relative_to(PROJECT) and "site-packages" not in path.parts


def _shown(file: str) -> str:
    return str(Path(file).relative_to(PROJECT)) if _is_ours(file) else Path(file).name
