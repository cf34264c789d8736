"""One believable row of a delivery, as its contract describes it: codes of its lists, numbers in range, days in order.

What a cell holds follows from the chance that is handed in; who and where are those of the city. Nothing is real.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

from ingestion.tabular.contract import Column, Contract, Rule, load_codelists
from synthetic.people import bsns
from synthetic.places import AANBIEDERS, GEMEENTEN, STADSDELEN

BSNS = tuple(bsns(50))
FREE_TEXT = "Verzonnen toelichting: oma Kwetternest belde namens Wobbelien."
"""Stands in every column of free text, so that a test can look for it where it must not be."""

EMPTY = 0.3
"""Share of the cells that may be empty and are."""

Row = dict[str, str]
Window = tuple[date, date]


def plausible_row(contract: Contract, chance: Random, number: int, given: Mapping[str, str], days: Window) -> Row:
    """A row in the form of CSV cells that keeps its contract, with `given` cells as they are and events in `days`."""
    row = {
        column.name: given.get(column.name, _cell(column, contract, chance, number, days))
        for column in contract.columns
    }
    moments = sorted(_day(chance, days) for column in contract.columns if column.type == "date")
    for column, moment in zip((each for each in contract.columns if each.type == "date"), moments, strict=True):
        if row[column.name] and column.name not in given:
            row[column.name] = moment.isoformat()
    # a rule may undo what an earlier one asked; a few rounds settle all that contracts ask today
    for _ in range(3):
        for rule in contract.rules:
            _keep(rule, row, given, chance)
    return row


def number_text(value: float, decimals: int = 2) -> str:
    """A number as Dutch spreadsheets write it."""
    return f"{value:.{decimals}f}".replace(".", ",")


def _cell(column: Column, contract: Contract, chance: Random, number: int, days: Window) -> str:
    if not column.required and column.name not in contract.key and chance.random() < EMPTY:
        return ""
    if column.codes:
        return chance.choice(sorted(column.codes))
    if column.name in KNOWN:
        return KNOWN[column.name](chance)
    if column.name in contract.key and column.type == "text":
        return f"{column.example.rstrip('0123456789')}{number:05d}"
    return _of_type(column, chance, days)


def _of_type(column: Column, chance: Random, days: Window) -> str:
    least = column.minimum or 0
    most = min(column.maximum if column.maximum is not None else least + 40, least + 40)
    makers: dict[str, Callable[[], str]] = {
        "bsn": lambda: chance.choice(BSNS),
        "free_text": lambda: FREE_TEXT,
        "boolean": lambda: str(chance.randrange(2)),
        "integer": lambda: str(chance.randint(least, most)),
        "amount": lambda: number_text(chance.randint(100_00, 20_000_00) / 100),
        "decimal": lambda: number_text(chance.randint(least * 10, most * 10) / 10, min(column.decimals, 1)),
        "birth_date": lambda: date(
            chance.randint(1950, 2018), chance.randint(1, 12), chance.randint(1, 28)
        ).isoformat(),
        "date": lambda: _day(chance, days).isoformat(),
    }
    return makers[column.type]() if column.type in makers else column.example


def _day(chance: Random, days: Window) -> date:
    return days[0] + timedelta(chance.randrange((days[1] - days[0]).days + 1))


def _keep(rule: Rule, row: Row, given: Mapping[str, str], chance: Random) -> None:
    """Mend the row where it breaks a rule; a given cell stays, the other one moves."""
    first, second = rule.columns[:2] if len(rule.columns) > 1 else (rule.columns[0], "")
    if rule.kind == "order" and row[first] and row[second] and row[second] < row[first]:
        loser, winner = (first, second) if second in given else (second, first)
        row[loser] = row[winner]
    elif rule.kind in {"not_more", "response"} and row[first] and row[second] and int(row[first]) > int(row[second]):
        row[first] = str(chance.randint(0, int(row[second])))
    elif rule.kind == "together" and bool(row[first]) != bool(row[second]):
        row[first] = row[second] = ""
    elif rule.kind == "scale":
        answers = load_codelists()["schaal_antwoorden"].get(row[second], "").split()
        row[first] = row[first] if row[first] in answers else chance.choice(answers) if answers else ""


KNOWN: dict[str, Callable[[Random], str]] = {
    "aanbieder_agb": lambda chance: chance.choice(AANBIEDERS).agb,
    "hoofdaannemer_agb": lambda chance: chance.choice(AANBIEDERS).agb,
    "gemeente_code": lambda chance: chance.choices(GEMEENTEN, [each.gewicht for each in GEMEENTEN])[0].code,
    "stadsdeel": lambda chance: chance.choice(STADSDELEN),
    "toewijzing_nummer": lambda chance: str(chance.randint(1, 999_999)),
    "onderaannemer_agb": lambda chance: f"9909{chance.randrange(10_000):04d}",
}
"""Column -> a value that belongs to the city, whatever contract it stands in."""
