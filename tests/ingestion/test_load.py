"""Loading: everything of a file or nothing, once, whoever else is loading."""

import pytest

from tests.ingestion.messages import SPELLINGS, all_types, make_message


def test_all_28_message_types_load_in_full(intake):
    for number, (wet, berichtsoort) in enumerate(all_types()):
        spelling = SPELLINGS[number % len(SPELLINGS)]
        intake.drop(f"{wet}_{berichtsoort}.xml", make_message(wet, berichtsoort, 1, spelling=spelling, fill=1))

    counts = intake.run()

    assert counts["landed"] == counts["valid"] == counts["loaded"] == 28
    assert set(intake.status_of().values()) == {"loaded"}
    assert all(rows.total() for rows in intake.rows().values()), "a raw table stayed empty"
