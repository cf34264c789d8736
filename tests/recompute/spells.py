"""Stays, trajectories and outcomes in plain Python, from the care periods that follow from the messages.

Give    spell_values(state, register, people) -> {SpellKey: Value}: IND012, 103, 107, 110, 113, 114, 116, 118, 119,
        122, 123, 126, 129, 131 and 132; without `people` not by whom it is about
Used by the end to end test, which compares them with what was published

Readings: a gap is the days without care between two periods, at most 28; a duration is last day minus first day; the
reason of a stretch is that of the period that ends last, on one day a stop first and then the lowest code; a new start
begins after the end and at most twelve months after it. The verwijzer is that of the first period, by begin and
number; age, sex and area are those of the last day of the month in which the stretch begins, or the year if that is
later, and for places those of the day counted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import NamedTuple

from tests.recompute.further import month_end
from tests.recompute.indicators import SIX_DECIMALS, Value, _add_months, period_start
from tests.recompute.people import People
from tests.recompute.register import Register
from tests.recompute.state import State

GAP = timedelta(days=28)
DAYS_PER_MONTH = Decimal("30.4375")
FAMILY_FORMS = ("pleegzorg", "gezinshuis")
BROKEN, DROPPED_OUT = {"32", "33", "35", "38"}, {"32", "33"}

STAY = ("verwijzer", "leeftijdsgroep")
FURTHER = {"IND012": ("verwijzer", "stadsdeel", "leeftijdsgroep", "geslacht")} | dict.fromkeys(
    ("IND103", "IND107", "IND110", "IND113", "IND116", "IND122"), STAY
)
"""By whom it is about, or who referred, an indicator is split as well."""


class Part(NamedTuple):
    """What a value is about besides gemeente and wet; None where not split by it."""

    zorgsoort: str | None = None
    productgroep: str | None = None
    product_code: str | None = None
    aanbieder_agb: str | None = None
    verwijzer: str | None = None
    stadsdeel: str | None = None
    leeftijdsgroep: str | None = None
    geslacht: str | None = None


@dataclass(frozen=True, order=True)
class SpellKey:
    """What a value is about; None where it is not split by that dimension."""

    indicator_code: str
    periode_type: str
    periode_start: date
    gemeente_code: str | None
    wet: str | None
    part: Part


@dataclass(frozen=True)
class Piece:
    """A care period with all that a stretch can be joined by."""

    person: str
    gemeente: str
    wet: str
    zorgsoort: str
    productgroep: str
    categorie: str
    product: str
    aanbieder: str
    stays: bool
    begin: date
    end: date
    reden: str
    verwijzer: str
    number: int


@dataclass(frozen=True)
class Spell:
    """Pieces that follow each other with small gaps, under what holds them together."""

    person: str
    gemeente: str
    wet: str
    zorgsoort: str
    part: Part
    begin: date
    end: date
    reden: str
    verwijzer: str


def spell_values(state: State, register: Register, people: People | None = None) -> dict[SpellKey, Value]:
    """Every value of every indicator of this module."""
    pieces = list(_pieces(state, register))
    found = _ended(pieces, state.last_day, people)
    found |= _on_days(pieces, state.last_day, people)
    found |= _family_share(found)
    found |= _in_years(pieces, state.last_day)
    return found


def join(pieces: Iterable[Piece], part_of: Callable[[Piece], Part]) -> Iterator[Spell]:
    """Stretches of the pieces of one person, gemeente, wet and part."""
    groups: dict[tuple[object, ...], list[Piece]] = defaultdict(list)
    for piece in pieces:
        groups[piece.person, piece.gemeente, piece.wet, part_of(piece)].append(piece)
    for group in groups.values():
        stretch: list[Piece] = []
        for piece in sorted(group, key=lambda item: (item.begin, item.end)):
            if stretch and piece.begin - max(item.end for item in stretch) > GAP + timedelta(days=1):
                yield _spell(stretch, part_of(piece))
                stretch = []
            stretch.append(piece)
        yield _spell(stretch, part_of(group[0]))


def _spell(stretch: list[Piece], part: Part) -> Spell:
    last = min(stretch, key=lambda item: (-item.end.toordinal(), not item.reden, item.reden))
    first = min(stretch, key=lambda item: (item.begin, item.number))
    who = (first.person, first.gemeente, first.wet, first.zorgsoort)
    return Spell(*who, part, first.begin, last.end, last.reden, first.verwijzer)


def _pieces(state: State, register: Register) -> Iterator[Piece]:
    for care in state.care:
        what = register.product(care.wet, care.gemeente, care.product, care.begin)
        yield Piece(
            person=care.person,
            gemeente=care.gemeente,
            wet=care.wet,
            zorgsoort=care.zorgsoort,
            productgroep=what.productgroep,
            categorie=care.product[0],
            product=care.product[1] or "onbekend",
            aanbieder=care.aanbieder,
            stays=care.wet == "jeugdwet" and (what.is_verblijf or care.zorgsoort in FAMILY_FORMS),
            begin=care.begin,
            end=max(care.begin, care.end or date.max),
            reden=care.reden,
            verwijzer=care.verwijzer,
            number=care.number,
        )


def _whole(piece: Piece) -> Part:
    return Part(piece.zorgsoort)


def _per_aanbieder(piece: Piece) -> Part:
    return Part(piece.zorgsoort, aanbieder_agb=piece.aanbieder)


WITHIN_ZORGSOORT: tuple[Callable[[Piece], Part], ...] = (
    _whole,
    _per_aanbieder,
    lambda piece: Part(piece.zorgsoort, productgroep=piece.productgroep),
    lambda piece: Part(piece.zorgsoort, product_code=piece.product),
)
WITHIN_VERBLIJF: tuple[Callable[[Piece], Part], ...] = (
    lambda _: Part(),
    _whole,
    lambda piece: Part(aanbieder_agb=piece.aanbieder),
    _per_aanbieder,
    lambda piece: Part(productgroep=piece.productgroep),
    lambda piece: Part(piece.zorgsoort, productgroep=piece.productgroep),
)


def _ended(pieces: list[Piece], last_day: date, people: People | None) -> dict[SpellKey, Value]:
    measures: dict[SpellKey, list[Decimal]] = defaultdict(list)
    begins: dict[str, list[date]] = defaultdict(list)
    for piece in pieces:
        if piece.wet == "jeugdwet":
            begins[piece.person].append(piece.begin)

    def add(code: str, kind: str, spell: Spell, parts: Iterable[Part], measure: Decimal | int) -> None:
        start = period_start(spell.end, kind)
        for key in _keys(code, kind, start, spell, _further(code, spell, max(spell.begin, start), parts, people)):
            measures[key].append(Decimal(measure))

    for part_of in WITHIN_ZORGSOORT:
        for spell in (found for found in join(pieces, part_of) if found.end <= last_day):
            parts = _with_and_without_zorgsoort(spell.part)
            add("IND012", "jaar", spell, parts, (spell.end - spell.begin).days)
            if part_of not in (_whole, _per_aanbieder) or spell.wet != "jeugdwet" or not spell.reden:
                continue
            until = min(_add_months(spell.end, 12), last_day)
            restarts = any(spell.end < begin <= until for begin in begins[spell.person])
            add("IND123", "halfjaar", spell, parts, spell.reden in DROPPED_OUT)
            add("IND126", "jaar", spell, parts, not restarts)
            if part_of is _per_aanbieder and spell.zorgsoort == "pleegzorg":
                whole = _with_and_without_zorgsoort(Part(spell.zorgsoort))
                add("IND122", "jaar", spell, [*parts, *whole], spell.reden in BROKEN)
    for part_of in WITHIN_VERBLIJF:
        for spell in join([piece for piece in pieces if piece.stays], part_of):
            if spell.end <= last_day:
                add("IND116", "jaar", spell, [spell.part], (spell.end - spell.begin).days / DAYS_PER_MONTH)
    return {key: _quotient(sum(values, Decimal()), Decimal(len(values))) for key, values in measures.items()}


def _on_days(pieces: list[Piece], last_day: date, people: People | None) -> dict[SpellKey, Value]:
    persons: dict[SpellKey, set[str]] = defaultdict(set)
    at_home: dict[SpellKey, set[str]] = defaultdict(set)
    for piece in pieces:
        for day in _quarter_ends(piece.begin, min(piece.end, last_day)):
            for code in _codes(piece):
                parts = [_whole(piece), _per_aanbieder(piece), Part(piece.zorgsoort, productgroep=piece.productgroep)]
                wanted = [part for one in parts for part in _with_and_without_zorgsoort(one)]
                if code == "IND132":
                    wanted = [part for part in wanted if part.zorgsoort is None and part.productgroep is None]
                for key in _keys(code, "peildatum", day, piece, _further(code, piece, day, wanted, people)):
                    persons[key].add(piece.person)
                    if piece.zorgsoort == "beschermd_thuis":
                        at_home[key].add(piece.person)
    return {
        key: _quotient(Decimal(len(at_home[key])), Decimal(len(found)))
        if key.indicator_code == "IND132"
        else Value(Decimal(len(found)), Decimal(len(found)))
        for key, found in persons.items()
    }


def _codes(piece: Piece) -> Iterator[str]:
    if piece.stays:
        yield "IND103"
    if piece.wet == "jeugdwet" and piece.zorgsoort in FAMILY_FORMS:
        yield "IND107" if piece.zorgsoort == "pleegzorg" else "IND110"
        yield "IND113"
    if piece.wet == "wmo" and piece.zorgsoort in {"beschermd_thuis", "beschermd_wonen"}:
        yield "IND132"


def _family_share(found: dict[SpellKey, Value]) -> dict[SpellKey, Value]:
    shares = {}
    for key, value in found.items():
        if key.indicator_code != "IND113" or key.periode_start.month != 12 or key.part.productgroep:
            continue
        rest = (key.periode_type, key.periode_start, key.gemeente_code, key.wet)
        everything = found[SpellKey("IND103", *rest, key.part._replace(zorgsoort=None))]
        shares[SpellKey("IND114", *rest, key.part)] = _quotient(value.waarde, everything.waarde)
    return shares


def _in_years(pieces: list[Piece], last_day: date) -> dict[SpellKey, Value]:
    counted: dict[SpellKey, set[object]] = defaultdict(set)

    def add(code: str, item: Piece | Spell, parts: Iterable[Part], what: object) -> None:
        if item.begin <= last_day:
            for year in range(item.begin.year, min(item.end, last_day).year + 1):
                for key in _keys(code, "jaar", date(year, 1, 1), item, parts):
                    counted[key].add(what)

    for piece in pieces:
        parts = [_whole(piece), _per_aanbieder(piece), Part(piece.zorgsoort, productgroep=piece.productgroep)]
        wanted = [part for one in parts for part in _with_and_without_zorgsoort(one)]
        if piece.wet == "wmo" and piece.zorgsoort == "beschermd_wonen":
            add("IND131", piece, wanted, piece.person)
        if piece.wet == "jeugdwet" and piece.categorie in {"47", "48"}:
            add("IND119", piece, wanted, piece.person)
            if piece.categorie == "48":
                add("IND118", piece, wanted, piece.person)
    for part_of in (_whole, _per_aanbieder):
        for spell in join([piece for piece in pieces if piece.wet == "jeugdwet"], part_of):
            add("IND129", spell, _with_and_without_zorgsoort(spell.part), spell)
    return {key: Value(Decimal(len(found)), Decimal(len(found))) for key, found in counted.items()}


def _keys(code: str, kind: str, start: date, item: Piece | Spell, parts: Iterable[Part]) -> Iterator[SpellKey]:
    for gemeente, wet, part in product((item.gemeente, None), (item.wet, None), parts):
        yield SpellKey(code, kind, start, gemeente, wet, part)


def _further(code: str, item: Piece | Spell, day: date, parts: Iterable[Part], people: People | None) -> Iterator[Part]:
    """The parts, and beside those that are split by zorgsoort at most each part by whom it is about on the day."""
    moment = month_end(day)
    for part in parts:
        yield part
        if people is None or part[1:] != Part()[1:]:
            continue
        cells = {
            "verwijzer": [item.verwijzer],
            "stadsdeel": [people.stadsdeel(item.person, moment)],
            "leeftijdsgroep": people.leeftijdsgroepen(item.person, moment),
            "geslacht": [people.geslacht(item.person)],
        }
        for dimension in FURTHER.get(code, ()):
            for cell in cells[dimension]:
                yield part._replace(**{dimension: cell})


def _with_and_without_zorgsoort(part: Part) -> list[Part]:
    return [part, part._replace(zorgsoort=None)]


def _quarter_ends(first: date, last: date) -> Iterator[date]:
    begin = period_start(first, "kwartaal")
    while (end := _add_months(begin, 3) - timedelta(days=1)) <= last:
        yield end
        begin = _add_months(begin, 3)


def _quotient(teller: Decimal, noemer: Decimal) -> Value:
    exact = teller.quantize(SIX_DECIMALS, ROUND_HALF_UP)
    return Value((exact / noemer).quantize(SIX_DECIMALS, ROUND_HALF_UP), exact, noemer)
