"""What can be said of a file before it is read."""

import os
import unicodedata

import pytest

from ingestion.inbox import entry_fault, look, name_fault, shown_path, size_fault


def seen_in(folder):
    return {seen.name: seen for seen in look(folder)}


def code_of(fault):
    return fault.code if fault else None


def test_a_listing_goes_down_folders_in_order_of_name(tmp_path):
    for name in ("b.xml", "a/2.xml", "a/1.xml", "c.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")

    assert list(seen_in(tmp_path)) == ["a/1.xml", "a/2.xml", "b.xml", "c.xml"]


@pytest.mark.parametrize(
    "name",
    ["bericht.xml", "Jw301 (2).xml", "map/sub/bericht_1-2.xml", "Zorg é.xml", unicodedata.normalize("NFD", "café.xml")],
)
def test_an_ordinary_name_is_accepted(name):
    assert name_fault(name) is None


@pytest.mark.parametrize(
    "name",
    ["../x.xml", "/etc/passwd", "a/../../x.xml", "a\nb.xml", "a\0b.xml", "a\\b.xml", "C:x.xml", "x" * 201, "", "a//b",
     "$(id).xml", "a\u202ex.xml", ".x"],
)  # fmt: skip
def test_a_name_that_could_do_harm_is_f007(name):
    assert code_of(name_fault(name)) == "F007"


def test_links_pipes_and_second_names_are_f008(tmp_path):
    (tmp_path / "gewoon.xml").write_bytes(b"x")
    (tmp_path / "eerste.xml").write_bytes(b"x")
    os.link(tmp_path / "eerste.xml", tmp_path / "tweede.xml")
    (tmp_path / "verwijzing.xml").symlink_to("/etc/passwd")
    (tmp_path / "map").symlink_to("/etc")
    os.mkfifo(tmp_path / "pijp.xml")

    codes = {name: code_of(entry_fault(seen, 100)) for name, seen in seen_in(tmp_path).items()}

    assert codes.pop("gewoon.xml") is None
    assert len(codes) == 5
    assert set(codes.values()) == {"F008"}


@pytest.mark.parametrize("name", ["x.xml.part", "x.tmp", "X.FILEPART", ".x.xml.Ab12", "x.xml~"])
def test_a_temporary_name_is_held(tmp_path, name):
    (tmp_path / name).write_bytes(b"x")

    assert code_of(entry_fault(seen_in(tmp_path)[name], 100)) == "F002"


@pytest.mark.parametrize(("size", "code"), [(0, "F001"), (1, None), (100, None), (101, "F010")])
def test_an_empty_or_too_large_content_is_refused(size, code):
    assert code_of(size_fault(size, 100)) == code


def test_two_names_that_are_shown_alike_stay_apart():
    shown = {shown_path(name) for name in ("a\nb.xml", "a\tb.xml", "a?b.xml")}

    assert len(shown) == 3
    assert all(path.isprintable() for path in shown)
    assert shown_path("map/x.xml") == "map/x.xml"


def test_a_second_look_notices_every_change(tmp_path):
    path = tmp_path / "x.xml"
    path.write_bytes(b"een")
    seen = seen_in(tmp_path)["x.xml"]
    assert seen.is_as(path.lstat())

    path.write_bytes(b"meer")

    assert not seen.is_as(path.lstat())
