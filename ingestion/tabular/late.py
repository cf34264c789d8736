"""Who should have delivered by now and has not: per delivery with fixed moments, and per deliverer where it names one.

Reads   the schedules of the contracts; raw_<source>.<contract> for what came in; raw_registers.aanbieders for names
Gives   one line per delivery or deliverer that is late, with its days
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

import psycopg
from psycopg import sql

from ingestion.tabular.contract import Contract, Schedule, load_contracts


@dataclass(frozen=True)
class Late:
    """A delivery that is due: over the period that ended on `period_end`; `deliverer` is empty where none is named.

    `name` is what the register of providers calls the deliverer, empty where it does not know one.
    """

    contract: Contract
    deliverer: str
    period_end: date
    due: date
    days_late: int
    name: str = ""


@dataclass(frozen=True)
class Due:
    """A period that should have been delivered: its last day, the last day of the one before, the day it was due."""

    period_end: date
    previous_end: date
    due: date


def last_due(schedule: Schedule, today: date) -> Due | None:
    """The last period of which the delivery is due; None for a delivery without fixed moments."""
    if not schedule.months:
        return None
    ends = sorted(
        date(year, month, monthrange(year, month)[1])
        for year in range(today.year - 2, today.year + 1)
        for month in schedule.months
    )
    past = [end for end in ends if end + timedelta(days=schedule.days) < today]
    return Due(past[-1], past[-2], past[-1] + timedelta(days=schedule.days))


def late_deliveries(connection: psycopg.Connection, source: str, today: date) -> list[Late]:
    """Every late delivery of a source, the longest waiting first.

    A deliverer is expected once it has delivered before; a delivery that nobody made yet is late as a whole.
    """
    found: list[Late] = []
    names = _names(connection)
    for contract in load_contracts(source).values():
        due = last_due(contract.schedule, today)
        if due is None:
            continue
        newest = _newest(connection, contract)
        missing = [""] if not newest else [who for who, moment in newest.items() if not _covers(contract, moment, due)]
        found += [
            Late(contract, who, due.period_end, due.due, (today - due.due).days, names.get(who, ""))
            for who in sorted(missing)
        ]
    return sorted(found, key=lambda late: (-late.days_late, late.contract.label, late.deliverer))


def _covers(contract: Contract, moment: date, due: Due) -> bool:
    """Whether the newest delivery is the one that was due: by its period, else by its day."""
    return moment > due.previous_end if contract.period else moment > due.period_end


def _newest(connection: psycopg.Connection, contract: Contract) -> dict[str, date]:
    """The newest period, or day of delivery, per deliverer."""
    who = sql.Identifier(contract.deliverer) if contract.deliverer else sql.Literal("")
    rows = connection.execute(
        sql.SQL("select {who}::text, max({moment}) from {table} group by 1").format(
            who=who,
            moment=sql.Identifier(contract.period or "_delivered_on"),
            table=sql.Identifier(f"raw_{contract.source}", contract.name),
        )
    )
    return {name or "": moment for name, moment in rows}


def _names(connection: psycopg.Connection) -> dict[str, str]:
    """AGB code -> name, by the newest line that the register of providers ever had of it."""
    rows = connection.execute(
        "select distinct on (aanbieder_agb) aanbieder_agb, naam from raw_registers.aanbieders"
        " order by aanbieder_agb, _delivered_on desc, geldig_van desc, _source_file_id, _rij desc"
    )
    return dict(rows.fetchall())
