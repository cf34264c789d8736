"""How a provider claims the care of one traject, month by month, and what it does about refusals.

Decides  which lines go into which declaratie and what becomes of them
Writes   nothing: the lines wait in the claims office until all clients are told (`synthetic.claims_office`)
"""

from dataclasses import dataclass
from datetime import date

from synthetic.dossier import Dossier
from synthetic.fates import declaratie_for, declaration_day
from synthetic.months import add_months, days, first_of_month, last_of_month
from synthetic.parameters import FIRST_DAY
from synthetic.products import PRODUCTS, Product
from synthetic.story import Regel, RegelFeit
from synthetic.zorg import Course, Zorg

NEVER_CLAIMED = 0.015
LATE = 0.08
LINE_REFUSED = 0.025
CLIENT_REFUSED = 0.006
CREDITED = 0.025
CORRECTED_AGAIN = 0.6
RESENT = 0.85
LINE_CODES = ("0611", "9321", "9339", "9340", "9346")


@dataclass(slots=True)
class Claims:
    """The claiming of one course: `month` is the first month not looked at yet."""

    course: Course
    month: date


def begin_claims(dossier: Dossier, course: Course, day: date) -> None:
    """From the first month of care; months that passed before the toewijzing came are claimed late."""
    if dossier.chance(NEVER_CLAIMED):
        return
    month = max(FIRST_DAY, first_of_month(course.zorg[0].begin))
    claims = Claims(course, month)
    periode = month
    while declaration_day(course.traject.aanbieder, periode) <= day:
        periode = add_months(periode, 1)
    _plan(dossier, claims, periode)


def _plan(dossier: Dossier, claims: Claims, periode: date) -> None:
    day = declaration_day(claims.course.traject.aanbieder, periode)
    dossier.at(day, lambda _: _claim(dossier, claims, periode))


def _claim(dossier: Dossier, claims: Claims, periode: date) -> None:
    """Claim every month up to the period, then wait for the next period as long as care runs."""
    while claims.month <= periode:
        for zorg in claims.course.zorg:
            for regel in _lines(dossier, claims.course, zorg, claims.month):
                late = dossier.between(1, 3) if dossier.chance(LATE) else 0
                _submit_in(dossier, [regel], add_months(periode, late))
        claims.month = add_months(claims.month, 1)
    if claims.course.end >= claims.month:
        _plan(dossier, claims, add_months(periode, 1))


def _lines(dossier: Dossier, course: Course, zorg: Zorg, month: date) -> list[Regel]:
    """The lines of one toewijzing in one month; none if no care was delivered in it."""
    toewijzing = zorg.toewijzing
    end = min(day for day in (course.end, zorg.end, toewijzing.einddatum) if day)
    first, last = max(month, zorg.begin), min(last_of_month(month), end)
    delivered = (last - first).days + 1
    for begin, until in course.pauses:
        delivered -= max(0, (min(last, until) - max(first, begin)).days + 1)
    if delivered <= 0:
        return []
    products = [toewijzing.product] if toewijzing.product else _products_without_code(dossier, course)
    period_end = min(last_of_month(month), toewijzing.einddatum or last_of_month(month))
    period_begin = max(month, toewijzing.ingangsdatum)
    toewijzing.claimed_until = max(period_end, toewijzing.claimed_until or period_end)
    return [
        _line(dossier, zorg, product, (period_begin, period_end), delivered / 7 / len(products)) for product in products
    ]


def _products_without_code(dossier: Dossier, course: Course) -> list[Product]:
    """What is delivered on an aspecifieke or generieke toewijzing is only known from the line."""
    traject = course.traject
    codes = [product.code for product in traject.aanbieder.products(traject.wet)]
    if traject.aanbieder.variant == "aspecifiek":
        codes = [code for code in codes if PRODUCTS[code].categorie == traject.product.categorie]
    other = dossier.rng.choice(codes)
    return [traject.product] if other == traject.product.code else [traject.product, PRODUCTS[other]]


