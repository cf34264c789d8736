"""IND037-IND039 in plain Python, from `norm_facts`: hours a week of VDB, dagdelen of BSO+, and what is above the norm.

Readings: a month in care has its days once, also on two toewijzingen; hours a week are hours divided by days in care.
The lowest limit that holds in the month counts, unless the CPV granted an exception by its end. Not incidental is above
the norm in the month before or after as well. More hours in a year than all weeks of opening allow are above opening.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tests.recompute.indicators import _add_months
from tests.recompute.norm_facts import NormFacts, cells_of, is_granted
from tests.recompute.norm_register import EVER, Norm, month_end, months_of
from tests.recompute.register_counts import Cell, Counted, RegisterKey, distinct, totals
from tests.recompute.volume_and_costs import rounded

INTENSE = ("vdb", "bso_plus")
MONTH_AND_YEAR = ("maand", "jaar")
HOURS = {"uren_per_week": 1, "dagdelen_per_week": 4}


@dataclass(frozen=True)
class Intensity:
    """A month of a client in care that is measured in hours a week."""

    month: date
    client: str
    scope: tuple[Cell, ...]
    productgroep: str
    allocated: Decimal | None
    days: int
    hours: Decimal
    limit: Fraction | None
    is_excepted: bool

    @property
    def is_above(self) -> bool:
        hours_a_week = rounded(Fraction(self.hours) * 7 / self.days, 4)
        return self.limit is not None and hours_a_week > self.limit and not self.is_excepted


def intensity_values(months: list[Intensity], norms: Iterable[Norm]) -> dict[RegisterKey, Decimal]:
    """IND037, IND038 (by what claims can show) and IND039."""
    rows, persons = [], []
    above = {(row.client, row.scope, row.productgroep, row.month) for row in months if row.is_above}
    for row in months:
        if row.productgroep == "vdb":
            weeks = Fraction(rounded(Fraction(row.days, 7), 6))
            rows.append(Counted("IND037", "", MONTH_AND_YEAR, row.month, row.scope, Fraction(row.hours), weeks))
            if row.is_above:
                persons.append((Counted("IND037", "boven_norm", MONTH_AND_YEAR, row.month, row.scope), row.client))
            beside = {(row.client, row.scope, row.productgroep, _add_months(row.month, step)) for step in (-1, 1)}
            if row.is_above and beside & above:
                repeated = Counted("IND037", "niet_incidenteel", MONTH_AND_YEAR, row.month, row.scope)
                persons.append((repeated, row.client))
        elif row.allocated is not None:
            dagdelen = Fraction(rounded(Fraction(row.allocated) / 4, 4))
            rows.append(Counted("IND039", "", MONTH_AND_YEAR, row.month, row.scope, dagdelen, Fraction(1)))
            if row.limit is not None and row.allocated > row.limit:
                persons.append((Counted("IND039", "boven_norm", MONTH_AND_YEAR, row.month, row.scope), row.client))
    return totals(rows) | distinct([*persons, *_above_opening(months, norms)])


def intensities(norms: list[Norm], facts: NormFacts) -> list[Intensity]:
    """Every month in care of who gets VDB or BSO+."""
    days: dict[tuple[date, str, tuple[Cell, ...], str], int] = defaultdict(int)
    allocated: dict[tuple[date, str, tuple[Cell, ...], str], list[Decimal]] = defaultdict(list)
    for care in facts.care:
        if care.productgroep in INTENSE and care.begin <= facts.last_day:
            end = max(care.begin, care.end or EVER)
            for month in months_of(care.begin, min(end, facts.last_day)):
                key = (month, care.person, cells_of(care), care.productgroep)
                days[key] += (min(end, month_end(month)) - max(care.begin, month)).days + 1
                hours = facts.allowed[care.wet, care.gemeente, care.number].hours
                allocated[key] += [hours] if hours is not None else []
    delivered: dict[tuple[date, str, str, str, str, str], int] = defaultdict(int)
    for use in facts.measured.uses:
        if use.cell("productgroep") in INTENSE and use.unit == "uur" and use.counts:
            place = (use.cell("gemeente_code"), use.cell("wet"), use.cell("productgroep"), use.cell("aanbieder_agb"))
            delivered[use.day, use.person, *place] += use.volume
    found = []
    for (month, client, cells, productgroep), spent in days.items():
        of = dict(cells)
        place = (of["gemeente_code"], of["wet"], productgroep, of["aanbieder_agb"])
        told = allocated[month, client, cells, productgroep]
        found.append(
            Intensity(
                month=month,
                client=client,
                scope=cells,
                productgroep=productgroep,
                allocated=max(told) if told else None,
                days=min(spent, month_end(month).day),
                hours=rounded(Fraction(delivered[month, client, *place], 60), 4),
                limit=_limit(norms, month, of, productgroep),
                is_excepted=is_granted(facts, (client, cells), "intensiteit", until=month_end(month)),
            )
        )
    return found


def _above_opening(months: list[Intensity], norms: Iterable[Norm]) -> Iterator[tuple[Counted, str]]:
    general = [norm for norm in norms if norm.scope.productgroep == "vdb" and not norm.scope.aanbieder]
    for hours in (norm for norm in general if norm.unit == "uren_per_week"):
        for weeks in (norm for norm in general if norm.unit == "weken_per_jaar" and norm.scope.wet == hours.scope.wet):
            begin, end = max(hours.begin, weeks.begin), min(hours.end, weeks.end)
            spent: dict[tuple[int, str, tuple[Cell, ...]], Fraction] = defaultdict(Fraction)
            for row in months:
                if row.productgroep == "vdb" and begin <= row.month <= end:
                    spent[row.month.year, row.client, row.scope] += Fraction(row.hours)
            for (year, client, cells), total in spent.items():
                if total > (hours.limit or 0) * (weeks.limit or 0):
                    yield Counted("IND038", "boven_uren_van_opening", ("jaar",), date(year, 1, 1), cells), client


def _limit(norms: Iterable[Norm], month: date, of: dict[str, str], productgroep: str) -> Fraction | None:
    limits = [
        norm.limit * HOURS[norm.unit]
        for norm in norms
        if norm.limit is not None
        and norm.unit in HOURS
        and norm.scope.wet == of["wet"]
        and norm.scope.productgroep == productgroep
        and norm.scope.aanbieder in {"", of["aanbieder_agb"]}
        and norm.scope.gemeente in {"", of["gemeente_code"]}
        and norm.begin.replace(day=1) <= month <= norm.end
    ]
    return min(limits, default=None)
