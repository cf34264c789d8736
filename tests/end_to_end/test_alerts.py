"""What a contract manager finds at the end of 2025: the planted ceiling, stops and newcomers, dated and explained.

Only what the alerts rest on is built; that they come out of a whole night, and on the page, `test_night` says.
"""

from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from synthetic import make_city, planted
from synthetic.places import PLANTED
from tests.conftest import temporary_home
from tests.ingestion.tabular.conftest import Senders
from tests.warehouse.small_build import audit, read
from warehouse.alerts import alerts, show
from warehouse.build import run_dbt
from warehouse.database.connection import connect
from warehouse.database.prepare import prepare
from warehouse.publish import publish
from warehouse.settings import Settings

pytestmark = pytest.mark.slow

MARTS = (
    "fct_normering_overschrijdingen", "fct_stop_voorstellen", "fct_instroom_tijdens_stop", "fct_toeleidingsstops",
    "dim_aanbieder",
)  # fmt: skip
OF_PLANTED = f"aanbieder_agb = '{PLANTED.agb}'"


@pytest.fixture(scope="module")
def city() -> Iterator[Settings]:
    """A home whose readers see the norms of a city of three, told to the end of 2025."""
    with temporary_home("norms") as settings:
        prepare(settings)
        make_city(settings.inbox, clients=3, seed=11, last_day=date(2025, 12, 31), with_faulty=False)
        with connect(settings, "ingest_writer", autocommit=True) as connection:
            Senders(settings, connection, ("ijw_iwmo", "registers")).run()
        selection = [f"+{mart}" for mart in MARTS]
        run_dbt(settings, ["build", "--exclude-resource-type", "unit_test", "test", "--select", *selection])
        audit(settings, "norms")
        publish(settings, "norms")
        yield settings


@pytest.fixture(scope="module")
def told(city: Settings) -> str:
    """The alerts that `warehouse status` ends with."""
    with StringIO() as text:
        show(alerts(city), Console(file=text, width=250))
        return text.getvalue()


def test_the_month_and_the_day_of_each_crossing_are_found(city):
    found = read(
        city,
        "select drempel_procent, is_informatieplicht, overschreden_maand, gebleken_op"
        f" from mart.fct_normering_overschrijdingen where normering_nummer = 'N-2025-P' and {OF_PLANTED}"
        " order by drempel_procent",
    )
    months = [row[:3] for row in found]

    assert months == [(70, True, date(2025, 5, 1)), (90, False, date(2025, 9, 1)), (100, False, date(2025, 10, 1))]
    # a month is claimed in the next one, or the one after it if a whole declaratie was refused
    assert all(31 < (noticed - month).days < 80 for _, _, month, noticed in found)


def test_two_of_three_newcomers_had_a_ground(city):
    found = read(city, "select grond, is_toegestaan, toewijzingsdatum from mart.fct_instroom_tijdens_stop order by 3")

    assert found == [(ground, ground != "geen", day) for ground, day in planted.NEWCOMERS.items()]


def test_the_lifted_stop_could_be_lifted_and_the_running_one_not(city):
    stops = read(city, f"select stop_van, stop_tot from mart.fct_toeleidingsstops where {OF_PLANTED} order by 1")
    found = read(
        city,
        "select maand, voorstel from mart.fct_stop_voorstellen"
        f" where stop_nummer is not null and {OF_PLANTED} order by maand",
    )
    lifted = {voorstel for maand, voorstel in found if maand <= planted.LIFTED_STOP[1]}
    running = {voorstel for maand, voorstel in found if maand >= planted.STOP_FROM}

    assert stops == [planted.LIFTED_STOP, (planted.STOP_FROM, None)]
    assert (lifted, running) == ({"opheffen"}, {"handhaven"})


def test_a_stop_was_proposed_before_the_ceiling_was_reached_and_never_made(city):
    ((proposed,),) = read(
        city,
        "select min(maand) from mart.fct_stop_voorstellen where voorstel = 'opleggen'"
        f" and normering_nummer = 'N-2025-P' and {OF_PLANTED}",
    )
    ((others,),) = read(city, f"select count(*) from mart.fct_toeleidingsstops where not {OF_PLANTED}")

    assert proposed < planted.STOP_FROM
    assert others == 0, "a stop is in the register, or it is no stop"


def test_the_forecast_tells_how_far_it_was_off_in_past_years(city):
    found = read(
        city,
        "select prognose_procent, prognose_fout_procent, prognose_fout_jaren, uitnutting_procent"
        " from mart.fct_normering_maand where normering_nummer = 'N-2025-P' and maand = '2025-09-01'",
    )
    [(forecast, error, years, used)] = found

    assert forecast > 100 > used
    assert 0 <= error < 20
    assert years >= 1


def test_the_provider_with_its_stop_is_named_first(city, told):
    first = alerts(city)[0]

    assert (first.aanbieder_agb, first.aanbieder_naam) == (PLANTED.agb, PLANTED.naam)
    assert (first.stop_since, first.without_ground, first.proposal) == (planted.STOP_FROM, 1, "handhaven")
    assert first.used is not None and first.used > 100
    assert first.crossed == "70% 2025-05, 90% 2025-09, 100% 2025-10"
    lines = told.splitlines()
    [place] = [place for place, line in enumerate(lines) if f"{PLANTED.agb} {PLANTED.naam}" in line]
    assert first.month is not None
    facts = lines[place + 1].strip().split("; ")
    assert facts[0] == f"{first.used:.0f} % used through {first.month:%Y-%m} ({first.crossed})"
    assert facts[2:] == ["stop since 2025-10-01, 1 in without ground", "proposal: handhaven"]


def test_nothing_is_said_of_the_stop_that_was_lifted(told):
    assert told.count(PLANTED.agb) == 1
    assert str(planted.LIFTED_STOP[0]) not in told
