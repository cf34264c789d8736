from warehouse.indicator_state import DOCUMENT, LISTS, recomputed, rows_of, write


def test_the_page_is_what_the_project_says_now():
    assert DOCUMENT.read_text(encoding="utf-8") == write()


def test_every_indicator_has_its_row():
    codes = [line.split(" | ")[0].removeprefix("| ") for line in write().splitlines() if line.startswith("| IND")]
    assert codes == [f"IND{number:03d}" for number in range(1, 154)]
    assert [row["indicator_code"] for row in rows_of(LISTS / "indicators.csv")] == codes


def test_an_indicator_is_recomputed_where_its_code_is_more_than_mentioned():
    found = recomputed()
    assert len(found) > 40
    assert "plans" in found["IND152"]
