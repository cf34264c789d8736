"""What lies in an envelope becomes a file of its own, once, and what stands on the envelope is kept."""

from datetime import UTC, datetime

from ingestion import land, quarantine
from ingestion.sources.ijw_iwmo import envelope as opening
from tests.conftest import empty_database
from tests.ingestion.envelopes import REFERENCE, envelope, fault
from tests.ingestion.messages import make_message

MESSAGE = make_message("jeugdwet", "305", 1)
REPLY = make_message("wmo", "302", 2)
SENT = datetime(2026, 7, 1, 7, 30, tzinfo=UTC)
OTHER = "1c9d2d04-6a4e-4b0c-9d0e-0123456789ab"


def files(intake):
    rows = intake.connection.execute(
        "select name, status, container, channel, received_at, referentienummer, functie from meta.files order by name"
    )
    return {name: tuple(rest) for name, *rest in rows}


def test_an_envelope_lands_as_it_is_and_its_message_loads_with_the_time_of_receipt(intake):
    data = envelope(MESSAGE, "JW305")
    intake.drop("map/heen.xml", data)

    counts = intake.run()

    assert (counts["offered"], counts["examined"], counts["loaded"], counts["refused"]) == (1, 2, 1, 0)
    assert files(intake) == {
        "map/heen.xml": ("unpacked", None, "bestand", SENT, REFERENCE, "JW305"),
        "map/heen.xml/JW305.xml": ("loaded", "map/heen.xml", "stuf_ggk", SENT, REFERENCE, "JW305"),
    }
    landed = {path.read_bytes() for path in (intake.settings.landing / "ijw_iwmo").glob("[0-9a-f][0-9a-f]/*")}
    assert landed == {data, MESSAGE}
    assert intake.codes() == {}


def test_who_sent_a_file_is_known_also_when_it_is_refused(intake):
    cut = MESSAGE[: MESSAGE.index(b"<b:Client>") + 20]
    sender = MESSAGE.split(b"Afzender>")[1].split(b"<")[0].decode()
    intake.drop("bericht.xml", MESSAGE)
    intake.drop("afgebroken.xml", cut)
    intake.drop("brief.xml", b"Beste collega, 999900006")
    intake.drop("heen.xml", envelope(b"Beste collega", "JW305"))

    intake.run()

    told = dict(intake.connection.execute("select name, afzender from meta.files").fetchall())
    assert len(sender) == 8
    assert told == {
        "bericht.xml": sender,
        "afgebroken.xml": sender,
        "brief.xml": None,
        "heen.xml": "0268",
        "heen.xml/JW305.xml": "0268",
    }


def test_a_second_run_opens_nothing_again(intake):
    intake.drop("heen.xml", envelope(MESSAGE, "JW305"))
    intake.run()
    before = files(intake), intake.rows()

    counts = intake.run()

    assert (counts["examined"], counts["loaded"]) == (0, 0)
    assert (files(intake), intake.rows()) == before


def test_envelopes_in_a_zip_are_opened_beside_bare_messages(intake, small_zip):
    intake.drop(
        "post.zip",
        small_zip({"heen.xml": envelope(MESSAGE, "JW305"), "bloot.xml": REPLY, "fout.xml": fault("IB001")}),
    )

    counts = intake.run()

    assert (counts["loaded"], counts["noted"]) == (2, 1)
    assert {name: (status, channel) for name, (status, _, channel, *_) in files(intake).items()} == {
        "post.zip/heen.xml": ("unpacked", "zip"),
        "post.zip/heen.xml/JW305.xml": ("loaded", "stuf_ggk"),
        "post.zip/bloot.xml": ("loaded", "zip"),
        "post.zip/fout.xml": ("noted", "zip"),
    }


def test_the_same_message_in_two_envelopes_loads_once_and_was_received_when_first_sent(intake):
    intake.drop("a.xml", envelope(MESSAGE, "JW305", moment="20260703120000", reference=OTHER))
    intake.run()
    intake.drop("b.xml", envelope(MESSAGE, "JW305"))

    counts = intake.run()

    assert counts["loaded"] == 0
    assert intake.codes() == {"F005": 1}
    assert files(intake)["a.xml/JW305.xml"][3:] == (SENT, REFERENCE, "JW305")


def test_the_same_message_bare_and_in_an_envelope_loads_once(intake):
    intake.drop("bloot.xml", MESSAGE)
    intake.run()
    intake.drop("heen.xml", envelope(MESSAGE, "JW305"))

    counts = intake.run()

    assert counts["loaded"] == 0
    assert intake.codes() == {"F005": 1}
    assert files(intake)["bloot.xml"][3] == SENT
    assert intake.connection.execute("select count(*) from raw_ijw_iwmo.berichten").fetchone() == (1,)


