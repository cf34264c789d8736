"""Targets and norms that stand beside a figure.

Reads   mart.fct_gepubliceerde_cijfers as bi_reader
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import psycopg
from psycopg.rows import dict_row

from warehouse.report.figures import Figure

_QUERY = """
select indicator_code, cijfer_naam, waarde, eenheid, periode_start, periode_eind, soort_cijfer, bron_document, wet,
    zorgsoort, gebied
from mart.fct_gepubliceerde_cijfers
where
    soort_cijfer in ('doel', 'norm') and indicator_code is not null
    and (gemeente_code is null or %(gemeente)s in ('', gemeente_code))
order by indicator_code, periode_start, cijfer_id
"""

WHOLE = 100
"""Percent: a target above it, or below zero, is a change and no height."""


@dataclass(frozen=True)
class Target:
    """A height that a chart draws as a line, in the unit of its axis."""

    label: str
    shown: float


def read_targets(connection: psycopg.Connection, gemeente: str = "") -> Mapping[str, list[dict[str, object]]]:
    """indicator code -> its targets and norms, of one gemeente and those that hold everywhere; "" is of all."""
    found: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    with connection.cursor(row_factory=dict_row) as cursor:
        for row in cursor.execute(_QUERY.encode(), {"gemeente": gemeente}):
            found[row["indicator_code"]].append(row | {"text": _text(row)})
    return found


def lines_of(figure: Figure, targets: list[dict[str, object]]) -> list[Target]:
    """Those that can stand in the chart: of a share in percent, as no other unit is sure to be that of the axis."""
    if not figure.is_share:
        return []
    kinds: defaultdict[float, set[str]] = defaultdict(set)
    for row in targets:
        if row["eenheid"] == "procent" and 0 < float(str(row["waarde"])) <= WHOLE:
            kinds[float(str(row["waarde"]))].add(str(row["soort_cijfer"]))
    return [Target(f"{' en '.join(sorted(names))} {value:g} %", value) for value, names in sorted(kinds.items())]


def _text(row: Mapping[str, object]) -> str:
    value, start, end = row["waarde"], row["periode_start"], row["periode_eind"]
    number = format(value.normalize(), "f").replace(".", ",") if isinstance(value, Decimal) else str(value)
    about = ", ".join(str(row[name]).replace("_", " ") for name in ("wet", "zorgsoort") if row[name])
    when = "" if start is None else f"{_day(start)} t/m {_day(end)}" if end else f"vanaf {_day(start)}"
    beside = "; ".join(part for part in (about, when, str(row["bron_document"] or "")) if part)
    kind = "Doel" if row["soort_cijfer"] == "doel" else "Norm"
    return f"{kind}: {row['cijfer_naam']} {number} {str(row['eenheid']).replace('_', ' ')} ({beside})"


def _day(day: object) -> str:
    return f"{day:%Y-%m-%d}" if isinstance(day, date) else str(day)
