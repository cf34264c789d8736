"""What both ways of computing agree on as input: versions, care periods and lines, after every refusal and withdrawal.

`care_on` makes care periods out of the starts and stops that stand on one toewijzing; see the readings in `indicators`.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

TEMPORARY = "20"
UNKNOWN = "onbekend"
"""What is not known, as a value of its own."""


@dataclass(frozen=True)
class Event:
    """Something about a person that belongs to a day, to the four dimensions of the base and to three further ones."""

    day: date
    person: str
    gemeente: str
    wet: str
    zorgsoort: str
    aanbieder: str
    productgroep: str = UNKNOWN
    product_code: str = UNKNOWN
    verwijzer: str = UNKNOWN

    @property
    def kind(self) -> tuple[str, ...]:
        """Whose care of what sort: the key of every look-back."""
        return (self.person, self.gemeente, self.wet, self.zorgsoort)


@dataclass(frozen=True)
class Version:
    """A version of a toewijzing that was not removed; the day of the event is its Toewijzingsdatum."""

    event: Event
    reden: str


@dataclass(frozen=True, eq=False)
class Care:
    """A care period; `end` is None where it runs on, `has_stop` whether a definitive stop ends it, for which `reden`.

    `has_start` whether a start began it, else the Ingangsdatum. `number` is the ToewijzingNummer, `product` categorie
    and code; the ledger of a city has neither here.
    """

    person: str
    gemeente: str
    wet: str
    zorgsoort: str
    aanbieder: str
    begin: date
    end: date | None
    has_stop: bool
    reden: str = ""
    number: int = 0
    product: tuple[str, str] = ("", "")
    productgroep: str = UNKNOWN
    verwijzer: str = UNKNOWN
    has_start: bool = True

    def event_on(self, day: date) -> Event:
        return Event(
            day=day,
            person=self.person,
            gemeente=self.gemeente,
            wet=self.wet,
            zorgsoort=self.zorgsoort,
            aanbieder=self.aanbieder,
            productgroep=self.productgroep,
            product_code=self.product[1] or UNKNOWN,
            verwijzer=self.verwijzer,
        )


@dataclass(frozen=True)
class Line:
    """A declaratieregel; the day of the event is the begin of ProductPeriode, `cents` is negative for a credit.

    `booked` is the begin of DeclaratiePeriode, `number` the ToewijzingNummer; the ledger of a city has neither here.
    """

    event: Event
    cents: int
    is_debit: bool
    is_approved: bool
    is_refused: bool
    is_credited: bool
    booked: date = date.min
    number: int = 0

    @property
    def is_counted(self) -> bool:
        return self.is_debit and self.is_approved and not self.is_credited

    @property
    def is_standing_debit(self) -> bool:
        return self.is_debit and not self.is_refused and not self.is_credited


@dataclass
class State:
    """Everything that the indicators need."""

    last_day: date
    versions: list[Version] = field(default_factory=list)
    care: list[Care] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Allocation:
    """A toewijzing as it finally stands. `zorgsoort_on` and `productgroep_on` say what its product is on a day."""

    person: str
    gemeente: str
    wet: str
    aanbieder: str
    ingangsdatum: date
    einddatum: date | None
    zorgsoort_on: Callable[[date], str]
    number: int = 0
    product: tuple[str, str] = ("", "")
    productgroep_on: Callable[[date], str] = lambda _: UNKNOWN
    verwijzer: str = UNKNOWN


def care_on(allocation: Allocation, starts: list[date], stops: dict[date, list[tuple[date, str]]]) -> list[Care]:
    """The care periods of one toewijzing; `stops` by Begindatum, each an Einddatum and a RedenBeeindiging."""
    if not starts:
        return [_care(allocation, allocation.ingangsdatum, allocation.einddatum, has_start=False)]
    periods = []
    begin: date | None = None
    for number, start in enumerate(sorted(starts)):
        begin = begin or start
        ended = max((stop for stop in stops.get(start, []) if stop[1] != TEMPORARY), default=None)
        if ended is not None:
            periods.append(_care(allocation, begin, ended[0], reden=ended[1]))
            begin = None
        elif number == len(starts) - 1:
            periods.append(_care(allocation, begin, allocation.einddatum))
    return periods


def group_care(care: list[Care]) -> dict[tuple[str, ...], list[Care]]:
    """Care periods by person, gemeente, wet and zorgsoort."""
    groups: dict[tuple[str, ...], list[Care]] = defaultdict(list)
    for period in care:
        groups[period.event_on(period.begin).kind].append(period)
    return groups


def _care(allocation: Allocation, begin: date, end: date | None, *, reden: str = "", has_start: bool = True) -> Care:
    return Care(
        person=allocation.person,
        gemeente=allocation.gemeente,
        wet=allocation.wet,
        zorgsoort=allocation.zorgsoort_on(begin),
        aanbieder=allocation.aanbieder,
        begin=begin,
        end=end,
        has_stop=bool(reden),
        reden=reden,
        number=allocation.number,
        product=allocation.product,
        productgroep=allocation.productgroep_on(begin),
        verwijzer=allocation.verwijzer,
        has_start=has_start,
    )
