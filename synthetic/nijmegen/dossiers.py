"""Every client of the known city, and some of the municipalities around it by chance.

The neighbours bring what the calibrated care leaves out (317 and 319, interruptions, toewijzingen without a code); none
of them ever lives in Nijmegen, so no figure of Nijmegen knows them.
"""

from collections.abc import Iterator
from datetime import date
from random import Random

from synthetic.dossier import Dossier
from synthetic.inbox import Inbox
from synthetic.nijmegen.calibration import load_calibration
from synthetic.nijmegen.persons import person_of
from synthetic.nijmegen.plan import make_plan
from synthetic.nijmegen.story import tell
from synthetic.ordinary import ordinary_dossier
from synthetic.parameters import Parameters
from synthetic.people import bsns, make_address
from synthetic.places import GEMEENTEN

KNOWN_LAST_DAY = date(2025, 12, 31)
NEIGHBOURS = 150
UNANSWERED = 0.85
"""Most messages get no retour here: they count all the same, and a night costs half as much."""


def known_dossiers(parameters: Parameters, inbox: Inbox) -> Iterator[Dossier]:
    """The clients that the figures need (or the first so many of them), told one after another, then the neighbours."""
    rng = Random(f"{parameters.seed}/nijmegen")  # noqa: S311 (chance, not secrecy)
    cares = make_plan(rng, load_calibration())
    cares = cares[: parameters.clients or len(cares)]
    numbers = bsns(len(cares) + min(NEIGHBOURS, len(cares)))
    for number, (care, bsn) in enumerate(zip(cares, numbers, strict=False), start=1):
        own = Random(f"{parameters.seed}/nijmegen/{number}")  # noqa: S311
        persoon = person_of(own, care.client, bsn)
        adressen = {GEMEENTEN[0].code: make_address(own, GEMEENTEN[0])}
        dossier = Dossier(
            parameters, number, own, inbox=inbox, persoon=persoon, adressen=adressen, unanswered=UNANSWERED
        )
        tell(dossier, care)
        dossier.run()
        yield dossier
    for number, bsn in enumerate(numbers[len(cares) :], start=len(cares) + 1):
        yield ordinary_dossier(parameters, number, bsn, inbox, GEMEENTEN[1:])
