"""The dossiers of the Buurtteams of the known city: who applied, talked, began and ended when.

Reads   the targets of lijsten.csv
Begins are spread over a year. Whoever applied first begins first, and ends first: how many wait or are helped on a day
is then a target, and how long that took follows from it. No chance can move a figure.
"""

from bisect import bisect_right
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from synthetic.nijmegen.targets import Targets
from synthetic.places import GEMEENTEN, STADSDELEN

NIJMEGEN = GEMEENTEN[0]
FIRST_DAY, LAST_DAY = date(2021, 1, 1), date(2026, 12, 31)
NORM = 14
REFERRED_TO = {"bjg": "begeleiding_jeugd", "btv": "wmo_begeleiding"}
BIRTH_YEARS = {"bjg": (2006, 14), "btv": (1944, 60)}
"""First year of birth, and how many years there are."""


@dataclass(slots=True)
class Course:
    """One dossier, with all its days, also those that are still to come."""

    aangemeld: date
    begonnen: date
    beeindigd: date
    gesprek: date
    doorverwezen: date | None = None
    digitaal: str = "nee"
    groep: str = ""


def stadsdeel_of(number: int) -> str:
    return STADSDELEN[number % len(STADSDELEN)]


def groep(number: int) -> str:
    """The number of a group of the first year, counted from 0."""
    return f"GR-2022-{number + 1:02d}"


def marked(place: int, of: int, share: Decimal) -> bool:
    """Whether the element at this place is one of the share (0 to 1) of all that is marked, evenly spread."""
    wanted = int((of * share).quantize(Decimal(1), ROUND_HALF_UP))
    return (place + 1) * wanted // of > place * wanted // of


def courses(targets: Targets, team: str) -> list[Course]:
    """Every dossier of a kind of teams, in the order of its application."""
    begins = sorted(day for year in range(2021, 2027) for day in _begins(targets, team, year))
    helped = _level(targets.of(team, "lopend"))
    waiting = _level(targets.of(team, "wachtenden"))
    applied = _reached((day, _until(begins, day) + waiting(day)) for day in _days())
    # nobody ended before the first day of which the number helped is known
    first = min(_month_end(period) for period in targets.of(team, "lopend"))
    ended = _reached((day, _until(begins, day) - helped(day)) for day in _days() if day >= first)
    found = [
        Course(min(came, begin), begin, max(begin, end), min(came, begin))
        for came, begin, end in zip(applied, begins, [*ended, *[LAST_DAY] * len(begins)], strict=False)
    ]
    _talk(found, targets, team)
    _refer(found, targets, team)
    if team == "btv":
        _join(found, targets)
    return found


def rows(targets: Targets, team: str, peildatum: date) -> Iterator[dict[str, str]]:
    """The lines of a standing: what is known on its day."""
    first_year, years = BIRTH_YEARS[team]
    for number, course in enumerate(courses(targets, team), start=1):
        if course.aangemeld > peildatum:
            continue
        stadsdeel = stadsdeel_of(number)
        has_ended = course.beeindigd <= peildatum
        is_referred = course.doorverwezen is not None and course.doorverwezen <= peildatum
        yield {
            "peildatum": peildatum.isoformat(),
            "team_soort": team,
            "team": f"{team.upper()} {stadsdeel}",
            "stadsdeel": stadsdeel,
            "dossier_nummer": f"{team.upper()}-{number:05d}",
            "gezin_nummer": f"G-{number:05d}" if team == "bjg" else "",
            "geboortedatum": f"{first_year + number % years}-{1 + number % 12:02d}-15",
            "gemeente_code": NIJMEGEN.code,
            "aangemeld_op": course.aangemeld.isoformat(),
            "eerste_gesprek_op": _known(course.gesprek, peildatum),
            "begonnen_op": _known(course.begonnen, peildatum),
            "beeindigd_op": _known(course.beeindigd, peildatum),
            "uitstroomreden": ("doorverwezen" if is_referred else "doelen_bereikt") if has_ended else "",
            "is_doorverwezen": str(int(is_referred)),
            "doorverwezen_op": _known(course.doorverwezen, peildatum) if course.doorverwezen else "",
            "doorverwezen_zorgsoort": {"bjg": "begeleiding_jeugd", "btv": "wmo_begeleiding"}[team]
            if is_referred
            else "",
            "werkvorm": "groep" if course.groep else "individueel",
            "groep_nummer": course.groep,
            "rol": "client",
            "digitaal": course.digitaal,
        }


def _known(day: date, peildatum: date) -> str:
    return day.isoformat() if day <= peildatum else ""


