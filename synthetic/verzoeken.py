"""How a provider asks for a toewijzing (315) or a change (317), and how the municipality answers (319)."""

from collections.abc import Callable
from datetime import date

from synthetic.berichten.verzoek import Aanvraag, Antwoord, Wijziging, answer_block, change_block, request_block
from synthetic.dossier import Dossier
from synthetic.markup import escape
from synthetic.months import days
from synthetic.places import GEMEENTEN
from synthetic.story import Bericht, Toewijzing, Versie, VerzoekFeit

REFUSED = 0.025
UNDER_INVESTIGATION = 0.1
REFERRERS = {"jeugdwet": (("02", 45), ("01", 15), ("03", 8), ("04", 10), ("05", 8), ("06", 6), ("08", 8))} | {
    "wmo": (("01", 60), ("02", 20), ("06", 20))
}
WITH_NAME_OR_CODE = {"02", "03", "04", "05"}
Granted = Callable[[date, str], None]
Rejected = Callable[[date], None]


def reference(dossier: Dossier, toewijzing: Toewijzing) -> str:
    """A new ReferentieAanbieder, escaped; some providers put characters in it that XML must escape."""
    number = dossier.number_for(f"verzoek/{toewijzing.aanbieder.agb}/{toewijzing.wet}")
    return escape(f"{toewijzing.aanbieder.reference_prefix}{dossier.number:06d}-{number}")


def ask_toewijzing(
    dossier: Dossier, wish: Toewijzing, versie: Versie, day: date, granted: Granted, rejected: Rejected
) -> None:
    """Send a 315; `granted` is called on the day that the 301 may follow, with the reference."""
    types = REFERRERS[wish.wet]
    verwijzer = dossier.rng.choices([item[0] for item in types], [item[1] for item in types])[0]
    has_code = verwijzer in WITH_NAME_OR_CODE and dossier.chance(0.5)
    aanvraag = Aanvraag(
        referentie=reference(dossier, wish),
        toewijzing=wish,
        einddatum=versie.einddatum,
        volume=versie.volume,
        budget=versie.budget,
        verwijzer_type=verwijzer,
        verwijzer_naam="Praktijk De Bedachte Dokter" if verwijzer in WITH_NAME_OR_CODE and not has_code else "",
        verwijzer_code="99010001" if has_code else "",
    )
    dossier.pending.add(wish.aanbieder.agb)

    def send(today: date) -> None:
        bericht = dossier.send(
            wish.wet,
            "315",
            wish.gemeente,
            wish.aanbieder,
            today,
            lambda tags, verdict: request_block(tags, dossier.persoon, aanvraag, verdict),
            refusal=REFUSED,
        )
        dossier.verzoeken.append(VerzoekFeit(bericht, aanvraag.referentie, verwijzer, wish.product))
        _continue(
            dossier, bericht, send, lambda later: _decide(dossier, wish, aanvraag.referentie, later, granted, rejected)
        )

    send(day)


def ask_change(
    dossier: Dossier,
    unchanged: list[Toewijzing],
    change: Wijziging,
    day: date,
    granted: Granted,
    rejected: Rejected,
) -> None:
    """Send a 317 that names everything the client has with this provider (TR349)."""
    toewijzing = change.toewijzing
    referentie = reference(dossier, toewijzing)
    dossier.pending.add(toewijzing.aanbieder.agb)

    def send(today: date) -> None:
        bericht = dossier.send(
            toewijzing.wet,
            "317",
            toewijzing.gemeente,
            toewijzing.aanbieder,
            today,
            lambda tags, verdict: change_block(tags, dossier.persoon.bsn, referentie, unchanged, [change], verdict),
            refusal=REFUSED,
        )
        dossier.verzoeken.append(VerzoekFeit(bericht, referentie, "", toewijzing.product))
        _continue(
            dossier, bericht, send, lambda later: _decide(dossier, toewijzing, referentie, later, granted, rejected)
        )

    send(day)


def _continue(dossier: Dossier, bericht: Bericht, again: Callable[[date], None], then: Callable[[date], None]) -> None:
    """Send again after a refusal, with the same reference, because a refused request counts as not sent."""
    if bericht.is_refused:
        assert bericht.answered is not None  # noqa: S101 (a refusal is an answer)
        dossier.at(bericht.answered + days(dossier.between(1, 3)), again)
    else:
        dossier.at(bericht.day + days(dossier.between(1, 6)), then)


def _decide(
    dossier: Dossier, toewijzing: Toewijzing, referentie: str, day: date, granted: Granted, rejected: Rejected
) -> None:
    """Grant, reject, or investigate first."""

    def decide(today: date) -> None:
        if dossier.chance(0.06):
            _answer(dossier, toewijzing, _rejection(dossier, toewijzing, referentie), today, _end(rejected))
        else:
            _end(lambda later: granted(later, referentie))(today)

    def _end(action: Callable[[date], None]) -> Callable[[date], None]:
        def ended(today: date) -> None:
            dossier.pending.discard(toewijzing.aanbieder.agb)
            action(today)

        return ended

    if dossier.chance(UNDER_INVESTIGATION):
        later = days(dossier.between(5, 30))
        _answer(dossier, toewijzing, Antwoord(referentie, "2"), day, lambda sent: dossier.at(sent + later, decide))
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
    bericht = dossier.send(
        toewijzing.wet,
        "319",
        toewijzing.gemeente,
        toewijzing.aanbieder,
        day,
        lambda tags, verdict: answer_block(tags, antwoord, verdict),
        refusal=REFUSED,
    )
    if bericht.is_refused:
        assert bericht.answered is not None  # noqa: S101 (a refusal is an answer)
        again = bericht.answered + days(dossier.between(1, 3))
        dossier.at(again, lambda later: _answer(dossier, toewijzing, antwoord, later, then))
    else:
        then(day)
