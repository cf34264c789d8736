"""Feeds of a small city: what an edition hides stays hidden, what they say is whole, nobody is found by reckoning."""

import csv
import json
from datetime import date
from decimal import Decimal

import pytest

from tests.warehouse.edition.test_freeze import GEMEENTE, city
from tests.warehouse.small_build import publish_edition
from warehouse.database.connection import connect
from warehouse.edition.attack import Attack
from warehouse.edition.freeze import freeze
from warehouse.edition.lines import DIMENSIONS, Key, Period, lines_of
from warehouse.edition.protect import SHARE
from warehouse.feeds.contract import feeds
from warehouse.feeds.write import FeedsRefused, write_feeds

DEFINITIONS = " union all ".join(
    f"select '{code}' as indicator_code, 'Naam' as indicator_naam, 'clienten' as eenheid, 'Wat het telt.' as definitie"
    for code in sorted({code for feed in feeds().values() for code in feed.indicators})
)
RATES = (
    " union all select 'IND123', 'jaar', date '2024-01-01', date '2024-12-31', '0268', null, zorgsoort, null, null,"
    " null, null, null, null, null, waarde, false"
    " from (values ('opvang', 41.0), ('overig', 7.0)) as counts (zorgsoort, waarde)"
)


@pytest.fixture
def written(clean_home):
    rows = f"select * from ({city(120, 3)}{RATES}) as cells"
    told = f"select *, 'clienten' as eenheid, null::numeric as teller, null::numeric as noemer from ({rows}) as told"
    publish_edition(
        clean_home, 1,
        tables={
            "build_indicator.indicator_waarden": told,
            "build_indicator.indicator_definities": DEFINITIONS,
        },
    )  # fmt: skip
    with connect(clean_home, "publisher") as connection:
        connection.execute("update meta.loads set data_until = '2025-12-31'")
    freeze(clean_home, "2025", GEMEENTE)
    return {each.path.stem: each for each in write_feeds(clean_home, GEMEENTE)}


def lines_in(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_feed_is_written_in_the_columns_of_its_contract(written):
    assert list(written) == list(feeds())
    for name, feed in feeds().items():
        described = json.loads(written[name].path.with_suffix(".json").read_text(encoding="utf-8"))
        columns = [each["name"] for each in described["dcat:distribution"][0]["tableSchema"]["columns"]]
        header = written[name].path.read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == columns == [column.name for column in feed.columns]
        assert described["dct:temporal"]["gegevens_tot_en_met"] == "2025-12-31"
        assert described["dct:publisher"][0]["naam"] == "Nijmegen"
        assert set(described["definities"]) == set(feed.indicators)
        assert described["niet_bekend"]


def test_who_reckons_with_a_feed_finds_no_small_count(written, clean_home):
    rows = [row for row in lines_in(written["lokalezorgmeter"].path) if row["indicator_code"] == "IND002"]
    hidden = {_key(row) for row in rows if not row["waarde"]}
    with connect(clean_home, "indicator_publisher") as connection:
        true = {
            Key(Period("jaar", start, end), tuple(splits)): value
            for start, end, value, *splits in connection.execute(
                f"select periode_start, periode_eind, waarde, {', '.join(DIMENSIONS)}"
                " from indicator.indicator_waarden where indicator_code = 'IND002'"
            )
        }
    shown = {_key(row): Decimal(row["waarde"]) for row in rows if row["waarde"]}
    assert all(true[key] == value for key, value in shown.items())
    assert hidden
    assert shown
    values = {key: true[key] for key in (*hidden, *shown)}
    bounds = Attack(values, lines_of(values), 1).bounds(hidden)
    assert len(bounds) == len(hidden)
    exact = [key for key in hidden if bounds[key].width < max(clean_home.small_count, float(true[key] * SHARE))]
    assert exact == []


def test_what_is_in_no_edition_is_coarse_and_small_ones_are_hidden(written):
    rows = {row["zorgsoort"]: row for row in lines_in(written["cbs_outcome"].path)}
    assert (rows["opvang"]["waarde"], rows["opvang"]["is_onderdrukt"]) == ("40", "false")
    assert (rows["overig"]["waarde"], rows["overig"]["is_onderdrukt"]) == ("", "true")


def test_feeds_written_twice_are_the_same_bytes(written, clean_home):
    before = {name: each.path.read_bytes() for name, each in written.items()}
    assert {each.path.stem: each.path.read_bytes() for each in write_feeds(clean_home, GEMEENTE)} == before


def test_a_gemeente_without_an_edition_has_no_feeds(written, clean_home):
    with pytest.raises(FeedsRefused, match="No edition of 0296"):
        write_feeds(clean_home, "0296")


def _key(row):
    start, end = date.fromisoformat(row["periode_start"]), date.fromisoformat(row["periode_eind"])
    return Key(Period(row["periode_type"], start, end), tuple(row.get(name) or None for name in DIMENSIONS))
