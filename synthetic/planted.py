"""What a contract manager must find: one provider whose ceiling, stops and new clients are known beforehand.

The provider works in Wijchen only, so no figure of Nijmegen knows it. Nothing goes wrong in its messages. In 2025 what
it declares reaches 70 % of its ceiling with the care of May and 100 % with that of October. In October a stop begins;
during it three clients come in: one with leave of the CPV, one by a Regieteam, one on no ground. A stop of 2024 was
lifted. `synthetic/lijsten/norms.py` tells the registers the same.
"""

from collections.abc import Iterator
from datetime import date
from random import Random

from synthetic import leveringen
from synthetic.care import nothing
from synthetic.dossier import Dossier
from synthetic.fates import declaratie_for
from synthetic.inbox import Inbox
from synthetic.months import add_months, days, last_of_month
from synthetic.parameters import Parameters
from synthetic.people import make_address, make_person, passes_elfproef
from synthetic.places import BY_CODE, PLANTED
from synthetic.products import PRODUCTS
from synthetic.story import Melding, Parties, Regel, RegelFeit, Toewijzing, Versie
from synthetic.toewijzingen import give

SMALL_WAVE, SMALL_WAVE_RESPONDENTS = date(2025, 9, 30), 7
"""The last day of a wave of the survey of the Buurtteams Volwassenen, and how many answered it: too few to tell."""

LATE_LIST_AGB, LATE_LIST_OF, LATE_LIST_CAME = "99000004", date(2025, 6, 30), date(2025, 10, 17)
"""Whose waiting lists come in late, and when that of the middle of 2025 did."""

GEMEENTE = "0296"
PRODUCT = PRODUCTS["45A04"]
PARTIES = Parties(PRODUCT.wet, GEMEENTE, PLANTED)
FIRST_MONTH, LAST_MONTH = date(2023, 9, 1), date(2025, 12, 1)
CLIENTS = 6
FIRST_NUMBER = 900_001
CEILING_HOURS = {2024: 1200, 2025: 1000}
"""Year -> the hours that its ceiling pays for."""

LIFTED_STOP = (date(2024, 3, 1), date(2024, 6, 30))
STOP_FROM = date(2025, 10, 1)
NEWCOMERS = {"cpv": date(2025, 10, 8), "regieteam": date(2025, 10, 15), "geen": date(2025, 10, 22)}
"""Ground -> the day on which somebody new gets a toewijzing during the stop."""


class Steady(Random):
    """Chance by which nothing unlikely happens: no message is refused, late or wrong."""

    def random(self) -> float:
        return 1 - 2**-20


def hours_in(month: date) -> int:
    """The hours that all clients together get in a month."""
    if month.year < 2025:
        return 80
    return 141 if month.month <= 5 else 60 if month.month <= 10 else 10


def bsn_of(number: int) -> str:
    """A test number of the block 999 that no city comes down to: the first ones that pass the 11-proef."""
    passing = (str(value) for value in range(999_000_000, 999_100_000) if passes_elfproef(str(value)))
    return next(bsn for place, bsn in enumerate(passing) if place == number)


def newcomer(ground: str) -> int:
    """The place of a newcomer among the planted persons."""
    return CLIENTS + list(NEWCOMERS).index(ground)


def toewijzing_nummer(place: int) -> int:
    return (FIRST_NUMBER + place) * 100 + 1


def planted_dossiers(parameters: Parameters, inbox: Inbox) -> Iterator[Dossier]:
    """Each planted client, told one after another."""
    for place in range(CLIENTS):
        dossier = _dossier(parameters, inbox, place)
        toewijzing = _given(dossier, FIRST_MONTH - days(7), FIRST_MONTH, last_of_month(LAST_MONTH), volume=6)
        month = FIRST_MONTH
        while month <= LAST_MONTH:
            total = hours_in(month)
            _claim(dossier, toewijzing, month, total // CLIENTS + (place < total % CLIENTS))
            month = add_months(month, 1)
        dossier.run()
        yield dossier
    for ground, day in NEWCOMERS.items():
        dossier = _dossier(parameters, inbox, newcomer(ground))
        _given(dossier, day, day + days(5), day + days(200), volume=2)
        dossier.run()
        yield dossier


def _dossier(parameters: Parameters, inbox: Inbox, place: int) -> Dossier:
    own = Random(f"{parameters.seed}/planted/{place}")  # noqa: S311 (chance, not secrecy)
    persoon = make_person(own, bsn_of(place), date(2014, 1, 1), date(2010, 1, 1))
    adressen = {GEMEENTE: make_address(own, BY_CODE[GEMEENTE])}
    number = FIRST_NUMBER + place
    return Dossier(parameters, number, Steady(), inbox=inbox, persoon=persoon, adressen=adressen)


def _given(dossier: Dossier, day: date, begin: date, end: date, *, volume: int) -> Toewijzing:
    """A toewijzing, given on the day, and the start that follows on it."""
    place = dossier.number - FIRST_NUMBER
    toewijzing = Toewijzing(PARTIES, toewijzing_nummer(place), PRODUCT, PRODUCT.categorie, begin)
    start = Melding(toewijzing, begin)

    def given(_: date) -> None:
        dossier.at(begin + days(2), lambda later: leveringen.report(dossier, [start], later, nothing))

    versie = Versie(day, "", end, volume=volume)
    dossier.at(day, lambda today: give(dossier, [(toewijzing, versie)], today, given))
    return toewijzing


def _claim(dossier: Dossier, toewijzing: Toewijzing, month: date, hours: int) -> None:
    """Claim a month in the first declaratie from then on that is answered and not refused."""
    periode = month
    declaratie = declaratie_for(dossier.parameters.seed, PARTIES, periode, 1)
    while declaratie.answered is None or declaratie.is_refused:
        periode = add_months(periode, 1)
        declaratie = declaratie_for(dossier.parameters.seed, PARTIES, periode, 1)
    tarief = PRODUCT.tarief_in(month.year)
    serial = dossier.number_for(f"regel/{PLANTED.agb}/{PRODUCT.wet}")
    regel = Regel(
        toewijzing=toewijzing,
        product=PRODUCT,
        referentie=f"P{dossier.number:06d}{serial:05d}",
        vorige="",
        begin=month,
        end=last_of_month(month),
        volume=hours,
        eenheid=PRODUCT.eenheid,
        tarief=tarief,
        bedrag=hours * tarief,
    )
    toewijzing.claimed_until = last_of_month(month)
    dossier.at(declaratie.day, lambda _: dossier.regels.append(RegelFeit(regel, declaratie, ())))
