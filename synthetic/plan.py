"""Which care a client gets: from when to when, of whom, and why it ends. Nothing here knows of messages.

A plan is a list of `Traject`; how a traject shows in messages is told by `synthetic.course`. A city that must meet
given figures needs another plan, not other messages.
"""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from synthetic.months import DAY, days
from synthetic.parameters import Parameters
from synthetic.places import GEMEENTEN, PROVIDERS_OF, Aanbieder, Gemeente
from synthetic.products import PRODUCTS, Product

HISTORY = days(270)
"""Clients may have come into care so long before the first day; their earliest messages say so."""

GAPS = (20, 40, 90, 200, 300, 364, 365, 366, 367, 420, 600, 900)
"""Days between two trajecten of one zorgsoort; the look-back of 365 days is met from both sides."""

MARGIN = days(15)
"""A toewijzing may begin so long before the care: in that time the same product is still taken."""

CAUSES = ("volgens_plan", "client", "aanbieder", "overeenstemming", "extern", "domein", "gemeente")
CAUSE_WEIGHTS = (60, 12, 5, 12, 4, 5, 2)
LAST_AGE_JEUGDWET = 22


@dataclass(frozen=True, slots=True)
class Traject:
    """Care of one product from one provider; `route` is verzoek (by a 315) or toegang (the municipality itself)."""

    wet: str
    gemeente: str
    aanbieder: Aanbieder
    product: Product
    begin: date
    end: date
    oorzaak: str
    route: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What is drawn of a client before any care: the laws, the municipality, the youngest and oldest birth date.

    `elsewhere` are the municipalities to which the client may move.
    """

    wetten: tuple[str, ...]
    gemeente: str
    elsewhere: tuple[str, ...]
    first: date
    youngest: date
    oldest: date


def draw_profile(rng: Random, parameters: Parameters, places: tuple[Gemeente, ...] = GEMEENTEN) -> Profile:
    """Most clients know one wet; one in twelve is a young adult who knows both."""
    span = (parameters.last_day - (parameters.first_day - HISTORY)).days - 10
    first = parameters.first_day - HISTORY + days(rng.randrange(span))
    gemeente = rng.choices(places, [place.gewicht for place in places])[0].code
    elsewhere = tuple(place.code for place in places if place.code != gemeente)
    kind = rng.random()
    if kind < 0.5:
        return Profile(("jeugdwet",), gemeente, elsewhere, first, _years(first, 1), _years(first, 17))
    if kind < 0.92:
        return Profile(("wmo",), gemeente, elsewhere, first, _years(first, 18), _years(first, 94))
    return Profile(("jeugdwet", "wmo"), gemeente, elsewhere, first, _years(first, 18), _years(first, 19))


def draw_plan(rng: Random, parameters: Parameters, profile: Profile, birth: date) -> list[Traject]:
    """The trajecten of one client in order of begin; trajecten that overlap have different products."""
    until = parameters.last_day
    if profile.wetten[0] == "jeugdwet":
        until = _years(birth, -LAST_AGE_JEUGDWET)
    trajecten: list[Traject] = []
    begin = profile.first
    for episode in range(rng.choices((1, 2, 3), (58, 29, 13))[0]):
        wet = profile.wetten[episode % len(profile.wetten)]
        new = _episode(rng, profile, wet, begin, trajecten)
        if wet == "jeugdwet" and new.end > until:
            new = replace(new, end=until, oorzaak="domein")
        if new.end - new.begin < days(30):
            break
        trajecten.append(new)
        begin = _next_begin(rng, new)
        if begin > parameters.last_day:
            break
    trajecten = [part for traject in trajecten for part in _with_transfer(rng, traject)]
    if rng.random() < 0.05:
        trajecten = _with_move(rng, trajecten, profile.elsewhere)
    if rng.random() < 0.02:
        trajecten = _with_death(rng, trajecten)
    parts = [part for traject in trajecten for part in _with_successor(traject)]
    return sorted(parts, key=lambda traject: (traject.begin, traject.product.code))


def _episode(rng: Random, profile: Profile, wet: str, begin: date, earlier: list[Traject]) -> Traject:
    taken = {code for traject in earlier if traject.end + MARGIN >= begin for code in _codes_over_time(traject.product)}
    again = [_sold_on(traject.product, begin) for traject in earlier if traject.wet == wet]
    again = [product for product in again if product.code not in taken]
    if again and rng.random() < 0.55:
        product = again[-1]
    else:
        offer = [item for item in PRODUCTS.values() if item.wet == wet and item.gewicht and item.code not in taken]
        offer = [item for item in offer if _sold_on(item, begin) is item]
        beside = [item for item in offer if _same_provider(item, begin, earlier)]
        offer = beside if beside and rng.random() < 0.5 else offer
        product = rng.choices(offer, [item.gewicht for item in offer])[0]
    low, high = product.duur
    length = max(35, int(low + (high - low) * rng.random() ** 2))
    by_request = rng.random() < (0.6 if wet == "jeugdwet" else 0.15)
    return Traject(
        wet=wet,
        gemeente=profile.gemeente,
        aanbieder=_free_provider(rng, product, begin, earlier),
        product=product,
        begin=begin,
        end=begin + days(length),
        oorzaak=rng.choices(CAUSES, CAUSE_WEIGHTS)[0],
        route="verzoek" if by_request else "toegang",
    )


def _codes_over_time(product: Product) -> set[str]:
    """The code and those that came before or after it when the funding changed."""
    return {product.code} | {
        item.code
        for item in PRODUCTS.values()
        if (item.successor and item.successor[1] == product.code)
        or (product.successor and product.successor[1] == item.code)
    }


def _sold_on(product: Product, day: date) -> Product:
    """The product under the code that is sold on the day."""
    if product.successor and day >= product.successor[0]:
        return PRODUCTS[product.successor[1]]
    for item in PRODUCTS.values():
        if item.successor and item.successor[1] == product.code and day < item.successor[0]:
            return item
    return product


def _same_provider(product: Product, begin: date, earlier: list[Traject]) -> list[Aanbieder]:
    """The providers that care for the client already and could deliver this product beside it."""
    return [
        traject.aanbieder
        for traject in earlier
        if traject.end >= begin
        and traject.aanbieder.variant == "specifiek"
        and product.wet == traject.wet
        and product.code in traject.aanbieder.codes
    ]


def _free_provider(rng: Random, product: Product, begin: date, earlier: list[Traject]) -> Aanbieder:
    """Rather the provider of other care; a toewijzing without a code may overlap with nothing there (TR302)."""
    beside = _same_provider(product, begin, earlier)
    if beside and rng.random() < 0.7:
        return beside[-1]
    busy = {traject.aanbieder for traject in earlier if traject.end + MARGIN >= begin}
    offer = [item for item in PROVIDERS_OF[product.code] if item.variant == "specifiek" or item not in busy]
    return rng.choice(offer)


def _next_begin(rng: Random, traject: Traject) -> date:
    """Beside the last traject, or after a gap."""
    if rng.random() < 0.4:
        return traject.begin + days(rng.randrange(1, max(2, (traject.end - traject.begin).days)))
    return traject.end + days(rng.choice(GAPS))


def _with_transfer(rng: Random, traject: Traject) -> list[Traject]:
    """Sometimes the care goes over to another provider, without a day between."""
    offer = PROVIDERS_OF[traject.product.code]
    others = [item for item in offer if item != traject.aanbieder and item.variant == "specifiek"]
    length = (traject.end - traject.begin).days
    if not others or length < 120 or rng.random() > 0.08:
        return [traject]
    day = traject.begin + days(rng.randrange(60, length - 40))
    return [
        replace(traject, end=day - DAY, oorzaak="overstap"),
        replace(traject, begin=day, aanbieder=rng.choice(others)),
    ]


def _with_move(rng: Random, trajecten: list[Traject], elsewhere: tuple[str, ...]) -> list[Traject]:
    """The client moves to another of the seven municipalities: what runs is ended there and taken over here."""
    first, last = trajecten[0].begin, max(traject.end for traject in trajecten)
    day = first + days(rng.randrange(20, max(21, (last - first).days - 20)))
    here = rng.choice(elsewhere)
    moved: list[Traject] = []
    for traject in trajecten:
        if traject.end < day:
            moved.append(traject)
        elif traject.begin >= day - days(30) or traject.end - day < days(30):
            moved.append(replace(traject, gemeente=here) if traject.begin >= day else traject)
        else:
            moved.append(replace(traject, end=day - DAY, oorzaak="verhuizing"))
            moved.append(replace(traject, begin=day, gemeente=here, route="toegang"))
    return moved


def _with_death(rng: Random, trajecten: list[Traject]) -> list[Traject]:
    last = max(trajecten, key=lambda traject: traject.begin)
    day = last.begin + days(rng.randrange(30, max(31, (last.end - last.begin).days)))
    return [replace(traject, end=day, oorzaak="overlijden") if traject.end >= day else traject for traject in trajecten]


def _with_successor(traject: Traject) -> list[Traject]:
    """A product that ends with the old funding goes on under its successor, with the same provider."""
    if traject.product.successor is None or traject.end < traject.product.successor[0]:
        return [traject]
    day, code = traject.product.successor
    later = replace(traject, begin=day, product=PRODUCTS[code], route="toegang")
    if day - traject.begin < days(30):
        return [replace(later, begin=day)]
    return [replace(traject, end=day - DAY, oorzaak="bekostiging"), later]


def _years(day: date, years: int) -> date:
    """The day so many years before (negative: after), the first of the month to avoid 29 February."""
    return day.replace(year=day.year - years, day=1)
