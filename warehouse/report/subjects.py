"""A page per zorgsoort for policy, and a page per provider with an overview for the contract manager.

Reads   indicator.indicator_waarden; of mart: fct_normering_maand, fct_normering_overschrijdingen, fct_stop_voorstellen,
        fct_toeleidingsstops, fct_instroom_tijdens_stop, dim_aanbieder; as bi_reader
Writes  <home>/site/zorgsoorten/*, <home>/site/aanbieders/* (CSV files; site.py writes the pages)
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from warehouse.report.beside import Beside
from warehouse.report.figures import (
    CLIENTS,
    COSTS,
    FLOW,
    MEAN_COSTS,
    PER_AGE,
    PER_STADSDEEL,
    REFERRERS,
    STAND,
    Figure,
    Point,
)
from warehouse.report.sections import section_of
from warehouse.report.shown import shown_points

Row = dict[str, Any]

ZORGSOORT_FIGURES = (
    STAND,
    CLIENTS,
    FLOW,
    COSTS,
    MEAN_COSTS,
    replace(CLIENTS, anchor="aanbieders", title="Cliënten per aanbieder", split="aanbieder_agb"),
    REFERRERS,
    PER_STADSDEEL,
    PER_AGE,
)

AANBIEDER_FIGURES = (
    replace(STAND, split="zorgsoort"),
    replace(CLIENTS, split="zorgsoort"),
    FLOW,
    replace(COSTS, split="zorgsoort"),
)

_NORMS = """
select
    maanden.*,
    maanden.maand = max(maanden.maand) over () as is_lopend,
    voorstellen.voorstel
from (
    select distinct on (normering_id)
        normering_id, normering_nummer, instrument, aanbieder_agb, wet, zorgsoort, maand, plafond_euro,
        goedgekeurd_tot_nu_euro, gedeclareerd_tot_nu_euro, uitnutting_procent, prognose_euro, prognose_procent,
        prognose_fout_procent, prognose_fout_jaren
    from mart.fct_normering_maand
    where not is_toekomst
    order by normering_id, maand desc
) as maanden
left join mart.fct_stop_voorstellen as voorstellen
    on
        maanden.normering_id = voorstellen.normering_id
        and voorstellen.is_laatste_maand
        -- of a norm that ended nothing is left to propose
        and maanden.maand = (select max(maand) from mart.fct_normering_maand where not is_toekomst)
order by maanden.prognose_procent desc nulls last, maanden.normering_id
"""

_MONTHS = """
select normering_id, maand, plafond_euro, gedeclareerd_tot_nu_euro, goedgekeurd_tot_nu_euro, verwacht_tot_nu_euro,
    uitnutting_procent, prognose_procent, is_toekomst, is_voorlopig
from mart.fct_normering_maand order by normering_id, maand
"""

_CROSSED = """
select normering_id, drempel_procent, overschreden_maand, gebleken_op, prognose_maand
from mart.fct_normering_overschrijdingen order by normering_id, drempel_procent
"""

_STOPS = """
select
    stops.aanbieder_agb, stops.stop_nummer, stops.zorgsoort, stops.stop_van, stops.stop_tot, stops.reden,
    count(instroom.toewijzing_nummer) filter (where instroom.is_toegestaan) as toegestaan,
    count(instroom.toewijzing_nummer) filter (where not instroom.is_toegestaan) as niet_toegestaan
from mart.fct_toeleidingsstops as stops
left join mart.fct_instroom_tijdens_stop as instroom on stops.stop_nummer = instroom.stop_nummer
group by 1, 2, 3, 4, 5, 6
order by stops.stop_van, stops.stop_nummer
"""


@dataclass(frozen=True)
class Subject:
    """One page: the name of its file without extension, its title, and what its template needs besides."""

    name: str
    title: str
    context: dict[str, object]


def zorgsoorten(connection: psycopg.Connection, folder: Path, threshold: int, beside: Beside) -> list[Subject]:
    """A page for each zorgsoort that had clients, in order of its name."""
    names = names_of_providers(connection)
    points = shown_points(connection, ZORGSOORT_FIGURES, threshold, by="zorgsoort")
    return [
        Subject(
            code,
            words(code),
            {"sections": _sections(folder / code, ZORGSOORT_FIGURES, points[code], names, beside, zorgsoort=code)},
        )
        for code in sorted(points)
    ]


def aanbieders(connection: psycopg.Connection, folder: Path, threshold: int, beside: Beside) -> list[Subject]:
    """A page for each provider that had clients, in order of its AGB code."""
    names = names_of_providers(connection)
    points = shown_points(connection, AANBIEDER_FIGURES, threshold, by="aanbieder_agb")
    norms, stops = _by(connection, _NORMS, "aanbieder_agb"), _by(connection, _STOPS, "aanbieder_agb")
    months, crossed = _by(connection, _MONTHS, "normering_id"), _by(connection, _CROSSED, "normering_id")
    return [
        Subject(
            agb,
            names.get(agb, agb),
            {
                "agb": agb,
                "norms": norms[agb],
                "months": months,
                "crossed": crossed,
                "stops": stops[agb],
                "sections": _sections(folder / agb, AANBIEDER_FIGURES, points[agb], {}, beside),
            },
        )
        for agb in sorted(points)
    ]


def alerts(connection: psycopg.Connection) -> list[Row]:
    """Every ceiling that holds in the newest month, the one that is forecast highest first, with what is proposed."""
    names = names_of_providers(connection)
    return [
        row | {"aanbieder_naam": names.get(row["aanbieder_agb"], "")}
        for row in _rows(connection, _NORMS)
        if row["is_lopend"]
    ]


def _sections(
    folder: Path,
    figures: Sequence[Figure],
    points: Mapping[str, list[Point]],
    names: Mapping[str, str],
    beside: Beside,
    *,
    zorgsoort: str = "",
) -> list[dict[str, object]]:
    sections = []
    for figure in figures:
        named = [point.called(names.get(point.reeks, point.reeks)) for point in points[figure.anchor]]
        if named:
            section = section_of(folder, figure, named, beside, zorgsoort=zorgsoort)
            sections.append(section | {"folder": f"{folder.name}/"})
    return sections


def names_of_providers(connection: psycopg.Connection) -> dict[str, str]:
    return {
        row["aanbieder_agb"]: f"{row['aanbieder_naam']} ({row['aanbieder_agb']})"
        for row in _rows(connection, "select * from mart.dim_aanbieder where aanbieder_naam is not null")
    }


def words(code: str) -> str:
    """A code as a person writes it: `jeugd_ggz` is Jeugd ggz."""
    text = code.replace("_", " ")
    return text[:1].upper() + text[1:]


def _by(connection: psycopg.Connection, query: str, column: str) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _rows(connection, query):
        found[row[column]].append(row)
    return found


def _rows(connection: psycopg.Connection, query: str) -> list[Row]:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query.encode()).fetchall()
