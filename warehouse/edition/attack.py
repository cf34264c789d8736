"""What a reader can find out about hidden cells from all that is shown: the bounds of each by linear programming.

Pure. The reader is taken to know more than most do: that every hidden cell is at least `least`, and for each total
whether its parts add up to it (counts of persons who occur in two parts do not).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from warehouse.edition.lines import Key, Line

Values = Mapping[Key, Decimal]

SOLVED, UNBOUNDED = 0, 3
"""Statuses of scipy's linprog."""


@dataclass(frozen=True)
class Bounds:
    """Between what a reader can place a hidden value; `high` is inf where nothing limits it."""

    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


class Attack:
    """Finds the bounds of hidden cells, one group of linked cells at a time; remembers the groups it has solved.

    The groups are kept because protecting asks again and again, and most groups stay as they were.
    """

    def __init__(self, values: Values, lines: Sequence[Line], least: float) -> None:
        self._values = values
        self._lines = [line for line in lines if all(key in values for key in line.cells)]
        self._least = least
        self._solved: dict[frozenset[Key], dict[Key, Bounds]] = {}

    def bounds(self, hidden: Collection[Key]) -> dict[Key, Bounds]:
        """The bounds of every hidden cell that has a value."""
        found: dict[Key, Bounds] = {}
        concealed = frozenset(key for key in hidden if key in self._values)
        for group, lines in _groups(concealed, self._lines):
            if group not in self._solved:
                self._solved[group] = self._solve(sorted(group, key=str), lines)
            found |= self._solved[group]
        return found

    def _solve(self, cells: Sequence[Key], lines: Iterable[Line]) -> dict[Key, Bounds]:
        place = {key: number for number, key in enumerate(cells)}
        equal, at_most = _Constraints(), _Constraints()
        for line in lines:
            terms = [(place[key], -1.0 if key == line.total else 1.0) for key in line.cells if key in place]
            shown = self._shown(line, place)
            if sum(self._values[part] for part in line.parts) == self._values[line.total]:
                equal.add(terms, -shown)
                continue
            at_most.add([(number, -factor) for number, factor in terms], shown)
            for part in line.parts:
                pair = [(place[key], factor) for key, factor in ((part, 1.0), (line.total, -1.0)) if key in place]
                if pair:
                    at_most.add(pair, self._rest_of_pair(part, line.total, place))
        return {key: self._bounds_of(place[key], len(cells), equal, at_most) for key in cells}

    def _shown(self, line: Line, place: Mapping[Key, int]) -> float:
        """Parts less total, of what is shown."""
        parts = sum(float(self._values[part]) for part in line.parts if part not in place)
        return parts - (0.0 if line.total in place else float(self._values[line.total]))

    def _rest_of_pair(self, part: Key, total: Key, place: Mapping[Key, int]) -> float:
        low = 0.0 if part in place else float(self._values[part])
        high = 0.0 if total in place else float(self._values[total])
        return high - low

    def _bounds_of(self, place: int, size: int, equal: "_Constraints", at_most: "_Constraints") -> Bounds:
        ends = []
        for direction in (1.0, -1.0):
            aim = np.zeros(size)
            aim[place] = direction
            result = linprog(
                aim,
                A_eq=equal.matrix(size), b_eq=equal.limits or None,
                A_ub=at_most.matrix(size), b_ub=at_most.limits or None,
                bounds=(self._least, None), method="highs",
            )  # fmt: skip
            if result.status not in (SOLVED, UNBOUNDED):
                # what cannot be reckoned here might be by another: no width, so the cell counts as found out
                return Bounds(0.0, 0.0)
            ends.append(float(result.x[place]) if result.status == SOLVED else float("inf"))
        return Bounds(*ends)


class _Constraints:
    """Rows of a sparse matrix with their right-hand sides."""

    def __init__(self) -> None:
        self.limits: list[float] = []
        self._terms: list[tuple[int, int, float]] = []

    def add(self, terms: Iterable[tuple[int, float]], limit: float) -> None:
        self._terms += [(len(self.limits), column, factor) for column, factor in terms]
        self.limits.append(limit)

    def matrix(self, size: int) -> coo_array | None:
        if not self.limits:
            return None
        rows, columns, factors = zip(*self._terms, strict=True)
        return coo_array((factors, (rows, columns)), shape=(len(self.limits), size))


def _groups(hidden: frozenset[Key], lines: Sequence[Line]) -> list[tuple[frozenset[Key], list[Line]]]:
    """The hidden cells that some chain of lines ties together, with those lines."""
    leader = {key: key for key in hidden}

    def find(key: Key) -> Key:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    touching = [(line, [key for key in line.cells if key in leader]) for line in lines]
    for _, concealed in touching:
        for other in concealed[1:]:
            leader[find(other)] = find(concealed[0])
    members: defaultdict[Key, set[Key]] = defaultdict(set)
    for key in hidden:
        members[find(key)].add(key)
    tied: defaultdict[Key, list[Line]] = defaultdict(list)
    for line, concealed in touching:
        if concealed:
            tied[find(concealed[0])].append(line)
    return [(frozenset(group), tied[first]) for first, group in members.items()]
