"""From months to days: the toewijzingen of a client one after another, each with its provider and its referral.

All decisions fall between the 5th and the 15th, so that a 301 that is refused and sent again stays in its month.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from random import Random

from synthetic.months import DAY, days, last_of_month
from synthetic.nijmegen.calibration import Reeks
from synthetic.nijmegen.flow import LAST, Client
from synthetic.places import AANBIEDERS, Aanbieder
from synthetic.products import PRODUCTS, Product

BY_AGB = {aanbieder.agb: aanbieder for aanbieder in AANBIEDERS}


@dataclass(slots=True)
class Stretch:
    """Care on one toewijzing. `month` is that of the decision (`day`), `verwijzer` the type in the 315, if any."""

    month: int
    day: date
    begin: date
    end: date
    product: Product
    aanbieder: Aanbieder
    following: "Stretch | None" = None
    verwijzer: str = ""
    lines: list["Line"] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """What is delivered on a toewijzing in a month, in whole units of the product; `weight` is its share."""

    client: Client
    stretch: Stretch
    month: int
    weight: float
    volume: int = 0

    @property
    def product(self) -> Product:
        return self.stretch.product

    @property
    def year(self) -> int:
        return self.month // 12


def day_in(month: int, day: int) -> date:
    return date(month // 12, month % 12 + 1, day)


def stretches_of(rng: Random, client: Client, code: str) -> list[Stretch]:
    """The toewijzingen of a client, without a day between them."""
    reeks, found = client.reeks, list[Stretch]()
    aanbieder = _provider(rng, reeks)
    for place, month in enumerate(client.referrals):
        is_last = place == len(client.referrals) - 1
        if place and rng.randrange(100) < reeks.wisselt:
            aanbieder = _provider(rng, reeks)
        found.append(
            Stretch(
                month=month,
                day=day_in(month, rng.randint(5, 15)),
                begin=day_in(month, 1 if place else rng.randint(1, 5)),
                end=_end(rng, client) if is_last else day_in(client.referrals[place + 1], 1) - DAY,
                product=_sold_in(code, month),
                aanbieder=aanbieder,
            )
        )
    for stretch, following in pairwise(found):
        stretch.following = following
    return found


def _end(rng: Random, client: Client) -> date:
    """Care under the Wmo ends with a month, other care in it; who stays is given care beyond the last day."""
    if client.end is None:
        return last_of_month(day_in(LAST + rng.randint(3, 12), 1))
    last = last_of_month(day_in(client.end, 1))
    return last if client.reeks.wet == "wmo" else last - days(rng.randrange(12))


def _provider(rng: Random, reeks: Reeks) -> Aanbieder:
    return BY_AGB[rng.choices(list(reeks.aanbieders), list(reeks.aanbieders.values()))[0]]


def _sold_in(code: str, month: int) -> Product:
    product = PRODUCTS[code]
    if product.successor and day_in(month, 1) >= product.successor[0]:
        return PRODUCTS[product.successor[1]]
    return product
