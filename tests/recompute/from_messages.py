"""(b) The indicators from the messages themselves, by an own small reader: no SQL, no warehouse, no truth.

Reads   <inbox>/ijw_iwmo and <inbox>/registers/{producten,toegang}
Run     python -m tests.recompute.from_messages --inbox var/inbox --out values.csv
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from tests.recompute.allocations import add_versions, read_allocations, standing_allocations
from tests.recompute.claims import add_lines, read_answer, read_claims
from tests.recompute.deliveries import add_care, read_reports
from tests.recompute.indicators import values
from tests.recompute.output import write_values
from tests.recompute.referrers import read_requested, referrers_of
from tests.recompute.register import Cells, Register, newest
from tests.recompute.standing import Messages, sort_messages
from tests.recompute.state import State

CONTENTS = {
    "301": read_allocations,
    "305": read_reports,
    "307": read_reports,
    "315": read_requested,
    "323": read_claims,
    "325": read_answer,
}


def state_from_messages(inbox: Path) -> State:
    """The state that follows from every message in the inbox, by choices 1-7."""
    toegang = list(newest(inbox, "toegang", "aangeleverd_door"))
    return state_of(sort_messages(inbox, CONTENTS), Register(inbox), toegang)


def state_of(messages: Messages, register: Register, toegang: Iterable[Cells] = ()) -> State:
    """The state that follows from messages that were read already."""
    state = State(messages.last_day)
    allocations = standing_allocations(messages.standing("301"))
    told = (row for rows in messages.standing("301") for row in rows)
    requests = (row for rows in messages.standing("315") for row in rows)
    referrers = referrers_of(allocations, told, requests, toegang)
    add_versions(state, allocations, register, referrers)
    add_care(state, allocations, messages.standing("305", "307"), register, referrers)
    add_lines(state, messages.standing("323"), messages.standing("325"), register, referrers)
    return state


def main() -> None:
    parser = argparse.ArgumentParser(description="Compute the indicators from the messages of an inbox.")
    parser.add_argument("--inbox", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write_values(options.out, values(state_from_messages(options.inbox)))


if __name__ == "__main__":
    main()
