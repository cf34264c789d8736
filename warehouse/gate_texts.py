"""The texts of a gate, with what SQL cannot say by itself filled in: which tables there are, and what is published.

Reads   soda/**.yml, pg_catalog

In a check these words stand for:
    ${run_id}            the run whose deliveries are looked at
    ${source}            the source
    ${raw_counts}        relation (tabel, rijen): every raw table of the source
    ${raw_values}        relation (tabel, kolom, waarde, _loaded_at): every text and whole number in them
    ${build_values}      relation (tabel, kolom, waarde): every text and whole number in the build
    ${published.fct_x}   mart or indicator fct_x as readers have it; without rows when they have it not
"""

import re
from collections.abc import Mapping, Sequence

import psycopg
from psycopg import sql

from warehouse.content_hash import published_name
from warehouse.relations import BUILD, READERS, VIEW, Relation, relations_in
from warehouse.settings import PROJECT

FOLDER = PROJECT / "soda"
SEARCHED_TYPES = ("text", "bigint", "integer")

_SAFE = re.compile(r"[A-Za-z0-9_.:+-]+")
_PUBLISHED = re.compile(r"\$\{published\.([a-z_0-9]+)\}")


def raw_texts(connection: psycopg.Connection, source: str, run_id: str) -> dict[str, str]:
    """File name -> checks of one source; those of every source come first. Raises ValueError on an unsafe name."""
    for value in (source, run_id):
        if not _SAFE.fullmatch(value):
            raise ValueError(f"not a name that may stand in a query: {value!r}")
    relations = relations_in(connection, [f"raw_{source}"])
    words = {
        "source": source,
        "run_id": run_id,
        "raw_counts": _union([_count(relation) for relation in relations]),
        "raw_values": _union([_new_values(relation) for relation in relations]),
    }
    return {name: fill(text, words) for name, text in _read(["every_source.yml", f"raw/{source}.yml"]).items()}


def build_texts(connection: psycopg.Connection) -> dict[str, str]:
    """File name -> checks of the build."""
    built = relations_in(connection, BUILD)
    readable = {view.full_name for view in relations_in(connection, READERS, kinds=(VIEW,))}
    values = _union([column for relation in built for column in _all_values(relation)])
    files = sorted(path.relative_to(FOLDER).as_posix() for path in (FOLDER / "build").glob("*.yml"))
    texts = {name: fill(text, {"build_values": values}) for name, text in _read(files).items()}
    return {name: fill_published(text, built, readable) for name, text in texts.items()}


def intake_texts() -> dict[str, str]:
    """File name -> the checks of the build that look at the intake only, and so hold without a build."""
    return _read(["build/intake.yml"])


def fill(text: str, words: Mapping[str, str]) -> str:
    """Put each word in its place. What is not filled stays, and Soda stops at it. Pure."""
    for word, value in words.items():
        text = text.replace(f"${{{word}}}", value)
    return text


def fill_published(text: str, built: Sequence[Relation], readable: set[str]) -> str:
    """Put what readers have in the place of ${published.x}; before the first publish that is nothing. Pure."""
    by_name = {relation.name: relation for relation in built}

    def replacement(match: re.Match[str]) -> str:
        relation = by_name.get(match[1])
        if relation is None:
            return match[0]
        name = published_name(relation)
        if name in readable:
            return name
        nothing = sql.SQL("(select * from {} where false)")
        return nothing.format(sql.Identifier(relation.schema, relation.name)).as_string()

    return _PUBLISHED.sub(replacement, text)


def _read(names: Sequence[str]) -> dict[str, str]:
    """A file that is not there has no text, and a text without checks closes the gate."""
    paths = {name: FOLDER / name for name in names}
    return {name: path.read_text(encoding="utf-8") if path.is_file() else "" for name, path in paths.items()}


def _union(selects: Sequence[sql.Composable]) -> str:
    """One relation on one line, so that it can stand anywhere in a YAML block."""
    return f"({sql.SQL(' union all ').join(selects).as_string()})"


def _count(relation: Relation) -> sql.Composable:
    return sql.SQL("select {} as tabel, count(*) as rijen from {}").format(
        relation.name, sql.Identifier(relation.schema, relation.name)
    )


def _new_values(relation: Relation) -> sql.Composable:
    """One scan of the table for all its columns: it opens only the rows that the check asks for."""
    pairs: list[sql.Composable] = [
        sql.SQL("({}, {}::text)").format(name, sql.Identifier("searched", name)) for name in _searched(relation)
    ]
    return sql.SQL(
        "select {} as tabel, cells.kolom, cells.waarde, searched._loaded_at from {} as searched"
        " cross join lateral (values {}) as cells (kolom, waarde)"
    ).format(
        relation.name,
        sql.Identifier(relation.schema, relation.name),
        sql.SQL(", ").join(pairs or [sql.SQL("(null::text, null::text)")]),
    )


def _all_values(relation: Relation) -> list[sql.Composable]:
    """One scan per column: where all rows are looked at, four times as fast as opening each row."""
    return [
        sql.SQL("select {} as tabel, {} as kolom, {}::text as waarde from {}").format(
            relation.name, name, sql.Identifier(name), sql.Identifier(relation.schema, relation.name)
        )
        for name in _searched(relation)
    ]


def _searched(relation: Relation) -> list[str]:
    return [column.name for column in relation.columns if column.sql_type in SEARCHED_TYPES]
