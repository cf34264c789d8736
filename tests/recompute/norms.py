"""Ceilings in plain Python: what counts under them month by month, the crossings, the forecast and its error.

Gives   Ceilings: of norms with an amount and cells of claims what is declared, expected, crossed and foreseen

Readings: what was submitted and not refused is declared, on the day of its declaratie, of the month of care. A month to
look from is over. As long as claims come in, a month costs what runs in it and at least what is declared. Forecast: the
months of care of which half is known as a rule, raised to what they become, and for each month after them the mean of
the last six; its error is that of the same month in the three years before, against what was declared in the end.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

from tests.recompute.allocations import Number
from tests.recompute.indicators import _add_months
from tests.recompute.norm_register import Norm, month_end, month_of, months_between, months_of
from tests.recompute.volume_and_costs import rounded

THRESHOLDS = (70, 90, 100)
PROVISIONAL, YEARS_BACK, LOOK_AHEAD = 3, 3, 4
MEAN_OF, AT_LEAST, HALF = 6, 3, Fraction(1, 2)


@dataclass(frozen=True)
class Cell:
    """Cents of a month of care that were declared on a day, `approved` of them approved; `number` the toewijzing."""

    month: date
    day: date
    cents: int
    approved: int
    wet: str
    of: Mapping[str, str]
    number: Number


@dataclass(frozen=True)
class Forecast:
    """What was foreseen at the end of a month, in euro: `so_far` complete months, `pace` a month, `to_go` months."""

    month: date
    until: date
    so_far: Decimal
    pace: Decimal
    to_go: int
    total: Decimal


class Ceilings:
    """Every norm with an amount, and what was declared under it."""

    def __init__(self, norms: Iterable[Norm], cells: list[Cell], running: Mapping[str, Mapping[date, Decimal]]) -> None:
        self.norms = [norm for norm in norms if norm.ceiling]
        self._cells = {norm.number: [cell for cell in cells if norm.scope.holds(**cell.of)] for norm in self.norms}
        self._running = running
        self._shares = shares(cells)

    def euros(self, norm: Norm, month: date, *, approved: bool = False) -> Decimal:
        cents = (cell.approved if approved else cell.cents for cell in self._cells[norm.number] if cell.month == month)
        return rounded(Fraction(sum(cents), 100), 2)

    def expected(self, norm: Norm, month: date, last_day: date) -> Decimal:
        declared = self.euros(norm, month)
        is_open = month >= _add_months(open_month(last_day), -PROVISIONAL)
        return max(declared, self.running(norm, month)) if is_open else declared

    def running(self, norm: Norm, month: date) -> Decimal:
        return self._running.get(norm.number, {}).get(month, Decimal(0))

    def crossings(self, norm: Norm, last_day: date) -> dict[int, tuple[date | None, date | None, date | None]]:
        """Threshold in percent -> month of care, day on which it showed, month in which it is expected."""
        found = {}
        for percent in {*THRESHOLDS, norm.inform_at}:
            limit = (norm.ceiling or 0) * Fraction(percent, 100)
            month = _first_from(limit, ((month, self.euros(norm, month)) for month in over(norm.months, last_day)))
            by_day: dict[date, int] = defaultdict(int)
            for cell in self._cells[norm.number]:
                if cell.month in norm.months:
                    by_day[cell.day] += cell.cents
            day = _first_from(limit, ((day, Fraction(cents, 100)) for day, cents in sorted(by_day.items())))
            expected = None if month else self._expected_in(norm, limit, last_day)
            found[percent] = (month, day if month else None, expected)
        return found

    def _expected_in(self, norm: Norm, limit: Fraction, last_day: date) -> date | None:
        forecasts = [each for each in self.forecasts(norm, 0, last_day) if each.pace > 0]
        if not forecasts:
            return None
        newest_one = forecasts[-1]
        steps = ceil(max(Fraction(0), limit - Fraction(newest_one.so_far)) / Fraction(newest_one.pace))
        month = _add_months(newest_one.until, steps - newest_one.to_go)
        return month if month <= newest_one.until else None

    def forecasts(self, norm: Norm, years_back: int, last_day: date) -> list[Forecast]:
        """One per month of the window that is over and of which enough months of care are known."""
        cells = self._cells[norm.number]
        if not cells:
            return []
        first = min(cell.month for cell in cells)
        begin, end = (_add_months(month_of(day), -12 * years_back) for day in (norm.begin, norm.end))
        if years_back and first > end:
            return []
        looked_from = over(months_of(begin, end), last_day)
        since = max(first, _add_months(begin, -11))
        found = (self._forecast(norm, looked, since, (begin, end)) for looked in looked_from)
        return [each for each in found if each]

    def _forecast(self, norm: Norm, looked: date, first: date, window: tuple[date, date]) -> Forecast | None:
        begin, end = window
        complete = {}
        for month in months_of(first, looked) if first <= looked else []:
            share = self._shares.get((norm.scope.wet, looked.year, min(11, months_between(month, looked))))
            if share is not None and share >= HALF:
                known = [
                    cell.cents
                    for cell in self._cells[norm.number]
                    if cell.month == month and cell.day <= month_end(looked)
                ]
                complete[month] = Fraction(rounded(Fraction(sum(known)) / share, 0))
        if len(complete) < AT_LEAST:
            return None
        newest_months = sorted(complete)[-MEAN_OF:]
        so_far = sum((cents for month, cents in complete.items() if month >= begin), Fraction(0))
        pace = sum((complete[month] for month in newest_months), Fraction(0)) / len(newest_months)
        to_go = months_between(max(newest_months[-1], _add_months(begin, -1)), end)
        return Forecast(
            month=looked,
            until=end,
            so_far=rounded(so_far / 100, 2),
            pace=rounded(pace / 100, 2),
            to_go=to_go,
            total=rounded((so_far + to_go * pace) / 100, 2),
        )

    def errors(self, norm: Norm, last_day: date) -> dict[tuple[int, date], Decimal]:
        """Years back and month -> by how many percent the forecast of then was off, of years that came in whole."""
        found = {}
        for years_back in range(YEARS_BACK + 1):
            begin, end = (_add_months(month_of(day), -12 * years_back) for day in (norm.begin, norm.end))
            cents = [cell.cents for cell in self._cells[norm.number] if begin <= cell.month <= end]
            came = Fraction(sum(cents), 100)
            if _add_months(end, PROVISIONAL) < open_month(last_day) and came > 0:
                for each in self.forecasts(norm, years_back, last_day):
                    found[years_back, each.month] = rounded(100 * (Fraction(each.total) - came) / came, 2)
        return found


def shares(cells: Iterable[Cell]) -> dict[tuple[str, int, int], Fraction]:
    """By wet, year and months after the care: which share is declared by then, as could be known on 1 January."""
    cells = list(cells)
    found: dict[tuple[str, int, int], Fraction] = {}
    for year in range(min(cell.month for cell in cells).year + 1, max(cell.day for cell in cells).year + 2):
        known: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for cell in cells:
            if date(year - 2, 7, 1) <= cell.month < date(year - 1, 7, 1) and cell.day < date(year, 1, 1):
                known[cell.wet][months_between(cell.month, cell.day)] += cell.cents
        for wet, by_age in known.items():
            total = sum(by_age.values())
            for age in range(12) if total > 0 else ():
                so_far = sum(cents for later, cents in by_age.items() if later <= age)
                found[wet, year, age] = Fraction(rounded(Fraction(so_far, total), 6))
    return found


def open_month(last_day: date) -> date:
    """The first month that is not over on the last day of the data."""
    return month_of(last_day + timedelta(days=1))


def over(months: Iterable[date], last_day: date) -> list[date]:
    return [month for month in months if month < open_month(last_day)]


def _first_from(limit: Fraction, parts: Iterable[tuple[date, Decimal | Fraction]]) -> date | None:
    total = Fraction(0)
    for when, part in parts:
        total += Fraction(part)
        if total >= limit:
            return when
    return None
