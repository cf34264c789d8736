"""Which providers a contract manager must look at now: ceilings nearly used, forecasts above them, stops.

Reads   mart.fct_normering_maand, fct_normering_overschrijdingen, fct_stop_voorstellen, fct_toeleidingsstops,
        fct_instroom_tijdens_stop, dim_aanbieder (as role bi_reader: the published load, never the build)
Run     warehouse status
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from psycopg.rows import class_row
from rich.console import Console
from rich.padding import Padding

from warehouse.database.connection import connect
from warehouse.settings import Settings


@dataclass(frozen=True)
class Alert:
    """One norm or stop of one provider, as of `month`, the last one of the norm that is over; shares in percent.

    A norm that ended is told of as long as claims of it come in, without a proposal; a stop stands beside the newest.
    `crossed` names the thresholds that were reached with the month of care; `proposal` is what may be decided;
    `without_ground` counts the new clients during the stop for whom nothing allowed it.
    """

    aanbieder_agb: str
    aanbieder_naam: str | None
    instrument: str | None
    zorgsoort: str
    month: date | None
    used: Decimal | None
    crossed: str | None
    forecast: Decimal | None
    forecast_error: Decimal | None
    stop_since: date | None
    without_ground: int
    proposal: str | None


_ALERTS = """
with last_months as (
    select distinct on (normering_id) * from mart.fct_normering_maand
    where not is_toekomst
    order by normering_id, maand desc
),

months as (
    select
        *,
        row_number() over (
            partition by aanbieder_agb, wet, zorgsoort, productgroep, gemeente_code
            order by maand desc, normering_id
        ) = 1 as is_newest,
        maand = max(maand) over () as is_running
    from last_months
    where is_voorlopig
),

crossings as (
    select
        normering_id,
        string_agg(
            drempel_procent || '% ' || to_char(overschreden_maand, 'YYYY-MM'), ', ' order by drempel_procent
        ) as crossed
    from mart.fct_normering_overschrijdingen
    where overschreden_maand is not null
    group by normering_id
),

stops as (
    select * from mart.fct_toeleidingsstops
    where status = 'stop' and stop_van is not null and stop_tot is null
),

inflow as (
    select stop_nummer, aanbieder_agb, count(distinct client_id) as without_ground
    from mart.fct_instroom_tijdens_stop
    where not is_toegestaan
    group by stop_nummer, aanbieder_agb
),

proposals as (
    select normering_id, voorstel from mart.fct_stop_voorstellen where is_laatste_maand
),

joined as (
    select
        coalesce(months.aanbieder_agb, stops.aanbieder_agb) as aanbieder_agb,
        months.instrument,
        coalesce(months.zorgsoort, stops.zorgsoort) as zorgsoort,
        months.maand as month,
        months.uitnutting_procent as used,
        crossings.crossed,
        months.prognose_procent as forecast,
        months.prognose_fout_procent as forecast_error,
        stops.stop_van as stop_since,
        coalesce(inflow.without_ground, 0) as without_ground,
        proposals.voorstel as proposal
    from months
    full outer join stops
        on
            months.is_newest
            and months.aanbieder_agb = stops.aanbieder_agb
            and months.wet = stops.wet
            and months.zorgsoort = stops.zorgsoort
            and coalesce(months.productgroep, '') = coalesce(stops.productgroep, '')
            and coalesce(months.gemeente_code, '') = coalesce(stops.gemeente_code, '')
    left join crossings on months.normering_id = crossings.normering_id
    left join proposals on months.normering_id = proposals.normering_id and months.is_running
    left join inflow on stops.stop_nummer = inflow.stop_nummer and stops.aanbieder_agb = inflow.aanbieder_agb
)

select
    joined.aanbieder_agb,
    aanbieders.aanbieder_naam,
    joined.instrument,
    joined.zorgsoort,
    joined.month,
    joined.used,
    joined.crossed,
    joined.forecast,
    joined.forecast_error,
    joined.stop_since,
    joined.without_ground,
    joined.proposal
from joined
left join mart.dim_aanbieder as aanbieders on joined.aanbieder_agb = aanbieders.aanbieder_agb
where joined.crossed is not null or joined.stop_since is not null or joined.proposal is not null
order by
    joined.stop_since is null, joined.used desc nulls last, joined.aanbieder_agb, joined.instrument, joined.month desc
"""


def alerts(settings: Settings) -> list[Alert]:
    """Every norm that reached a threshold or asks for a decision, and every stop; stops first, then by use.

    Empty before the first publish.
    """
    with connect(settings, "bi_reader") as connection:
        is_published = connection.execute("select to_regclass('mart.fct_stop_voorstellen')").fetchone() != (None,)
        if not is_published:
            return []
        with connection.cursor(row_factory=class_row(Alert)) as cursor:
            return cursor.execute(_ALERTS.encode()).fetchall()


def show(found: list[Alert], console: Console) -> None:
    """The alerts: who it is about, and below it what there is to know; fit for a narrow terminal."""
    if not found:
        console.print("No ceiling, forecast or stop asks for attention.")
        return
    console.print(f"Alerts ({len(found)})", style="bold")
    for alert in found:
        about = " ".join(part for part in (alert.instrument, alert.zorgsoort) if part)
        console.print(f"  {alert.aanbieder_agb} {alert.aanbieder_naam or ''}: {about}", markup=False)
        console.print(Padding("; ".join(_told(alert)), (0, 0, 0, 4)))


def _told(alert: Alert) -> Iterator[str]:
    if alert.used is not None and alert.month is not None:
        crossed = f" ({alert.crossed})" if alert.crossed else ""
        yield f"{alert.used:.0f} % used through {alert.month:%Y-%m}{crossed}"
    if alert.forecast is not None:
        error = "" if alert.forecast_error is None else f" ± {alert.forecast_error:.0f}"
        yield f"forecast {alert.forecast:.0f}{error} %"
    if alert.stop_since is not None:
        inflow = f", {alert.without_ground} in without ground" if alert.without_ground else ""
        yield f"stop since {alert.stop_since}{inflow}"
    if alert.proposal:
        yield f"proposal: {alert.proposal}"
