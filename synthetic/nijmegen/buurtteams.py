"""The dossiers of the Buurtteams of Nijmegen, so many and so fast that the published figures follow from them.

Reads   buurtteams.csv: per team and year how many begin and end, the mean wait in days, the share with a first talk
        within the norm, and (adults) the share that is referred on; with the ids of the figures that say so
Those who begin are spread evenly over the year. Of each cycle so many are fast as the share asks; the slow ones wait
so much longer that the mean comes out. Who is longest with a team ends first.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from synthetic.lijsten.moments import Moment
from synthetic.months import days
from synthetic.places import GEMEENTEN, STADSDELEN

NORM_DAYS = 14
FAST_DAYS = 7
"""Somebody fast has the first talk after so many days, and begins by the day of the norm at the latest."""

CYCLE = 75
"""Two thirds, 64 and 24 per cent are whole numbers of it."""
FEW, SHORTEST = 12, days(21)
"""Dossiers of other municipalities in a delivery; nobody ends sooner than after three weeks."""

REASONS = ("doelen_bereikt", "doorverwezen", "doelen_bereikt", "gestopt_client", "doelen_bereikt", "anders")

Targets = dict[int, dict[str, Decimal]]


@dataclass
class Dossier:
    """One application; days that did not come yet are None. `referred_on` is the day of being referred on."""

    team_soort: str
    number: int
    applied: date
    talked: date
    begun: date
    ended: date | None = None
    reason: str = ""
    referred_on: date | None = None

    def row(self, stand: date) -> dict[str, str]:
        """The cells of its row, as far as they are known on the day of the stand."""
        stadsdeel = STADSDELEN[self.number % len(STADSDELEN)]
        is_ended = self.ended is not None and self.ended <= stand
        is_referred = self.referred_on is not None and self.referred_on <= stand
        given = {
            "team_soort": self.team_soort,
            "team": f"{self.team_soort.upper()} {stadsdeel}",
            "stadsdeel": stadsdeel,
            "dossier_nummer": f"D-{self.begun.year}-{self.number:05d}",
            "gezin_nummer": f"G-{self.number:05d}" if self.team_soort == "bjg" else "",
            "gemeente_code": GEMEENTEN[0].code,
            "aangemeld_op": self.applied.isoformat(),
            "eerste_gesprek_op": self.talked.isoformat() if self.talked <= stand else "",
            "begonnen_op": self.begun.isoformat() if self.begun <= stand else "",
            "beeindigd_op": self.ended.isoformat() if self.ended and is_ended else "",
            "uitstroomreden": self.reason if is_ended else "",
            "is_doorverwezen": str(int(is_referred)),
            "doorverwezen_op": self.referred_on.isoformat() if self.referred_on and is_referred else "",
            "doorverwezen_zorgsoort": _care_of(self.team_soort) if is_referred else "",
        }
        # most are known by their number alone
        return given if self.number % 10 == 0 else given | {"bsn": ""}


def buurtteams(moment: Moment) -> Iterator[dict[str, str]]:
    """What is known of every row of one delivery: all dossiers so far, and some of other municipalities."""
    for dossier in dossiers():
        if dossier.applied <= moment.end:
            yield dossier.row(moment.end)
    for _ in range(FEW):
        yield {"gemeente_code": GEMEENTEN[1].code}


@cache
def dossiers() -> tuple[Dossier, ...]:
    """Every dossier of the story, by team and day of begin."""
    return tuple(dossier for team, targets in load_targets().items() for dossier in _of_team(team, targets))


@cache
def load_targets() -> dict[str, Targets]:
    """Per team and year what must come out. Raises KeyError where a column is missing."""
    found: dict[str, Targets] = defaultdict(lambda: defaultdict(dict))
    with Path(__file__).with_name("buurtteams.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            found[row["team_soort"]][int(row["periode"])][row["maat"]] = Decimal(row["waarde"])
    return found


def _of_team(team: str, targets: Targets) -> list[Dossier]:
    told: list[Dossier] = []
    for year, asked in sorted(targets.items()):
        count = int(asked["begonnen"])
        referred = asked.get("doorverwezen_procent", Decimal(30))
        fast, slow = _waits(asked)
        for place in range(count):
            begun = _spread(year, place, count)
            # the share is of those who applied in a year, the mean wait of those who began in it
            applied_in = targets.get((begun - days(NORM_DAYS)).year, asked)
            is_fast = _is_among(place, applied_in["binnen_norm_procent"])
            applied = begun - days(fast if is_fast else slow)
            talked = applied + days(min(fast, FAST_DAYS) if is_fast else slow - 1)
            dossier = Dossier(team, len(told) + 1, applied, talked, begun)
            if _is_among(place, referred):
                # referred in the half year of the begin, as the published share counts it
                dossier.referred_on = min(begun + days(20), _half_year_end(begun))
            told.append(dossier)
    _end(told, targets)
    return told


def _waits(asked: dict[str, Decimal]) -> tuple[int, int]:
    """Days from application to begin of the fast and the slow of one cycle; together they have the mean asked."""
    mean, fast_in_cycle = int(asked["wachttijd_dagen"]), _share(asked["binnen_norm_procent"])
    slow_in_cycle = CYCLE - fast_in_cycle
    fast = min(NORM_DAYS, mean)
    slow = round((mean * CYCLE - fast * fast_in_cycle) / slow_in_cycle) if slow_in_cycle else fast
    while slow_in_cycle and slow <= NORM_DAYS + 1:
        fast -= 1
        slow = round((mean * CYCLE - fast * fast_in_cycle) / slow_in_cycle)
    return fast, slow


def _share(percentage: Decimal) -> int:
    return round(percentage * CYCLE / 100)


def _is_among(place: int, percentage: Decimal) -> bool:
    """Whether the dossier at a place is one of those few; they lie evenly through each cycle."""
    few = _share(percentage)
    return (place * few) % CYCLE < few


def _spread(year: int, place: int, count: int) -> date:
    first = date(year, 1, 1)
    return first + days(place * (date(year + 1, 1, 1) - first).days // count)


def _half_year_end(day: date) -> date:
    return date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)


def _end(told: list[Dossier], targets: Targets) -> None:
    """Give the longest running ones an end, so many in each year."""
    running = iter(told)
    for year, asked in sorted(targets.items()):
        count = int(asked["beeindigd"])
        for place in range(count):
            dossier = next(running)
            dossier.ended = max(_spread(year, place, count), dossier.begun + SHORTEST)
            dossier.reason = REASONS[place % len(REASONS)]


def _care_of(team_soort: str) -> str:
    return "begeleiding_jeugd" if team_soort == "bjg" else "wmo_begeleiding"
