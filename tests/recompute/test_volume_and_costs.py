"""The warehouse and plain Python give the same value for volume, prices, costs and referrers."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from psycopg import sql

from synthetic import make_city
from tests.conftest import temporary_home
from tests.ingestion.tabular.conftest import Senders
from tests.recompute.measured import CONTENTS, measure
from tests.recompute.standing import sort_messages
from tests.recompute.volume_and_costs import Key, values
from warehouse.build import run_dbt
from warehouse.database.connection import connect, connect_as_administrator
from warehouse.database.prepare import prepare

pytestmark = pytest.mark.slow

MODELS = (
    "ind_volume",
    "ind_volume_per_client",
    "ind_uren_per_week",
    "ind_tariefstijging",
    "ind_uurtarief",
    "ind_aandeel_verwijzer",
    "ind_productieconcentratie",
    "ind_aandeel_hoogspecialistisch",
    "ind_zbo_clienten",
    "ind_kosten_zbo",
    "ind_kosten_vdb",
    "ind_groepsproducten",
    "ind_nulmeting",
)
SPLITS = ("gemeente_code", "wet", "zorgsoort", "productgroep", "product_code", "aanbieder_agb", "verwijzer")
AT_LEAST = dict.fromkeys(("IND007", "IND008", "IND011", "IND013", "IND018", "IND026", "IND085"), 500)
AT_LEAST |= dict.fromkeys(("IND014", "IND019", "IND021", "IND022", "IND023", "IND024", "IND025", "IND084"), 30)


def mark_as_zbo(inbox: Path) -> None:
    """One more delivery of the toegang, in which toewijzingen that exist are of zorg binnen onderwijs."""
    numbers = {
        told.number
        for rows in sort_messages(inbox, {"301": CONTENTS["301"]}).standing("301")
        for told, _ in rows
        if told.product[0] == "45"
    }
    folder = inbox / "registers" / "toegang"
    newest = max(folder.glob("toegang_bjg_*.csv"))
    with newest.open(encoding="utf-8-sig", newline="") as lines:
        row = next(csv.DictReader(lines, delimiter=";"))
    with (folder / "toegang_regieteam_2026-07-15.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(row), delimiter=";", lineterminator="\n")
        writer.writeheader()
        for place, (wet, gemeente, number) in enumerate(sorted(numbers)):
            own = {"verwijzing_nummer": f"V-ZBO-{place}", "wet": wet, "gemeente_code": gemeente, "bsn": ""}
            own |= {"aangeleverd_door": "regieteam", "verwijzer": "regieteam", "toewijzing_nummer": str(number)}
            writer.writerow(row | own | {"is_zbo": "1", "school": f"School {place % 3}", "toelichting": ""})


@pytest.fixture(scope="module")
def both():
    """What plain Python and the warehouse say of one small city."""
    with temporary_home("volume") as settings:
        prepare(settings)
        make_city(settings.inbox, clients=60, seed=11, with_faulty=False)
        mark_as_zbo(settings.inbox)
        with connect(settings, "ingest_writer", autocommit=True) as connection:
            Senders(settings, connection, ("ijw_iwmo", "registers")).run()
        no_tests = ("--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")
        run_dbt(settings, ["build", *no_tests, "--select", *(f"+{model}" for model in MODELS)], run_id="test")
        yield values(measure(settings.inbox)), computed(settings)


def computed(settings) -> dict[Key, Decimal]:
    found = {}
    with connect_as_administrator(settings) as connection:
        for model in MODELS:
            query = sql.SQL(
                "select indicator_code, periode_type, periode_start, waarde, {} from intermediate.{}"
                " where num_nonnulls(stadsdeel, leeftijdsgroep, geslacht) = 0"
            ).format(sql.SQL(", ").join(map(sql.Identifier, SPLITS)), sql.Identifier(model))
            for code, kind, start, waarde, *cells in connection.execute(query):
                split = frozenset((name, cell) for name, cell in zip(SPLITS, cells, strict=True) if cell is not None)
                assert (code, kind, start, split) not in found
                found[(code, kind, start, split)] = waarde
    return found


def test_every_value_is_the_same(both):
    expected, found = both
    assert {key: (expected.get(key), found.get(key)) for key in expected.keys() ^ found.keys()} == {}
    assert {key: (value, found[key]) for key, value in expected.items() if value != found[key]} == {}


def test_every_indicator_was_compared(both):
    compared = Counter(code for code, *_ in both[0])
    assert {code: compared[code] for code, least in AT_LEAST.items() if compared[code] < least} == {}
    assert compared.keys() == AT_LEAST.keys()
