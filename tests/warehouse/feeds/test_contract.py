"""The contracts of feeds: complete, and about indicators that exist."""

import csv

import pytest

from warehouse.edition.populations import POPULATIONS
from warehouse.feeds.contract import FIRST, LAST, SPLITS, feeds
from warehouse.settings import PROJECT

EDITED = {code for population in POPULATIONS for code in population.indicators}
NAMES = ["begrotingsportal", "buurtteams", "cbs_outcome", "kwartaalrapportage", "lokalezorgmeter"]


def test_there_is_a_feed_for_each_that_receives_one():
    assert list(feeds()) == NAMES


@pytest.mark.parametrize("feed", feeds().values(), ids=list(feeds()))
def test_a_feed_names_what_exists_and_says_what_is_not_known(feed):
    with (PROJECT / "dbt_project" / "seeds" / "keuzes" / "indicatoren.csv").open(encoding="utf-8") as lines:
        defined = {row["indicator_code"] for row in csv.DictReader(lines)}
    assert set(feed.indicators) <= defined
    assert set(feed.splits) <= SPLITS.keys()
    assert feed.not_known
    assert feed.description.count(".") >= 3, "DCAT-AP-NL asks for at least three sentences"
    assert len(feed.columns) == len(FIRST) + len(feed.splits) + len(LAST)


def test_what_an_edition_protects_is_taken_from_the_edition_and_nothing_else_is():
    assert {code for feed in feeds().values() if feed.taken_from == "edition" for code in feed.indicators} <= EDITED
    assert EDITED.isdisjoint(code for feed in feeds().values() if feed.taken_from == "load" for code in feed.indicators)


def test_no_column_of_any_feed_is_about_one_person():
    names = {column.name for feed in feeds().values() for column in feed.columns}
    assert {"gemeente_code", "waarde"} <= names
    assert names.isdisjoint({"client_id", "bsn", "geboortedatum", "postcode", "teller", "noemer"})
