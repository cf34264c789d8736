"""Ten thousand changed messages: no crash without a code, nothing half read, nothing taken that the standard refuses.

SDW_TEST_FUZZ sets the number, SDW_TEST_SEED which ones. What became of them is printed.
"""

import os
import sys

import pytest

from tests.ingestion.fuzz.running import fates_of, held_against_the_schemas

pytestmark = pytest.mark.faults

RUNS = int(os.environ.get("SDW_TEST_FUZZ", "10000"))
SEED = int(os.environ.get("SDW_TEST_SEED", "268"))


@pytest.fixture
def say(capsys):
    def write(text):
        with capsys.disabled():
            sys.stdout.write(f"\n{text}\n")

    return write


def test_every_changed_message_gets_a_verdict_in_words(say):
    fates, kinds = fates_of(RUNS, SEED)
    refused = ", ".join(f"{code} {number}" for code, number in fates.most_common() if code != "loaded")
    say(f"{RUNS} deliveries of {kinds} types and releases: {fates['loaded']} files loaded; {refused}")
    assert fates["loaded"] > RUNS // 20
    assert kinds == 28 * 3


@pytest.mark.shared
def test_nothing_that_the_official_schema_refuses_is_accepted(shared_standard, say):
    passed, disagreements = held_against_the_schemas(shared_standard, RUNS, SEED + 1)
    say(f"{passed} messages of {RUNS} deliveries passed both our structure check and the official schema")
    assert disagreements == []
    assert passed > RUNS // 30
