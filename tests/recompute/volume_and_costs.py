"""IND007, 008, 011, 013, 014, 018, 019 and 021-026 in plain Python, from `measured`; the readings:

* A month is that in which ProductPeriode begins. Volume is of approved debits that no approved credit names.
* IND008 in hours, of stay in etmalen, always by zorgsoort; IND007 divides by all persons with such a line.
* IND011 divides by weeks in care: of a person, gemeente, wet and zorgsoort, and of the part split by, each day once.
* IND013 the volumes of 2023 at the tariffs of a year against those of 2022; a tariff is the first one of the year,
  the line of the aanbieder before one for all.
* IND022 persons with a toewijzing of zorg binnen onderwijs that runs on a day of the period, up to the last day.
* IND018 persons by the referrer of their first referral in the cell. IND019 the part of the first 7.5 % of the
  persons with costs, rounded up. IND021 a person at both kinds of provider counts.

Splits compared: the base, and productgroep, product_code and verwijzer each beside it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product
from math import ceil

from tests.recompute.indicators import period_start
from tests.recompute.measured import MINUTES, Measured, Referral, Running, Use, amount

STAY = {"pleegzorg", "gezinshuis", "verblijf_residentieel", "beschermd_wonen", "opvang"}
DAY_CARE = {"dagbehandeling", "dagbesteding"}
BASE, WEIGHTS = 2022, 2023
FURTHER = ("productgroep", "product_code", "verwijzer")

Key = tuple[str, str, date, frozenset[tuple[str, str]]]
"""indicator_code, periode_type, periode_start and the cells that the row is split by."""
Cell = tuple[str, date, frozenset[tuple[str, str]]]


def values(found: Measured) -> dict[Key, Decimal]:
    """Every value, by key."""
    delivered = [use for use in found.uses if use.counts]
    prices = Prices(found)
    volumes = _volume(delivered)
    return (
        volumes
        | _per_week(found.care, volumes)
        | _counts("IND026", [use for use in delivered if "is_groep" in use.flags], ("kwartaal", "jaar"), FURTHER[:2])
        | _specialised(found, delivered)
        | _costs(found.uses)
        | _concentration(found.uses)
        | _referrers(found.referrals)
        | _running(found.zbo)
        | _rise(delivered, prices)
        | _hourly(found)
    )


def splits(row: Use | Referral | Running, further: Iterable[str] = ()) -> Iterator[frozenset[tuple[str, str]]]:
    """Every combination of cells of the base, and each further one beside gemeente, wet and zorgsoort."""
    cells = dict(row.cells)
    base = ("gemeente_code", "wet", "zorgsoort", "aanbieder_agb")
    for wanted in product((True, False), repeat=4):
        yield frozenset((name, cells[name]) for name, is_split in zip(base, wanted, strict=True) if is_split)
    for extra in further:
        for wanted in product((True, False), repeat=3):
            chosen = [name for name, is_split in zip(base, wanted, strict=False) if is_split]
            yield frozenset((name, cells[name]) for name in [*chosen, extra])


def rounded(number: Fraction | int, places: int) -> Decimal:
    """Half away from zero, as the database rounds."""
    scaled = abs(Fraction(number)) * 10**places + Fraction(1, 2)
    whole = scaled.numerator // scaled.denominator
    return (Decimal(whole if number >= 0 else -whole) / (Decimal(10) ** places)).quantize(
        Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP
    )


def quotient(teller: Decimal | int, noemer: Decimal | int) -> Decimal:
    return rounded(Fraction(teller) / Fraction(noemer), 6)


class Prices:
    """The first tariff of a year for a product of an aanbieder, per hour or unit."""

    def __init__(self, found: Measured) -> None:
        self._rows: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
        for row in found.tariffs:
            self._rows[(row["wet"], row["product_categorie"], row["product_code"])].append(row)

    def of(self, use: Use, year: int) -> Fraction | None:
        """None without a tariff, or with one in another unit."""
        cells = dict(use.cells)
        valid = [
            row
            for row in self._rows.get((cells["wet"], use.categorie, cells["product_code"]), [])
            if row["gemeente_code"] in {"*", cells["gemeente_code"]}
            and row["aanbieder_agb"] in {"", cells["aanbieder_agb"]}
            and row["geldig_van"] <= f"{year}-12-31"
            and (row["geldig_tot"] or "9999-12-31") >= f"{year}-01-01"
        ]
        if not valid:
            return None
        row = min(valid, key=lambda row: (row["aanbieder_agb"] == "", row["gemeente_code"] == "*", row["geldig_van"]))
        unit = "uur" if row["eenheid"] in MINUTES else row["eenheid"]
        return per_hour(row) if unit == use.unit else None


def per_hour(row: dict[str, str]) -> Fraction:
    return amount(row["tarief_euro"]) * 60 / MINUTES.get(row["eenheid"], 60)


def _sum(
    uses: Iterable[Use], types: Iterable[str], further: Iterable[str], measure: Callable[[Use], Fraction | int]
) -> dict[Cell, Fraction | int]:
    totals: dict[Cell, Fraction | int] = defaultdict(int)
    for use in uses:
        value = measure(use)
        for kind in types:
            for split in splits(use, further):
                totals[(kind, period_start(use.day, kind), split)] += value
    return totals


def _persons(uses: Iterable[Use], types: Iterable[str], further: Iterable[str]) -> dict[Cell, int]:
    persons: dict[Cell, set[str]] = defaultdict(set)
    for use in uses:
        for kind in types:
            for split in splits(use, further):
                persons[(kind, period_start(use.day, kind), split)].add(use.person)
    return {key: len(found) for key, found in persons.items()}


def _counts(code: str, uses: list[Use], types: Iterable[str], further: Iterable[str]) -> dict[Key, Decimal]:
    return {(code, *key): Decimal(count) for key, count in _persons(uses, types, further).items()}


def _volume(delivered: list[Use]) -> dict[Key, Decimal]:
    def is_measured(use: Use) -> bool:
        return use.unit == ("14" if use.cell("zorgsoort") in STAY else "uur")

    found = {}
    totals = _sum(filter(is_measured, delivered), ("maand", "kwartaal", "jaar"), FURTHER, lambda use: use.volume)
    persons = _persons(delivered, ("kwartaal", "jaar"), FURTHER)
    for key, volume in totals.items():
        zorgsoort = dict(key[2]).get("zorgsoort")
        if zorgsoort in STAY:
            found[("IND008", *key)] = Decimal(volume)
        elif zorgsoort:
            hours = rounded(Fraction(volume, 60), 6)
            found[("IND008", *key)] = hours
            if key in persons:
                found[("IND007", *key)] = quotient(hours, persons[key])
    return found


def _per_week(care: list[Running], volumes: dict[Key, Decimal]) -> dict[Key, Decimal]:
    days: dict[Key, set[tuple[str, str, str, int]]] = defaultdict(set)
    for row in care:
        cells = dict(row.cells)
        for split in splits(row, FURTHER):
            if "zorgsoort" not in dict(split):
                continue
            for ordinal in range(row.begin.toordinal(), row.end.toordinal() + 1):
                day = date.fromordinal(ordinal)
                for kind in ("kwartaal", "jaar"):
                    key = ("IND008", kind, period_start(day, kind), split)
                    if key in volumes:
                        days[key].add((row.person, cells["gemeente_code"], cells["wet"], ordinal))
    found = {}
    for key, spent in days.items():
        if dict(key[3])["zorgsoort"] not in STAY:
            found[("IND011", *key[1:])] = quotient(volumes[key], rounded(Fraction(len(spent), 7), 6))
    return found


def _specialised(found: Measured, delivered: list[Use]) -> dict[Key, Decimal]:
    uses = [use for use in delivered if use.cell("productgroep") == "specialistische_ggz"]
    at_special = [use for use in uses if use.cell("aanbieder_agb") in found.specialised]
    special = _persons(at_special, ("jaar",), ("verwijzer",))
    everyone = _persons(uses, ("jaar",), ("verwijzer",))
    return {("IND021", *key): quotient(special.get(key, 0), count) for key, count in everyone.items()}


def _costs(uses: list[Use]) -> dict[Key, Decimal]:
    found = {}
    zbo = [use for use in uses if "is_zbo" in use.flags]
    for key, cents in _sum(zbo, ("jaar",), (), lambda use: use.cents).items():
        found[("IND023", *key)] = rounded(Fraction(cents, 100), 2)
    shares = {
        "IND024": ({"begeleiding_jeugd"}, "begeleiding_jeugd", lambda use: "is_zbo" in use.flags),
        "IND025": (DAY_CARE, "dagbehandeling", lambda use: use.cell("productgroep") == "vdb"),
    }
    for code, (zorgsoorten, shown, is_part) in shares.items():
        whole = [use for use in uses if use.cell("zorgsoort") in zorgsoorten]
        part = _sum(whole, ("jaar",), (), lambda use, is_part=is_part: use.cents if is_part(use) else 0)
        for key, cents in _sum(whole, ("jaar",), (), lambda use: use.cents).items():
            if cents and dict(key[2]).get("zorgsoort", shown) == shown:
                found[(code, *key)] = quotient(part[key], cents)
    return found


def _concentration(uses: list[Use]) -> dict[Key, Decimal]:
    cents: dict[Cell, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for use in uses:
        for split in splits(use):
            cents[("jaar", period_start(use.day, "jaar"), split)][use.person] += use.cents
    found = {}
    for key, by_person in cents.items():
        costs = sorted((cost for cost in by_person.values() if cost > 0), reverse=True)
        if costs:
            top = costs[: ceil(Fraction(75, 1000) * len(costs))]
            found[("IND019", *key)] = quotient(sum(top), sum(costs))
    return found


def _referrers(referrals: list[Referral]) -> dict[Key, Decimal]:
    firsts: dict[Cell, dict[str, Referral]] = defaultdict(dict)
    for referral in sorted(referrals, key=lambda row: row.order):
        for kind in ("kwartaal", "jaar"):
            for split in splits(referral):
                firsts[(kind, period_start(referral.day, kind), split)].setdefault(referral.person, referral)
    found = {}
    for (kind, start, split), by_person in firsts.items():
        counts: dict[str, int] = defaultdict(int)
        for referral in by_person.values():
            counts[dict(referral.cells)["verwijzer"]] += 1
        for verwijzer, count in counts.items():
            found[("IND018", kind, start, split | {("verwijzer", verwijzer)})] = quotient(count, len(by_person))
    return found


def _running(toewijzingen: list[Running]) -> dict[Key, Decimal]:
    persons: dict[Key, set[str]] = defaultdict(set)
    for row in toewijzingen:
        for year, month in product(range(row.begin.year, row.end.year + 1), (1, 7)):
            begin, end = date(year, month, 1), date(year, month + 5, 30 + month // 7)
            if row.begin <= row.end and row.begin <= end and row.end >= begin:
                for split in splits(row):
                    persons[("IND022", "halfjaar", begin, split)].add(row.person)
                    persons[("IND022", "jaar", date(year, 1, 1), split)].add(row.person)
    return {key: Decimal(len(found)) for key, found in persons.items()}


def _rise(delivered: list[Use], prices: Prices) -> dict[Key, Decimal]:
    weights = [(use, prices.of(use, BASE)) for use in delivered if use.day.year == WEIGHTS]
    base: dict[Key, Fraction] = defaultdict(Fraction)
    rise: dict[Key, Fraction] = defaultdict(Fraction)
    for use, old in weights:
        for year in range(2015, 2031):
            new = prices.of(use, year)
            if old is None or new is None:
                continue
            units = Fraction(use.volume, 60 if use.unit == "uur" else 1)
            for split in splits(use, FURTHER[:2]):
                key = ("IND013", "jaar", date(year, 1, 1), split)
                base[key] += units * old
                rise[key] += units * (new - old)
    return {key: quotient(rounded(rise[key], 2), rounded(value, 2)) for key, value in base.items() if rounded(value, 2)}


def _hourly(found: Measured) -> dict[Key, Decimal]:
    first: dict[Key, tuple[str, Fraction]] = {}
    for row in found.tariffs:
        if row["eenheid"] not in MINUTES:
            continue
        cells = {"wet": row["wet"], "product_code": row["product_code"]}
        cells |= {name: row[name] for name in ("gemeente_code", "aanbieder_agb") if row[name] not in {"", "*"}}
        last = min(int((row["geldig_tot"] or "9999")[:4]), found.last_day.year)
        for year in range(int(row["geldig_van"][:4]), last + 1):
            key = ("IND014", "jaar", date(year, 1, 1), frozenset(cells.items()))
            first[key] = min(first.get(key, ("9999", Fraction(0))), (row["geldig_van"], per_hour(row)))
    return {key: rounded(tariff, 6) for key, (_, tariff) in first.items()}
