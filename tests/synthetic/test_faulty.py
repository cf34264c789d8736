"""Each faulty delivery has the fault it is named for, and only the copy is sound."""

import csv

import pytest

from ingestion.sources.ijw_iwmo.structure import examine
from synthetic.faulty import FOLDER, faulty_deliveries, sound_message, write_faulty
from tests.synthetic.cities import small_city

XML = [file for file in faulty_deliveries() if file.name.endswith(".xml")]


def test_the_message_that_is_broken_was_sound():
    assert examine(sound_message()).faults == ()


@pytest.mark.parametrize("file", XML, ids=lambda file: file.name)
def test_a_faulty_message_gets_the_code_that_it_is_there_for(file):
    assert [fault.code for fault in examine(file.data).faults] == [file.code]


def test_an_inbox_without_messages_gets_no_copy_of_one(tmp_path):
    written = write_faulty(tmp_path)

    assert len(written) == len(faulty_deliveries()) >= 12
    assert "F005" not in {code for _, code in written}


def test_the_truth_names_every_faulty_file_with_its_code():
    city = small_city()
    with (city.truth / "foute_leveringen.csv").open(encoding="utf-8") as lines:
        rows = {row["bestand"]: row["code"] for row in csv.DictReader(lines, delimiter=";")}

    lying = {f"{FOLDER}/{path.name}" for path in (city.inbox / "ijw_iwmo" / FOLDER).iterdir()}
    assert rows.keys() == lying
    assert set(rows.values()) > {"F001", "F002", "F005", "F011", "X001", "X014", "X020", "X025"}
