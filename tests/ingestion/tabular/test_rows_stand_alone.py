"""Wrong rows beside right ones: refused whole, unless the contract says that rows stand alone."""

from pathlib import Path

import pytest

from ingestion.sources import LandedFile
from ingestion.tabular.source import TabularSource
from ingestion.validate import status_after
from tests.ingestion.tabular.deliveries import codes_in, csv_of, examine, rows_of

ANTWOORDEN = "clientervaring/ervaring_antwoorden"
GGZ = "wachtlijsten/jeugd_ggz"


def read(label: str, data: bytes, folder: Path):
    source, name = label.split("/")
    path = folder / "levering"
    path.write_bytes(data)
    file = LandedFile(1, "a" * 64, f"{name}/levering_2026-07-01.csv", path, len(data), berichtsoort=name)
    (reading,) = TabularSource(source).read([file])
    return reading


def answers(count, wrong):
    rows = rows_of(ANTWOORDEN, count)
    for row in rows[:wrong]:
        row["antwoord"] = "6"
    return csv_of(rows)


def test_the_right_rows_of_a_file_with_a_wrong_one_are_not_loaded():
    rows = rows_of(GGZ, 100, aantal_wachtenden="veel")
    examined = examine(GGZ, csv_of(rows))
    assert status_after(examined.faults) == ("refused", "C010")


def test_where_rows_stand_alone_the_wrong_one_is_put_aside_s_002(tmp_path):
    data = answers(100, wrong=2)
    examined = examine(ANTWOORDEN, data)
    assert codes_in(examined) == ["C036"]
    assert status_after(examined.faults) == ("valid", None)
    assert [fault.code for fault in examined.marks] == ["S002", "S002"]

    reading = read(ANTWOORDEN, data, tmp_path)
    (counts,) = reading.counts.values()
    assert (counts.rows_read, counts.rows_quarantined) == (100, 2)
    assert reading.tables["ervaring_antwoorden"].num_rows == 98
    assert [fault.code for fault in reading.remarks[1]] == ["S002", "S002"]
    assert reading.remarks[1][0].place == "regel 2, kolom N (antwoord)"


def test_more_than_five_percent_wrong_refuses_the_file_after_all_l_007():
    assert status_after(examine(ANTWOORDEN, answers(100, wrong=5)).faults)[0] == "valid"
    examined = examine(ANTWOORDEN, answers(100, wrong=6))
    assert status_after(examined.faults)[0] == "refused"
    assert codes_in(examined)[0] == "L007"


@pytest.mark.parametrize("answer", ["0", "6", "11", "goed", "4,5"])
def test_an_answer_outside_its_scale_is_put_aside(answer):
    rows = rows_of(ANTWOORDEN, 100)
    rows[0]["antwoord"] = answer
    assert [fault.code for fault in examine(ANTWOORDEN, csv_of(rows)).marks] == ["S002"]


def test_a_total_row_is_counted_but_not_loaded(tmp_path):
    rows = rows_of(GGZ, 3)
    total = dict.fromkeys(rows[0], "") | {"peildatum": "Totaal", "aantal_wachtenden": "72"}
    reading = read(GGZ, csv_of([*rows, total]), tmp_path)
    (counts,) = reading.counts.values()
    assert (counts.rows_read, counts.rows_quarantined) == (4, 1)


def test_the_row_number_is_the_line_in_the_file_also_after_a_text_of_two_lines(tmp_path):
    rows = rows_of(GGZ, 3, toelichting="een\ntwee")
    table = read(GGZ, csv_of(rows), tmp_path).tables["jeugd_ggz"]
    assert table["_rij"].to_pylist() == [2, 4, 5]


def test_test_persons_are_refused_in_production_only():
    data = csv_of(rows_of("registers/toegang", 3))
    assert codes_in(examine("registers/toegang", data)) == []
    assert codes_in(examine("registers/toegang", data, is_production=True)) == ["F014"]
