"""IND001-IND006, IND009 and IND010 in plain Python, from a `State`; the readings below are what is computed.

Give    values(state) -> {Key: Value}: every combination of split / not split over gemeente, wet, zorgsoort, aanbieder
Used by from_truth (a: the ledger of the city) and from_messages (b: the messages themselves)

The readings, where choices.md leaves room (numbers are those of choices.md):

Dates and periods
* D is the last day of the data: the latest Dagtekening of any message that is not a retour. What lies after D has not
  happened: no inflow and no outflow is counted after it. A value whose waiting time (three months, 365 days) has not
  passed at D is counted all the same; it is provisional, not absent.
* A row exists where something was counted: at least one person, or for IND009 at least one approved line (a sum of 0.00
  where debits and credits cancel is a row). Absent rows are zero. IND010 exists where IND002 does.
* Person = Bsn, over municipalities and wetten. Every total counts distinct persons over the events or lines below it.

State of messages (1-7)
* 1: a retour refuses its message when any RetourCode anywhere in it is not 0200. Retour and message are joined on wet,
  type, Afzender, Ontvanger, Identificatie and Dagtekening.
* 2: a version of a toewijzing is a distinct (Toewijzingsdatum, Toewijzingstijd) of (wet, gemeente, ToewijzingNummer) in
  standing messages. RedenWijziging and ReferentieAanbieder are left out when a version is repeated (IV097, IV099), so
  the version has the value of the message that fills them, not of the message that came last.
* 3: removed = the latest version has RedenWijziging 13 and Einddatum = Ingangsdatum. Its starts do not count either.
* 5: the key of a start is wet, gemeente, ToewijzingNummer (as a number: leading zeros mean nothing) and Begindatum; of
  a stop also Einddatum and RedenBeeindiging. Bsn and Product are not needed in it: a number has one of each.
* 6: a 325 belongs to its 323 by wet, aanbieder, gemeente, and Identificatie and Dagtekening (DeclaratieIdentificatie);
  a line is listed in it by ReferentieNummer. ReferentieNummer is unique per wet and aanbieder only.
* 7: a credit takes out the debit that has its VorigReferentieNummer, same wet and aanbieder, if the credit is approved.
* Zorgsoort: the register row of (wet, categorie, code) that holds on the day, both ends included, the row of the
  gemeente before the row for every gemeente (`*`); without a row the category decides; a toewijzing without Product
  (generiek) has zorgsoort `overig`.

Lines (8, 13)
* A line counts for IND001-IND003 if it is a debit, approved, and not taken out by an approved credit. Its month is that
  of the begin of ProductPeriode (a product period lies in one month). The zorgsoort is that of the line.
* IND009 adds all approved debits and subtracts all approved credits, in whole cents; IND010 divides that by IND002.

Care periods (9, 10, 12)
* A care period is a stretch of care on one toewijzing: it begins at a standing start and ends at its definitive stop
  (RedenBeeindiging other than 20, the stop with the same Begindatum). "A temporary stop included": the time between a
  temporary stop and the next start on the same toewijzing belongs to the care period, and that next start is no new
  care period. So one care period can have several starts. Without a definitive stop and without a next start it ends at
  the Einddatum of the latest version, or runs on where there is none. A start after a definitive stop begins a new one.
* A toewijzing without a standing start has one care period, from Ingangsdatum to Einddatum.
* The zorgsoort of a care period is fixed at its first day (Begindatum, else Ingangsdatum), for its whole length: so a
  change of the register while it runs is neither inflow nor outflow (10). Later starts in it change nothing.
* IND004: the first day of a care period, if no other care period of the same person, gemeente, wet and zorgsoort holds
  any of the 365 days before that day (begin-365 .. begin-1). Aanbieder is not part of that look-back: a transfer is no
  inflow. Split by aanbieder, the event belongs to the aanbieder of the care period. Two that begin on one day are both
  inflow (and one person).
* IND006: the last day e of a care period, at most D, if no other care period of the same person, gemeente, wet and
  zorgsoort holds any of the days e+1 .. e+365. Where there is no definitive stop, e is the Einddatum of the toewijzing,
  and then there must also be no standing debit line (not refused, not taken out; pending counts) of the same person,
  gemeente, wet and zorgsoort whose ProductPeriode begins in the three calendar months after e. The outflow belongs to
  the day e and to the aanbieder of the care period.

Referrals (11)
* IND005: every version of a toewijzing that was not removed, RedenWijziging not 01, 10, 11, 13 or 14 (so shortenings
  and transfers count, as written), in the period of its Toewijzingsdatum, with the zorgsoort on Ingangsdatum.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from tests.recompute.state import Care, Event, State, group_care

LOOK_BACK = timedelta(days=365)
NOT_REFERRED = {"01", "10", "11", "13", "14"}
SIX_DECIMALS = Decimal("0.000001")

MONTHS_PER_PERIOD = {"maand": 1, "kwartaal": 3, "halfjaar": 6, "jaar": 12}
PERIODS = {
    "IND001": ("maand",),
    "IND002": ("jaar",),
    "IND003": ("jaar",),
    "IND004": ("maand", "kwartaal", "halfjaar", "jaar"),
    "IND005": ("maand", "kwartaal", "halfjaar", "jaar"),
    "IND006": ("maand", "kwartaal", "halfjaar", "jaar"),
    "IND009": ("maand", "jaar"),
    "IND010": ("jaar",),
}
SPLITS = tuple(product((True, False), repeat=4))
"""Which of gemeente, wet, zorgsoort, aanbieder a row is split by."""


@dataclass(frozen=True, order=True)
class Key:
    """What a value is about; None where it is not split by that dimension."""

    indicator_code: str
    periode_type: str
    periode_start: date
    gemeente_code: str | None
    wet: str | None
    zorgsoort: str | None
    aanbieder_agb: str | None


@dataclass(frozen=True)
class Value:
    """`teller` and `noemer` are exact; `waarde` is rounded to six decimals where it is a quotient."""

    waarde: Decimal
    teller: Decimal
    noemer: Decimal | None = None


def values(state: State) -> dict[Key, Value]:
    """Every value of every indicator."""
    found: dict[Key, Value] = {}
    for indicator, events in counted_events(state).items():
        found |= _persons(indicator, events)
    found |= _costs(state)
    found |= _average_costs(found)
    return found


def counted_events(state: State) -> dict[str, list[Event]]:
    """By indicator, the events of which the persons are counted."""
    declared = [line.event for line in state.lines if line.is_counted]
    return {
        "IND001": declared,
        "IND002": declared,
        "IND003": [event for event in declared if event.wet == "jeugdwet"],
        "IND004": inflow(state),
        "IND005": [version.event for version in state.versions if version.reden not in NOT_REFERRED],
        "IND006": outflow(state),
    }


def inflow(state: State) -> list[Event]:
    """The first day of each care period that nothing of the kind came before."""
    events = []
    for periods in group_care(state.care).values():
        for period in periods:
            before = (period.begin - LOOK_BACK, period.begin - timedelta(days=1))
            if period.begin <= state.last_day and not _is_held(periods, period, before):
                events.append(period.event_on(period.begin))
    return events


def outflow(state: State) -> list[Event]:
    """The last day of each care period that nothing of the kind came after."""
    return [period.event_on(period.end) for period in ended_care(state) if period.end is not None]


def ended_care(state: State, ahead: timedelta = LOOK_BACK) -> list[Care]:
    """Each care period that has ended and that nothing of the kind came after within so many days."""
    declared: dict[tuple[str, ...], set[date]] = defaultdict(set)
    for line in state.lines:
        if line.is_standing_debit:
            declared[line.event.kind].add(line.event.day)
    ended = []
    for kind, periods in group_care(state.care).items():
        for period in periods:
            if period.end is None or period.end > state.last_day:
                continue
            after = (period.end + timedelta(days=1), period.end + ahead)
            if _is_held(periods, period, after):
                continue
            if not period.has_stop and any(period.end < day <= _add_months(period.end, 3) for day in declared[kind]):
                continue
            ended.append(period)
    return ended


def period_start(day: date, periode_type: str) -> date:
    length = MONTHS_PER_PERIOD[periode_type]
    return date(day.year, (day.month - 1) // length * length + 1, 1)


def _is_held(periods: list[Care], apart_from: Care, days: tuple[date, date]) -> bool:
    return any(
        other is not apart_from and other.begin <= days[1] and (other.end is None or other.end >= days[0])
        for other in periods
    )


def _add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _keys(indicator: str, event: Event) -> Iterable[Key]:
    dimensions = (event.gemeente, event.wet, event.zorgsoort, event.aanbieder)
    for periode_type in PERIODS[indicator]:
        start = period_start(event.day, periode_type)
        for split in SPLITS:
            chosen = (value if is_split else None for value, is_split in zip(dimensions, split, strict=True))
            yield Key(indicator, periode_type, start, *chosen)


def _persons(indicator: str, events: Iterable[Event]) -> dict[Key, Value]:
    persons: dict[Key, set[str]] = defaultdict(set)
    for event in events:
        for key in _keys(indicator, event):
            persons[key].add(event.person)
    return {key: Value(Decimal(len(found)), Decimal(len(found))) for key, found in persons.items()}


def _costs(state: State) -> dict[Key, Value]:
    cents: dict[Key, int] = defaultdict(int)
    for line in state.lines:
        if line.is_approved:
            for key in _keys("IND009", line.event):
                cents[key] += line.cents
    return {key: Value(euro(amount), euro(amount)) for key, amount in cents.items()}


def euro(cents: int) -> Decimal:
    return Decimal(cents) / 100


def _average_costs(found: dict[Key, Value]) -> dict[Key, Value]:
    averages = {}
    for key, persons in found.items():
        if key.indicator_code != "IND002":
            continue
        rest = (key.periode_type, key.periode_start, key.gemeente_code, key.wet, key.zorgsoort, key.aanbieder_agb)
        costs = found[Key("IND009", *rest)].waarde
        average = (costs / persons.waarde).quantize(SIX_DECIMALS, ROUND_HALF_UP)
        averages[Key("IND010", *rest)] = Value(average, costs, persons.waarde)
    return averages
