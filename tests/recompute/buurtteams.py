"""IND049-055 and 062-067 in plain Python: the dossiers and groups of the Buurtteams as delivered. The readings:

* IND049: applications with a first talk within 14 days; one that is too young to tell does not count yet.
* IND050: days from application to begin, of what began. IND051: families (youth) or persons who wait at a month's end.
* IND052, 053: dossiers that began, and that ended after they began. IND054: youth that ended without a referral.
* IND055: persons that began and were referred to Wmo-begeleiding in the same half year.
* IND062: members by the first day of their group. IND063, 064: groups by that day, and those that are new.
* IND065-067: what ran in a quarter or year: with a group, with help by screen (Wmo), and persons with the latter.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from tests.recompute.delivered import UNKNOWN, Counted, ages_of, day_of, rows_of, start_of
from tests.recompute.register import Cells

NORM = timedelta(14)
WET = {"bjg": "jeugdwet", "btv": "wmo"}
CALENDAR = ("maand", "kwartaal", "halfjaar", "jaar")
FLOW = ("kwartaal", "halfjaar", "jaar")
CUBE, FURTHER = ("gemeente_code", "wet"), ("stadsdeel", "leeftijdsgroep")


@dataclass(frozen=True)
class Dossier:
    """One dossier as its newest standing tells it; `known_until` is the day of that standing."""

    row: Cells
    known_until: date

    def day(self, name: str) -> date | None:
        return day_of(self.row[name])

    @property
    def splits(self) -> dict[str, str]:
        return {
            "gemeente_code": self.row["gemeente_code"],
            "wet": WET.get(self.row["team_soort"], UNKNOWN),
            "stadsdeel": self.row["stadsdeel"] or UNKNOWN,
        }

    @property
    def name(self) -> str:
        return f"{self.row['team_soort']}/{self.row['dossier_nummer']}"

    @property
    def person(self) -> str:
        return self.row["bsn"] or self.name

    @property
    def unit(self) -> str:
        family = self.row["team_soort"] == "bjg" and self.row["gezin_nummer"]
        return f"gezin/{family}" if family else self.person

    def ages(self, day: date) -> tuple[str, ...]:
        born = self.row["geboortedatum"]
        return ages_of(day.year - int(born[:4]) if born else None)

    @property
    def is_in_group(self) -> bool:
        return self.row["werkvorm"] in {"groep", "beide"} or bool(self.row["groep_nummer"])

    @property
    def is_digital(self) -> bool:
        return self.row["digitaal"] in {"blended", "volledig"}


def dossiers(rows: Iterable[Cells]) -> list[Dossier]:
    """The dossiers of the newest standing of each kind of teams."""
    told = list(rows)
    newest: dict[str, str] = {}
    for row in told:
        newest[row["team_soort"]] = max(row["peildatum"], newest.get(row["team_soort"], ""))
    return [
        Dossier(row, date.fromisoformat(row["peildatum"]))
        for row in told
        if row["peildatum"] == newest[row["team_soort"]]
    ]


def of_inbox(inbox: Path) -> Iterator[Counted]:
    """All that is counted."""
    known = dossiers(rows_of(inbox, "registers/buurtteams", "peildatum", "team_soort"))
    groups = rows_of(inbox, "registers/buurtteam_groepen", "team_soort")
    yield from counted(known, groups)


def counted(known: list[Dossier], groups: list[Cells]) -> Iterator[Counted]:
    begins = {(row["team_soort"], row["groep_nummer"]): day_of(row["begonnen_op"]) for row in groups}
    for dossier in known:
        yield from _access(dossier)
        yield from _flow(dossier)
        yield from _forms(dossier)
        nummer = dossier.row["groep_nummer"]
        joined = begins.get((dossier.row["team_soort"], nummer)) or dossier.day("begonnen_op")
        if nummer and joined:
            yield Counted(
                "IND062", ("kwartaal", "jaar"), joined, dossier.splits, person=dossier.person, ages=dossier.ages(joined)
            )
    for row in groups:
        begin = date.fromisoformat(row["begonnen_op"])
        splits = {"wet": WET.get(row["team_soort"], UNKNOWN), "stadsdeel": row["stadsdeel"] or UNKNOWN}
        yield Counted("IND063", ("kwartaal", "jaar"), begin, splits, ages=(UNKNOWN,))
        if row["is_nieuw"] == "1":
            yield Counted("IND064", ("jaar",), begin, splits, ages=(UNKNOWN,))


def _access(dossier: Dossier) -> Iterator[Counted]:
    applied, begin, end = dossier.day("aangemeld_op"), dossier.day("begonnen_op"), dossier.day("beeindigd_op")
    talk = dossier.day("eerste_gesprek_op")
    assert applied
    one = Fraction(1)
    if talk or end or applied + NORM < dossier.known_until:
        is_met = Fraction(bool(talk and talk - applied <= NORM))
        yield Counted("IND049", CALENDAR, applied, dossier.splits, is_met, one, ages=dossier.ages(applied))
    if begin:
        days = Fraction((begin - applied).days)
        yield Counted("IND050", CALENDAR, begin, dossier.splits, days, one, ages=dossier.ages(applied))
    until = min(day for day in (begin, end, dossier.known_until + timedelta(1)) if day)
    month = applied.replace(day=1)
    while (month := (month + timedelta(31)).replace(day=1)) <= until:
        last = month - timedelta(1)
        yield Counted("IND051", ("maand",), last, dossier.splits, person=dossier.unit, ages=dossier.ages(last))


def _flow(dossier: Dossier) -> Iterator[Counted]:
    begin, end, referred = (dossier.day(name) for name in ("begonnen_op", "beeindigd_op", "doorverwezen_op"))
    if begin is None:
        return
    yield Counted("IND052", FLOW, begin, dossier.splits, ages=dossier.ages(begin))
    half_year_end = date(begin.year, 6, 30) if begin.month <= 6 else date(begin.year, 12, 31)
    if dossier.splits["wet"] == "wmo":
        to_care = dossier.row["doorverwezen_zorgsoort"] == "wmo_begeleiding"
        is_referred = Fraction(bool(to_care and referred and referred <= half_year_end))
        yield Counted(
            "IND055", ("halfjaar",), begin, dossier.splits, is_referred, Fraction(1), ages=dossier.ages(begin)
        )
    if end:
        yield Counted("IND053", FLOW, end, dossier.splits, ages=dossier.ages(end))
        if dossier.splits["wet"] == "jeugdwet":
            stays = Fraction(dossier.row["is_doorverwezen"] != "1")
            yield Counted("IND054", FLOW, end, dossier.splits, stays, Fraction(1), ages=dossier.ages(end))


def _forms(dossier: Dossier) -> Iterator[Counted]:
    begin = dossier.day("begonnen_op")
    if begin is None:
        return
    until = min(dossier.day("beeindigd_op") or date.max, dossier.known_until)
    quarter, years = start_of("kwartaal", begin), set()
    while quarter <= until:
        kinds = ("kwartaal",) if quarter.year in years else ("kwartaal", "jaar")
        years.add(quarter.year)
        ages = dossier.ages(quarter)
        if dossier.splits["wet"] == "wmo":
            for code, is_so in (("IND065", dossier.is_in_group), ("IND066", dossier.is_digital)):
                yield Counted(code, kinds, quarter, dossier.splits, Fraction(is_so), Fraction(1), ages=ages)
        if dossier.is_digital:
            yield Counted("IND067", kinds, quarter, dossier.splits, person=dossier.person, ages=ages)
        quarter = start_of("kwartaal", quarter + timedelta(100))
