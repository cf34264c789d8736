"""What must hold between the columns of a row, or between rows: the rules that a contract names.

order      [first, last]            a date not after another                                refuses the row
not_more   [part, whole]            a number not above another                              refuses the row
together   [one, other]             both filled or both empty                               refuses the row
scale      [answer, scale]          an answer that its scale knows; none on an open scale   refuses the row
series     [series, text, scale]    one series, one text and one scale                      holds the file
response   [answered, invited]      more answers than invitations                           is remarked
small      [number]                 fewer than ten answers, so nothing is published         is remarked
few        [who, group, ...]        the same, by different values of who in each group      is remarked
"""

from collections.abc import Callable, Iterator
from typing import Any

from ingestion.tabular.contract import Rule, load_codelists
from ingestion.tabular.sheet import CellFault

SMALL = 10
Values = dict[str, list[Any]]
Found = Iterator[tuple[int, int, CellFault]]
"""(index of the row, which of the rule's columns is pointed at, the fault without its place)."""


def broken(rule: Rule, values: Values) -> Found:
    """Where the rule does not hold. Rows are counted from 0 in the values of the right rows."""
    return _RULES[rule.kind](rule, values)


def _order(rule: Rule, values: Values) -> Found:
    first, last = rule.columns
    for index, (begin, end) in enumerate(zip(values[first], values[last], strict=True)):
        if begin is not None and end is not None and end < begin:
            yield index, 1, CellFault("C031", fields={"eerste": first, "laatste": last})


def _not_more(rule: Rule, values: Values) -> Found:
    part, whole = rule.columns
    for index, (some, all_of) in enumerate(zip(values[part], values[whole], strict=True)):
        if some is not None and all_of is not None and some > all_of:
            yield index, 0, CellFault("C032", fields={"deel": part, "geheel": whole})


def _together(rule: Rule, values: Values) -> Found:
    one, other = rule.columns
    for index, (left, right) in enumerate(zip(values[one], values[other], strict=True)):
        if (left is None) != (right is None):
            yield index, 1 if right is None else 0, CellFault("C035", fields={"een": one, "ander": other})


def _scale(rule: Rule, values: Values) -> Found:
    answer, scale = rule.columns
    answers = {name: set(text.split()) for name, text in load_codelists()["schaal_antwoorden"].items()}
    for index, (given, named) in enumerate(zip(values[answer], values[scale], strict=True)):
        if given is not None and given not in answers.get(named, ()):
            yield index, 0, CellFault("S002", fields={"schaal": named})


def _series(rule: Rule, values: Values) -> Found:
    series, text, scale = rule.columns
    first: dict[str, tuple[str, str]] = {}
    for index, (name, words, form) in enumerate(zip(values[series], values[text], values[scale], strict=True)):
        known = first.setdefault(name, (words, form))
        if known != (words, form):
            yield index, 1 if known[0] != words else 2, CellFault("S004", fields={"reeks": name})


def _response(rule: Rule, values: Values) -> Found:
    answered, invited = rule.columns
    for index, (number, asked) in enumerate(zip(values[answered], values[invited], strict=True)):
        if number is not None and asked is not None and number > asked:
            percent = round(100 * number / asked) if asked else 100
            yield index, 0, CellFault("S007", fields={"procent": percent, "aantal": number, "van": asked})


def _small(rule: Rule, values: Values) -> Found:
    for index, number in enumerate(values[rule.columns[0]]):
        if number is not None and number < SMALL:
            yield index, 0, CellFault("S001", fields={"grens": SMALL})


def _few(rule: Rule, values: Values) -> Found:
    who, *group = rule.columns
    first: dict[tuple[object, ...], int] = {}
    members: dict[tuple[object, ...], set[object]] = {}
    for index, key in enumerate(zip(*(values[name] for name in group), strict=True)):
        first.setdefault(key, index)
        members.setdefault(key, set()).add(values[who][index])
    for key, found in members.items():
        if len(found) < SMALL:
            yield first[key], 0, CellFault("S001", fields={"grens": SMALL})


_RULES: dict[str, Callable[[Rule, Values], Found]] = {
    "order": _order,
    "not_more": _not_more,
    "together": _together,
    "scale": _scale,
    "series": _series,
    "response": _response,
    "small": _small,
    "few": _few,
}
REFUSE_THE_ROW = {"order", "not_more", "together", "scale"}
