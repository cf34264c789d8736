"""Which claim lines there are, of how much: so that hours and costs of a year come out to the last line.

A share that does not fit in whole units is carried over to the next line, so that only the last one is off, by less
than half the price of one unit.
"""

from collections.abc import Callable
from decimal import Decimal
from random import Random

from synthetic.months import last_of_month
from synthetic.nijmegen.calibration import YEARS, Calibration, Reeks
from synthetic.nijmegen.flow import LAST, Client
from synthetic.nijmegen.stretches import Line, Stretch, day_in

PRICE_LEVEL = 2025
HEAVY_CLIENTS = Decimal("0.075")
MINUTES = {"01": 1, "04": 60, "16": 240}


def lay_lines(rng: Random, client: Client, stretches: list[Stretch]) -> list[Line]:
    """The lines of one client: one in so many months, and at least one in every year in care."""
    months = range(max(client.begin, YEARS[0] * 12), min(client.end or LAST, LAST - 1) + 1)
    chosen = [month for place, month in enumerate(months) if place % client.reeks.om_de_maanden == 0]
    years = {month // 12 for month in chosen}
    chosen += [month for month in months if month // 12 not in years and (month % 12 == 0 or month == months[0])]
    usual = 0.4 + rng.random()
    lines = []
    for month in sorted(chosen):
        stretch = next(part for part in reversed(stretches) if part.month <= month)
        line = Line(client, stretch, month, usual * (0.7 + 0.6 * rng.random()))
        line.volume = _usual_volume(stretch, month, line.weight)
        lines.append(line)
        stretch.lines.append(line)
    return lines


def _usual_volume(stretch: Stretch, month: int, weight: float) -> int:
    """What a month holds where no target says otherwise: every day of a stay, else some of what is sold."""
    begin, end = max(stretch.begin, day_in(month, 1)), min(stretch.end, last_of_month(day_in(month, 1)))
    if stretch.product.eenheid == "14":
        return (end - begin).days + 1
    return max(1, int(stretch.product.volume[1] * 4 * weight))


def fill(calibration: Calibration, groep: str, lines: dict[Reeks, list[Line]]) -> None:
    """Give every line of a group its volume. `lines` holds them per line of care."""
    for year in YEARS:
        own = {reeks: [line for line in part if line.year == year] for reeks, part in lines.items()}
        rest = [line for reeks, part in own.items() if not _has_costs(calibration, reeks, year) for line in part]
        fixed = [(reeks, part) for reeks, part in own.items() if _has_costs(calibration, reeks, year)]
        for reeks, part in own.items():
            _make_heavy(calibration, reeks, part, year)
        for reeks, part in fixed:
            _spread(part, _costs(calibration, reeks.naam, part, year), _price(calibration, reeks.naam, year))
        hours = calibration.of(groep, "uren_per_client").get(str(year))
        if hours is not None:
            minutes = int(hours * 60 * len({id(line.client) for line in rest}))
            _spread(rest, minutes, lambda line: MINUTES[line.product.eenheid])
        elif _has_target(calibration, groep, year):
            everything = [line for part in own.values() for line in part]
            price = _price(calibration, groep, year)
            spent = sum(line.volume * price(line) for _, part in fixed for line in part)
            _spread(rest, _costs(calibration, groep, everything, year) - spent, price)


def _has_target(calibration: Calibration, name: str, year: int) -> bool:
    return any(str(year) in calibration.of(name, maat) for maat in ("kosten", "kosten_per_client", "nulmeting"))


def _has_costs(calibration: Calibration, reeks: Reeks, year: int) -> bool:
    return reeks.naam != reeks.groep and _has_target(calibration, reeks.naam, year)


def _costs(calibration: Calibration, name: str, lines: list[Line], year: int) -> int:
    """What a line of care or group must cost in a year, in cents."""
    period = str(year)
    per_client = calibration.of(name, "kosten_per_client").get(period)
    if per_client is not None:
        return int(per_client * 100 * len({id(line.client) for line in lines}))
    total = calibration.of(name, "kosten").get(period, calibration.of(name, "nulmeting").get(period))
    if total is None:
        raise KeyError(f"no costs of {name} in {year}")
    return int(total * 100)


def _price(calibration: Calibration, name: str, year: int) -> Callable[[Line], int]:
    """Cents per unit: of the year itself, or of the price level in which a baseline is told."""
    level = PRICE_LEVEL if str(year) in calibration.of(name, "nulmeting") else year
    return lambda line: line.product.tarief_in(level)


def _make_heavy(calibration: Calibration, reeks: Reeks, lines: list[Line], year: int) -> None:
    """Let a few clients take the share of the production that was published of one large provider."""
    share = calibration.of(reeks.naam, "zwaarste_aandeel").get(str(year))
    if share is None:
        return
    by_client: dict[int, list[Line]] = {}
    for line in lines:
        by_client.setdefault(id(line.client), []).append(line)
    longest = sorted(by_client.values(), key=len, reverse=True)
    heavy = longest[: int(HEAVY_CLIENTS * len(by_client))]
    weight = sum(line.weight for part in heavy for line in part)
    others = sum(line.weight for line in lines) - weight
    factor = float(share / (100 - share)) * others / weight
    for part in heavy:
        for line in part:
            line.weight *= factor


def _spread(lines: list[Line], total: int, price: Callable[[Line], int]) -> None:
    """Spread a total (cents or minutes) over lines by weight, in whole units."""
    weight = sum(line.weight for line in lines)
    over = 0.0
    for line in lines:
        share = total * line.weight / weight + over
        line.volume = max(1, round(share / price(line)))
        over = share - line.volume * price(line)
