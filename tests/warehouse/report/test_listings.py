"""Tables: how a value is written, and that a small number of persons stands neither on the page nor in the CSV."""

from datetime import date
from decimal import Decimal

import pytest

from warehouse.report.listings import Column, Listing, cell_of, csv_of
from warehouse.report.topic_list import TOPICS

PERSONS = Column("Wachtenden", "persons")


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("text", None, "–"),
        ("text", "geldig", "geldig"),
        ("date", date(2025, 6, 30), "2025-06-30"),
        ("number", 1234, "1.234"),
        ("number", Decimal("2.25"), "2,2"),
        ("percent", Decimal("0.3125"), "31,2 %"),
        ("euro", Decimal("1234.56"), "€ 1.235"),
        ("measure", Decimal("0.850"), "0,85"),
        ("persons", 0, "0"),
        ("persons", 9, "verborgen"),
        ("persons", 10, "10"),
        ("number", 9, "9"),
    ],
)
def test_a_value_is_written_as_a_person_reads_it(kind, value, text):
    assert cell_of(Column("Kop", kind), value, 10) == text


def test_a_small_number_of_persons_is_an_empty_cell_in_the_csv():
    listing = Listing("lijst", "Lijst", "Wie?", "mart.lijst", "select 1", (Column("Team"), PERSONS), "Niets.")

    assert csv_of(listing, [("Noord", 9), ("Zuid", 12)], 10).splitlines() == ["Team;Wachtenden", "Noord;", "Zuid;12"]


@pytest.mark.parametrize("topic", TOPICS, ids=[topic.name for topic in TOPICS])
def test_every_part_of_a_page_has_an_anchor_of_its_own(topic):
    anchors = [figure.anchor for figure in topic.figures] + [listing.anchor for listing in topic.listings]
    assert len(anchors) == len(set(anchors)) > 0
    assert not {"leveringen", "afkeuringen", "inhoud"} & set(anchors)
