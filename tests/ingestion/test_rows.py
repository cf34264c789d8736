"""Rows that go to the database by the batch arrive as they were."""

from ingestion.rows import as_texts, copy_rows, spaced

ODD_TEXTS = ("a\\b", "\\N", "\\", "tab\tline\nreturn\r", "", "é€", "'\"", None)


def test_whatever_is_in_a_text_arrives_as_it_was(clean_home, connect):
    connection = connect("ingest_writer", autocommit=False)
    connection.execute("create temporary table arrived (number text, odd text) on commit drop")

    copy_rows(connection, "pg_temp", "arrived", ("number", "odd"), [(str(n), odd) for n, odd in enumerate(ODD_TEXTS)])

    found = connection.execute("select odd from arrived order by number").fetchall()
    assert tuple(odd for (odd,) in found) == ODD_TEXTS


def test_columns_are_one_text_each_in_which_a_tab_is_null():
    assert as_texts([(1, "a"), (2, None)]) == ("1\n2", "a\n\t")
    assert spaced([3, 4]) == "3 4"
