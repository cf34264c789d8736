"""A calibrated figure that is off by one is red, without a night of the whole known city.

What was published against the plan here; the plan against its messages in test_nijmegen; messages against the warehouse
in tests/recompute.
"""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

import synthetic.nijmegen
from synthetic.nijmegen.calibration import load_calibration
from synthetic.nijmegen.plan import make_plan
from tests.synthetic.published import figures_from, rows
from tests.synthetic.test_nijmegen import SEED, chance, plan

STAND = ("begeleiding_jeugd", "stand")
STAND_IN_DECEMBER_2024 = "F003-041"


def test_every_published_figure_that_the_plan_tells_follows_from_it():
    figures = list(figures_from(plan()))

    assert len(figures) >= 60
    assert [figure for figure in figures if figure.published != figure.planned] == []


@pytest.mark.parametrize("more", [1, -1])
def test_a_target_that_is_one_off_gives_another_figure_than_was_published(more):
    calibration = load_calibration()
    stand = calibration.targets[STAND] | {"2024-12": calibration.targets[STAND]["2024-12"] + more}
    off = replace(calibration, targets=calibration.targets | {STAND: stand})

    [figure] = figures_from(make_plan(chance(f"{SEED}/nijmegen"), off), {STAND_IN_DECEMBER_2024})

    assert figure.planned == figure.published + more


def test_every_figure_that_a_target_names_was_published():
    with Path(synthetic.nijmegen.__file__).with_name("ijkpunten.csv").open(encoding="utf-8", newline="") as lines:
        named = {figure for row in csv.DictReader(lines, delimiter=";") for figure in row["cijfers"].split()}

    assert len(named) > 50
    assert named <= {row["cijfer_id"] for row in rows("gepubliceerd/gepubliceerde_cijfers.csv")}
