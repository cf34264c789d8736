"""Where a figure comes from: what it counts, what it is now, what it was published as, and the deliveries behind it.

Reads   indicator.*, mart.gegevens_tot_en_met as bi_reader; meta.files, meta.record_counts as publisher;
        dbt_project/models/indicators/*.yml; <home>/dbt/target/graph_summary.json (which model reads which)
Run     warehouse explain IND001 --periode 2024-06 --gemeente 0268
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import class_row

from warehouse.database.connection import connect
from warehouse.indicator_document import MODELS, models_of
from warehouse.reconcile import Compared, NothingToReconcile, read_figures
from warehouse.settings import Settings

SPLITS = ("gemeente_code", "wet", "zorgsoort", "aanbieder_agb")
"""What a figure can be asked for; a split that is not named is the total over it."""

FURTHER_SPLITS = ("productgroep", "product_code", "verwijzer", "stadsdeel", "leeftijdsgroep", "geslacht")

SHOWN = 12
"""So many periods are shown at the most, the newest; a year of months."""


class NothingToExplain(Exception):
    """The load that readers see has no such indicator, or no value of it for what was asked."""


@dataclass(frozen=True)
class Value:
    """One published value; counts have neither teller nor noemer."""

    periode_type: str
    periode_start: date
    periode_eind: date
    waarde: Decimal
    teller: Decimal | None
    noemer: Decimal | None
    eenheid: str
    is_voorlopig: bool
    is_onderdrukt: bool
    load_id: int


@dataclass(frozen=True)
class Delivered:
    """What was loaded into one raw table: how many files, how many rows, and when the last one came in."""

    relation: str
    files: int
    rows: int
    last: datetime


def explain(settings: Settings, code: str, periode: str, asked: Mapping[str, str]) -> list[str]:
    """The lines that the command prints, about the values that begin in `periode` (2024, 2024-06, 2024-06-01).

    `asked` maps a column of SPLITS to a value. Raises NothingToExplain.
    """
    models = {model["name"] for found, model in models_of(MODELS).items() if found == code}
    of_variants = _models_of_variants(code)
    with connect(settings, "bi_reader") as connection:
        definition = _definition(connection, code)
        values = _values(connection, code, periode, asked)
        variants = _variants(connection, code, periode, asked)
        if not values and not variants:
            raise NothingToExplain(f"{code} has no value for {_asked(periode, asked)}.")
        published = [figure for figure in _published(connection) if figure.indicator_code == code]
        until = connection.execute(b"select bron, gegevens_tot_en_met from mart.gegevens_tot_en_met").fetchall()
    made_by, sources = lineage(_graph(settings.home), models or of_variants)
    with connect(settings, "publisher") as connection:
        delivered = _delivered(connection, sources)
    return [
        *definition,
        *_value_lines(values, _asked(periode, asked)),
        *_variant_lines(variants, _asked(periode, asked)),
        *_published_lines(published, [*values[-SHOWN:], *(value for _, value in variants)]),
        *_norm_lines(published),
        *_lineage_lines(models, of_variants, made_by),
        *_delivered_lines(delivered, dict(until)),
    ]


def lineage(graph: Mapping[str, Mapping[str, Any]], models: Collection[str]) -> tuple[list[str], list[str]]:
    """The models that these models rest on, and the sources at the bottom (`raw_registers.cpv`), each sorted.

    `graph`: dbt's own summary, from a number to {name, succ: numbers of what reads it}.
    """
    read_by = defaultdict(set)
    for node in graph.values():
        for reader in node.get("succ", ()):
            read_by[graph[str(reader)]["name"]].add(node["name"])
    found: set[str] = set()
    left = [name for node in graph.values() if _plain(name := node["name"]) in models and name.startswith("model.")]
    while left:
        new = read_by[left.pop()] - found
        found |= new
        left.extend(new)
    return (
        sorted(_plain(name) for name in found if name.startswith("model.")),
        sorted(name.split(".", 2)[2] for name in found if name.startswith("source.")),
    )


def _plain(name: str) -> str:
    return name.rsplit(".", 1)[-1]


def _graph(home: Path) -> dict[str, dict[str, Any]]:
    path = home / "dbt" / "target" / "graph_summary.json"
    if not path.is_file():
        raise NothingToExplain(f"{path} is not there: it is made by a build. Run `warehouse build`.")
    return dict(json.loads(path.read_text(encoding="utf-8"))["linked"])


def _definition(connection: psycopg.Connection, code: str) -> list[str]:
    found = connection.execute(b"select to_regclass('indicator.indicator_definities') is not null").fetchone()
    row = None
    if found and found[0]:
        row = connection.execute(
            b"select indicator_naam, definitie from indicator.indicator_definities where indicator_code = %s", (code,)
        ).fetchone()
    if row is None:
        raise NothingToExplain(f"{code} is no indicator of the load that readers see; docs/indicators.md lists them.")
    return [f"{code} {row[0]}", row[1]]


def _values(connection: psycopg.Connection, code: str, periode: str, asked: Mapping[str, str]) -> list[Value]:
    """The values whose period begins in `periode`, oldest first."""
    columns = sql.SQL(", ").join(sql.Identifier(field.name) for field in fields(Value))
    query = sql.SQL("select {} from indicator.indicator_waarden where {} order by periode_start, periode_type").format(
        columns, _where(code, periode, asked)
    )
    with connection.cursor(row_factory=class_row(Value)) as cursor:
        return cursor.execute(query).fetchall()


def _variants(
    connection: psycopg.Connection, code: str, periode: str, asked: Mapping[str, str]
) -> list[tuple[str, Value]]:
    """Of each variant the newest value whose period begins in `periode`; the longest period where several begin."""
    columns = sql.SQL(", ").join(sql.Identifier(field.name) for field in fields(Value))
    query = sql.SQL(
        'select distinct on (variant collate "C") variant, {} from indicator.indicator_varianten where {}'
        ' order by variant collate "C", periode_start desc, periode_eind desc, periode_type'
    ).format(columns, _where(code, periode, asked))
    is_there = connection.execute(b"select to_regclass('indicator.indicator_varianten') is not null").fetchone()
    if not (is_there and is_there[0]):
        return []
    return [(variant, Value(*cells)) for variant, *cells in connection.execute(query)]


def _where(code: str, periode: str, asked: Mapping[str, str]) -> sql.Composed:
    """Rows of the indicator whose period begins in `periode`, split by what is asked and by nothing else."""
    where = [sql.SQL("{} = {}").format(sql.Identifier(split), asked[split]) for split in SPLITS if split in asked]
    unasked = [split for split in (*SPLITS, *FURTHER_SPLITS) if split not in asked]
    where += [sql.SQL("{} is null").format(sql.Identifier(split)) for split in unasked]
    return sql.SQL("indicator_code = {} and periode_start::text like {} and {}").format(
        code, re.sub(r"[^0-9-]", "", periode) + "%", sql.SQL(" and ").join(where)
    )


def _models_of_variants(code: str) -> set[str]:
    paths = sorted((MODELS / "varianten").glob("ind_*.sql"))
    return {path.stem for path in paths if f"'{code}'" in path.read_text(encoding="utf-8")}


def _published(connection: psycopg.Connection) -> list[Compared]:
    try:
        return read_figures(connection)
    except NothingToReconcile:
        return []


def _delivered(connection: psycopg.Connection, sources: Sequence[str]) -> list[Delivered]:
    """What was loaded into each raw table among the sources."""
    with connection.cursor(row_factory=class_row(Delivered)) as cursor:
        return cursor.execute(
            """
            select
                'raw_' || files.source || '.' || counts.table_name as relation,
                count(*) as files,
                sum(counts.rows_loaded)::bigint as rows,
                max(files.landed_at) as last
            from meta.record_counts as counts
            inner join meta.files as files on counts.file_id = files.file_id
            where files.status = 'loaded' and 'raw_' || files.source || '.' || counts.table_name = any(%s)
            group by files.source, counts.table_name
            order by files.source, counts.table_name
            """,
            (list(sources),),
        ).fetchall()


def _asked(periode: str, asked: Mapping[str, str]) -> str:
    parts = ([periode] if periode else []) + [f"{split} {value}" for split, value in asked.items()]
    return ", ".join(parts) or "all periods, not split"


def _value_lines(values: Sequence[Value], asked: str) -> list[str]:
    if not values:
        return []
    left_out = f", the newest {SHOWN} of {len(values)}" if len(values) > SHOWN else ""
    return ["", f"Value ({asked}{left_out}; load {values[0].load_id}):", *map(_value_line, values[-SHOWN:])]


def _value_line(value: Value) -> str:
    parts = f" = {_number(value.teller)} / {_number(value.noemer)}" if value.noemer is not None else ""
    marks = [
        mark
        for mark, holds in (
            ("provisional", value.is_voorlopig),
            ("small: does not go out", value.is_onderdrukt),
        )
        if holds
    ]
    period = f"{value.periode_type} {value.periode_start} to {value.periode_eind}"
    return f"  {period}: {_number(value.waarde)} {value.eenheid}{parts}" + (f" ({', '.join(marks)})" if marks else "")


def _variant_lines(variants: Sequence[tuple[str, Value]], asked: str) -> list[str]:
    """Other readings, and splits that have no column, each with its newest period."""
    lines = [f"  {variant}: {_value_line(value).strip()}" for variant, value in variants]
    return ["", f"Other readings and splits ({asked}; the newest of each):", *lines] if lines else []


def _published_lines(published: Sequence[Compared], values: Sequence[Value]) -> list[str]:
    """What was published before about the periods shown."""
    starts = {value.periode_start for value in values}
    lines = [
        f"  {figure.cijfer_id} {figure.periode_start}: {_number(figure.gepubliceerd)} {figure.eenheid},"
        f" {figure.onderwerp or figure.cijfer_naam}; {figure.uitkomst}" + (f" ({figure.reden})" if figure.reden else "")
        for figure in published
        if figure.periode_start in starts
    ]
    return ["", "Published before, over these periods (warehouse reconcile):", *lines] if lines else []


def _norm_lines(published: Sequence[Compared]) -> list[str]:
    """What it should be, or was meant to be, whatever the period."""
    lines = [
        f"  {figure.cijfer_id} {figure.periode_start or ''}: {_number(figure.gepubliceerd)} {figure.eenheid}"
        f" ({figure.kwalificatie}), {figure.onderwerp or figure.cijfer_naam}"
        for figure in published
        if figure.reden == "geen_realisatie"
    ]
    return ["", "Norms, targets and plans:", *lines] if lines else []


def _lineage_lines(models: Collection[str], of_variants: Collection[str], made_by: Sequence[str]) -> list[str]:
    computed = ", ".join(sorted(models)) or ", ".join(sorted(of_variants))
    beside = f" (variants: {', '.join(sorted(of_variants))})" if models and of_variants else ""
    return [
        "",
        f"Computed in {computed}{beside}, by way of:",
        *(f"  {name}" for name in made_by if not name.startswith("stg_")),
    ]


def _delivered_lines(delivered: Sequence[Delivered], until: Mapping[str, date | None]) -> list[str]:
    lines = [
        f"  {table.relation}: {table.rows} rows of {table.files} files, the last of {table.last:%Y-%m-%d}"
        for table in delivered
    ]
    through = ", ".join(
        f"{source} {day}"
        for source, day in sorted(until.items())
        if any(source in table.relation for table in delivered)
    )
    return ["", f"From these deliveries (data through: {through}):", *lines]


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
