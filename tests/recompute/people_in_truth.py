"""Who a person truly is on a day, from the ledger of a synthetic city; the readings are those of `people`.

Reads   <truth>/personen.csv and adressen.csv

A person has one address in each municipality in which he has care: the area is that of the municipality of the care.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.recompute.from_truth import rows
from tests.recompute.people import SEXES, begin_of, begins_after_a_gap, by_person, groups_of
from tests.recompute.state import UNKNOWN, State


@dataclass
class Move:
    """A begin of care, and the municipality of that care."""

    day: date
    gemeente: str


class TruePeople:
    """Everybody in the city."""

    def __init__(self, truth: Path, state: State) -> None:
        self._persons = {row["bsn"]: row for row in rows(truth, "personen")}
        self._areas = {(row["bsn"], row["gemeente_code"]): row["stadsdeel"] for row in rows(truth, "adressen")}
        self._moves = {
            person: [Move(day, max(care.gemeente for care in begun)) for day, begun in begins_after_a_gap(periods)]
            for person, periods in by_person(state.care).items()
        }

    def geslacht(self, person: str) -> str:
        return SEXES.get(self._persons[person]["geslacht"], UNKNOWN)

    def leeftijdsgroepen(self, person: str, day: date) -> list[str]:
        row = self._persons[person]
        return groups_of(row["geboortedatum"], row["datum_gebruik"], day)

    def stadsdeel(self, person: str, day: date) -> str:
        move = begin_of(self._moves.get(person, []), day)
        return self._areas[person, move.gemeente] if move else UNKNOWN
