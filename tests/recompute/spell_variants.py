"""Variants of stays, trajectories and measures in plain Python, from the care periods that follow from the messages.

Give    spell_variant_values(state, register) -> {VariantKey: waarde}: IND012, 116, 118, 123 and 132
Used by test_variants

Readings: the median of an even number is the mean of the middle two; what runs on 31 December has lasted from its first
day to that day; a ratio is of persons in Beschermd Thuis to those who only live protected.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from statistics import median

from tests.recompute.indicators import period_start
from tests.recompute.register import Register
from tests.recompute.spells import (
    DAYS_PER_MONTH,
    DROPPED_OUT,
    Part,
    Piece,
    Spell,
    _pieces,
    _with_and_without_zorgsoort,
    join,
    spell_values,
)
from tests.recompute.state import State
from tests.recompute.variants import FURTHER, VariantKey
from tests.recompute.volume_and_costs import quotient, rounded

OUTSIDE_CAUSE = "35"
MEASURES = "48"


def spell_variant_values(state: State, register: Register) -> dict[VariantKey, Decimal]:
    """Every value of every variant of this module."""
    pieces = list(_pieces(state, register))
    return (
        _durations(pieces, state.last_day)
        | _dropped_out(pieces, state.last_day)
        | _begun(pieces, state.last_day)
        | _ratios(state, register)
    )


def _key(code: str, variant: str, kind: str, start: date, cells: dict[str, str | None]) -> VariantKey:
    return (code, variant, kind, start, frozenset((name, cell) for name, cell in cells.items() if cell is not None))


def _keys(name: tuple[str, str], kind: str, start: date, item: Spell | Piece, part: Part) -> Iterator[VariantKey]:
    for gemeente, wet in product((item.gemeente, None), (item.wet, None)):
        yield _key(*name, kind, start, {"gemeente_code": gemeente, "wet": wet, **part._asdict()})


def _lasting(pieces: list[Piece]) -> Iterator[tuple[str, Spell, Part]]:
    """Each stretch with the indicator and a part that it counts in."""
    stays = [piece for piece in pieces if piece.stays]
    for spell in join(pieces, lambda piece: Part(piece.zorgsoort)):
        for part in _with_and_without_zorgsoort(spell.part):
            yield "IND012", spell, part
    for part_of in (
        lambda _: Part(),
        lambda piece: Part(piece.zorgsoort),
        lambda piece: Part(productgroep=piece.productgroep),
    ):
        for spell in join(stays, part_of):
            yield "IND116", spell, spell.part


def _durations(pieces: list[Piece], last_day: date) -> dict[VariantKey, Decimal]:
    days: dict[VariantKey, list[int]] = defaultdict(list)
    for code, spell, part in _lasting(pieces):
        if spell.end <= last_day:
            start = period_start(spell.end, "jaar")
            for key in _keys((code, "mediaan"), "jaar", start, spell, part):
                days[key].append((spell.end - spell.begin).days)
        for year in range(spell.begin.year, min(spell.end, last_day).year + 1):
            day = date(year, 12, 31)
            if spell.begin <= day <= min(spell.end, last_day):
                for variant in ("lopend", "mediaan_lopend"):
                    for key in _keys((code, variant), "peildatum", day, spell, part):
                        days[key].append((day - spell.begin).days)
    return {key: _duration(key, found) for key, found in days.items()}


def _duration(key: VariantKey, days: list[int]) -> Decimal:
    unit = Fraction(1) if key[0] == "IND012" else Fraction(DAYS_PER_MONTH)
    if key[1] == "lopend":
        return quotient(rounded(sum(days) / unit, 6), len(days))
    return rounded(Fraction(median(days)) / unit, 6)


def _dropped_out(pieces: list[Piece], last_day: date) -> dict[VariantKey, Decimal]:
    found: dict[VariantKey, list[bool]] = defaultdict(list)
    youth = [piece for piece in pieces if piece.wet == "jeugdwet"]
    for part_of in (
        lambda piece: Part(piece.zorgsoort),
        lambda piece: Part(piece.zorgsoort, aanbieder_agb=piece.aanbieder),
    ):
        for spell in join(youth, part_of):
            if spell.end <= last_day and spell.reden:
                start = period_start(spell.end, "halfjaar")
                for part in _with_and_without_zorgsoort(spell.part):
                    for key in _keys(("IND123", "met_reden_35"), "halfjaar", start, spell, part):
                        found[key].append(spell.reden in DROPPED_OUT | {OUTSIDE_CAUSE})
    return {key: quotient(sum(ends), len(ends)) for key, ends in found.items()}


def _begun(pieces: list[Piece], last_day: date) -> dict[VariantKey, Decimal]:
    persons: dict[VariantKey, set[str]] = defaultdict(set)
    for piece in pieces:
        if piece.wet == "jeugdwet" and piece.categorie == MEASURES and piece.begin <= last_day:
            parts = [Part(), Part(aanbieder_agb=piece.aanbieder)]
            parts += [Part(**{name: getattr(piece, name)}) for name in FURTHER]
            for part in [same._replace(zorgsoort=cell) for same in parts for cell in (piece.zorgsoort, None)]:
                for key in _keys(("IND118", "gestart"), "jaar", period_start(piece.begin, "jaar"), piece, part):
                    persons[key].add(piece.person)
    return {key: Decimal(len(found)) for key, found in persons.items()}


def _ratios(state: State, register: Register) -> dict[VariantKey, Decimal]:
    found = {}
    for key, value in spell_values(state, register).items():
        if key.indicator_code == "IND132" and value.noemer is not None and value.noemer > value.teller:
            cells = {"gemeente_code": key.gemeente_code, "wet": key.wet, **key.part._asdict()}
            ratio = quotient(value.teller, value.noemer - value.teller)
            found[_key("IND132", "verhouding", key.periode_type, key.periode_start, cells)] = ratio
    return found
