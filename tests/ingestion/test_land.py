"""What happens to a delivery before anyone looks into it."""

import os
import threading
import time

import pytest

from ingestion import land
from tests.conftest import empty_database
from tests.ingestion.messages import make_message

MESSAGE = make_message("jeugdwet", "305", 1)
OTHER = make_message("wmo", "307", 2)


def deliveries(intake):
    rows = intake.connection.execute("select path, reaction, code from meta.deliveries order by delivery_id")
    return [tuple(row) for row in rows]


def landed_files(intake):
    return [path for path in (intake.settings.landing / "ijw_iwmo").glob("[0-9a-f][0-9a-f]/*") if path.is_file()]


def test_a_file_lands_unchanged_and_the_inbox_stays_as_it_is(intake):
    path = intake.drop("map/bericht.xml", MESSAGE)
    before = path.stat()

    counts = intake.land()

    assert counts == {"offered": 1, "known": 0, "landed": 1, "unpacked": 0, "skipped": 0, "held": 0, "refused": 0}
    assert [file.read_bytes() for file in landed_files(intake)] == [MESSAGE]
    assert (path.stat().st_mtime_ns, path.read_bytes()) == (before.st_mtime_ns, MESSAGE)
    assert deliveries(intake) == [("map/bericht.xml", "landed", None)]


def test_a_known_delivery_is_not_read_again(intake):
    path = intake.drop("bericht.xml", MESSAGE)
    intake.land()
    path.chmod(0o000)

    counts = intake.land()

    assert (counts["offered"], counts["known"], counts["landed"]) == (1, 1, 0)
    assert len(deliveries(intake)) == 1


def test_the_same_content_again_gives_no_second_file(intake):
    intake.drop("a.xml", MESSAGE)
    intake.drop("b.xml", MESSAGE)
    intake.land()
    intake.drop("a.xml", MESSAGE, age_seconds=30)
    intake.drop("c.xml", MESSAGE)

    counts = intake.land()

    assert counts["skipped"] == 2
    assert intake.codes() == {"F005": 2, "F004": 1}
    assert intake.connection.execute("select count(*) from meta.files").fetchone() == (1,)
    assert any("gelijk aan a.xml" in message for message in intake.messages())


def test_two_landers_at_once_land_everything_once(intake, connect):
    for number in range(40):
        intake.drop(f"{number}.xml", make_message("wmo", "305", number))
    counts = []

    def run():
        found = land.land_files(
            connect("ingest_writer"), source="ijw_iwmo", inbox=intake.settings.inbox, landing=intake.settings.landing,
            run_id="samen",
        )  # fmt: skip
        counts.append(found["landed"])

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == [0, 40]
    assert len(deliveries(intake)) == 40


@pytest.mark.parametrize(
    ("name", "content", "reaction", "code"),
    [
        ("leeg.xml", b"", "refused", "F001"),
        ("half.xml.part", MESSAGE, "held", "F002"),
        ("re\ngel.xml", MESSAGE, "refused", "F007"),
        ("x" * 201 + ".xml", MESSAGE, "refused", "F007"),
        ("kapot.zip", b"PK\x03\x04kapot", "refused", "F011"),
    ],
)
def test_what_cannot_be_taken_in_is_said_and_the_rest_lands(intake, name, content, reaction, code):
    intake.drop(name, content)
    intake.drop("zz goed.xml", MESSAGE)

    counts = intake.land()

    assert (counts["landed"], counts[reaction]) == (1, 1)
    assert intake.codes() == {code: 1}
    assert deliveries(intake)[0][1:] == (reaction, code)
    assert all(path.isprintable() for path, _, _ in deliveries(intake))
    assert intake.messages()[0].startswith(f"[{code}] ")


def test_links_are_refused_unread(intake):
    intake.drop("doel.xml", MESSAGE)
    (intake.folder / "wachtwoorden.xml").symlink_to("/etc/passwd")
    os.mkfifo(intake.folder / "pijp.xml")
    os.link(intake.folder / "doel.xml", intake.folder / "tweede.xml")

    assert intake.land()["refused"] == 4
    assert landed_files(intake) == []


