"""Norms and stops as the registers tell them, and the months they hold in, in plain Python.

Reads   <inbox>/registers/{normering,toeleidingsstops}: the newest delivery of each gemeente and of the region
Used by norms (ceilings), norm_values (stops, inflow) and norm_intensity (hours a week)
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from tests.recompute.indicators import _add_months
from tests.recompute.measured import amount
from tests.recompute.register import Cells, newest

INFORM_AT = 70
EVER = date(9999, 12, 31)
ALL = "alle"
BASKETS = {
    "specialistische_jeugdhulp": {"orthopedagogische_behandeling", "pleegzorg", "gezinshuis", "verblijf_residentieel"},
    "ambulante_jeugdhulp": {
        "begeleiding_jeugd",
        "dagbehandeling",
        "dagbesteding",
        "jeugd_ggz",
        "orthopedagogische_behandeling",
    },
}


@dataclass(frozen=True)
class Scope:
    """Whose care of what sort; what is empty holds for all."""

    aanbieder: str
    wet: str
    zorgsoort: str
    productgroep: str
    gemeente: str

    def holds(self, *, aanbieder: str, wet: str, zorgsoort: str, productgroep: str, gemeente: str) -> bool:
        return (
            self.wet == wet
            and (self.zorgsoort in {ALL, zorgsoort} or zorgsoort in BASKETS.get(self.zorgsoort, ()))
            and self.aanbieder in {"", aanbieder}
            and self.productgroep in {"", productgroep}
            and self.gemeente in {"", gemeente}
        )

    @classmethod
    def of(cls, row: Cells) -> "Scope":
        return cls(*(row[name] for name in ("aanbieder_agb", "wet", "zorgsoort", "productgroep", "gemeente_code")))


@dataclass(frozen=True)
class Norm:
    """A norm that is or was in force; `ceiling` in euro or None."""

    number: str
    scope: Scope
    instrument: str
    niveau: str
    begin: date
    end: date
    ceiling: Fraction | None
    limit: Fraction | None
    unit: str
    inform_at: int
    in_force: date
    ended: date | None

    @property
    def months(self) -> list[date]:
        return months_of(self.begin, self.end)


@dataclass(frozen=True)
class Stop:
    """A stop that began; `end` is its last day, or ever."""

    number: str
    scope: Scope
    begin: date
    end: date
    lifted: date | None


def month_of(day: date) -> date:
    return day.replace(day=1)


def month_end(day: date) -> date:
    return _add_months(month_of(day), 1) - timedelta(days=1)


def months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def months_of(first: date, last: date) -> list[date]:
    return [_add_months(month_of(first), step) for step in range(months_between(first, last) + 1)]


def standing_norms(inbox: Path) -> list[Norm]:
    """The norms that are or were in force; one without an end lasts for its first year if it is an amount or number."""
    found = []
    for row in newest(inbox, "normering", "gemeente_code"):
        if row["status"] not in {"van_kracht", "beeindigd"}:
            continue
        begin = date.fromisoformat(row["geldig_van"])
        is_for_a_year = row["bedrag_euro"] or row["instrument"] == "instroomtarget"
        end = _day(row["geldig_tot"]) or (date(begin.year, 12, 31) if is_for_a_year else EVER)
        found.append(
            Norm(
                number=f"{row['gemeente_code'] or 'regio'}.{row['normering_nummer']}",
                scope=Scope.of(row),
                instrument=row["instrument"],
                niveau=row["niveau"],
                begin=begin,
                end=end,
                ceiling=amount(row["bedrag_euro"]) if row["bedrag_euro"] else None,
                limit=amount(row["limiet"]) if row["limiet"] else None,
                unit=row["limiet_eenheid"],
                inform_at=int(row["monitoringswaarde_procent"] or INFORM_AT),
                in_force=_day(row["van_kracht_op"]) or begin,
                ended=_day(row["beeindigd_op"]),
            )
        )
    return found


def standing_stops(inbox: Path) -> list[Stop]:
    return [
        Stop(
            number=f"{row['gemeente_code'] or 'regio'}.{row['stop_nummer']}",
            scope=Scope.of(row),
            begin=date.fromisoformat(row["stop_van"]),
            end=_day(row["stop_tot"]) or EVER,
            lifted=_day(row["stop_tot"]),
        )
        for row in newest(inbox, "toeleidingsstops", "gemeente_code")
        if row["stop_van"] and row["status"] in {"stop", "opgeheven"}
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
