"""Through which date the data of each source go, kept per load and shown as mart.gegevens_tot_en_met.

Reads   intermediate.int_gegevens__tot_en_met, raw tables of registers, lists and surveys, meta.files
Writes  store.gegevens_tot_en_met, view mart.gegevens_tot_en_met (in the transaction of the publish)
"""

from collections.abc import Mapping, Sequence
from datetime import date

import psycopg
from psycopg import sql

from ingestion.tabular.contract import Contract, load_contracts
from ingestion.tabular.documentation import SOURCES

FACTS = "ijw_iwmo"
"""The source of the facts: its date is the date of a load."""

BUILT = "intermediate.int_gegevens__tot_en_met"
"""What the build says of the sources it dates by what senders say; made in the same build as the marts."""

_BUILT_DATES = f"select bron, gegevens_tot_en_met from {BUILT}"  # noqa: S608

_LAST_FILE = (
    "select source, max(landed_at at time zone 'UTC')::date from meta.files where status = 'loaded' group by source"
)

_DEFINITION = (
    """
    create table if not exists store.gegevens_tot_en_met (
        load_id integer not null,
        bron text not null,
        gegevens_tot_en_met date,
        loaded_at timestamptz not null,
        primary key (load_id, bron)
    )
    """,
    """
    create or replace view mart.gegevens_tot_en_met as
    select
        stored.bron,
        stored.gegevens_tot_en_met,
        stored.loaded_at,
        stored.load_id
    from store.gegevens_tot_en_met as stored
    where stored.load_id = (select published.load_id from meta.published as published)
    """,
    "comment on view mart.gegevens_tot_en_met is 'Per bron: tot en met welke datum de gepubliceerde gegevens gaan.'",
    "comment on column mart.gegevens_tot_en_met.bron is 'De bron, zoals de map in de inbox heet.'",
    "comment on column mart.gegevens_tot_en_met.gegevens_tot_en_met is"
    " 'Berichten: de jongste dagtekening. Wachtlijsten: de jongste peildatum. Cliëntervaring: de jongste meetdatum."
    " Registers: de dag van de jongste levering.'",
    "comment on column mart.gegevens_tot_en_met.loaded_at is 'Het moment waarop deze lading is gepubliceerd (UTC).'",
    "comment on column mart.gegevens_tot_en_met.load_id is 'De lading; gelijk in alle marts.'",
)


def read(connection: psycopg.Connection) -> dict[str, date | None]:
    """Per source of which a file was loaded: the date through which its data go.

    That is the sender's date where there is one, else the day on which the last file was taken in.
    """
    found: dict[str, date | None] = dict(connection.execute(_LAST_FILE.encode()).fetchall())
    for source in found.keys() & SOURCES.keys():
        found[source] = _newest_delivered(connection, source) or found[source]
    row = connection.execute("select to_regclass(%s) is not null", (BUILT,)).fetchone()
    if row and row[0]:
        found.update(connection.execute(_BUILT_DATES.encode()).fetchall())
    return found


def _newest_delivered(connection: psycopg.Connection, source: str) -> date | None:
    """The newest date of any delivery of a source; None where nothing of it is loaded."""
    newest = [
        sql.SQL("select max({}) as until from {}").format(
            sql.Identifier(_dated_by(contract)), sql.Identifier(f"raw_{source}", contract.name)
        )
        for contract in load_contracts(source).values()
    ]
    row = connection.execute(
        sql.SQL("select max(until) from ({}) as newest").format(sql.SQL(" union all ").join(newest))
    ).fetchone()
    return row[0] if row else None


def _dated_by(contract: Contract) -> str:
    """Up to when a delivery goes: its period; a register, whose periods may lie ahead (a budget), its own day."""
    return contract.period or "_delivered_on" if contract.source != "registers" else "_delivered_on"


def of_facts(sources: Mapping[str, date | None]) -> date | None:
    """The date of a whole load."""
    return sources.get(FACTS)


def attach(connection: psycopg.Connection, load_id: int, sources: Mapping[str, date | None]) -> None:
    """Keep the dates of a load; the view is made at the first."""
    row = connection.execute("select to_regclass('mart.gegevens_tot_en_met') is null").fetchone()
    if row and row[0]:
        for statement in _DEFINITION:
            connection.execute(statement.encode())
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into store.gegevens_tot_en_met (load_id, bron, gegevens_tot_en_met, loaded_at)"
            " values (%s, %s, %s, clock_timestamp())",
            [(load_id, source, until) for source, until in sorted(sources.items())],
        )


def forget(connection: psycopg.Connection, load_ids: Sequence[int]) -> None:
    """Drop the dates of loads that are no longer kept."""
    connection.execute("delete from store.gegevens_tot_en_met where load_id = any(%s)", (list(load_ids),))
