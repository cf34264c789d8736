"""kill -9 of the publisher, at random moments: readers see the old load or the new one, and the next try succeeds."""

import os
import random
import signal
import time

import pytest

from tests.warehouse.small_build import audit, make_build, publish_edition, read
from warehouse.publish import publish

KILLS = 15

EVERYTHING = (
    "select distinct f.editie, d.editie, i.waarde::integer, f.load_id = d.load_id and d.load_id = i.load_id"
    " from mart.fct_regels as f join mart.dim_aanbieder as d using (aanbieder_agb)"
    " cross join indicator.indicator_waarden as i"
)


def start_publish(home, run_id: str) -> int:
    child = os.fork()
    if child:
        return child
    try:
        publish(home, run_id)
    finally:
        os._exit(0)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_killed_publish_is_never_torn_and_can_be_done_again(clean_home):
    chance = random.Random(268)  # noqa: S311
    publish_edition(clean_home, 1)
    started = time.monotonic()
    publish_edition(clean_home, 2)
    usual = time.monotonic() - started
    killed_before, killed_after = 0, 0

    for edition in range(3, 3 + KILLS):
        make_build(clean_home, edition)
        audit(clean_home, f"night_{edition}")
        child = start_publish(clean_home, f"night_{edition}")
        time.sleep(chance.uniform(0, usual))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

        seen = read(clean_home, EVERYTHING)
        assert seen in ([(edition - 1,) * 3 + (True,)], [(edition,) * 3 + (True,)])
        killed_before += seen[0][0] == edition - 1
        killed_after += seen[0][0] == edition

        publish(clean_home, f"night_{edition}")
        assert read(clean_home, EVERYTHING) == [(edition,) * 3 + (True,)]

    assert killed_before + killed_after == KILLS
    assert killed_before > 0, "every publish had ended before it was killed: this test saw nothing"
