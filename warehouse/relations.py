"""Tables and views as the catalog knows them: columns in order, types, comments, identity.

Reads   pg_catalog (so also what the role may not select from)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import psycopg

TABLE, VIEW = "r", "v"

BUILD = ("build_mart", "build_indicator")
"""Where dbt builds what is to be published."""

READERS = ("mart", "indicator")
"""Where readers find it: build_mart.x is published as mart.x."""

_QUERY = """
select
    namespaces.nspname,
    classes.relname,
    classes.oid::bigint,
    classes.relfilenode::bigint,
    coalesce(obj_description(classes.oid, 'pg_class'), ''),
    attributes.attname,
    format_type(attributes.atttypid, attributes.atttypmod),
    coalesce(col_description(classes.oid, attributes.attnum), '')
from pg_class as classes
inner join pg_namespace as namespaces on classes.relnamespace = namespaces.oid
inner join pg_attribute as attributes on classes.oid = attributes.attrelid
where
    namespaces.nspname = any(%s)
    and classes.relkind = any(%s)
    and not classes.relispartition
    and attributes.attnum > 0
    and not attributes.attisdropped
order by namespaces.nspname, classes.relname, attributes.attnum
"""


@dataclass(frozen=True)
class Column:
    """One column: its type as PostgreSQL writes it, its comment ('' when it has none)."""

    name: str
    sql_type: str
    comment: str = ""


@dataclass(frozen=True)
class Relation:
    """One table or view. `oid` and `filenode` tell a rebuilt table from the one that was there before."""

    schema: str
    name: str
    oid: int
    filenode: int
    comment: str
    columns: tuple[Column, ...]

    @property
    def full_name(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def relations_in(
    connection: psycopg.Connection, schemas: Sequence[str], kinds: Sequence[str] = (TABLE,)
) -> tuple[Relation, ...]:
    """Every relation of these kinds in these schemas, by schema and name; partitions of a table are left out."""
    rows = connection.execute(_QUERY.encode(), (list(schemas), list(kinds))).fetchall()
    return tuple(
        Relation(schema, name, oid, filenode, comment, tuple(Column(*row[5:]) for row in group))
        for (schema, name, oid, filenode, comment), group in groupby(rows, key=itemgetter(0, 1, 2, 3, 4))
    )


def fingerprint(relations: Sequence[Relation]) -> str:
    """Names these very tables: a table that is built again has another fingerprint, also with equal rows."""
    return ",".join(f"{relation.full_name}:{relation.oid}:{relation.filenode}" for relation in relations)
