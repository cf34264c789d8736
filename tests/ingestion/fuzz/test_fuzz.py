"""Changed messages by the hundred: each gets a verdict in words, and nothing is half loaded (10,000 in `make faults`).

SDW_TEST_SEED says which ones. What was found once is a test of its own in test_found.py.
"""

import os
import random
from collections import Counter, defaultdict

import pytest

from tests.ingestion.fuzz.cases import Case, rows_there
from tests.ingestion.fuzz.changes import INSIDE
from tests.ingestion.fuzz.running import fates_of, held_against_the_schemas
from tests.ingestion.messages import all_types

RUNS = 300
SEED = int(os.environ.get("SDW_TEST_SEED", "268"))


def test_a_changed_message_gets_a_verdict_in_words_and_is_read_whole_or_not_at_all():
    fates, kinds = fates_of(RUNS, SEED)

    assert fates["loaded"] > RUNS // 20
    assert len(fates) > 10
    assert kinds > 50


@pytest.mark.shared
def test_nothing_is_accepted_that_the_official_schema_refuses(shared_standard):
    passed, disagreements = held_against_the_schemas(shared_standard, RUNS, SEED + 1)

    assert disagreements == []
    assert passed > RUNS // 30


def test_a_night_of_changed_messages_puts_whole_files_in_the_database_and_leaves_the_others_out(intake):
    chance = random.Random(SEED)  # noqa: S311 - a seed, not a secret
    cases = {
        f"{number:03}.xml": Case(*kind, "3.2", number, (chance.choice(INSIDE),))
        for number, kind in enumerate(all_types() * 5)
    }
    for name, case in cases.items():
        intake.drop(name, case.data)
    counts = intake.run()
    assert counts["loaded"] > 20
    assert counts["refused"] > 20

    rows: dict[int, Counter[str]] = defaultdict(Counter)
    for table, found in intake.rows().items():
        for row in found.elements():
            rows[row[0]][table] += 1
    status = intake.status_of()
    files = intake.connection.execute("select file_id, name from meta.files").fetchall()
    assert len(files) > 100
    for file_id, name in files:
        assert rows[file_id] == (rows_there(cases[name].data) if status[name] == "loaded" else {}), cases[name]
    said = " ".join(intake.messages())
    assert not [text for case in cases.values() for text in case.persons if text in said]
