import pytest

from warehouse.indicator_state import LISTS, rows_of
from warehouse.systems_document import DOCUMENT, place_of, write


def test_the_page_is_what_the_project_says_now():
    assert DOCUMENT.read_text(encoding="utf-8") == write()


def test_every_system_has_its_row_and_what_stands_in_for_it_or_the_reason_why_nothing_does():
    rows = rows_of(LISTS / "systems.csv")
    assert [row["system"] for row in rows] == [f"SYS{number:03d}" for number in range(1, 88)]
    assert [row["system"] for row in rows if not row["stands_in"] and not row["remark"]] == []
    named = [stand_in.split(":", 1) for row in rows for stand_in in row["stands_in"].split()]
    assert len(named) > 120
    assert all(place_of(kind, name).exists() for kind, name in named)


@pytest.mark.parametrize("stand_in", ["mart:fct_nergens", "feed:nergens", "contract:registers/nergens", "dream:x"])
def test_a_stand_in_that_is_nowhere_is_refused(stand_in):
    with pytest.raises(LookupError):
        place_of(*stand_in.split(":"))
