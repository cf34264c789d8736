"""Tables to protect: counts per period and split, made small enough to reckon by hand or at random.

cell(2025, wet="jeugdwet")     the key of a year and its splits
counts_of({...})               keys -> Decimal from a dict of ints
"""

from datetime import date
from decimal import Decimal

from warehouse.edition.lines import DIMENSIONS, Key, Period


def cell(year: int, half: int = 0, **splits: str) -> Key:
    """A cell of a year, or of the first or second half of it."""
    period = Period("jaar", date(year, 1, 1), date(year, 12, 31))
    if half == 1:
        period = Period("halfjaar", date(year, 1, 1), date(year, 6, 30))
    if half == 2:
        period = Period("halfjaar", date(year, 7, 1), date(year, 12, 31))
    return Key(period, tuple(splits.get(name) for name in DIMENSIONS))


def counts_of(numbers: dict[Key, int]) -> dict[Key, Decimal]:
    return {key: Decimal(number) for key, number in numbers.items()}


def two_ways(numbers: dict[tuple[str, str], int], year: int = 2025) -> dict[Key, Decimal]:
    """Counts by wet and zorgsoort with every total; parts of zero are left out, as the warehouse does."""
    found: dict[Key, int] = {}
    for (wet, zorgsoort), number in numbers.items():
        for split in ({"wet": wet, "zorgsoort": zorgsoort}, {"wet": wet}, {"zorgsoort": zorgsoort}, {}):
            key = cell(year, **split)
            found[key] = found.get(key, 0) + number
    return counts_of({key: number for key, number in found.items() if number})
