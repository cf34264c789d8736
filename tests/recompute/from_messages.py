"""(b) The indicators from the messages themselves, by an own small reader: no SQL, no warehouse, no truth.

Reads   <inbox>/ijw_iwmo and <inbox>/registers/producten
Run     python -m tests.recompute.from_messages --inbox var/inbox --out values.csv
"""

import argparse
from pathlib import Path

from tests.recompute.allocations import add_versions, standing_allocations
from tests.recompute.claims import add_lines
from tests.recompute.deliveries import add_care
from tests.recompute.indicators import values
from tests.recompute.output import write_values
from tests.recompute.register import Register
from tests.recompute.standing import sort_messages
from tests.recompute.state import State


def state_from_messages(inbox: Path) -> State:
    """The state that follows from every message in the inbox, by choices 1-7."""
    sorted_messages = sort_messages(inbox)
    register = Register(inbox)
    state = State(sorted_messages.last_day)
    allocations = standing_allocations(sorted_messages.standing("301"))
    add_versions(state, allocations, register)
    add_care(state, allocations, sorted_messages.standing("305") + sorted_messages.standing("307"), register)
    add_lines(state, sorted_messages.standing("323"), sorted_messages.standing("325"), register)
    return state


def main() -> None:
    parser = argparse.ArgumentParser(description="Compute the indicators from the messages of an inbox.")
    parser.add_argument("--inbox", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write_values(options.out, values(state_from_messages(options.inbox)))


if __name__ == "__main__":
    main()
