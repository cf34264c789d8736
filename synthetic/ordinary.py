"""The dossiers of an ordinary city: each client by chance, from the seed and the number of the client."""

from collections.abc import Iterator
from datetime import date
from random import Random

from synthetic import course
from synthetic.dossier import Dossier
from synthetic.inbox import Inbox
from synthetic.parameters import Parameters
from synthetic.people import bsns, make_address, make_person
from synthetic.places import BY_CODE, GEMEENTEN, Gemeente
from synthetic.plan import draw_plan, draw_profile


def ordinary_dossiers(parameters: Parameters, inbox: Inbox) -> Iterator[Dossier]:
    """Every client of the city, told one after another."""
    for number, bsn in enumerate(bsns(parameters.clients), start=1):
        yield ordinary_dossier(parameters, number, bsn, inbox)


def ordinary_dossier(
    parameters: Parameters, number: int, bsn: str, inbox: Inbox, places: tuple[Gemeente, ...] = GEMEENTEN
) -> Dossier:
    """The whole story of one client, who lives in one of `places`."""
    rng = Random(f"{parameters.seed}/client/{number}")  # noqa: S311 (chance, not secrecy)
    profile = draw_profile(rng, parameters, places)
    persoon = make_person(rng, bsn, profile.youngest, profile.oldest)
    plan = draw_plan(rng, parameters, profile, persoon.geboortedatum)
    adressen = {code: make_address(rng, BY_CODE[code]) for code in sorted({traject.gemeente for traject in plan})}
    dossier = Dossier(parameters, number, rng, inbox=inbox, persoon=persoon, adressen=adressen)
    if rng.random() < 0.15:
        dossier.relatie = make_person(rng, bsn, date(1990, 1, 1), date(1950, 1, 1))
    for traject in plan:
        course.begin(dossier, traject)
    dossier.run()
    return dossier
