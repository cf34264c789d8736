"""What a reader may rely on: a mart never loses a mart, a column or a type between two loads.

Reads   nothing; compares the tables of a build with what readers have now
Gives   the columns to add, or PublishRefused with every breach at once
"""

from collections.abc import Mapping, Sequence

from warehouse.content_hash import published_name
from warehouse.relations import Column, Relation

LOAD_ID = "load_id"
RESERVED = frozenset({"gegevens_tot_en_met"})
"""Names of views that the publish makes itself."""

LONGEST_NAME = 50


class PublishRefused(Exception):
    """Nothing was published and readers keep what they had; the message says why and what to do."""


def columns_to_add(built: Sequence[Relation], published: Mapping[str, Relation]) -> dict[str, tuple[Column, ...]]:
    """Per published name the columns by which a mart that readers have must grow; a mart new to them grows by none.

    `published` holds the relations of readers by full name, without load_id. Raises PublishRefused naming each mart
    that went missing, each column that was lost or retyped, and each name that cannot be used.
    """
    by_name = {published_name(relation): relation for relation in built}
    breaches = [*_unusable_names(built), *_missing_marts(by_name, published)]
    added: dict[str, tuple[Column, ...]] = {}
    for name, relation in by_name.items():
        known = {column.name: column for column in published.get(name, relation).columns}
        breaches += _broken_columns(name, relation, known)
        added[name] = tuple(column for column in relation.columns if column.name not in known)
    if breaches:
        raise PublishRefused("\n".join(["This build breaks what readers rely on:", *breaches]))
    return added


def _unusable_names(built: Sequence[Relation]) -> list[str]:
    breaches = []
    seen: dict[str, str] = {}
    for relation in built:
        if relation.name in seen:
            breaches.append(f"- {relation.name} is in {seen[relation.name]} and in {relation.schema}. Rename one.")
        seen[relation.name] = relation.schema
        if relation.name in RESERVED or len(relation.name) > LONGEST_NAME:
            breaches.append(
                f"- {relation.full_name}: this name is taken, or longer than {LONGEST_NAME} characters. Rename it."
            )
        if LOAD_ID in relation.column_names:
            breaches.append(f"- {relation.full_name} has a column {LOAD_ID}, which the publish adds. Leave it out.")
    return breaches


def _missing_marts(built: Mapping[str, Relation], published: Mapping[str, Relation]) -> list[str]:
    return [
        f"- {name} has readers but is not in this build. Build it again, or retire it: docs/runbooks/publish.md."
        for name in published
        if name not in built
    ]


def _broken_columns(name: str, relation: Relation, known: Mapping[str, Column]) -> list[str]:
    types = {column.name: column.sql_type for column in relation.columns}
    lost = [
        f"- {name}: column {column} is gone. Put it back, or publish the changed mart under a new name."
        for column in known
        if column not in types
    ]
    retyped = [
        f"- {name}: column {column.name} was {column.sql_type} and is now {types[column.name]}."
        " Cast it back, or add a new column beside it."
        for column in known.values()
        if types.get(column.name, column.sql_type) != column.sql_type
    ]
    return lost + retyped
