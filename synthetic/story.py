"""What the city remembers while it tells the story of one client: toewijzingen, their versions, messages, lines.

These are the objects that both the messages and the truth are written from; neither is derived from the other.
"""

from dataclasses import dataclass, field
from datetime import date

from synthetic.places import Aanbieder
from synthetic.products import ZORGSOORT_WITHOUT_REGISTER, Product

WITHOUT_PRODUCT = "overig"
"""Zorgsoort of a toewijzing that names no product at all (generiek): what it buys is only known per line."""


@dataclass(frozen=True)
class Parties:
    """Between whom a message goes, and under which wet."""

    wet: str
    gemeente: str
    aanbieder: Aanbieder


@dataclass(slots=True)
class Bericht:
    """A message that was sent: when, between whom, and what came of it.

    `answered` is the day of the retour (None: there never is one); `is_refused` only takes effect on that day.
    """

    parties: Parties
    soort: str
    identificatie: str
    day: date
    is_refused: bool = False
    answered: date | None = None

    def stands(self, until: date) -> bool:
        """Whether somebody who read everything up to `until` must take it as sent and not refused."""
        return self.day <= until and not (self.is_refused and self.answered is not None and self.answered <= until)


@dataclass(frozen=True, slots=True)
class Versie:
    """One version of a toewijzing; the latest (toewijzingsdatum, tijd) is the one that counts."""

    toewijzingsdatum: date
    tijd: str
    einddatum: date | None
    reden: str = ""
    volume: int = 0
    budget: int = 0
    referentie: str = ""


@dataclass(slots=True)
class Toewijzing:
    """A toewijzing by number; `product` is None where it names no code (aspecifiek, generiek).

    `claimed_until` is the last day of any product period claimed on it: it can no longer end before that day.
    """

    parties: Parties
    nummer: int
    product: Product | None
    categorie: str
    ingangsdatum: date
    versies: list[Versie] = field(default_factory=list)
    is_removed: bool = False
    claimed_until: date | None = None

    @property
    def wet(self) -> str:
        return self.parties.wet

    @property
    def gemeente(self) -> str:
        return self.parties.gemeente

    @property
    def aanbieder(self) -> Aanbieder:
        return self.parties.aanbieder

    @property
    def code(self) -> str:
        return self.product.code if self.product else ""

    @property
    def latest(self) -> Versie:
        return self.versies[-1]

    @property
    def einddatum(self) -> date | None:
        return self.latest.einddatum

    def runs_on(self, day: date) -> bool:
        """Whether it is valid on or after the day, as a snapshot in a 301 must show it (OP087)."""
        return bool(self.versies) and not self.is_removed and (self.einddatum is None or self.einddatum >= day)

    def zorgsoort_on(self, day: date) -> str:
        if self.product:
            return self.product.zorgsoort_on(day, self.gemeente)
        return ZORGSOORT_WITHOUT_REGISTER.get((self.wet, self.categorie), WITHOUT_PRODUCT)

    def productgroep_on(self, day: date) -> str:
        return self.product.productgroep_on(day) if self.product else ""


@dataclass(frozen=True, slots=True)
class VersieFeit:
    """A version of a toewijzing as one message told it."""

    bericht: Bericht
    toewijzing: Toewijzing
    versie: Versie


@dataclass(frozen=True, slots=True)
class Melding:
    """A start (`einddatum` None) or a stop as a provider reports it; status 1 adds it, 3 takes it out."""

    toewijzing: Toewijzing
    begindatum: date
    einddatum: date | None = None
    reden: str = ""
    status: str = "1"

    @property
    def is_stop(self) -> bool:
        return self.einddatum is not None


@dataclass(frozen=True, slots=True)
class LeveringFeit:
    """A start or stop as one message told it."""

    bericht: Bericht
    melding: Melding


@dataclass(frozen=True, slots=True)
class VerzoekFeit:
    """A request of a provider: a 315 (with its referrer) or a 317 (`verwijzer` empty)."""

    bericht: Bericht
    referentie: str
    verwijzer: str
    product: Product | None


@dataclass(frozen=True, slots=True)
class Regel:
    """A declaratieregel: what was claimed, about which toewijzing."""

    toewijzing: Toewijzing
    product: Product
    referentie: str
    vorige: str
    begin: date
    end: date
    volume: int
    eenheid: str
    tarief: int
    bedrag: int

    @property
    def is_credit(self) -> bool:
        return bool(self.vorige)


@dataclass(frozen=True, slots=True)
class RegelFeit:
    """A line in one declaratie; `codes` are those of the 325 for the line, empty if it lets it through."""

    regel: Regel
    declaratie: "Declaratie"
    codes: tuple[str, ...]
    is_client_refused: bool = False

    def stand(self, until: date) -> str:
        """goedgekeurd, afgewezen, or ingediend as long as there is no 325."""
        if self.declaratie.answered is None or self.declaratie.answered > until:
            return "ingediend"
        return "afgewezen" if self.codes or self.declaratie.is_refused else "goedgekeurd"


@dataclass(frozen=True, slots=True)
class Declaratie:
    """One 323 and the fate of the whole of it.

    `fate`: goed, header (325 with a code in the header), geheel (DeclaratieAntwoord refused), stil (never answered).
    """

    parties: Parties
    periode: date
    volgnummer: int
    day: date
    answered: date | None
    fate: str

    @property
    def is_refused(self) -> bool:
        return self.fate in {"header", "geheel"}

    @property
    def nummer(self) -> str:
        return f"{self.periode:%y%m}{self.parties.gemeente}{self.volgnummer}"

    @property
    def identificatie(self) -> str:
        """Unique for the provider: month, municipality, serial number."""
        return f"D{self.nummer}"
