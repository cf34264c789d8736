"""Every rule of the standard, and where it is checked; and the checks that are our own.

Reads    catalogue/rules.csv, catalogue/own_checks.csv (in no standard: soort is eigen, the code is that of a melding)
Columns  regel; soort (TR, CD, CS, RS, OP, eigen); berichten; element; niveau; omschrijving (Dutch); waar; reactie;
         melding; retourcode; vanaf (first release that has the rule); reden (why it is not checked, or not refused)
"""

import csv
from dataclasses import dataclass
from functools import cache

from ingestion.sources.ijw_iwmo.catalogue import FOLDER

PLACES = {
    "schema": "in de structuurcontrole, niveau 1",
    "bericht": "binnen het bericht, niveau 2",
    "ontvangst": "tegen de dag van ontvangst, niveau 4",
    "historie": "tegen eerdere berichten, niveau 3",
    "extern": "tegen lijsten en registers buiten de berichten, niveau 4",
    "niet_van_toepassing": "niet te controleren door wie kopieën ontvangt",
}
"""Values of `waar`."""


@dataclass(frozen=True)
class Rule:
    """One rule of the standard."""

    regel: str
    soort: str
    berichten: str
    element: str
    niveau: str
    omschrijving: str
    waar: str
    reactie: str
    melding: str
    retourcode: str
    vanaf: str
    reden: str

    @property
    def is_own(self) -> bool:
        """True for a check that no standard asks for."""
        return self.soort == "eigen"


@cache
def load_rules() -> dict[str, Rule]:
    """Every rule by its code. Raises ValueError when one stands twice or its place is unknown."""
    found: dict[str, Rule] = {}
    for name in ("rules.csv", "own_checks.csv"):
        with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                rule = Rule(**row)
                if rule.regel in found or rule.waar not in PLACES:
                    raise ValueError(f"{name}: {rule.regel} stands twice or has an unknown place")
                found[rule.regel] = rule
    return found


def first_release_of(code: str) -> int:
    """The first release with the rule, as 31 for 3.1; 0 where every release has it."""
    vanaf = load_rules()[code].vanaf
    return int(vanaf.replace(".", "")) if vanaf else 0