def test_a_message_that_is_refused_leaves_its_envelope_opened(intake):
    intake.drop("heen.xml", envelope(MESSAGE[: len(MESSAGE) // 2], "JW305"))
    intake.drop("brief.xml", envelope(b"Beste collega", "JW305"))

    intake.run()

    assert {name: status for name, (status, *_) in files(intake).items()} == {
        "heen.xml": "unpacked",
        "heen.xml/JW305.xml": "refused",
        "brief.xml": "unpacked",
        "brief.xml/JW305.xml": "refused",
    }
    assert intake.codes() == {"X014": 1, "X013": 1}


def test_an_envelope_that_does_not_agree_with_its_message_is_refused_whole(intake):
    intake.drop("heen.xml", envelope(REPLY, "JW305"))

    counts = intake.run()

    assert (counts["refused"], counts["loaded"]) == (1, 0)
    assert {name: status for name, (status, *_) in files(intake).items()} == {"heen.xml": "refused"}
    assert intake.codes() == {"X103": 1}


def test_a_text_is_held_by_its_name(intake):
    text = '<GGK:tekstBestand bestandsnaam="Aanlevering.csv">QQ==</GGK:tekstBestand>'
    intake.drop("tekst.xml", envelope(b"", "Dummy", content=text))

    assert intake.run()["held"] == 1
    assert "Aanlevering.csv" in intake.messages()[0]


def test_a_fault_of_the_exchange_is_an_outcome_and_loads_nothing(intake):
    intake.drop("fout.xml", fault("IB001"))

    counts = intake.run()

    assert (counts["noted"], counts["loaded"], counts["refused"]) == (1, 0, 0)
    assert intake.codes() == {"X105": 1}
    assert files(intake)["fout.xml"][:1] == ("noted",)
    assert intake.run()["examined"] == 0
    assert quarantine.list_files(intake.connection) == []


def test_an_envelope_that_is_released_is_opened_after_all(intake, monkeypatch):
    intake.drop("heen.xml", envelope(MESSAGE, "JW305"))
    monkeypatch.setattr(opening, "LARGEST_MB", 0)
    assert intake.run()["refused"] == 1
    monkeypatch.undo()

    (found,) = quarantine.list_files(intake.connection)
    quarantine.release(intake.connection, found, intake.settings.landing)

    assert intake.run()["loaded"] == 1
    assert list((intake.settings.quarantine / "ijw_iwmo").iterdir()) == []


def test_every_wrapping_in_one_inbox_counts_each_message_once_and_shows_each_receipt(intake, small_zip):
    third = make_message("jeugdwet", "323", 3)
    intake.drop("a.xml", MESSAGE)
    intake.drop("b.xml", envelope(MESSAGE, "JW305"))
    intake.drop("c.zip", small_zip({"x.xml": REPLY, "y.xml": envelope(REPLY, "WMO302", berichtcode="Du01")}))
    intake.drop("d.xml", envelope(third, "JW323"))

    counts = intake.run()

    assert counts["loaded"] == 3
    receipts = intake.connection.execute("select path, reaction, code from meta.deliveries order by path")
    assert list(receipts) == [
        ("a.xml", "landed", None),
        ("b.xml", "landed", None),
        ("b.xml/JW305.xml", "skipped", "F005"),
        ("c.zip", "unpacked", None),
        ("c.zip/x.xml", "landed", None),
        ("c.zip/y.xml", "landed", None),
        ("c.zip/y.xml/WMO302.xml", "skipped", "F005"),
        ("d.xml", "landed", None),
        ("d.xml/JW323.xml", "landed", None),
    ]
    told = intake.connection.execute("select count(*), count(loaded_at), count(received_at) from meta.files").fetchone()
    assert told == (6, 3, 6)
    messages = intake.connection.execute("select sum(rows_read), sum(rows_loaded) from meta.record_counts")
    assert messages.fetchone() == (intake.row_count(), intake.row_count())


def test_landing_alone_gives_the_same_ledger_again(intake, small_zip):
    intake.drop("zip.zip", small_zip({"bloot.xml": REPLY}))
    intake.drop("brief.xml", envelope(b"Beste collega", "JW305"))
    intake.drop("heen.xml", envelope(MESSAGE, "JW305"))
    intake.drop("later.xml", envelope(MESSAGE, "JW305", moment="20260703120000", reference=OTHER))
    intake.drop("fout.xml", fault("IB001"))
    intake.run()
    senders = "select sha256, afzender, changed_at from meta.files order by sha256"
    before, rows, sent = files(intake), intake.rows(), intake.connection.execute(senders).fetchall()
    empty_database(intake.settings)

    land.relearn_landing(intake.connection, source="ijw_iwmo", landing=intake.settings.landing)
    intake.validate()
    intake.load()

    assert files(intake) == before
    assert intake.rows() == rows
    assert intake.connection.execute(senders).fetchall() == sent
