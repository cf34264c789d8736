"""Make a city: its inbox of messages and registers, and the truth beside it.

Writes  <folder>/ijw_iwmo/, registers/, wachtlijsten/ and clientervaring/ below <folder>
        <truth>/ (default: waarheid, beside <folder>): the ledger of what truly happened
Run     python -m synthetic --clients 2000 --seed 7 --out var/inbox, or with --profile nijmegen
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from synthetic.claims_office import ClaimsOffice
from synthetic.dossier import Dossier
from synthetic.faulty import write_faulty
from synthetic.inbox import Inbox
from synthetic.lijsten.write import write_lists
from synthetic.nijmegen.dossiers import KNOWN_LAST_DAY, known_dossiers
from synthetic.nijmegen.lists import TOLD, write_known_lists
from synthetic.nijmegen.registers import TOLD_HERE, write_known_registers
from synthetic.ordinary import ordinary_dossiers
from synthetic.parameters import LAST_DAY, Parameters
from synthetic.planted import planted_dossiers
from synthetic.products import write_register
from synthetic.truth import Truth


def make_city(
    folder: Path,
    *,
    clients: int | None = None,
    seed: int,
    last_day: date | None = None,
    since: date | None = None,
    until: date | None = None,
    truth: Path | None = None,
    with_faulty: bool = True,
    profile: str = "",
) -> None:
    """Write the inbox of a city of `clients` persons below `folder`, and its truth.

    The same arguments give the same bytes. `until` stops the deliveries on an earlier day of the same story and
    `since` leaves out what was delivered up to and on that day, so that a city can be delivered night by night.
    With `with_faulty` some faulty files lie in the inbox as well; they change nothing in the truth.
    Profile `nijmegen` is the known city: as many clients as its figures need, and neighbours beside them; with
    `clients` only so many of them, a sample whose figures are not the published ones. Raises KeyError for another.
    """
    telling = PROFILES[profile]
    count = telling.clients if clients is None else clients
    parameters = Parameters(count, seed, last_day=last_day or telling.last_day, since=since, until=until)
    folder.mkdir(parents=True, exist_ok=True)
    write_register(folder)
    write_lists(folder, parameters, telling.told_elsewhere)
    telling.registers(folder, parameters)
    inbox = Inbox(folder, parameters)
    ledger = Truth(truth or folder.parent / "waarheid", parameters)
    with tempfile.TemporaryDirectory() as waiting_room:
        office = ClaimsOffice(Path(waiting_room), parameters)
        told = chain(telling.dossiers(parameters, inbox), planted_dossiers(parameters, inbox))
        for number, dossier in enumerate(told, start=1):
            ledger.add(dossier)
            office.take_in(dossier.persoon.bsn, dossier.regels)
            if number % telling.clients_per_batch == 0:
                inbox.flush(f"berichten-{number // telling.clients_per_batch:04d}")
        inbox.flush("berichten-9999")
        office.send_all(inbox)
    ledger.add_faulty(write_faulty(folder) if with_faulty else [])
    counts = {"berichten": inbox.messages, "bestanden": inbox.files, "per_soort": inbox.by_type}
    ledger.close(counts, inbox.last_dagtekening)


def _no_registers(folder: Path, parameters: Parameters) -> list[Path]:
    """A city by chance has no registers but those that chance makes."""
    return []


@dataclass(frozen=True)
class Telling:
    """Who tells a city; how many clients (0: all) up to which day if nothing is asked; how many per batch of zips.

    `registers` writes the deliveries of which the rows are known, in place of those of `told_elsewhere`.
    """

    dossiers: Callable[[Parameters, Inbox], Iterator[Dossier]]
    clients: int
    last_day: date
    clients_per_batch: int
    registers: Callable[[Path, Parameters], list[Path]] = _no_registers
    told_elsewhere: frozenset[str] = frozenset()


def _known_registers(folder: Path, parameters: Parameters) -> list[Path]:
    """Those of which every row is written down, and those that follow from targets."""
    return [*write_known_registers(folder, parameters), *write_known_lists(folder, parameters)]


PROFILES = {
    "": Telling(ordinary_dossiers, 2000, LAST_DAY, 250),
    "nijmegen": Telling(known_dossiers, 0, KNOWN_LAST_DAY, 4000, _known_registers, TOLD | TOLD_HERE),
}
