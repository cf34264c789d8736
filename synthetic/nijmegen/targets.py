"""What registers, lists and surveys of the known city must give, read from its table.

Reads   lijsten.csv; a period is a year, half year (`2022-H1`) or month (`2022-12`), as in ijkpunten.csv
"""

import csv
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Targets:
    """Per (organisation or subject, measure) what must come out in which period."""

    values: dict[tuple[str, str], dict[str, Decimal]] = field(default_factory=dict)

    def of(self, organisatie: str, maat: str) -> dict[str, Decimal]:
        return self.values.get((organisatie, maat), {})

    def one(self, organisatie: str, maat: str) -> Decimal:
        """The only target of a measure. Raises ValueError where there are several or none."""
        (value,) = self.of(organisatie, maat).values()
        return value


@cache
def load_targets() -> Targets:
    """The table. Raises decimal.InvalidOperation for a value that is no number."""
    values: dict[tuple[str, str], dict[str, Decimal]] = {}
    with Path(__file__).with_name("lijsten.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            values.setdefault((row["organisatie"], row["maat"]), {})[row["periode"]] = Decimal(row["waarde"])
    return Targets(values)
