"""Every landed file gets one verdict, with reasons where it is not let through."""

import threading
from collections import Counter

import pytest

from ingestion import validate
from ingestion.landing import DamagedLanding
from ingestion.outcomes import Fault
from ingestion.validate import status_after
from tests.ingestion.envelopes import envelope
from tests.ingestion.messages import Spelling, make_message

GOOD = make_message("jeugdwet", "305", 1)


def without_bsn(message: bytes) -> bytes:
    start = message.index(b"<b:Bsn>")
    return message[:start] + message[message.index(b"</b:Bsn>") + len(b"</b:Bsn>") :]


@pytest.mark.parametrize(
    ("codes", "status", "deciding"),
    [
        ([], "valid", None),
        (["X011"], "valid", None),
        (["X011", "X023"], "held", "X023"),
        (["X023", "X011", "X025"], "refused", "X025"),
    ],
)
def test_refusing_outweighs_holding_and_a_remark_lets_through(codes, status, deciding):
    assert status_after([Fault(code) for code in codes]) == (status, deciding)


def test_each_kind_of_bad_message_has_its_own_fate_and_good_ones_go_on(intake):
    cases = {
        "afgebroken.xml": (GOOD[: GOOD.rindex(b"</b:Client>")], "refused", "X014"),
        "doctype.xml": (GOOD.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1), "refused", "X001"),
        "geen xml.xml": (b"a;b;c\n1;2;3\n", "refused", "X013"),
        "twee.xml": (GOOD + GOOD[GOOD.index(b"<b:") :], "refused", "X015"),
        "oud.xml": (GOOD.replace(b"/3_2/", b"/3_0/"), "refused", "X020"),
        "andere soort.xml": (GOOD.replace(b"jw305", b"jw999"), "held", "X023"),
        "zonder bsn.xml": (without_bsn(GOOD), "refused", "X025"),
        "goed.xml": (GOOD, "valid", None),
        "latin1.xml": (make_message("wmo", "301", 1, spelling=Spelling(encoding="ISO-8859-1")), "valid", None),
    }
    for name, (content, _, _) in cases.items():
        intake.drop(name, content)
    intake.land()

    counts = intake.validate()

    assert counts == {"examined": 9, "valid": 2, "refused": 6, "held": 1, "unpacked": 0, "noted": 0}
    found = {
        name: (status, code)
        for name, status, code in intake.connection.execute("select name, status, code from meta.files")
    }
    assert found == {name: (status, code) for name, (_, status, code) in cases.items()}


def test_a_refused_file_lies_in_quarantine_with_words_for_the_sender(intake):
    intake.drop("map/zonder bsn.xml", without_bsn(GOOD))
    intake.land()
    intake.validate()

    kept = sorted((intake.settings.quarantine / "ijw_iwmo").iterdir())

    assert [path.suffix for path in kept] == [".txt", ".xml"]
    assert kept[1].read_bytes() == without_bsn(GOOD)
    text = kept[0].read_text("utf-8")
    assert text.startswith("Bestand: map/zonder bsn.xml\nKenmerk: ")
    assert "Besluit: geweigerd, niets van geladen" in text
    assert "[X025] map/zonder bsn.xml, regel " in text
    assert "Verplicht element Bsn ontbreekt" in text
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept)


def test_a_second_look_decides_nothing_new_except_about_held_files(intake):
    intake.drop("goed.xml", GOOD)
    intake.drop("soort.xml", GOOD.replace(b"jw305", b"jw999"))
    intake.land()
    intake.validate()

    counts = intake.validate()

    assert (counts["examined"], counts["held"]) == (1, 1)


def test_test_persons_are_refused_in_production_only(intake):
    intake.drop("bericht.xml", make_message("jeugdwet", "323", 1, lines=2))
    intake.land()

    assert intake.validate(is_production=True)["refused"] == 1
    assert intake.codes() == {"F014": 1}


def test_a_damaged_landing_is_a_broken_machine_not_a_bad_sender(intake):
    intake.drop("goed.xml", GOOD)
    intake.land()
    (landed,) = (intake.settings.landing / "ijw_iwmo").glob("??/*")
    landed.write_bytes(GOOD.replace(b"999", b"998", 1))

    with pytest.raises(DamagedLanding, match="backup"):
        intake.validate()
    assert set(intake.status_of().values()) == {"landed"}


def test_two_validators_at_once_decide_about_every_file_once(intake, connect, monkeypatch):
    for number in range(60):
        intake.drop(f"{number}.xml", make_message("jeugdwet", "301", number))
        intake.drop(f"kapot {number}.xml", make_message("jeugdwet", "305", number)[:-20])
        intake.drop(f"envelop {number}.xml", envelope(make_message("jeugdwet", "307", number), "JW307"))
        intake.drop(f"soort {number}.xml", make_message("wmo", "305", number).replace(b"wmo305", b"wmo999"))
    intake.land()
    monkeypatch.setattr(validate, "BATCH_FILES", 7)
    counts = []
    ways = [intake.connection, connect("ingest_writer")]
    threads = [threading.Thread(target=lambda way=way: counts.append(intake.validate(way))) for way in ways]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    together = Counter(counts[0]) + Counter(counts[1])
    assert together == {"examined": 300, "valid": 120, "refused": 60, "held": 60, "unpacked": 60}
    assert all(found["examined"] > 7 for found in counts), "one of them did it all"
    assert intake.codes() == {"X014": 60, "X023": 60}
    assert Counter(intake.status_of().values()) == {"valid": 120, "refused": 60, "held": 60, "unpacked": 60}


def test_a_file_that_another_validator_gives_up_is_judged_by_this_one(intake, connect):
    intake.drop("a.xml", GOOD)
    intake.land()
    other = connect("ingest_writer", autocommit=False)
    other.execute("select from meta.files for update")
    counts = []
    waiting = threading.Thread(target=lambda: counts.append(intake.validate()))
    waiting.start()

    other.rollback()
    waiting.join()

    assert counts[0]["valid"] == 1
