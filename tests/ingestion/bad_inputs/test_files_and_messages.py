"""One night with every bad file and message of the catalogue: each gets its reaction, code and words."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from ingestion.inbox import shown_path
from ingestion.outcomes import load_meldingen
from tests.conftest import temporary_home
from tests.ingestion.bad_inputs.inputs import INPUTS, settled
from tests.ingestion.conftest import SOURCE, Intake
from tests.ingestion.messages import make_message
from warehouse.database.connection import connect
from warehouse.database.prepare import prepare

NEIGHBOUR = "gezond.xml"


def read_so_far() -> int:
    """Bytes that this process has read from files."""
    with Path("/proc/self/io").open(encoding="ascii") as lines:
        return int(next(line for line in lines if line.startswith("rchar")).split()[1])


@pytest.fixture(scope="module")
def night():
    """The intake after a night with every input, a sound message among them; and what was read to land them all."""
    with temporary_home("night") as settings:
        prepare(settings)
        folder = settings.inbox / SOURCE
        folder.mkdir(parents=True, exist_ok=True)
        with connect(settings, "ingest_writer", autocommit=True) as connection:
            intake = Intake(settings, connection)
            names = {str(row): row.put(folder) for row in INPUTS}
            intake.drop(NEIGHBOUR, make_message("wmo", "305", 1), age_seconds=3600)
            before = read_so_far()
            counts = Counter(intake.land())
            landed = read_so_far() - before
            counts.update(intake.validate())
            counts.update(intake.load())
            told = defaultdict(list)
            for name, reaction, code, message in connection.execute(
                "select file_name, reaction, code, message from meta.outcomes order by outcome_id"
            ).fetchall():
                told[name.split("/")[0]].append((reaction, code, message))
            yield intake, names, told, counts, landed


@pytest.mark.parametrize("row", INPUTS, ids=str)
def test_a_bad_input_gets_its_reaction_its_code_and_its_words(night, row):
    intake, names, told, _, _ = night
    name = shown_path(names[str(row)])
    outcomes = told[name]

    if not row.code:
        assert outcomes == []
    else:
        reaction, code, message = outcomes[0]
        assert (reaction, code) == (row.reaction, row.code), outcomes
        assert message.startswith(f"[{code}] {name}")
        assert row.text in message
        assert "Verwacht: " in message or "Verwacht hier: " in message
        assert "Doe: " in message
        assert load_meldingen()[code].reaction == row.reaction
    assert (intake.status_of().get(name) == "loaded") == row.is_loaded


def test_a_neighbour_of_all_that_is_loaded(night):
    intake, _, told, counts, _ = night

    assert intake.status_of()[NEIGHBOUR] == "loaded"
    assert told[NEIGHBOUR] == []
    assert counts["loaded"] == 1 + sum(row.is_loaded for row in INPUTS)


def test_what_is_too_large_is_not_read_x_016(night):
    *_, landed = night
    assert landed < 300 << 20, "five gigabytes were read before they were refused"


def test_the_same_bytes_again_are_told_and_loaded_once_f_004(intake):
    data = make_message("wmo", "305", 4)
    intake.drop("a.xml", data)
    intake.run()
    settled(intake.folder / "a.xml", 30)
    intake.run()

    assert intake.codes() == {"F004": 1}
    assert "Hetzelfde bestand is al aangeleverd" in intake.messages()[0]
    assert intake.connection.execute("select count(*) from raw_ijw_iwmo.berichten").fetchone() == (1,)


def test_the_same_bytes_under_another_name_are_told_and_loaded_once_f_005(intake):
    data = make_message("wmo", "305", 5)
    intake.drop("a.xml", data)
    intake.drop("b.xml", data)
    intake.run()

    assert intake.codes() == {"F005": 1}
    assert "De inhoud is gelijk aan a.xml" in intake.messages()[0]
    assert intake.connection.execute("select count(*) from raw_ijw_iwmo.berichten").fetchone() == (1,)


def test_test_persons_do_not_come_into_production_f_014(intake):
    intake.drop("proef.xml", make_message("wmo", "305", 14))
    intake.run(is_production=True)

    assert intake.codes() == {"F014": 1}
    assert "bevat testgegevens" in intake.messages()[0]
    assert intake.row_count() == 0
