"""One client's file: the events still to come, the messages sent, and the facts that they carry.

Events run in order of day, so that a message always tells what its sender knew on that day. Chance comes from one
generator per client, drawn in the order of events: a city that is told further is the same city with more days.
"""

from collections.abc import Callable
from datetime import date
from heapq import heappop, heappush
from itertools import count
from random import Random

from synthetic.berichten.verdict import Verdict
from synthetic.inbox import Inbox
from synthetic.markup import (
    XSLT_VERSIE,
    Tags,
    codes_block,
    header_block,
    message_text,
    tags_for,
    version_block,
)
from synthetic.months import days
from synthetic.parameters import Parameters
from synthetic.people import Adres, Persoon
from synthetic.places import CONVENTIONAL, NUMBERED
from synthetic.story import Bericht, LeveringFeit, RegelFeit, Toewijzing, VersieFeit, VerzoekFeit

SENT_BY_GEMEENTE = {"301", "319"}
FAULTS = {
    "301": (("", "0001"), ("Header", "8848"), ("ToegewezenProduct", "9332"), ("ToegewezenProduct", "9379")),
    "305": (("", "0001"), ("Header", "9056"), ("StartProduct", "9019"), ("StartProduct", "9326")),
    "307": (("", "0001"), ("StopProduct", "9069"), ("StopProduct", "9414")),
    "315": (("", "0001"), ("AangevraagdProduct", "9347"), ("AangevraagdProduct", "S329")),
    "317": (("", "0001"), ("Verzoek", "9349"), ("TeWijzigenProduct", "9351")),
    "319": (("", "0001"), ("Header", "S300"), ("Antwoord", "9355")),
}
"""What can be wrong with a message: the class and the code; an empty class is a fault at level 2."""

NOT_ANSWERED = 0.02
Body = Callable[[Tags, Verdict | None], str]


class Dossier:
    """The story of one client while it is being told."""

    def __init__(
        self,
        parameters: Parameters,
        number: int,
        rng: Random,
        *,
        inbox: Inbox,
        persoon: Persoon,
        adressen: dict[str, Adres],
        unanswered: float = NOT_ANSWERED,
    ) -> None:
        self.parameters = parameters
        self.number = number
        self.rng = rng
        self.persoon = persoon
        self.adressen = adressen
        self._unanswered = unanswered
        self.relatie: Persoon | None = None
        self.toewijzingen: list[Toewijzing] = []
        self.versies: list[VersieFeit] = []
        self.leveringen: list[LeveringFeit] = []
        self.verzoeken: list[VerzoekFeit] = []
        self.regels: list[RegelFeit] = []
        self.pending: set[str] = set()
        self.client_refusals: dict[str, bool] = {}
        self._inbox = inbox
        self._queue: list[tuple[date, int, Callable[[date], None]]] = []
        self._serial = count()
        self._numbers: dict[str, int] = {}

    def at(self, day: date, action: Callable[[date], None]) -> None:
        """Let `action` happen on `day`; what falls after the last day of the data never happens."""
        if self.parameters.is_known(day):
            heappush(self._queue, (day, next(self._serial), action))

    def run(self) -> None:
        while self._queue:
            day, _, action = heappop(self._queue)
            action(day)

    def number_for(self, series: str) -> int:
        """The next number of a series of this client, from 1."""
        self._numbers[series] = self._numbers.get(series, 0) + 1
        return self._numbers[series]

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def between(self, low: int, high: int) -> int:
        return self.rng.randint(low, high)

    def again(self, bericht: Bericht, action: Callable[[date], None]) -> None:
        """Do something over, a few days after the refusal of `bericht`."""
        refused_on = bericht.answered or bericht.day
        self.at(refused_on + days(self.between(1, 3)), action)

    def send(self, soort: str, about: Toewijzing, day: date, body: Body, *, is_refused: bool) -> Bericht:
        """Send a message between the parties of a toewijzing and, in most cases, its retour: refused or accepted."""
        wet, gemeente, aanbieder = about.wet, about.gemeente, about.aanbieder
        from_gemeente = soort in SENT_BY_GEMEENTE
        sender, receiver = (gemeente, aanbieder.agb) if from_gemeente else (aanbieder.agb, gemeente)
        bericht = Bericht(about.parties, soort, self._identificatie(sender, soort), day)
        style = _style(gemeente) if from_gemeente else aanbieder.prefixes
        tags = tags_for(wet, soort, style)
        header = header_block(tags, sender, receiver, bericht.identificatie, day)
        self._inbox.add(day, _file_name(bericht, soort, sender, receiver), message_text(tags, header, body(tags, None)))
        bericht.is_refused = is_refused
        if bericht.is_refused or not self.chance(self._unanswered):
            self._send_retour(bericht, (sender, receiver), body, day + days(self.between(0, 3)))
        return bericht

    def _send_retour(self, bericht: Bericht, parties: tuple[str, str], body: Body, day: date) -> None:
        """Afzender and ontvanger stay as they were: a retour copies the header, it does not turn it round."""
        bericht.answered = day
        sender, receiver = parties
        soort = str(int(bericht.soort) + 1)
        wet, gemeente, aanbieder = bericht.parties.wet, bericht.parties.gemeente, bericht.parties.aanbieder
        style = aanbieder.prefixes if bericht.soort in SENT_BY_GEMEENTE else _style(gemeente)
        tags = tags_for(wet, soort, style)
        klasse, code = self.rng.choice(FAULTS[bericht.soort]) if bericht.is_refused else ("", "")
        shape = self.rng.random()
        header_codes: tuple[str, ...] = ()
        verdict: Verdict | None = None
        if bericht.is_refused:
            header_codes = ("0200",) if klasse not in {"", "Header"} else (code,)
            verdict = Verdict(klasse, code) if klasse not in {"", "Header"} else None
        elif shape < 0.2:
            header_codes = ("0200",)
            verdict = Verdict() if shape < 0.05 else None
        m = tags.m
        xslt = f"<{m}XsltVersie>{XSLT_VERSIE}</{m}XsltVersie>\n" if code == "0001" else ""
        header = (
            f"{header_block(tags, sender, receiver, bericht.identificatie, bericht.day)}"
            f"<{m}IdentificatieRetour>R{bericht.identificatie}</{m}IdentificatieRetour>\n"
            f"<{m}DagtekeningRetour>{day}</{m}DagtekeningRetour>\n{xslt}"
            f"{version_block(tags, 'XsdVersieRetour')}{codes_block(tags, header_codes)}"
        )
        text = message_text(tags, header, body(tags, verdict) if verdict else "")
        self._inbox.add(day, _file_name(bericht, soort, sender, receiver), text, is_retour=True)

    def _identificatie(self, sender: str, soort: str) -> str:
        """Unique for the sender and type (TR056), not beyond; its order as text is the order of sending."""
        return f"{self.number:06d}{self.number_for(f'bericht/{sender}/{soort}'):04d}"


def _style(gemeente: str) -> int:
    return NUMBERED if gemeente == "0225" else CONVENTIONAL


def _file_name(bericht: Bericht, soort: str, sender: str, receiver: str) -> str:
    law = "JW" if bericht.parties.wet == "jeugdwet" else "WMO"
    return f"{law}{soort}_{sender}_{receiver}_{bericht.identificatie}"
