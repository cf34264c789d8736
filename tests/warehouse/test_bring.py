"""Files that are brought to the inbox: none is lost, none is overwritten, none is copied twice."""

import pytest

from warehouse.bring import bring


@pytest.fixture
def inbox(tmp_path):
    return tmp_path / "inbox" / "ijw_iwmo"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def texts(inbox):
    return {str(path.relative_to(inbox)): path.read_text("utf-8") for path in inbox.rglob("*") if path.is_file()}


def test_a_folder_comes_with_its_name_and_all_below_it(inbox, tmp_path):
    write(tmp_path / "mail" / "a.xml", "a")
    write(tmp_path / "mail" / "deep" / "b.xml", "b")

    assert bring(inbox, [tmp_path / "mail"]) == 2
    assert texts(inbox) == {"mail/a.xml": "a", "mail/deep/b.xml": "b"}


def test_two_files_of_one_name_both_arrive(inbox, tmp_path):
    one, other = write(tmp_path / "one" / "a.xml", "one"), write(tmp_path / "other" / "a.xml", "other")

    assert bring(inbox, [one, other]) == 2
    assert texts(inbox) == {"a.xml": "one", "a (2).xml": "other"}


def test_the_same_file_again_is_not_copied_again(inbox, tmp_path):
    one, other = write(tmp_path / "one" / "a.xml", "one"), write(tmp_path / "other" / "a.xml", "other")
    bring(inbox, [one, other])

    assert bring(inbox, [other, one]) == 0
    assert len(texts(inbox)) == 2


def test_what_lies_in_the_inbox_already_stays_where_it_is(inbox):
    lying = write(inbox / "a.xml", "a")

    assert bring(inbox, [lying, inbox]) == 0
    assert texts(inbox) == {"a.xml": "a"}
