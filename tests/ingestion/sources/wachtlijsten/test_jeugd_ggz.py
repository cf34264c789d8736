"""The waiting lists of jeugd-GGZ: counts and lines per child, for the children of every municipality of the region."""

import pytest

from ingestion.sources import load_source
from tests.ingestion.tabular.deliveries import codes_in, csv_of, examine, rows_of

COUNTS, CHILDREN = "wachtlijsten/jeugd_ggz", "wachtlijsten/jeugd_ggz_kinderen"
REGION = ("0209", "0225", "0252", "0268", "0296", "0944", "1945")


def test_one_list_holds_the_children_of_seven_municipalities():
    rows = rows_of(COUNTS, len(REGION))
    for row, gemeente in zip(rows, REGION, strict=True):
        row |= {"gemeente_code": gemeente, "aanbieder_agb": "01234567"}
    examined = examine(COUNTS, csv_of(rows))
    assert codes_in(examined) == []
    assert list(examined.summary.rows.values()) == [7]


@pytest.mark.parametrize("part", ["waarvan_langer_dan_norm", "waarvan_langer_dan_26_weken", "overbruggingszorg_aantal"])
def test_a_part_is_not_more_than_the_whole(part):
    assert codes_in(examine(COUNTS, csv_of(rows_of(COUNTS, 2, **{part: "25"})))) == ["C032"]


def test_a_child_waits_since_before_the_peildatum():
    assert codes_in(examine(CHILDREN, csv_of(rows_of(CHILDREN, 2, aangemeld_op="2026-07-01")))) == ["C031"]


def test_a_child_is_known_by_a_pseudonym_only():
    table = load_source("wachtlijsten").raw_tables()["jeugd_ggz_kinderen"]
    assert [column.name for column in table.vault_columns] == ["bsn"]
    assert "client_pseudoniem" in [column.name for column in table.raw_columns]


def test_a_list_of_counts_has_no_place_for_a_person():
    table = load_source("wachtlijsten").raw_tables()["jeugd_ggz"]
    assert [column.name for column in table.vault_columns] == ["toelichting"]
