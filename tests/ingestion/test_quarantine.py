"""What did not come in can be listed, explained and tried again."""

import os
import time

from ingestion import quarantine
from ingestion.sources.ijw_iwmo import source
from tests.ingestion.messages import make_message

GOOD = make_message("wmo", "307", 1)
CUT = GOOD[: GOOD.rindex(b"</b:Client>")]


def only(connection):
    (found,) = quarantine.list_files(connection)
    return found


def test_refused_and_held_files_are_listed_with_their_reason(intake):
    intake.drop("a.xml", CUT)
    intake.drop("b.xml", GOOD.replace(b"wmo307", b"wmo999"))
    intake.drop("c.xml", GOOD)
    intake.drop("d.xml", b"")
    intake.run()

    found = quarantine.list_files(intake.connection)

    assert [(f.name, f.status, f.code) for f in found] == [
        ("a.xml", "refused", "X014"), ("b.xml", "held", "X023"), ("d.xml", "refused", "F001"),
    ]  # fmt: skip
    assert len({f.sha256 for f in found}) == 3


def test_an_explanation_holds_every_reason_once(intake):
    intake.drop("b.xml", GOOD.replace(b"wmo307", b"wmo999"))
    intake.run()
    intake.run()

    text = quarantine.explanation(intake.connection, only(intake.connection))

    assert text.count("[X023]") == 1
    assert "Besluit: aangehouden" in text
    assert quarantine.starting_with(intake.connection, "ffff0000") == []


def test_a_released_file_is_judged_again_from_landing(intake, monkeypatch):
    intake.drop("a.xml", GOOD)
    examine = source.structure.examine
    monkeypatch.setattr(source.structure, "examine", lambda data: examine(data[:100]))
    monkeypatch.setattr(source, "examine_together", lambda contents, _: [None] * len(contents))
    intake.run()
    sha256 = only(intake.connection).sha256
    monkeypatch.undo()
    (intake.folder / "a.xml").unlink()

    (found,) = quarantine.starting_with(intake.connection, sha256[:8].upper())
    quarantine.release(intake.connection, found, intake.settings.landing)
    intake.run()

    assert intake.status_of() == {"a.xml": "loaded"}
    assert quarantine.list_files(intake.connection) == []
    assert list((intake.settings.quarantine / "ijw_iwmo").iterdir()) == []


def test_a_delivery_that_never_landed_is_offered_again_after_release(intake):
    intake.drop("leeg.xml", b"")
    intake.run()
    found = only(intake.connection)
    assert found.file_id is None
    assert "[F001] leeg.xml" in quarantine.explanation(intake.connection, found)

    quarantine.release(intake.connection, found, intake.settings.landing)

    assert intake.land()["refused"] == 1


def test_a_delivery_that_came_in_later_is_no_longer_listed(intake):
    intake.drop("bericht.xml", b"")
    intake.run()
    intake.drop("bericht.xml", GOOD, age_seconds=30)
    intake.run()

    assert quarantine.list_files(intake.connection) == []


def test_nothing_is_released_by_an_empty_or_unknown_hash(intake):
    intake.drop("a.xml", CUT)
    intake.run()

    assert quarantine.starting_with(intake.connection, "") == []
    assert quarantine.starting_with(intake.connection, "ffff0000") == []


def test_a_draft_that_a_killed_run_left_is_removed_when_it_is_old(tmp_path):
    folder = tmp_path / "bron"
    folder.mkdir()
    for name, age in (("oud", quarantine.OLD_DRAFT_SECONDS + 60), ("nieuw", 0)):
        (folder / f".{name}.xml.1").write_bytes(b"x")
        os.utime(folder / f".{name}.xml.1", (time.time() - age,) * 2)

    quarantine.forget_drafts(tmp_path, "bron")

    assert [path.name for path in folder.iterdir()] == [".nieuw.xml.1"]
