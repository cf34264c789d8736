"""What registers count, in plain Python: maatwerkovereenkomsten, CPV, complaints (IND027-IND030, IND040-IND048).

Reads   <inbox>/registers/{maatwerkovereenkomsten,cpv,klachten,bezwaren,rmz}, the newest delivery of each deliverer
Gives   register_values(inbox, costs) -> {RegisterKey: waarde}; the variant is empty for the indicator itself

Readings: an agreement that was granted counts in the period of its first day, a request in that of its day, a decision
in that of its own, a complaint when it came in, a decision on an objection when it was taken. Withdrawn requests are a
decision, but in no share. What a row leaves empty is `onbekend`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from statistics import median

from tests.recompute.allocations import Number
from tests.recompute.indicators import period_start
from tests.recompute.measured import amount
from tests.recompute.referrers import OF_TOEGANG, number_of
from tests.recompute.register import Cells, newest
from tests.recompute.state import UNKNOWN
from tests.recompute.volume_and_costs import rounded

CARE = ("gemeente_code", "wet", "zorgsoort")
QUARTERLY, HALF_YEARLY, YEARLY = ("kwartaal", "halfjaar", "jaar"), ("halfjaar", "jaar"), ("jaar",)
GRANTED = {"toegekend", "toegekend_met_aanpassing"}
DECIDED = GRANTED | {"afgewezen"}

Cell = tuple[str, str]
RegisterKey = tuple[str, str, str, date, frozenset[Cell]]
"""indicator_code, variant (empty: the indicator itself), periode_type, periode_start and the cells it is split by."""


@dataclass(frozen=True)
class Counted:
    """A row that counts: `part` above the line, `whole` below it (None: a count or sum)."""

    code: str
    variant: str
    kinds: tuple[str, ...]
    day: date
    cells: tuple[Cell, ...]
    part: Fraction = Fraction(1)
    whole: Fraction | None = None

    def placed(self) -> Iterator[RegisterKey]:
        for kind, split in product(self.kinds, _splits(dict(self.cells))):
            start = self.day if kind == "peildatum" else period_start(self.day, kind)
            yield (self.code, self.variant, kind, start, split)


def register_values(inbox: Path, costs: Mapping[Number, int]) -> dict[RegisterKey, Decimal]:
    """Every value; `costs` are the approved cents of a toewijzing."""
    agreements = [row for row in newest(inbox, "maatwerkovereenkomsten") if row["uitkomst"] == "toegekend"]
    agreements = [row for row in agreements if row["ingangsdatum"]]
    requests = list(newest(inbox, "cpv"))
    return (
        totals([*_agreements(agreements), *_intensity(agreements, costs), *_requests(requests), *_complaints(inbox)])
        | medians(_hours(agreements))
        | medians(_durations(requests))
    )


def totals(rows: Iterable[Counted]) -> dict[RegisterKey, Decimal]:
    """By key the sum, or the sum above the line divided by that below it."""
    parts: dict[RegisterKey, Fraction] = defaultdict(Fraction)
    wholes: dict[RegisterKey, Fraction] = defaultdict(Fraction)
    for row in rows:
        for key in row.placed():
            parts[key] += row.part
            if row.whole is not None:
                wholes[key] += row.whole
    return {key: rounded(part / wholes[key], 6) if key in wholes else rounded(part, 6) for key, part in parts.items()}


def medians(rows: Iterable[Counted]) -> dict[RegisterKey, Decimal]:
    found: dict[RegisterKey, list[Fraction]] = defaultdict(list)
    for row in rows:
        for key in row.placed():
            found[key].append(row.part)
    return {key: rounded(median(parts), 6) for key, parts in found.items()}


def distinct(rows: Iterable[tuple[Counted, str]]) -> dict[RegisterKey, Decimal]:
    """By key how many different ones there are of what stands beside a row."""
    found: dict[RegisterKey, set[str]] = defaultdict(set)
    for row, who in rows:
        for key in row.placed():
            found[key].add(who)
    return {key: Decimal(len(members)) for key, members in found.items()}


def _splits(cells: Mapping[str, str]) -> Iterator[frozenset[Cell]]:
    """Every combination of the base, and each further cell beside gemeente, wet and zorgsoort."""
    further = [name for name in cells if name not in (*CARE, "aanbieder_agb")]
    for extra, wanted in product(["aanbieder_agb", *further], product((True, False), repeat=3)):
        chosen = [name for name, is_split in zip(CARE, wanted, strict=True) if is_split]
        if extra == "aanbieder_agb":
            yield frozenset((name, cells[name]) for name in chosen)
        yield frozenset((name, cells[name]) for name in [*chosen, extra])


def _cells(row: Cells, **further: str) -> tuple[Cell, ...]:
    base = {name: row.get(name) or UNKNOWN for name in (*CARE, "aanbieder_agb")}
    return tuple((base | further).items())


def _agreements(agreements: Iterable[Cells]) -> Iterator[Counted]:
    for row in agreements:
        day, hours = date.fromisoformat(row["ingangsdatum"]), row["uren_per_week"]
        by_area = _cells(row, stadsdeel=row["stadsdeel"] or UNKNOWN)
        yield Counted("IND027", "", QUARTERLY, day, by_area)
        if hours:
            yield Counted("IND030", "", HALF_YEARLY, day, by_area, amount(hours), Fraction(1))
        for dimension, values in (
            ("aanvrager", ("bjg", "gi", "overig")),
            ("segment", ("ambulant", "specialistisch")),
        ):
            share = "IND028" if dimension == "aanvrager" else "IND029"
            for value in values:
                variant, is_part = f"{dimension}={value}", row[dimension] == value
                yield Counted(share, variant, YEARLY, day, _cells(row), Fraction(is_part), Fraction(1))
                if is_part:
                    yield Counted("IND027", variant, QUARTERLY, day, _cells(row))
                if is_part and hours:
                    yield Counted("IND030", variant, HALF_YEARLY, day, _cells(row), amount(hours), Fraction(1))


def _intensity(agreements: Iterable[Cells], costs: Mapping[Number, int]) -> Iterator[Counted]:
    """How long an agreement lasts, what was agreed and what was declared on its toewijzing, on the average."""
    for row in agreements:
        begin = date.fromisoformat(row["ingangsdatum"])
        told: dict[str, Fraction] = {}
        if row["einddatum"]:
            told["duur"] = Fraction((date.fromisoformat(row["einddatum"]) - begin).days + 1)
        if row["bedrag_euro"]:
            told["afgesproken_bedrag"] = amount(row["bedrag_euro"])
        if row["toewijzing_nummer"]:
            told["gedeclareerd_bedrag"] = Fraction(costs.get(number_of(row), 0), 100)
        for variant, value in told.items():
            yield Counted("IND030", variant, HALF_YEARLY, begin, _cells(row), value, Fraction(1))


def _hours(agreements: Iterable[Cells]) -> Iterator[Counted]:
    for row in agreements:
        if row["uren_per_week"]:
            day = date.fromisoformat(row["ingangsdatum"])
            yield Counted("IND030", "mediaan", HALF_YEARLY, day, _cells(row), amount(row["uren_per_week"]))


def _requests(requests: Iterable[Cells]) -> Iterator[Counted]:
    one, of_variants = Fraction(1), ("kwartaal", "jaar")
    for row in requests:
        plain, norm, outcome = _cells(row), f"norm={row['norm']}", row["uitkomst"]
        by_referrer = _cells(row, verwijzer=OF_TOEGANG.get(row["verwijzer"], "overig"))
        asked = date.fromisoformat(row["aangevraagd_op"])
        yield Counted("IND040", "", QUARTERLY, asked, by_referrer)
        yield Counted("IND040", norm, of_variants, asked, plain)
        if not row["besloten_op"] or outcome == "in_behandeling":
            continue
        day, is_granted = date.fromisoformat(row["besloten_op"]), outcome in GRANTED
        is_changed = Fraction(outcome == "toegekend_met_aanpassing")
        yield Counted("IND041", "", QUARTERLY, day, by_referrer)
        yield Counted("IND041", f"uitkomst={outcome}", of_variants, day, plain)
        if is_granted:
            yield Counted("IND043", "", QUARTERLY, day, by_referrer, is_changed, one)
        if outcome in DECIDED:
            yield Counted("IND042", "", QUARTERLY, day, by_referrer, Fraction(is_granted), one)
            yield Counted("IND042", norm, of_variants, day, plain, Fraction(is_granted), one)
            yield Counted("IND043", "van_besloten", of_variants, day, plain, is_changed, one)
            argument = f"argument_{'toegekend' if is_granted else 'afgewezen'}={row['argument'] or UNKNOWN}"
            yield Counted("IND044", argument, HALF_YEARLY, day, plain)


def _durations(requests: Iterable[Cells]) -> Iterator[Counted]:
    for row in requests:
        if row["besloten_op"] and row["uitkomst"] in DECIDED:
            day = date.fromisoformat(row["besloten_op"])
            days = Fraction((day - date.fromisoformat(row["aangevraagd_op"])).days)
            yield Counted("IND045", "", QUARTERLY, day, _cells(row), days)


def _complaints(inbox: Path) -> Iterator[Counted]:
    for row in newest(inbox, "klachten", "aangeleverd_door"):
        day = date.fromisoformat(row["ontvangen_op"])
        yield Counted("IND046", "", HALF_YEARLY, day, _cells(row))
        yield Counted("IND046", f"onderwerp={row['onderwerp']}", HALF_YEARLY, day, _cells(row))
    for row in newest(inbox, "bezwaren", "gemeente_code"):
        yield Counted("IND047", "", QUARTERLY, date.fromisoformat(row["ontvangen_op"]), _cells(row))
        if row["beslist_op"]:
            outcome = f"uitkomst={row['uitkomst'] or UNKNOWN}"
            yield Counted("IND047", outcome, ("kwartaal", "jaar"), date.fromisoformat(row["beslist_op"]), _cells(row))
    for row in newest(inbox, "rmz"):
        day = date.fromisoformat(row["gemeld_op"])
        yield Counted("IND048", "", HALF_YEARLY, day, _cells(row))
        yield Counted("IND048", f"soort={row['soort']}", HALF_YEARLY, day, _cells(row))
