"""IND068 and 071-073 in plain Python: the answers, the response and earlier published figures as delivered.

* A respondent has one mark, the mean of the marks that were given; good and fitting is both questions of
  GOOD_AND_FITTING, of those that were answered. Both are weighed.
* IND068: who had basishulp, or answered a survey of the Buurtteams. IND071: the yearly surveys; IND072 that of the Wmo.
  What was published of a year comes in where no answers of that survey and year are there.
* IND073: how many answered. A wave of a whole year belongs to no quarter or half year.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

from tests.recompute.delivered import UNKNOWN, Counted, number, rows_of
from tests.recompute.register import Cells

GOOD_AND_FITTING = {"wmo_06", "wmo_07"}
NO_OPINION = "9"
ALL, YEAR = ("kwartaal", "halfjaar", "jaar"), ("jaar",)
CUBE, FURTHER = ("gemeente_code", "wet", "zorgsoort"), ("stadsdeel", "leeftijdsgroep")


def of_inbox(inbox: Path) -> Iterator[Counted]:
    """All that is counted."""
    answers = rows_of(inbox, "clientervaring/ervaring_antwoorden", "onderzoek", "golf")
    positive = {
        (row["onderzoek"], row["vraag_code"]): set(row["positieve_antwoorden"].split("|"))
        for row in rows_of(inbox, "clientervaring/ervaring_vragen")
        if row["positieve_antwoorden"] and not row["geldig_tot"]
    }
    respondents: dict[tuple[str, str, str], list[Cells]] = defaultdict(list)
    for row in answers:
        respondents[row["onderzoek"], row["golf"], row["respondent_nummer"]].append(row)
    for rows in respondents.values():
        yield from _of_respondent(rows, positive)
    told = {(row["onderzoek"], row["meetdatum"][:4]) for row in answers}
    for row in rows_of(inbox, "clientervaring/ervaring_gepubliceerd"):
        if row["onderzoek"].startswith("ceo") and not row["stadsdeel"] and (row["onderzoek"], row["jaar"]) not in told:
            yield from _published(row)
    for row in rows_of(inbox, "clientervaring/ervaring_respons", "onderzoek", "golf"):
        splits = {"gemeente_code": row["gemeente_code"], "wet": _wet(row), "zorgsoort": row["zorgsoort"] or UNKNOWN}
        teller = Fraction(row["aantal_antwoorden"])
        yield Counted("IND073", _kinds(row), date.fromisoformat(row["meetdatum"]), splits, teller, ages=(UNKNOWN,))


def _of_respondent(rows: list[Cells], positive: dict[tuple[str, str], set[str]]) -> Iterator[Counted]:
    first = {
        name: min((row[name] for row in rows if row[name]), default=UNKNOWN)
        for name in ("gemeente_code", "wet", "zorgsoort", "stadsdeel", "leeftijdsgroep")
    }
    day, survey = max(date.fromisoformat(row["meetdatum"]) for row in rows), rows[0]["onderzoek"]
    splits = {name: value for name, value in first.items() if name != "leeftijdsgroep"}
    weight = max(number(row["gewicht"] or "1") for row in rows)
    marks = [int(row["antwoord"]) for row in rows if row["schaal"] == "rapportcijfer" and row["antwoord"]]
    judged = [
        row["antwoord"] in positive[survey, row["vraag_code"]]
        for row in rows
        if row["vraag_code"] in GOOD_AND_FITTING
        and (survey, row["vraag_code"]) in positive
        and row["antwoord"] not in {"", NO_OPINION}
    ]
    has_help = survey.startswith("buurtteam") or any(row["heeft_basishulp"] == "1" for row in rows)
    ages = (first["leeftijdsgroep"],)
    mean = Fraction(sum(marks), len(marks)) if marks else Fraction(0)
    for code, asked in (("IND068", has_help), ("IND071", survey.startswith("ceo"))):
        if asked and marks:
            yield Counted(code, _kinds(rows[0]), day, splits, weight * mean, weight, ages=ages)
    if survey == "ceo_wmo" and judged:
        yield Counted("IND072", _kinds(rows[0]), day, splits, weight * all(judged), weight, ages=ages)


def _published(row: Cells) -> Iterator[Counted]:
    value, count = number(row["waarde"]), Fraction(row["aantal_antwoorden"] or 1)
    splits = {"gemeente_code": row["gemeente_code"], "wet": _wet(row)}
    day = date(int(row["jaar"]), 12, 31)
    if row["maat"] == "gemiddelde" and 1 <= value <= 10:
        yield Counted("IND071", YEAR, day, splits, value * count, count, ages=(UNKNOWN,))
    if row["maat"] == "aandeel_positief" and row["vraag_code"] in GOOD_AND_FITTING:
        yield Counted("IND072", YEAR, day, splits, value / 100 * count, count, ages=(UNKNOWN,))


def _kinds(row: Cells) -> tuple[str, ...]:
    return ALL if "-" in row["golf"] else YEAR


def _wet(row: Cells) -> str:
    return "wmo" if row["onderzoek"] in {"ceo_wmo", "buurtteam_btv"} else "jeugdwet"
