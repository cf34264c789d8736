"""No indicator that rests on messages goes without a recomputation: read last, from what the others compared."""

import csv
from pathlib import Path

import pytest

from tests.recompute.built_city import COMPARED
from warehouse.settings import PROJECT

pytestmark = pytest.mark.slow

RANGES = (
    (1, 26),
    (31, 37),
    (39, 39),
    (84, 87),
    (102, 114),
    (116, 116),
    (118, 119),
    (122, 123),
    (126, 126),
    (129, 129),
    (131, 132),
)
ON_MESSAGES = {f"IND{number:03}" for first, last in RANGES for number in range(first, last + 1)}
"""The indicators that can be computed from messages, some with a register beside them."""

NOT_THE_WAREHOUSE = ("truth and messages", "variants")


def test_every_indicator_on_messages_is_published_and_was_compared(request):
    comparing = {path.name for path in Path(__file__).parent.glob("test_*.py") if "compare(" in path.read_text("utf-8")}
    collected = {item.path.name for item in request.session.items}
    if not comparing <= collected:
        pytest.skip("only a run of all of tests/recompute compares every indicator")

    with (PROJECT / "dbt_project" / "seeds" / "keuzes" / "indicatoren.csv").open(encoding="utf-8", newline="") as lines:
        published = {row["indicator_code"] for row in csv.DictReader(lines)}
    compared = {
        code
        for name, counts in COMPARED.items()
        if not name.startswith(NOT_THE_WAREHOUSE)
        for code, count in counts.items()
        if count > 0
    }

    assert published >= ON_MESSAGES
    assert ON_MESSAGES - compared == set()
