"""Which figures an edition holds: each population with its counts, and the amounts that are shown beside them.

A split by area, age, sex or referrer stands per year and per wet only. Crossed with zorgsoort or with quarters almost
every cell would be small, and hiding those would take most of the others with them.
"""

from dataclasses import dataclass

AGES = ("0-11", "12-17", "18-64", "65+")
"""Age groups that do not overlap: of two that do, the difference would be shown as well."""

ZORGSOORT = ("wet", "zorgsoort")
WET: tuple[str, ...] = ("wet",)
TOTAL: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """Periods of one kind, and the columns by which they are split, one combination after the other."""

    periode_type: str
    splits: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Population:
    """Persons counted by one indicator. `amounts` add up as the counts do; `means` do not, and follow their cells."""

    count: str
    parts: tuple[Part, ...]
    amounts: tuple[str, ...] = ()
    means: tuple[str, ...] = ()

    @property
    def indicators(self) -> tuple[str, ...]:
        return (self.count, *self.amounts, *self.means)


_CARE = (TOTAL, WET, ZORGSOORT)
_PERSONS = (("wet", "stadsdeel"), ("wet", "leeftijdsgroep"), ("wet", "geslacht"))
_FLOW = (Part("jaar", (*_CARE, *_PERSONS)), Part("halfjaar", _CARE))

POPULATIONS = (
    Population("IND001", (Part("maand", _CARE),)),
    Population("IND002", (Part("jaar", (*_CARE, *_PERSONS)),), amounts=("IND009",), means=("IND010",)),
    Population("IND004", _FLOW),
    Population("IND005", (Part("jaar", (*_CARE, *_PERSONS, ("wet", "verwijzer"))), Part("halfjaar", _CARE))),
    Population("IND006", _FLOW),
)
