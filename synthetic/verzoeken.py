"""How a provider asks for a toewijzing (315) or a change (317), and how the municipality answers (319)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from synthetic.berichten.verzoek import (
    Aanvraag,
    Antwoord,
    ChangeRequest,
    answer_block,
    change_block,
    request_block,
)
from synthetic.dossier import Dossier
from synthetic.months import days
from synthetic.places import GEMEENTEN
from synthetic.story import Bericht, Toewijzing, Versie, VerzoekFeit

REFUSED = 0.025
UNDER_INVESTIGATION = 0.1
REJECTED = 0.06
REFERRERS = {"jeugdwet": (("02", 45), ("01", 15), ("03", 8), ("04", 10), ("05", 8), ("06", 6), ("08", 8))} | {
    "wmo": (("01", 60), ("02", 20), ("06", 20))
}
WITH_NAME_OR_CODE = {"02", "03", "04", "05"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows on a request: `granted` on the day that the 301 may follow, with the reference; or `rejected`."""

    granted: Callable[[date, str], None]
    rejected: Callable[[date], None]


def reference(dossier: Dossier, toewijzing: Toewijzing) -> str:
    """A new ReferentieAanbieder; some providers put characters in it that XML must escape."""
    number = dossier.number_for(f"verzoek/{toewijzing.aanbieder.agb}/{toewijzing.wet}")
    return f"{toewijzing.aanbieder.reference_prefix}{dossier.number:06d}-{number}"


def ask_toewijzing(dossier: Dossier, wanted: Toewijzing, versie: Versie, day: date, outcome: Outcome) -> None:
    """Send a 315 for a toewijzing as it is in `versie`."""
    types = REFERRERS[wanted.wet]
    verwijzer = dossier.rng.choices([item[0] for item in types], [item[1] for item in types])[0]
    has_code = verwijzer in WITH_NAME_OR_CODE and dossier.chance(0.5)
    aanvraag = Aanvraag(
        referentie=reference(dossier, wanted),
        toewijzing=wanted,
        einddatum=versie.einddatum,
        volume=versie.volume,
        budget=versie.budget,
        verwijzer_type=verwijzer,
        verwijzer_naam="Praktijk De Bedachte Dokter" if verwijzer in WITH_NAME_OR_CODE and not has_code else "",
        verwijzer_code="99010001" if has_code else "",
    )
    dossier.pending.add(wanted.aanbieder.agb)

    def send(today: date) -> None:
        is_refused = dossier.chance(REFUSED)
        told = replace(aanvraag, verwijzer_type="06", verwijzer_naam="", verwijzer_code="") if is_refused else aanvraag
        bericht = dossier.send(
            "315",
            wanted,
            today,
            lambda tags, verdict: request_block(tags, dossier.persoon, told, verdict),
            is_refused=is_refused,
        )
        dossier.verzoeken.append(VerzoekFeit(bericht, aanvraag.referentie, told.verwijzer_type, wanted.product))
        _continue(dossier, bericht, send, lambda later: _decide(dossier, wanted, aanvraag.referentie, later, outcome))

    send(day)


def ask_change(
    dossier: Dossier, toewijzing: Toewijzing, wish: Callable[[date], ChangeRequest], day: date, outcome: Outcome
) -> None:
    """Send a 317 about a toewijzing; `wish` says what is asked for on the day that it is sent."""
    referentie = reference(dossier, toewijzing)
    dossier.pending.add(toewijzing.aanbieder.agb)

    def send(today: date) -> None:
        request = replace(wish(today), referentie=referentie)
        is_refused = dossier.chance(REFUSED)
        bericht = dossier.send(
            "317", toewijzing, today, lambda tags, verdict: change_block(tags, request, verdict), is_refused=is_refused
        )
        dossier.verzoeken.append(VerzoekFeit(bericht, referentie, "", toewijzing.product))
        _continue(dossier, bericht, send, lambda later: _decide(dossier, toewijzing, referentie, later, outcome))

    send(day)


def _continue(dossier: Dossier, bericht: Bericht, again: Callable[[date], None], then: Callable[[date], None]) -> None:
    """Send again after a refusal, with the same reference, because a refused request counts as not sent."""
    if bericht.is_refused:
        dossier.again(bericht, again)
    else:
        dossier.at(bericht.day + days(dossier.between(1, 6)), then)


def _decide(dossier: Dossier, toewijzing: Toewijzing, referentie: str, day: date, outcome: Outcome) -> None:
    """Grant, reject, or investigate first."""

    def rejected(today: date) -> None:
        dossier.pending.discard(toewijzing.aanbieder.agb)
        outcome.rejected(today)

    def decide(today: date) -> None:
        if dossier.chance(REJECTED):
            _answer(dossier, toewijzing, _rejection(dossier, toewijzing, referentie), today, rejected)
        else:
            dossier.pending.discard(toewijzing.aanbieder.agb)
            outcome.granted(today, referentie)

    if dossier.chance(UNDER_INVESTIGATION):
        patience = days(dossier.between(5, 30))
        investigating = Antwoord(referentie, "2")
        _answer(dossier, toewijzing, investigating, day, lambda sent: dossier.at(sent + patience, decide))
    else:
        decide(day)


def _rejection(dossier: Dossier, toewijzing: Toewijzing, referentie: str) -> Antwoord:
    if toewijzing.wet == "jeugdwet" and dossier.chance(0.3):
        elsewhere = [place.code for place in GEMEENTEN if place.code != toewijzing.gemeente]
        return Antwoord(referentie, "1", "8", dossier.rng.choice(elsewhere))
    return Antwoord(referentie, "1", dossier.rng.choice("23467"))


def _answer(
    dossier: Dossier, toewijzing: Toewijzing, antwoord: Antwoord, day: date, then: Callable[[date], None]
) -> None:
    is_refused = dossier.chance(REFUSED)
    bericht = dossier.send(
        "319", toewijzing, day, lambda tags, verdict: answer_block(tags, antwoord, verdict), is_refused=is_refused
    )
    if bericht.is_refused:
        dossier.again(bericht, lambda later: _answer(dossier, toewijzing, antwoord, later, then))
    else:
        then(day)