def _begins(targets: Targets, team: str, year: int) -> Iterator[date]:
    count = int(targets.of(team, "begonnen")[str(year)])
    # the first teams began in the second half of their first year
    first = date(year, 7 if year == FIRST_DAY.year else 1, 1)
    span = (date(year, 12, 31) - first).days + 1
    return (first + timedelta(place * span // count) for place in range(count))


def _days() -> Iterator[date]:
    return (FIRST_DAY + timedelta(number) for number in range((LAST_DAY - FIRST_DAY).days + 1))


def _until(days: list[date], day: date) -> int:
    return bisect_right(days, day)


def _level(points: dict[str, Decimal]) -> Callable[[date], int]:
    """The number on a day, on a straight line between the last days of the months that the targets name."""
    known = sorted((_month_end(period), value) for period, value in points.items())

    def on(day: date) -> int:
        for (before, low), (after, high) in pairwise(known):
            if before <= day <= after:
                part = Decimal((day - before).days) / (after - before).days
                return int((low + (high - low) * part).quantize(Decimal(1), ROUND_HALF_UP))
        if not known:
            return 0
        return int(known[-1][1]) if day > known[-1][0] else 0

    return on


def _month_end(period: str) -> date:
    year, month = int(period[:4]), int(period[5:7])
    return date(year, month, monthrange(year, month)[1])


def _reached(counts: Iterable[tuple[date, int]]) -> list[date]:
    """Day by day how many have come, as the day on which each came."""
    found: list[date] = []
    for day, count in counts:
        found += [day] * (count - len(found))
    return found


def _talk(found: list[Course], targets: Targets, team: str) -> None:
    """The first talk: as many within the norm as was published of the month or year of the application."""
    shares = targets.of(team, "binnen_14_dagen")
    by_period: dict[str, list[Course]] = defaultdict(list)
    for course in found:
        day = course.aangemeld
        period = f"{day:%Y-%m}" if f"{day:%Y-%m}" in shares else str(day.year)
        by_period[period].append(course)
    for period, courses_of in by_period.items():
        slow = [course for course in courses_of if (course.begonnen - course.aangemeld).days > NORM]
        quick = shares.get(period, Decimal(100)) / 100
        wanted = len(courses_of) - int((len(courses_of) * quick).quantize(Decimal(1), ROUND_HALF_UP))
        for place, course in enumerate(courses_of):
            days = min((course.begonnen - course.aangemeld).days, 3 + place % (NORM - 2))
            course.gesprek = course.aangemeld + timedelta(days)
        for place, course in enumerate(slow):
            if marked(place, len(slow), min(Decimal(1), Decimal(wanted) / len(slow))):
                course.gesprek = min(course.begonnen, course.aangemeld + timedelta(NORM + 1 + place % 4))


def _refer(found: list[Course], targets: Targets, team: str) -> None:
    """Who was referred: families at the end, persons within a month after they began."""
    stays = targets.of(team, "zonder_verwijzing")
    leaves = targets.of(team, "doorverwezen")
    by_period: dict[str, list[Course]] = defaultdict(list)
    for course in found:
        day = course.beeindigd if stays else course.begonnen
        by_period[str(day.year) if stays else f"{day.year}-H{(day.month + 5) // 6}"].append(course)
    for period, courses_of in by_period.items():
        share = 100 - stays.get(period, Decimal(40)) if stays else leaves.get(period, Decimal(20))
        for place, course in enumerate(courses_of):
            if marked(place, len(courses_of), share / 100):
                half_year = date(course.begonnen.year, 6, 30)
                if course.begonnen > half_year:
                    half_year = date(course.begonnen.year, 12, 31)
                soon = min(course.begonnen + timedelta(30), half_year, course.beeindigd)
                course.doorverwezen = course.beeindigd if stays else soon


def _join(found: list[Course], targets: Targets) -> None:
    """Who had help by screen, and who was in a group of the first year."""
    (wanted,) = (int(value) for value in targets.of("btv", "blended").values())
    members = int(targets.of("btv", "deelnemers")["2022"])
    groups = int(targets.of("btv", "groepen")["2022"])
    of_2022 = [course for course in found if course.begonnen.year == 2022]
    for course in of_2022[:wanted]:
        course.digitaal = "blended"
    for place, course in enumerate(of_2022[-members:]):
        course.groep = groep(place % groups)
    later = [course for course in found if course.begonnen.year > 2022]
    for place, course in enumerate(later):
        course.digitaal = "blended" if place % 4 == 0 else "nee"
