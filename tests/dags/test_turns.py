"""Two nights at once would do the same work twice."""

import pytest

from dags.common.turns import Busy, alone


def test_the_second_is_told_who_is_first_l_001(home):
    told = r"\[L001\] Hier loopt al: de nacht van gisteren\."
    with alone(home, doing="de nacht van gisteren"), pytest.raises(Busy, match=told), alone(home, doing="iets"):
        pass


def test_a_turn_ends_with_its_holder(home):
    for _ in range(2):
        with alone(home, doing="een nacht"):
            pass


def test_a_failure_gives_the_turn_back(home):
    with pytest.raises(ZeroDivisionError), alone(home, doing="een nacht"):
        _ = 1 / 0
    with alone(home, doing="de volgende"):
        pass
