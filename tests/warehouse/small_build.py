"""A build small enough to read: two marts and an indicator in which every row tells its edition.

make_build(settings, edition)    as transformer, in place of dbt
audit(settings, run_id)          as the gate does when every check passes
publish_edition(settings, ...)   both, and the publish
"""

from warehouse import loads
from warehouse.database.connection import connect
from warehouse.publish import publish
from warehouse.relations import BUILD, fingerprint, relations_in
from warehouse.settings import Settings

ROWS = 200

TABLES = {
    "build_mart.dim_aanbieder": (
        "select 'agb' || n as aanbieder_agb, {edition} as editie from generate_series(1, 20) as n"
    ),
    "build_mart.fct_regels": (
        "select n as regel_id, 'agb' || (1 + n % 20) as aanbieder_agb, n * 100 as bedrag_cent, {edition} as editie"
        " from generate_series(1, {rows}) as n"
    ),
    "build_indicator.indicator_waarden": "select 'IND009' as indicator_code, {edition}::numeric as waarde",
}


def make_build(settings: Settings, edition: int, *, rows: int = ROWS, tables: dict[str, str] | None = None) -> None:
    """Build the tables anew, as dbt does: another table of the same name."""
    with connect(settings, "transformer") as connection:
        for name, query in (TABLES | (tables or {})).items():
            connection.execute(f"drop table if exists {name}")
            if query:
                connection.execute(f"create table {name} as {query.format(edition=edition, rows=rows)}")
        if "build_mart.fct_regels" not in (tables or {}):
            connection.execute("comment on table build_mart.fct_regels is 'Declaratieregels.'")
            connection.execute("comment on column build_mart.fct_regels.bedrag_cent is 'Bedrag in centen.'")


def audit(settings: Settings, run_id: str, *, is_open: bool = True) -> int:
    with connect(settings, "publisher") as connection:
        tables = fingerprint(relations_in(connection, BUILD))
        return loads.record_audit(connection, run_id, is_open=is_open, audited_tables=tables)


def publish_edition(settings: Settings, edition: int, **how: object) -> dict[str, int | str]:
    make_build(settings, edition, **how)
    run_id = f"night_{edition}"
    audit(settings, run_id)
    return publish(settings, run_id)


def read(settings: Settings, query: str, role: str = "bi_reader") -> list[tuple]:
    with connect(settings, role) as connection:
        return connection.execute(query).fetchall()
