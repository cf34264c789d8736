"""The interventions and milestones of the published plans, and how far an invented programme is with them on a day.

Reads   dbt_project/seeds/gepubliceerd/gepubliceerde_{interventies,mijlpalen}.csv

What was planned are facts of the plans. What became of it is not published: that is invented, the same in each city.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from synthetic.lijsten.moments import Moment

PLANS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds" / "gepubliceerd"
STARTS = {
    "uitvoeringsagenda_2025": "2025-01-01",
    "interventieplan_2019": "2019-01-01",
    "transformatieplan_2018": "2018-01-01",
}
ENDS = {"interventieplan_2019": "2022-12-31", "transformatieplan_2018": "2021-12-31"}
LEADS = ("Beleid Jeugd", "Beleid Wmo", "Regionaal inkoopbureau", "Buurtteams")
LATE, DROPPED = 5, 23
"""Every so many milestones one comes a month after its quarter, and one is dropped."""

Row = dict[str, str]


def interventies(moment: Moment) -> Iterator[Row]:
    for number, planned in enumerate(_plan("interventies")):
        end = ENDS.get(planned["plan"], "")
        yield planned | {
            "trekker": LEADS[number % len(LEADS)],
            "begonnen_op": STARTS[planned["plan"]],
            "beeindigd_op": end,
            "status": "gereed" if end else "gestart",
        }


def mijlpalen(moment: Moment) -> Iterator[Row]:
    for number, planned in enumerate(_plan("mijlpalen"), start=1):
        facts = {name: text for name, text in planned.items() if name != "herhaling"}
        # what comes back is due by the end of the period that the delivery is about
        due = date.fromisoformat(planned["gepland_op"] or moment.end.isoformat())
        yield facts | {"gepland_op": due.isoformat(), "opmerking": ""} | _progress(number, due, moment.delivered_on)


def _progress(number: int, due: date, today: date) -> Row:
    """status and gereed_op, as they are known today."""
    if number % DROPPED == 0 and due <= today:
        return {"status": "vervallen", "gereed_op": ""}
    done = due + timedelta(30) if number % LATE == 0 else due - timedelta(number % 20)
    if done <= today:
        return {"status": "gereed", "gereed_op": done.isoformat()}
    if due <= today:
        return {"status": "vertraagd", "gereed_op": ""}
    return {"status": "gestart" if due <= today + timedelta(90) else "gepland", "gereed_op": ""}


@cache
def _plan(what: str) -> tuple[Row, ...]:
    with (PLANS / f"gepubliceerde_{what}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
