"""Published figures beside what the warehouse computes: which are equal, which differ, and why.

Reads   indicator.indicator_aansluiting as bi_reader
Run     warehouse reconcile
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import psycopg
import typer
from psycopg.rows import class_row

from warehouse.database.connection import connect
from warehouse.settings import Settings

OUTCOMES = ("gelijk", "verklaard", "onverklaard", "niet_vergeleken")

_QUERY = """
select
    cijfer_id, indicator_code, cijfer_naam, onderwerp, gebied, periode_start, periode_eind, vergeleken_start,
    rekenvorm, gepubliceerd, waarde_tot, kwalificatie, nauwkeurigheid, eenheid, berekend, afgerond, verschil,
    uitkomst, reden, verklaring, tegenspraak, opmerking, bron_document
from indicator.indicator_aansluiting
order by cijfer_id
"""


@dataclass(frozen=True)
class Compared:
    """One published figure; `afgerond` is what is computed, at the precision of the published one."""

    cijfer_id: str
    indicator_code: str | None
    cijfer_naam: str
    onderwerp: str | None
    gebied: str | None
    periode_start: date | None
    periode_eind: date | None
    vergeleken_start: date | None
    rekenvorm: str
    gepubliceerd: Decimal | None
    waarde_tot: Decimal | None
    kwalificatie: str
    nauwkeurigheid: Decimal | None
    eenheid: str
    berekend: Decimal | None
    afgerond: Decimal | None
    verschil: Decimal | None
    uitkomst: str
    reden: str | None
    verklaring: str | None
    tegenspraak: str | None
    opmerking: str | None
    bron_document: str


class NothingToReconcile(Exception):
    """The published load holds no published figures, or none that can be compared."""


def read_figures(connection: psycopg.Connection) -> list[Compared]:
    """Every published figure in order of its id. Raises NothingToReconcile if the load knows none."""
    found = connection.execute("select to_regclass('indicator.indicator_aansluiting') is not null").fetchone()
    if not found or not found[0]:
        raise NothingToReconcile("The load that readers see holds no published figures: run a night first.")
    with connection.cursor(row_factory=class_row(Compared)) as cursor:
        figures = cursor.execute(_QUERY.encode()).fetchall()
    if not figures:
        raise NothingToReconcile("The load that readers see holds no published figures: nothing was published yet.")
    return figures


def outcomes_of(figures: list[Compared]) -> dict[str, int]:
    """How many figures had each outcome, and as `vergeleken` how many were compared at all."""
    counts = Counter(figure.uitkomst for figure in figures)
    compared = len(figures) - counts["niet_vergeleken"]
    return {"vergeleken": compared} | {outcome: counts[outcome] for outcome in OUTCOMES}


def reasons_of(figures: list[Compared]) -> dict[str, int]:
    """Why figures were not compared, most frequent first."""
    return dict(Counter(figure.reden for figure in figures if figure.reden).most_common())


def is_reconciled(figures: list[Compared]) -> bool:
    """Whether something was compared and nothing differs without a reason."""
    counts = outcomes_of(figures)
    return counts["vergeleken"] > 0 and counts["onverklaard"] == 0


def show(settings: Settings) -> bool:
    """Print every figure that was compared, and say whether all is well."""
    try:
        with connect(settings, "bi_reader") as connection:
            figures = read_figures(connection)
    except NothingToReconcile as problem:
        typer.echo(str(problem), err=True)
        return False
    for line in lines_of(figures):
        typer.echo(line)
    return is_reconciled(figures)


def lines_of(figures: list[Compared]) -> list[str]:
    """What the command prints: a line per figure that was compared, then the counts."""
    lines = [
        f"{figure.cijfer_id}  {figure.uitkomst:11} {_number(figure.gepubliceerd):>10} {_number(figure.afgerond):>10}"
        f" {_number(figure.verschil):>8}  {figure.cijfer_naam} {_period(figure)}"
        for figure in figures
        if figure.uitkomst != "niet_vergeleken"
    ]
    header = [f"{'cijfer':8}  {'uitkomst':11} {'gepubl.':>10} {'berekend':>10} {'verschil':>8}"] if lines else []
    counts = ", ".join(f"{name} {count}" for name, count in outcomes_of(figures).items())
    reasons = ", ".join(f"{name} {count}" for name, count in reasons_of(figures).items())
    return [*header, *lines, counts, *([f"niet vergeleken: {reasons}"] if reasons else [])]


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _period(figure: Compared) -> str:
    return f"({figure.periode_start:%Y-%m})" if figure.periode_start else ""
