"""Messages that leave nothing behind: a start that is withdrawn, and an approved line that is credited.

Each is told once more of somebody in the city, early enough that nothing about it is provisional.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

Message = tuple[str, bytes]

APPROVED_AS_A_WHOLE = {"0200", "8001"}
DAYS_LATER = 10
"""The start that is withdrawn is of another day than the one that stands."""


def a_withdrawn_start(messages: list[Message]) -> list[Message]:
    """Two 305s: a second start on a toewijzing, and its withdrawal."""
    name, start = next(
        (name, text)
        for name, text in _texts(messages, "JW305")
        if len(_values(text, "StatusAanlevering")) == 1 and _values(text, "StatusAanlevering") == ["1"]
    )
    [begin] = _values(start, "Begindatum")
    start = _with(start, "Begindatum", str(date.fromisoformat(begin) + timedelta(days=DAYS_LATER)))
    told = _with(start, "Identificatie", "TERUG001")
    withdrawn = _with(_with(start, "Identificatie", "TERUG002"), "StatusAanlevering", "3")
    return [(f"start_{name}", told.encode()), (f"terug_{name}", withdrawn.encode())]


def a_credited_line(messages: list[Message]) -> list[Message]:
    """Two 323s with their 325s: a debit like one that stands, and the credit that takes it out."""
    claims = {
        (*_parties(text), _values(text, "Identificatie")[0]): (name, text) for name, text in _texts(messages, "JW323")
    }
    for answer_name, answer in _texts(messages, "JW325"):
        told, claimed = _values(answer, "Identificatie")[:2]
        name, claim = claims.get((*reversed(_parties(answer)), claimed), ("", ""))
        is_approved = set(_values(answer, "RetourCode")) <= APPROVED_AS_A_WHOLE and not _values(
            answer, "ReferentieNummer"
        )
        if is_approved and len(_values(claim, "ReferentieNummer")) == 1 and not _values(claim, "VorigReferentieNummer"):
            [reference], [number] = _values(claim, "ReferentieNummer"), _values(claim, "DeclaratieNummer")
            found: list[Message] = []
            for place, kind in enumerate("DC", start=1):
                own = {
                    claimed: f"TERUG{place}",
                    reference: f"TERUG{place}",
                    number: f"99999{place}",
                    told: f"ANTW{place}",
                }
                line, reply = _renamed(claim, own), _renamed(answer, own)
                if kind == "C":
                    previous = r"\1\2\3<\g<4>VorigReferentieNummer>TERUG1</\g<4>VorigReferentieNummer>"
                    line = re.sub(r"(<(?:\w+:)?ReferentieNummer>)(TERUG2)(</(\w+:|)ReferentieNummer>)", previous, line)
                    line, reply = _with(line, "DebetCredit", kind), _with(reply, "DebetCredit", kind)
                found += [(f"{kind}_{name}", line.encode()), (f"{kind}_{answer_name}", reply.encode())]
            return found
    raise LookupError("no approved claim of one line in the city")


def _texts(messages: list[Message], kind: str) -> Iterator[tuple[str, str]]:
    for name, data in messages:
        if name.startswith(kind):
            yield name, data.decode()


def _parties(text: str) -> list[str]:
    return [_values(text, "Afzender")[0], _values(text, "Ontvanger")[0]]


def _values(text: str, element: str) -> list[str]:
    return re.findall(rf"<(?:\w+:)?{element}>([^<]*)<", text)


def _with(text: str, element: str, value: str) -> str:
    """The message with another value in every element of that name."""
    return re.sub(rf"(<(?:\w+:)?{element}>)[^<]*", rf"\g<1>{value}", text)


def _renamed(text: str, names: dict[str, str]) -> str:
    """The message with other values wherever an element holds exactly one of the old ones."""
    return re.sub(r">([^<>]+)<", lambda found: f">{names.get(found[1], found[1])}<", text)
