"""Who is in care from which month to which month, so that stock, inflow and unique clients are as asked.

A line of care is steered by its inflow per year and either its unique clients per year (and who stays after the last)
or its stock in some months. Nobody comes back: those in care in a year are those who stayed and those who came in.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from synthetic.nijmegen.calibration import YEARS, Calibration, Reeks, month_number, months_in

BEFORE = month_number(YEARS[0] - 1, 12)
"""The month before the first: who is in care then came in earlier."""

LAST = month_number(YEARS[-1], 12)
EARLIEST_BEGIN = month_number(2019, 3)


class NoSuchCity(ValueError):
    """The targets contradict each other: the message says which line, when and what."""


@dataclass(slots=True)
class Client:
    """Somebody in one line of care, from month `begin` up to and with month `end` (None: still in care).

    `referrals` are the months with a new toewijzing, the first one included.
    """

    reeks: Reeks
    begin: int
    end: int | None = None
    referrals: list[int] = field(default_factory=list)

    def is_in_care(self, month: int) -> bool:
        return self.begin <= month and (self.end is None or self.end >= month)

    def touches(self, first: int, last: int) -> bool:
        return self.begin <= last and (self.end is None or self.end >= first)


def clients_of(rng: Random, calibration: Calibration, reeks: Reeks, others: list[Client]) -> list[Client]:
    """Everybody in one line of care; `others` are those of the same group who are told already."""
    inflow = _inflow(calibration, reeks, others)
    if _target(calibration, reeks, "stand"):
        stock = _stock(calibration, reeks, others)
        leaving = [stock[place] + inflow[place + 1] - stock[place + 1] for place in range(len(stock) - 1)] + [0]
        first = stock[0]
    else:
        first, leaving = _leaving(calibration, reeks, others)
    return _live(rng, reeks, first, inflow, leaving)


def unique_clients(clients: list[Client], year: int) -> int:
    first, last = months_in(str(year))
    return sum(client.touches(first, last) for client in clients)


def _target(calibration: Calibration, reeks: Reeks, maat: str) -> dict[str, int]:
    return calibration.whole(reeks.groep if reeks.is_rest else reeks.naam, maat)


def _inflow(calibration: Calibration, reeks: Reeks, others: list[Client]) -> list[int]:
    """Inflow per month from the month before the first (which has none), spread evenly over each year."""
    found = [0]
    for year in YEARS:
        first, last = months_in(str(year))
        total = _target(calibration, reeks, "instroom")[str(year)]
        total -= sum(first <= client.begin <= last for client in others) if reeks.is_rest else 0
        found += [total * (month + 1) // 12 - total * month // 12 for month in range(12)]
    return found


def _stock(calibration: Calibration, reeks: Reeks, others: list[Client]) -> list[int]:
    """Stock per month from the month before the first, in a straight line between the months that are given."""
    given = {months_in(period)[0]: value for period, value in _target(calibration, reeks, "stand").items()}
    if reeks.is_rest:
        given = {month: value - sum(client.is_in_care(month) for client in others) for month, value in given.items()}
    anchors = sorted(given)
    if anchors[0] != BEFORE or anchors[-1] != LAST:
        raise NoSuchCity(f"{reeks.naam}: the stock must be given for the first and the last month")
    stock = [given[BEFORE]]
    for left, right in pairwise(anchors):
        step = given[right] - given[left]
        stock += [given[left] + step * (month - left) // (right - left) for month in range(left + 1, right + 1)]
    return stock


def _leaving(calibration: Calibration, reeks: Reeks, others: list[Client]) -> tuple[int, list[int]]:
    """Who is in care before the first month, and how many leave at the end of each month (none before the first)."""
    unique, inflow = _target(calibration, reeks, "uniek"), _target(calibration, reeks, "instroom")
    staying = {year: unique[str(year)] - inflow[str(year)] for year in YEARS}
    staying[YEARS[-1] + 1] = _target(calibration, reeks, "blijft")[str(YEARS[-1] + 1)]
    if reeks.is_rest:
        for year in staying:
            month = month_number(year, 1)
            staying[year] -= sum(client.begin < month and client.touches(month, month) for client in others)
    leaving = [0]
    for year in YEARS:
        came = inflow[str(year)]
        if reeks.is_rest:
            first, last = months_in(str(year))
            came -= sum(first <= client.begin <= last for client in others)
        total = staying[year] + came - staying[year + 1]
        leaving += [total * (month + 1) // 12 - total * month // 12 for month in range(12)]
    return staying[YEARS[0]], leaving


def _live(rng: Random, reeks: Reeks, first: int, inflow: list[int], leaving: list[int]) -> list[Client]:
    """Let clients come and go, month by month."""
    begins = sorted(rng.randint(EARLIEST_BEGIN, BEFORE) for _ in range(first))
    clients = [Client(reeks, begin) for begin in begins]
    present = list(clients)
    for place, leavers in enumerate(leaving):
        month = BEFORE + place
        new = [Client(reeks, month) for _ in range(inflow[place])]
        clients += new
        present += new
        if not 0 <= leavers <= len(present):
            raise NoSuchCity(
                f"{reeks.naam}: {leavers} of {len(present)} clients would leave in month {month % 12 + 1}"
                f" of {month // 12}"
            )
        for _ in range(leavers):
            place_of_oldest = 0 if rng.randrange(100) < reeks.oudste_eerst else rng.randrange(len(present))
            present.pop(place_of_oldest).end = month
    return clients
