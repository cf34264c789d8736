"""A long history from a short one: copies of all messages in raw, each a span of years earlier and about other people.

Reads   raw_ijw_iwmo.*, meta.files
Writes  the same tables: `copies` more rows for each that was there, by one insert per table

A copy of a message has its own file, sender's name of it, clients, numbers and references, and the dates of a shorter
past, so that answers find their message, claims their toewijzing and credits their debit, within the copy only.
"""

import psycopg
from psycopg import sql

SCHEMA = "raw_ijw_iwmo"

_COLUMNS = """
select table_name, column_name, data_type
from information_schema.columns
where table_schema = %s
order by table_name, ordinal_position
"""

_NAMES = ("identificatie", "referentie", "declaratienummer")
_NUMBERS = ("toewijzingnummer", "beschikkingnummer")
_NO_NAMES = ("verwijzer", "code")


def grow(connection: psycopg.Connection, *, copies: int, years: int) -> int:
    """Put `copies` of everything before it, each `years` earlier than the one before. Gives the claim lines."""
    tables: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in connection.execute(_COLUMNS, (SCHEMA,)):
        tables.setdefault(table, []).append((column, kind))
    for table, columns in tables.items():
        connection.execute(_copy(SCHEMA, table, [(name, _moved(name, kind, years)) for name, kind in columns], copies))
    connection.execute(_copy("meta", "files", _of_files(connection), copies))
    connection.execute("analyze")
    row = connection.execute(f"select count(*) from {SCHEMA}.prestaties").fetchone()
    return int(row[0]) if row else 0


def _copy(schema: str, table: str, columns: list[tuple[str, sql.Composable]], copies: int) -> sql.Composed:
    return sql.SQL(
        "insert into {table} ({names}) select {values} from {table} as rows"
        " cross join generate_series(1, {copies}) as copies (copy)"
    ).format(
        table=sql.Identifier(schema, table),
        names=sql.SQL(", ").join(sql.Identifier(name) for name, _ in columns),
        values=sql.SQL(", ").join(value for _, value in columns),
        copies=copies,
    )


def _moved(name: str, kind: str, years: int) -> sql.Composable:
    column = sql.Identifier("rows", name)
    if name == "_source_file_id":
        return _file(column)
    if name == "client_pseudoniem":
        return sql.SQL("md5({} || copy)").format(column)
    if kind == "date":
        return sql.SQL("({} - make_interval(years => copy * {}))::date").format(column, years)
    if name in _NUMBERS:
        return sql.SQL("{} + copy * 100000000").format(column)
    if kind == "text" and any(part in name for part in _NAMES) and not any(part in name for part in _NO_NAMES):
        return sql.SQL("{} || '.' || copy").format(column)
    return column


def _file(column: sql.Composable) -> sql.Composed:
    return sql.SQL("('x' || substr(md5({} || '.' || copy), 1, 15))::bit(60)::bigint").format(column)


def _of_files(connection: psycopg.Connection) -> list[tuple[str, sql.Composable]]:
    found = connection.execute(
        "select column_name from information_schema.columns where table_schema = 'meta' and table_name = 'files'"
    ).fetchall()
    moved: dict[str, sql.Composable] = {
        "file_id": _file(sql.Identifier("rows", "file_id")),
        "sha256": sql.SQL("rows.sha256 || '.' || copy"),
    }
    return [(name, moved.get(name, sql.Identifier("rows", name))) for (name,) in found]
