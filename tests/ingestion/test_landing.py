"""Landing holds every content once, whole, under its own hash."""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from ingestion.landing import Keep
from ingestion.ledger import path_of


def test_a_content_lies_under_its_hash_and_nothing_stays_aside(tmp_path):
    with Keep(tmp_path, "bron") as keep:
        found = [keep.put([b"een", b"twee"]), keep.put([b"drie"]), keep.put([b"drie"])]
        keep.keep()

    assert found == [(sha256(b"eentwee").hexdigest(), 7), *[(sha256(b"drie").hexdigest(), 4)] * 2]
    assert Path(path_of(tmp_path, "bron", found[0][0])).read_bytes() == b"eentwee"
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == sorted(
        {digest for digest, _ in found}
    )


def test_many_contents_are_made_durable_together(tmp_path):
    with Keep(tmp_path, "bron") as keep:
        found = [keep.put([str(number).encode()])[0] for number in range(40)]
        keep.keep()

    assert all(Path(path_of(tmp_path, "bron", digest)).exists() for digest in found)


def test_what_was_not_kept_is_gone(tmp_path):
    with Keep(tmp_path, "bron") as keep:
        keep.put([b"een"])

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_content_that_breaks_off_leaves_nothing(tmp_path):
    def broken():
        yield b"een"
        yield b"twee"
        raise OSError("schijf")

    with Keep(tmp_path, "bron") as keep:
        with suppress(OSError):
            keep.put(broken())
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_cut_short_by_a_power_cut_is_written_again(tmp_path):
    digest = sha256(b"een").hexdigest()
    place = Path(path_of(tmp_path, "bron", digest))
    place.parent.mkdir(parents=True)
    place.write_bytes(b"")

    with Keep(tmp_path, "bron") as keep:
        keep.put([b"een"])
        keep.keep()

    assert place.read_bytes() == b"een"


def test_leftovers_of_a_killed_run_are_removed(tmp_path):
    with Keep(tmp_path, "bron") as keep:
        keep.put([b"een"])
        with Keep(tmp_path, "bron") as later:
            later.forget_leftovers()
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
