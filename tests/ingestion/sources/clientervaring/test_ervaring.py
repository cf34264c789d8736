"""Client experience: scales, waves, and open answers that no one beyond the vault reads."""

import pytest

from ingestion.sources import load_source
from tests.ingestion.tabular.deliveries import codes_in, csv_of, examine, rows_of

ANSWERS, QUESTIONS = "clientervaring/ervaring_antwoorden", "clientervaring/ervaring_vragen"


@pytest.mark.parametrize(
    ("scale", "answers"),
    [
        ("rapportcijfer", ["1", "10"]),
        ("eens_5", ["1", "5", "9"]),
        ("frequentie_4", ["1", "4", "9"]),
        ("ja_nee", ["0", "1", "9"]),
    ],
)
def test_every_answer_of_a_scale_is_accepted(scale, answers):
    rows = rows_of(ANSWERS, 12)
    for number, row in enumerate(rows):
        row |= {"schaal": scale, "antwoord": answers[number % len(answers)]}
    assert codes_in(examine(ANSWERS, csv_of(rows))) == []


def test_an_open_question_takes_text_and_no_number():
    rows = rows_of(ANSWERS, 40, schaal="open", antwoord="", open_antwoord="fijn geholpen")
    assert codes_in(examine(ANSWERS, csv_of(rows))) == []
    rows[0]["antwoord"] = "4"
    assert [fault.code for fault in examine(ANSWERS, csv_of(rows)).marks] == ["S002"]


@pytest.mark.parametrize("wave", ["2026", "2026-1", "2026-4"])
def test_a_wave_is_a_year_or_a_quarter(wave):
    rows = rows_of(ANSWERS, 12)
    for row in rows:
        row["golf"] = wave
    assert codes_in(examine(ANSWERS, csv_of(rows))) == []


def test_an_open_answer_is_in_the_vault_only():
    table = load_source("clientervaring").raw_tables()["ervaring_antwoorden"]
    assert [column.name for column in table.vault_columns] == ["open_antwoord"]
    assert not [column for column in table.raw_columns if column.derived_from]


def test_a_question_that_changes_starts_a_new_series():
    rows = rows_of(QUESTIONS, 2)
    rows[1]["vraagtekst"] = "Anders gesteld"
    assert codes_in(examine(QUESTIONS, csv_of(rows))) == ["S004"]
    rows[1]["reeks"] = "wmo_06_2026"
    assert codes_in(examine(QUESTIONS, csv_of(rows))) == []
