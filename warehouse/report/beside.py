"""What stands beside every figure: its definition, targets and norms, breaks in its series, and until when data go.

Reads   indicator.indicator_definities, mart.gegevens_tot_en_met, mart.dim_reeksbreuk, mart.fct_gepubliceerde_cijfers,
        as bi_reader
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import psycopg

from warehouse.report.series_breaks import Break, read_breaks
from warehouse.report.targets import read_targets


@dataclass(frozen=True)
class Beside:
    """By indicator code: definitions and targets; by source: the last day of its data. Breaks are those of all."""

    definitions: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, list[dict[str, object]]] = field(default_factory=dict)
    breaks: Sequence[Break] = ()
    until: Mapping[str, date | None] = field(default_factory=dict)


def read_beside(connection: psycopg.Connection, gemeente: str = "") -> Beside:
    """All of it, with the targets of one gemeente, or of all."""
    return Beside(
        dict(connection.execute("select indicator_code, definitie from indicator.indicator_definities").fetchall()),
        read_targets(connection, gemeente),
        read_breaks(connection),
        dict(connection.execute("select bron, gegevens_tot_en_met from mart.gegevens_tot_en_met").fetchall()),
    )
