"""In which months clients are referred (anew), and by whom.

Nobody is referred twice in a year, so that quarters add up to years and every reading of "verwezen" gives one answer.
"""

from random import Random

from synthetic.nijmegen.calibration import YEARS, Calibration, Reeks, month_number, months_in
from synthetic.nijmegen.flow import Client, NoSuchCity
from synthetic.products import PRODUCTS

USUAL_SHARE = 0.2
"""Of those who stay in care, so many get a new toewijzing in a year, where no target says otherwise."""


def refer(rng: Random, calibration: Calibration, reeks: Reeks, clients: list[Client], others: list[Client]) -> None:
    """Fill in `referrals` of the clients of one line of care; `others` are those of its group who are done."""
    for client in clients:
        client.referrals = [client.begin]
    _convert(reeks, clients)
    wanted = calibration.whole(reeks.groep if reeks.is_rest else reeks.naam, "verwezen")
    for period in sorted(wanted, key=months_in) or [str(year) for year in YEARS]:
        first, last = months_in(period)
        done = sum(_is_referred(client, first, last) for client in clients)
        if wanted:
            total = wanted[period] - sum(_is_referred(client, first, last) for client in others) * reeks.is_rest
        else:
            total = done + int(
                USUAL_SHARE * sum(client.begin < first and client.touches(first, first) for client in clients)
            )
        _renew(rng, reeks, clients, (first, last), total - done)


def _is_referred(client: Client, first: int, last: int) -> bool:
    return any(first <= month <= last for month in client.referrals)


def _convert(reeks: Reeks, clients: list[Client]) -> None:
    """Where a product gets another code, who is in care gets a new toewijzing on that day."""
    for client, code in zip(clients, codes_of(reeks, len(clients)), strict=True):
        successor = PRODUCTS[code].successor
        if successor:
            month = month_number(successor[0].year, successor[0].month)
            if client.begin < month and client.is_in_care(month):
                client.referrals.append(month)


def codes_of(reeks: Reeks, count: int) -> list[str]:
    """The product code of each of the clients of a line of care, in its shares."""
    pattern = [code for code, weight in reeks.producten.items() for _ in range(weight)]
    return [pattern[place % len(pattern)] for place in range(count)]


def _renew(rng: Random, reeks: Reeks, clients: list[Client], period: tuple[int, int], count: int) -> None:
    """Give `count` clients who came in earlier years another toewijzing within the period."""
    first, last = period
    year = first // 12
    pool = [
        client
        for client in clients
        if client.begin < year * 12
        and client.touches(first, last)
        and not _is_referred(client, year * 12, year * 12 + 11)
    ]
    if not 0 <= count <= len(pool):
        raise NoSuchCity(f"{reeks.naam}: {count} of {len(pool)} clients would be referred anew in {year}")
    rng.shuffle(pool)
    if last - first < 11:
        # where quarters are given nearly everybody is needed: who leaves first is referred first
        pool.sort(key=lambda client: client.end or 10**9)
    for client in pool[:count]:
        client.referrals.append(rng.randint(first, min(last, client.end or last)))
        client.referrals.sort()
