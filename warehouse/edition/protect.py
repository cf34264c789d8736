"""Which cells of an edition stay hidden: the small ones, and as many others as keep a reader from finding those out.

Pure. Small is a count of persons below the threshold. Hiding only these protects nothing once totals are shown, so
the same attack that a reader could make is made here, and cells are hidden until it fails. What an earlier edition
hid stays hidden; what it showed with the same value is known and protects nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from warehouse.edition.attack import Attack, Bounds, Values
from warehouse.edition.lines import Key, Line, lines_of

SHARE = Decimal("0.2")
"""The bounds of a hidden value are at least this part of it apart (reliability target: max(threshold, 20 %))."""


@dataclass(frozen=True)
class Earlier:
    """What editions before this one hid, and what they showed, by cell."""

    hidden: frozenset[Key] = frozenset()
    shown: Mapping[Key, Decimal] | None = None


@dataclass(frozen=True)
class Protected:
    """The hidden cells, of which `primary` are small themselves; while any is `exposed`, nothing may go out."""

    hidden: frozenset[Key]
    primary: frozenset[Key]
    exposed: frozenset[Key]
    bounds: Mapping[Key, Bounds]


def protect(counts: Values, amounts: Sequence[Values], threshold: int, earlier: Earlier | None = None) -> Protected:
    """Decide for one population: its counts of persons, and the amounts that are shown cell by cell beside them.

    A cell is hidden in all of them or in none, since a mean gives away its count where the amount is known. Amounts
    are of the same cells and add up by the same lines.
    """
    earlier = earlier or Earlier()
    known = {key for key, value in (earlier.shown or {}).items() if counts.get(key) == value}
    primary = frozenset(key for key, value in counts.items() if 0 < value < threshold)
    hidden = primary | (earlier.hidden & counts.keys())
    lines = lines_of(counts)
    lines_with: defaultdict[Key, list[Line]] = defaultdict(list)
    for line in lines:
        for key in line.cells:
            lines_with[key].append(line)
    attacks = [(Attack(counts, lines, 1), threshold), *((Attack(amount, lines, 0), 0) for amount in amounts)]
    while True:
        exposed = frozenset(_exposed(attacks, hidden - known, (counts, *amounts)))
        companions = _companions(exposed, lines_with, counts, hidden | known)
        if not companions:
            break
        hidden |= companions
    bounds = attacks[0][0].bounds(hidden - known)
    return Protected(frozenset(hidden), primary, exposed | (primary & known), bounds)


def _exposed(
    attacks: Sequence[tuple[Attack, int]], hidden: Collection[Key], measures: Sequence[Values]
) -> Iterator[Key]:
    for (attack, least), values in zip(attacks, measures, strict=True):
        for key, bounds in attack.bounds(hidden).items():
            if bounds.width < max(least, float(values[key] * SHARE)):
                yield key


def _companions(
    exposed: Collection[Key], lines_with: Mapping[Key, Sequence[Line]], counts: Values, taken: Collection[Key]
) -> set[Key]:
    """One more cell for every exposed cell that no cell of this round helps already."""
    found: set[Key] = set()
    helped: set[Key] = set()
    for key in sorted(exposed, key=lambda key: (-counts[key], str(key))):
        if key in helped:
            continue
        beside = {cell for line in lines_with[key] for cell in line.cells} - {key}
        free = [cell for cell in beside if cell not in taken and cell not in found and counts[cell] > 0]
        if not free:
            continue
        concealed = {*taken, *found}
        chosen = min(free, key=lambda cell: (_left_alone(cell, lines_with[cell], concealed), counts[cell], str(cell)))
        found.add(chosen)
        helped |= {cell for line in lines_with[chosen] for cell in line.cells}
    return found


def _left_alone(cell: Key, lines: Sequence[Line], concealed: Collection[Key]) -> int:
    """How many lines would have this cell as the only hidden one: each would need one more."""
    return sum(all(other not in concealed for other in line.cells if other != cell) for line in lines)
