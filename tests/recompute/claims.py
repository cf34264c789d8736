"""Declaratieregels from 323 messages and what the 325 says of them (choices 6 and 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tests.recompute.reader import Message, all_codes, find, find_all, text_of
from tests.recompute.register import Register
from tests.recompute.state import Event, Line, State

GRANTED = {"0200", "8001"}


@dataclass(frozen=True)
class Answer:
    """What a 325 says of its 323: refused as a whole, or the references it lists."""

    is_refusal: bool
    listed: frozenset[str]


@dataclass(frozen=True)
class ClaimRow:
    """A line as the 323 gives it, with its standing."""

    event: Event
    reference: str
    previous: str
    cents: int
    is_approved: bool
    is_refused: bool

    def credits(self) -> tuple[str, str, str]:
        return (self.event.wet, self.event.aanbieder, self.previous)


def add_lines(state: State, claims: Iterable[Message], answers: Iterable[Message], register: Register) -> None:
    """All lines; a debit is credited when an approved credit names it."""
    by_claim = {_claim_of(message): _answer(message) for message in answers}
    rows = [row for message in claims for row in _rows(message, by_claim.get(_identity(message)), register)]
    credited = {row.credits() for row in rows if row.previous and row.is_approved}
    for row in rows:
        state.lines.append(
            Line(
                event=row.event,
                cents=row.cents,
                is_debit=not row.previous,
                is_approved=row.is_approved,
                is_refused=row.is_refused,
                is_credited=(row.event.wet, row.event.aanbieder, row.reference) in credited,
            )
        )


def _rows(message: Message, answer: Answer | None, register: Register) -> Iterable[ClaimRow]:
    for client in find_all(message.root, "Declaratie/Clienten/Client"):
        person = text_of(client, "Bsn")
        for row in find_all(client, "Prestaties/Prestatie"):
            day = date.fromisoformat(text_of(row, "ProductPeriode/Begindatum"))
            product = (text_of(row, "ProductCategorie"), text_of(row, "ProductCode"))
            zorgsoort = register.zorgsoort(message.wet, message.ontvanger, product, day)
            reference = text_of(row, "ProductReferentie/ReferentieNummer")
            is_refused = answer is not None and (answer.is_refusal or reference in answer.listed)
            sign = -1 if text_of(row, "IngediendBedrag/DebetCredit") == "C" else 1
            yield ClaimRow(
                event=Event(day, person, message.ontvanger, message.wet, zorgsoort, message.afzender),
                reference=reference,
                previous=text_of(row, "ProductReferentie/VorigReferentieNummer"),
                cents=sign * int(text_of(row, "IngediendBedrag/Bedrag")),
                is_approved=answer is not None and not is_refused,
                is_refused=is_refused,
            )


def _answer(message: Message) -> Answer:
    body = find(message.root, "DeclaratieAntwoord")
    header = find(message.root, "Header")
    codes = all_codes(header) if header is not None else set()
    is_refusal = bool(codes - {"0200"})
    if body is None:
        return Answer(is_refusal, frozenset())
    own = find(body, "RetourCodes")
    is_refusal = is_refusal or bool(all_codes(own) - GRANTED if own is not None else set())
    lines = find_all(body, "Clienten/Client/Prestaties/Prestatie")
    return Answer(is_refusal, frozenset(text_of(line, "ProductReferentie/ReferentieNummer") for line in lines))


def _claim_of(message: Message) -> tuple[str, str, str, str, str]:
    return (
        message.wet,
        message.ontvanger,
        message.afzender,
        message.text("Header/DeclaratieIdentificatie/Identificatie"),
        message.text("Header/DeclaratieIdentificatie/Dagtekening"),
    )


def _identity(message: Message) -> tuple[str, str, str, str, str]:
    return (message.wet, message.afzender, message.ontvanger, message.identificatie, message.dagtekening)
