"""Make a city: its inbox of messages and registers, and the truth beside it.

Writes  <folder>/ijw_iwmo/, registers/, wachtlijsten/ and clientervaring/ below <folder>
        <truth>/ (default: waarheid, beside <folder>): the ledger of what truly happened
Run     python -m synthetic --clients 2000 --seed 7 --out var/inbox
"""

import tempfile
from datetime import date
from pathlib import Path
from random import Random

from synthetic import course
from synthetic.claims_office import ClaimsOffice
from synthetic.dossier import Dossier
from synthetic.faulty import write_faulty
from synthetic.inbox import Inbox
from synthetic.lijsten.write import write_lists
from synthetic.parameters import LAST_DAY, Parameters
from synthetic.people import bsns, make_address, make_person
from synthetic.places import BY_CODE
from synthetic.plan import draw_plan, draw_profile
from synthetic.products import write_register
from synthetic.truth import Truth

CLIENTS_PER_BATCH = 250


def make_city(
    folder: Path,
    *,
    clients: int,
    seed: int,
    last_day: date = LAST_DAY,
    since: date | None = None,
    until: date | None = None,
    truth: Path | None = None,
    with_faulty: bool = True,
) -> None:
    """Write the inbox of a city of `clients` persons below `folder`, and its truth.

    The same arguments give the same bytes. `until` stops the deliveries on an earlier day of the same story and
    `since` leaves out what was delivered up to and on that day, so that a city can be delivered night by night.
    With `with_faulty` some faulty files lie in the inbox as well; they change nothing in the truth.
    """
    parameters = Parameters(clients, seed, last_day=last_day, since=since, until=until)
    folder.mkdir(parents=True, exist_ok=True)
    write_register(folder)
    write_lists(folder, parameters)
    inbox = Inbox(folder, parameters)
    ledger = Truth(truth or folder.parent / "waarheid", parameters)
    with tempfile.TemporaryDirectory() as waiting_room:
        office = ClaimsOffice(Path(waiting_room), parameters)
        for number, bsn in enumerate(bsns(clients), start=1):
            dossier = _tell(parameters, number, bsn, inbox)
            ledger.add(dossier)
            office.take_in(bsn, dossier.regels)
            if number % CLIENTS_PER_BATCH == 0 or number == clients:
                inbox.flush(f"berichten-{(number - 1) // CLIENTS_PER_BATCH + 1:04d}")
        office.send_all(inbox)
    ledger.add_faulty(write_faulty(folder) if with_faulty else [])
    counts = {"berichten": inbox.messages, "bestanden": inbox.files, "per_soort": inbox.by_type}
    ledger.close(counts, inbox.last_dagtekening)


def _tell(parameters: Parameters, number: int, bsn: str, inbox: Inbox) -> Dossier:
    """The whole story of one client."""
    rng = Random(f"{parameters.seed}/client/{number}")  # noqa: S311 (chance, not secrecy)
    profile = draw_profile(rng, parameters)
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