def test_what_may_not_be_read_is_held_until_it_may(intake, monkeypatch):
    intake.drop("dicht.xml", MESSAGE)
    intake.drop("map/ook.xml", OTHER)
    scandir, opened = os.scandir, land._opened

    def closed(path):
        if str(path).endswith(("map", "dicht.xml")):
            raise PermissionError(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    monkeypatch.setattr(land, "_opened", lambda seen: closed(seen.place) and opened(seen))
    assert intake.land()["held"] == 2
    assert intake.codes() == {"F009": 2}
    monkeypatch.undo()

    assert intake.land()["landed"] == 2


def test_a_file_over_the_limit_is_refused_unread(intake):
    path = intake.drop("groot.xml", b"")
    with path.open("r+b") as file:
        file.truncate((200 << 20) + 1)

    assert intake.land()["refused"] == 1
    assert intake.messages() == [
        "[F010] groot.xml: Het bestand is 201 MB. Verwacht: hoogstens 200 MB. "
        "Doe: splits de levering of overleg met beheer."
    ]


def test_a_file_that_grows_while_it_is_read_is_held_and_lands_when_it_is_done(intake, monkeypatch):
    path = intake.drop("bericht.xml", MESSAGE[:100])
    put = land.Keep.put

    def put_while_growing(keep, pieces, changed_ns):
        with path.open("ab") as file:
            file.write(b"meer")
        return put(keep, pieces, changed_ns)

    monkeypatch.setattr(land.Keep, "put", put_while_growing)
    assert intake.land()["held"] == 1
    assert landed_files(intake) == []
    monkeypatch.undo()
    intake.drop("bericht.xml", MESSAGE)

    assert intake.land()["landed"] == 1
    assert intake.codes() == {"F002": 1}


def test_a_file_that_was_just_written_to_gets_time_to_settle(intake, monkeypatch):
    path = intake.drop("vers.xml", MESSAGE[:100], age_seconds=0)
    intake.drop("oud.xml", OTHER)
    waited = []

    def write_on(seconds):
        waited.append(seconds)
        path.write_bytes(MESSAGE)

    monkeypatch.setattr(time, "sleep", write_on)

    counts = intake.land()

    assert len(waited) == 1
    assert (counts["landed"], counts["held"]) == (1, 1)


def test_a_file_that_is_taken_away_does_no_harm(intake, monkeypatch):
    path = intake.drop("weg.xml", MESSAGE)
    opened = land._opened

    def gone(seen):
        path.unlink()
        return opened(seen)

    monkeypatch.setattr(land, "_opened", gone)

    assert intake.land()["held"] == 1


def test_members_of_a_zip_land_one_by_one_and_a_faulty_one_alone_is_refused(intake, small_zip):
    nested = small_zip({"diep.xml": OTHER})
    intake.drop("levering.zip", small_zip({"een.xml": MESSAGE, "leeg.xml": b"", "in.zip": nested, "twee.xml": OTHER}))

    counts = intake.land()

    assert counts == {"offered": 1, "known": 0, "landed": 2, "unpacked": 1, "skipped": 0, "held": 0, "refused": 2}
    assert intake.codes() == {"F001": 1, "F011": 1}
    assert deliveries(intake) == [
        ("levering.zip/een.xml", "landed", None),
        ("levering.zip/leeg.xml", "refused", "F001"),
        ("levering.zip/in.zip", "refused", "F011"),
        ("levering.zip/twee.xml", "landed", None),
        ("levering.zip", "unpacked", None),
    ]
    assert intake.land()["known"] == 1


def test_the_same_messages_in_another_zip_give_nothing_new(intake, small_zip):
    intake.drop("een.xml", MESSAGE)
    intake.drop("eerste.zip", small_zip({"een.xml": MESSAGE, "twee.xml": OTHER}))
    intake.drop("tweede.zip", small_zip({"twee.xml": OTHER, "een.xml": MESSAGE}))

    counts = intake.land()

    assert (counts["landed"], counts["skipped"], counts["unpacked"]) == (2, 3, 2)


def test_a_zip_that_changes_while_it_is_read_leaves_nothing(intake, small_zip, monkeypatch):
    path = intake.drop("levering.zip", small_zip({"een.xml": MESSAGE, "twee.xml": OTHER}))
    unpack = land._unpack

    def touched(*arguments):
        unpack(*arguments)
        os.utime(path)

    monkeypatch.setattr(land, "_unpack", touched)

    assert intake.land()["held"] == 1
    assert intake.connection.execute("select count(*) from meta.files").fetchone() == (0,)


def test_an_empty_database_is_filled_again_from_landing_alone(intake):
    intake.drop("een.xml", MESSAGE)
    intake.drop("twee.xml", OTHER)
    intake.run()
    rows = intake.rows()
    empty_database(intake.settings)
    assert intake.row_count() == 0

    assert land.relearn_landing(intake.connection, source="ijw_iwmo", landing=intake.settings.landing) == 2
    intake.validate()
    intake.load()

    assert intake.rows() == rows
    assert set(intake.status_of()) == {"een.xml", "twee.xml"}
