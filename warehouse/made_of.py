"""What a build is made of, as one fingerprint: when nothing of it changed, a build would say the same again.

Reads   the code of this project, meta.files, pg_stat_user_tables (counters only, never a row of raw)

Whatever is in doubt gives another fingerprint, and so a build: counters that were reset, a table that was only
touched. What a model may read must be in here: docs/decisions/incremental.md.
"""

import hashlib
from functools import cache
from pathlib import Path

import psycopg

from warehouse.settings import PROJECT

CODE = ("dbt_project.yml", "requirements.lock", "dbt_project", "soda", "warehouse")
"""Models and the versions they run on, the checks that let them out, and how they go out."""

_LEFT_OUT = frozenset({"__pycache__"})

# every decision about a file; a replay or a release from quarantine decides anew
_FILES = """
select md5(string_agg(
    md5(row(file_id, status, decided_at, loaded_at, changed_at, received_at)::text), '' order by file_id
))
from meta.files
"""

# rows that came, went or changed, also by hand; dbt reads meta.outcomes for files that are refused or held only
_ROWS = """
select string_agg(
    concat_ws(' ', schemaname, relname, n_tup_ins, n_tup_upd, n_tup_del, pg_relation_filenode(relid)), ','
    order by relid
)
from pg_stat_user_tables
where starts_with(schemaname, 'raw_')
"""


def made_of(connection: psycopg.Connection) -> str:
    """The fingerprint of code and loaded data as they are now: 64 hexadecimal characters."""
    parts = [code_fingerprint(PROJECT)]
    for query in (_FILES, _ROWS):
        row = connection.execute(query.encode()).fetchone()
        parts.append(str(row[0]) if row else "")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def code_fingerprint(project: Path) -> str:
    """The fingerprint of the files of `CODE` in a project; once per process, since code does not change under it."""
    digest = hashlib.sha256()
    files = [path for name in CODE for path in _files(project / name)]
    assert len(files) > 1, f"no code found in {project}"  # noqa: S101
    for path in files:
        digest.update(path.relative_to(project).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(path for path in place.rglob("*") if path.is_file() and not _LEFT_OUT & set(path.parts))
