"""The figures on the page, each with the one query that backs it.

Reads   indicator.indicator_waarden as bi_reader, so a page can show nothing that a reader could not query
Gives   rows with a Dutch label for the chart and the table; counts of persons below SMALL stay hidden
"""

from dataclasses import dataclass
from decimal import Decimal

import psycopg
from psycopg.rows import dict_row

SMALL = 10
"""Counts of persons below this are not shown on a page (design: counts below 10 hidden)."""


@dataclass(frozen=True)
class Figure:
    """One chart with its table. `kind` is line or bar; `split` names the column that colours the chart."""

    anchor: str
    title: str
    question: str
    indicators: tuple[str, ...]
    periode_type: str
    split: str
    kind: str
    unit: str


@dataclass(frozen=True)
class Point:
    """One value of a figure; `waarde` is None where a small count is hidden."""

    periode: str
    reeks: str
    waarde: Decimal | None
    is_voorlopig: bool


FIGURES = (
    Figure("stand", "Cliënten met zorg", "Hoeveel mensen kregen elke maand zorg die is gedeclareerd en goedgekeurd?",
           ("IND001",), "maand", "wet", "line", "cliënten"),
    Figure("instroom", "Instroom en uitstroom", "Hoeveel mensen begonnen en stopten per kwartaal?",
           ("IND004", "IND006"), "kwartaal", "indicator", "line", "cliënten"),
    Figure("verwezen", "Verwezen cliënten", "Hoeveel mensen kregen per kwartaal een nieuwe of verlengde toewijzing?",
           ("IND005",), "kwartaal", "wet", "bar", "cliënten"),
    Figure("kosten", "Kosten van geleverde zorg", "Wat is per maand van levering gedeclareerd en goedgekeurd?",
           ("IND009",), "maand", "wet", "bar", "euro"),
    Figure("zorgsoorten", "Unieke cliënten per zorgsoort", "Hoeveel mensen kregen in een jaar zorg, per zorgsoort?",
           ("IND002",), "jaar", "zorgsoort", "bar", "cliënten"),
    Figure("kosten_per_client", "Gemiddelde kosten per cliënt", "Wat kostte zorg gemiddeld per cliënt per jaar?",
           ("IND010",), "jaar", "wet", "bar", "euro per cliënt"),
)  # fmt: skip

_QUERY = """
select
    waarden.indicator_code,
    waarden.indicator_naam,
    waarden.periode_start,
    waarden.wet,
    waarden.zorgsoort,
    waarden.waarde,
    waarden.eenheid,
    waarden.is_voorlopig,
    waarden.is_onderdrukt
from indicator.indicator_waarden as waarden
where
    waarden.indicator_code = any(%(indicators)s)
    and waarden.periode_type = %(periode_type)s
    and waarden.gemeente_code is null
    and waarden.aanbieder_agb is null
    and num_nonnulls(
        waarden.productgroep, waarden.product_code, waarden.verwijzer,
        waarden.stadsdeel, waarden.leeftijdsgroep, waarden.geslacht
    ) = 0
    and (waarden.wet is null) = %(wet_is_total)s
    and (waarden.zorgsoort is null) = %(zorgsoort_is_total)s
order by waarden.periode_start, waarden.indicator_code, waarden.wet, waarden.zorgsoort
"""


def points_of(connection: psycopg.Connection, figure: Figure) -> list[Point]:
    """The values of one figure over all municipalities and providers, in order of period."""
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(
            _QUERY.encode(),
            {
                "indicators": list(figure.indicators),
                "periode_type": figure.periode_type,
                "wet_is_total": figure.split != "wet",
                "zorgsoort_is_total": figure.split != "zorgsoort",
            },
        ).fetchall()
    return [
        Point(
            periode=periode_label(figure.periode_type, row["periode_start"]),
            reeks=_series_name(figure, row),
            waarde=None if row["is_onderdrukt"] or _is_small(row) else row["waarde"],
            is_voorlopig=row["is_voorlopig"],
        )
        for row in rows
    ]


def periode_label(periode_type: str, start: "object") -> str:
    """A period as a person writes it: 2024, 2024-K3, 2024-H2 or 2024-07."""
    year, month = start.year, start.month  # type: ignore[attr-defined]
    labels = {
        "jaar": f"{year}",
        "halfjaar": f"{year}-H{(month + 5) // 6}",
        "kwartaal": f"{year}-K{(month + 2) // 3}",
        "maand": f"{year}-{month:02}",
    }
    return labels[periode_type]


def _series_name(figure: Figure, row: dict[str, object]) -> str:
    names = {"wet": row["wet"], "zorgsoort": row["zorgsoort"], "indicator": row["indicator_naam"]}
    return str(names[figure.split]).replace("_", " ")


def _is_small(row: dict[str, object]) -> bool:
    return row["eenheid"] == "clienten" and row["waarde"] < SMALL  # type: ignore[operator]
