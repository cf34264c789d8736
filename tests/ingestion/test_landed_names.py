"""The names of what landed: kept beside it, and read back whatever a power cut left of the list."""

from ingestion.landed_names import FILE, Named, note_names, read_names

ONE, OTHER = (
    Named("a" * 64, 1_700_000_000_000_000_000, "producten/lijst.csv"),
    Named("b" * 64, 5, "x.zip/y é.xlsx", "x.zip"),
)


def test_the_first_name_of_a_content_is_remembered(tmp_path):
    (tmp_path / "registers").mkdir()
    note_names(tmp_path, "registers", [ONE, OTHER])
    note_names(tmp_path, "registers", [Named(ONE.sha256, 9, "later.csv")])
    assert read_names(tmp_path, "registers") == {ONE.sha256: ONE, OTHER.sha256: OTHER}


def test_a_line_that_broke_off_costs_only_itself(tmp_path):
    (tmp_path / "registers").mkdir()
    note_names(tmp_path, "registers", [ONE])
    path = tmp_path / "registers" / FILE
    path.write_bytes(path.read_bytes() + OTHER.sha256[:20].encode())
    note_names(tmp_path, "registers", [OTHER])
    assert set(read_names(tmp_path, "registers")) == {ONE.sha256, OTHER.sha256}


def test_nothing_landed_leaves_no_list(tmp_path):
    note_names(tmp_path, "registers", [])
    assert read_names(tmp_path, "registers") == {}
