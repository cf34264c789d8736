"""The shape of a rule: which rows it is about, and what is true of a row that breaks it.

A function may carry several decorators: the rule then holds for several tables, each with its own names of columns.
The words below are those of the standard: a field is filled or absent, and what is absent breaks no comparison.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

SOORT, IS_WMO, RELEASE, DAGTEKENING = "soort_bericht", "is_wmo", "release_bericht", "dagtekening"
"""What every row is told of its message: 301, true, 32 (for 3.2), and the date of the header."""

BINNENGEKOMEN = "binnengekomen_op"
"""Beside those: the day on which the file came in; null where that is not known."""

FILE, ROW = "_source_file_id", "_rij"
REMARK = "opmerking"
"""Asks for a remark in place of a refusal: an official example breaks the rule (docs/decisions/rules_of_level_2.md)."""


@dataclass(frozen=True, eq=False)
class TableRule:
    """A rule of the standard about one table in some messages; `melding` is the code of what is told."""

    code: str
    table: str
    berichtsoorten: frozenset[int]
    melding: str


@dataclass(frozen=True, eq=False)
class RowRule(TableRule):
    """A rule about single rows; `broken` is true of a row that breaks it."""

    broken: pc.Expression


@dataclass(frozen=True, eq=False)
class MessageRule(TableRule):
    """A rule about rows together; `find` gives the rows that break it: a table with the file and, if any, the row.

    It is asked of what `keep` leaves of the rows. A message that comes in parts is asked at its end, of what was kept
    of all of them, without the file: a few bytes a row. Without `keep` a rule is asked of each part by itself.
    """

    find: Callable[[pa.Table], pa.Table]
    keep: Callable[[pa.Table], pa.Table] | None = None


@dataclass(frozen=True)
class Question:
    """What a rule that is registered with `over_parts` asks: the `keep` and `find` of a MessageRule."""

    keep: Callable[[pa.Table], pa.Table]
    find: Callable[[pa.Table], pa.Table]


ROW_RULES: list[RowRule] = []
MESSAGE_RULES: list[MessageRule] = []

Words = Callable[..., Any]


def on(table: str, *berichtsoorten: int, melding: str = "", **names: str) -> Callable[[Words], Words]:
    """Register a rule about single rows of `table` in these messages; `names` are handed to the function.

    `melding` is the code of the outcome where it is not that of the rule: REMARK for one that only warns.
    """

    def register(rule: Words) -> Words:
        code = code_of(rule)
        told = _told(code, melding, berichtsoorten)
        ROW_RULES.append(RowRule(code, table, frozenset(berichtsoorten), told, rule(**names)))
        return rule

    return register


def across(table: str, *berichtsoorten: int, melding: str = "", **names: Any) -> Callable[[Words], Words]:
    """Register a rule about the rows of `table` together; `names` are handed to the function beside the rows."""

    def register(rule: Words) -> Words:
        code = code_of(rule)
        find = partial(rule, **names)
        told = _told(code, melding, berichtsoorten)
        MESSAGE_RULES.append(MessageRule(code, table, frozenset(berichtsoorten), told, find))
        return rule

    return register


def over_parts(table: str, *berichtsoorten: int, melding: str = "", **names: Any) -> Callable[[Words], Words]:
    """Register a rule about the rows of `table` together that gives a Question."""

    def register(rule: Words) -> Words:
        code = code_of(rule)
        question: Question = rule(**names)
        told = _told(code, melding, berichtsoorten)
        MESSAGE_RULES.append(MessageRule(code, table, frozenset(berichtsoorten), told, question.find, question.keep))
        return rule

    return register


def _told(code: str, melding: str, berichtsoorten: tuple[int, ...]) -> str:
    """A remark has the code of the rule with the message that it is about: CS003.317."""
    return f"{code}.{berichtsoorten[0]}" if melding == REMARK else melding or code


def code_of(rule: Words) -> str:
    """tr101 and tr101_debits are both of rule TR101."""
    return rule.__name__.split("_")[0].upper()


def value(name: str) -> pc.Expression:
    return pc.field(name)


def filled(name: str) -> pc.Expression:
    return pc.field(name).is_valid()


def absent(name: str) -> pc.Expression:
    return pc.field(name).is_null()


def mandatory_if(condition: pc.Expression, is_filled: pc.Expression) -> pc.Expression:
    """Broken where the condition holds and the field is absent."""
    return condition & ~is_filled


def absent_if(condition: pc.Expression, is_filled: pc.Expression) -> pc.Expression:
    """Broken where the condition holds and the field is filled."""
    return condition & is_filled


def exactly_if(condition: pc.Expression, is_filled: pc.Expression) -> pc.Expression:
    """Broken where the field is filled without the condition, or absent with it; a condition on nothing is false."""
    return is_filled != pc.coalesce(condition, pc.scalar(False))


def is_no(condition: pc.Expression) -> pc.Expression:
    """True where the condition does not hold, an absent value included."""
    return ~pc.coalesce(condition, pc.scalar(False))


def calendar_number(date: pc.Expression) -> pc.Expression:
    """A date as the number 20260131: ten thousand is a year."""
    return pc.year(date) * 10_000 + pc.month(date) * 100 + pc.day(date)


def month_number(date: pc.Expression) -> pc.Expression:
    return pc.year(date) * 12 + pc.month(date)
