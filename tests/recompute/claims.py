"""Declaratieregels from 323 messages and what the 325 says of them (choices 6 and 7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tests.recompute.allocations import NOBODY, Number
from tests.recompute.reader import Message, all_codes, find, find_all, text_of
from tests.recompute.register import Register
from tests.recompute.state import UNKNOWN, Event, Line, State

GRANTED = {"0200", "8001"}

ClaimKey = tuple[str, str, str, str, str]
"""wet, aanbieder, gemeente, Identificatie and Dagtekening of the 323."""


@dataclass(frozen=True)
class Prestatie:
    """A line as the 323 gives it; `product` is categorie and code, `cents` negative for a credit."""

    person: str
    day: date
    product: tuple[str, str]
    reference: str
    previous: str
    cents: int
    nummer: str = ""


@dataclass(frozen=True)
class Claim:
    """A 323 with its lines; `booked` is the begin of DeclaratiePeriode."""

    key: ClaimKey
    lines: tuple[Prestatie, ...]
    booked: date


@dataclass(frozen=True)
class Answer:
    """What a 325 says of its 323: refused as a whole, or the references it lists."""

    key: ClaimKey
    is_refusal: bool
    listed: frozenset[str]


def read_claims(message: Message) -> Claim:
    """A 323."""
    lines = tuple(
        Prestatie(
            person=text_of(client, "Bsn"),
            day=date.fromisoformat(text_of(row, "ProductPeriode/Begindatum")),
            product=(text_of(row, "ProductCategorie"), text_of(row, "ProductCode")),
            reference=text_of(row, "ProductReferentie/ReferentieNummer"),
            previous=text_of(row, "ProductReferentie/VorigReferentieNummer"),
            cents=_sign(text_of(row, "IngediendBedrag/DebetCredit")) * int(text_of(row, "IngediendBedrag/Bedrag")),
            nummer=text_of(row, "ToewijzingNummer"),
        )
        for client in find_all(message.root, "Declaratie/Clienten/Client")
        for row in find_all(client, "Prestaties/Prestatie")
    )
    key = (message.wet, message.afzender, message.ontvanger, message.identificatie, message.dagtekening)
    return Claim(key, lines, date.fromisoformat(message.text("Declaratie/DeclaratiePeriode/Begindatum")))


def read_answer(message: Message) -> Answer:
    """A 325."""
    key = (
        message.wet,
        message.ontvanger,
        message.afzender,
        message.text("Header/DeclaratieIdentificatie/Identificatie"),
        message.text("Header/DeclaratieIdentificatie/Dagtekening"),
    )
    header, body = find(message.root, "Header"), find(message.root, "DeclaratieAntwoord")
    is_refusal = header is None or bool(all_codes(header) - {"0200"})
    if body is None:
        return Answer(key, is_refusal, frozenset())
    own = find(body, "RetourCodes")
    is_refusal = is_refusal or own is None or bool(all_codes(own) - GRANTED)
    lines = find_all(body, "Clienten/Client/Prestaties/Prestatie")
    return Answer(key, is_refusal, frozenset(text_of(line, "ProductReferentie/ReferentieNummer") for line in lines))


def add_lines(
    state: State,
    claims: list[Claim],
    answers: Iterable[Answer],
    register: Register,
    referrers: Mapping[Number, str] = NOBODY,
) -> None:
    """All lines; a debit is credited when an approved credit of the same wet and aanbieder names it."""
    by_claim = {answer.key: answer for answer in answers}
    credited = {
        (*claim.key[:2], line.previous)
        for claim in claims
        for line in claim.lines
        if line.previous and _is_approved(line, by_claim.get(claim.key))
    }
    for claim in claims:
        wet, aanbieder, gemeente, *_ = claim.key
        answer = by_claim.get(claim.key)
        for line in claim.lines:
            event = Event(
                day=line.day,
                person=line.person,
                gemeente=gemeente,
                wet=wet,
                zorgsoort=register.zorgsoort(wet, gemeente, line.product, line.day),
                aanbieder=aanbieder,
                productgroep=register.product(wet, gemeente, line.product, line.day).productgroep,
                product_code=line.product[1] or UNKNOWN,
                verwijzer=referrers.get((wet, gemeente, int(line.nummer or 0)), UNKNOWN),
            )
            state.lines.append(
                Line(
                    event=event,
                    cents=line.cents,
                    is_debit=not line.previous,
                    is_approved=_is_approved(line, answer),
                    is_refused=answer is not None and not _is_approved(line, answer),
                    is_credited=(wet, aanbieder, line.reference) in credited,
                    booked=claim.booked,
                    number=int(line.nummer or 0),
                )
            )


def _is_approved(line: Prestatie, answer: Answer | None) -> bool:
    return answer is not None and not answer.is_refusal and line.reference not in answer.listed


def _sign(debet_credit: str) -> int:
    return -1 if debet_credit == "C" else 1