def _line(dossier: Dossier, zorg: Zorg, product: Product, period: tuple[date, date], weeks: float) -> Regel:
    """One line over the product period for care delivered in so many weeks of it."""
    begin, end = period
    assigned = zorg.toewijzing.latest.volume or product.volume[0]
    share = 0.5 + dossier.rng.random() / 2
    eenheid, tarief = product.eenheid, product.tarief_in(begin.year)
    if product.frequentie == "2":
        volume = max(1, int(assigned * weeks * share))
    elif product.frequentie == "4":
        volume = max(1, int(assigned * min(1.0, weeks / 4) * share))
    else:
        volume = dossier.between(1, 2)
    bedrag = volume * tarief
    if product.claimed_in_minutes:
        # TR346: an hourly tariff claimed in minutes is rounded on the amount, the tariff shown is only its sixtieth
        eenheid, volume = "01", volume * 60 - dossier.between(0, 40)
        bedrag, tarief = (tarief * volume + 30) // 60, (tarief + 30) // 60
    elif eenheid == "83":
        bedrag, tarief = volume, 0
    return Regel(zorg.toewijzing, product, _reference(dossier, zorg), "", begin, end, volume, eenheid, tarief, bedrag)


def _reference(dossier: Dossier, zorg: Zorg) -> str:
    """Unique for the provider and wet; another provider may well use the same number for its own line."""
    serial = dossier.number_for(f"regel/{zorg.toewijzing.aanbieder.agb}/{zorg.toewijzing.wet}")
    return f"P{dossier.number:06d}{serial:05d}"


def _submit_in(dossier: Dossier, regels: list[Regel], periode: date) -> None:
    day = declaration_day(regels[0].toewijzing.aanbieder, periode)
    if any(regel.is_credit for regel in regels) and regels[0].toewijzing.aanbieder.corrects_apart:
        day += days(2)
    dossier.at(day, lambda _: _submit(dossier, regels, periode))


def _submit(dossier: Dossier, regels: list[Regel], periode: date) -> None:
    """Put lines that belong together in the declaratie of the period, and plan what its 325 makes needed."""
    toewijzing = regels[0].toewijzing
    apart = 2 if any(regel.is_credit for regel in regels) and toewijzing.aanbieder.corrects_apart else 1
    declaratie = declaratie_for(dossier.parameters.seed, toewijzing.parties, periode, apart)
    key = f"{toewijzing.wet}/{toewijzing.gemeente}/{toewijzing.aanbieder.agb}/{declaratie.nummer}"
    is_client_refused = _is_client_refused(dossier, key)
    refused = is_client_refused or dossier.chance(LINE_REFUSED)
    for regel in regels:
        code = "8017" if regel.is_credit else ("9389" if len(regels) > 1 else dossier.rng.choice(LINE_CODES))
        codes: tuple[str, ...] = ()
        if is_client_refused:
            codes = ("0233",)
        elif refused:
            codes = (code, "9322") if code == "9321" else (code,)
        dossier.regels.append(RegelFeit(regel, declaratie, codes, is_client_refused))
    if declaratie.answered is None:
        return
    if refused or declaratie.is_refused:
        if dossier.chance(RESENT) or declaratie.is_refused:
            again = [_renumbered(dossier, regel) for regel in regels]
            _submit_in(dossier, again, add_months(periode, 1))
    elif not regels[-1].is_credit and dossier.chance(CREDITED):
        _submit_in(dossier, _correction(dossier, regels[-1]), add_months(periode, dossier.between(1, 5)))


def _is_client_refused(dossier: Dossier, key: str) -> bool:
    """Decided once per client and declaratie: a client is refused with all his lines."""
    if key not in dossier.client_refusals:
        dossier.client_refusals[key] = dossier.chance(CLIENT_REFUSED)
    return dossier.client_refusals[key]


def _renumbered(dossier: Dossier, regel: Regel) -> Regel:
    return _copy(dossier, regel, vorige=regel.vorige, volume=regel.volume, bedrag=regel.bedrag)


def _correction(dossier: Dossier, regel: Regel) -> list[Regel]:
    """A full credit and, mostly, a new debit for what it should have been."""
    credit = _copy(dossier, regel, vorige=regel.referentie, volume=regel.volume, bedrag=regel.bedrag)
    if not dossier.chance(CORRECTED_AGAIN):
        return [credit]
    volume = max(1, regel.volume * dossier.between(60, 95) // 100)
    bedrag = volume if regel.eenheid == "83" else max(1, regel.bedrag * volume // regel.volume)
    return [credit, _copy(dossier, regel, vorige="", volume=volume, bedrag=bedrag)]


def _copy(dossier: Dossier, regel: Regel, *, vorige: str, volume: int, bedrag: int) -> Regel:
    return Regel(
        toewijzing=regel.toewijzing,
        product=regel.product,
        referentie=_reference(dossier, Zorg(regel.toewijzing, regel.begin)),
        vorige=vorige,
        begin=regel.begin,
        end=regel.end,
        volume=volume,
        eenheid=regel.eenheid,
        tarief=regel.tarief,
        bedrag=bedrag,
    )
