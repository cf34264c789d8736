"""The planned care of one client as messages: asked for, given, begun, claimed, ended; with slips that change nothing.

A toewijzing that is given anew is a new number: so every reading of a referral gives the same count.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from synthetic import leveringen
from synthetic.berichten.verzoek import Aanvraag, request_block
from synthetic.care import nothing
from synthetic.dossier import Dossier
from synthetic.endings import REASON_OF_STOP
from synthetic.months import days
from synthetic.nijmegen.claims import claim
from synthetic.nijmegen.flow import LAST
from synthetic.nijmegen.plan import Care
from synthetic.nijmegen.stretches import Stretch, day_in
from synthetic.places import GEMEENTEN
from synthetic.story import Melding, Parties, Toewijzing, Versie, VerzoekFeit
from synthetic.toewijzingen import give, repeat_snapshot
from synthetic.verzoeken import WITH_NAME_OR_CODE, reference

NIJMEGEN = GEMEENTEN[0].code
REFUSED = 0.02
GIVEN_IN_ERROR = 0.01
CORRECTED = 0.03
REPEATED = 0.03
NEVER_STOPPED = 0.08
REPORTED_AGAIN = 0.1
"""Share of renewals at the same provider for which it reports a stop and a start anew."""

CAUSES = (("volgens_plan", 60), ("client", 12), ("aanbieder", 5), ("overeenstemming", 14), ("extern", 5), ("domein", 4))
RENEWED = "37"
"""RedenBeeindiging of care that goes on under another toewijzing."""


def tell(dossier: Dossier, care: Care) -> None:
    """Plan every toewijzing of the client; the dossier then runs them in order of day."""
    for place, stretch in enumerate(care.stretches):
        before = care.stretches[place - 1] if place else None
        is_new = before is None or before.aanbieder != stretch.aanbieder
        has_start = is_new or dossier.chance(REPORTED_AGAIN)
        _plan(dossier, care, stretch, has_start=has_start)


def _plan(dossier: Dossier, care: Care, stretch: Stretch, *, has_start: bool) -> None:
    toewijzing = Toewijzing(
        parties=Parties(care.client.reeks.wet, NIJMEGEN, stretch.aanbieder),
        nummer=_next_number(dossier, care),
        product=stretch.product,
        categorie=stretch.product.categorie,
        ingangsdatum=stretch.begin,
    )
    versie = Versie(stretch.day, "", stretch.end, volume=_volume(stretch))

    def given(sent: date) -> None:
        claim(dossier, toewijzing, stretch.lines, sent)
        if has_start:
            _start(dossier, care.client.reeks.wet, stretch, toewijzing, sent)
        if dossier.chance(CORRECTED):
            dossier.at(sent + days(dossier.between(20, 60)), lambda day: _correct(dossier, toewijzing, day))
        if dossier.chance(REPEATED):
            dossier.at(sent + days(dossier.between(20, 200)), lambda day: _repeat(dossier, toewijzing, day))

    if stretch.verwijzer:
        referentie = reference(dossier, toewijzing)
        asked = replace(versie, referentie=referentie)
        aanvraag = _request(dossier, stretch, toewijzing, asked)
        _ask(dossier, aanvraag, stretch.day - days(4), lambda day: give(dossier, [(toewijzing, asked)], day, given))
    elif dossier.chance(GIVEN_IN_ERROR):
        _give_in_error(dossier, care, toewijzing, versie, given)
    else:
        dossier.at(stretch.day, lambda day: give(dossier, [(toewijzing, versie)], day, given))


def _next_number(dossier: Dossier, care: Care) -> int:
    """Unique in the municipality and wet, as elsewhere in the city."""
    return dossier.number * 100 + dossier.number_for(f"toewijzing/{care.client.reeks.wet}/{NIJMEGEN}")


def _volume(stretch: Stretch) -> int:
    """Enough for the month with most care, whatever weeks it has."""
    most = max((line.volume for line in stretch.lines), default=stretch.product.volume[0])
    if stretch.product.eenheid == "14":
        return stretch.product.volume[0]
    return most if stretch.product.frequentie == "4" else -(-most // 3)


def _request(dossier: Dossier, stretch: Stretch, toewijzing: Toewijzing, versie: Versie) -> Aanvraag:
    is_named = stretch.verwijzer in WITH_NAME_OR_CODE
    return Aanvraag(
        referentie=versie.referentie,
        toewijzing=toewijzing,
        einddatum=versie.einddatum,
        volume=versie.volume,
        budget=0,
        verwijzer_type=stretch.verwijzer,
        verwijzer_naam="Praktijk De Bedachte Dokter" if is_named else "",
    )


def _ask(dossier: Dossier, aanvraag: Aanvraag, day: date, granted: Callable[[date], None]) -> None:
    """A 315, and on the day after the last one that is not refused, but not before it is due, the decision."""
    toewijzing = aanvraag.toewijzing
    due = day + days(4)

    def send(today: date) -> None:
        bericht = dossier.send(
            "315",
            toewijzing,
            today,
            lambda tags, verdict: request_block(tags, dossier.persoon, aanvraag, verdict),
            is_refused=dossier.chance(REFUSED),
        )
        fact = VerzoekFeit(bericht, aanvraag.referentie, aanvraag.verwijzer_type, toewijzing.product)
        dossier.verzoeken.append(fact)
        if bericht.is_refused:
            dossier.again(bericht, send)
        else:
            dossier.at(max(due, today + days(1)), granted)

    dossier.at(day, send)


def _give_in_error(
    dossier: Dossier, care: Care, right: Toewijzing, versie: Versie, given: Callable[[date], None]
) -> None:
    """First under a number that is removed (13) some days later, then as it should be."""
    wrong = replace(right, nummer=_next_number(dossier, care), versies=[])

    def remove(day: date) -> None:
        removed = replace(wrong.latest, einddatum=wrong.ingangsdatum, reden="13", tijd="")
        give(dossier, [(wrong, removed)], day, again)

    def again(day: date) -> None:
        dossier.at(day + days(1), lambda later: give(dossier, [(right, versie)], later, given))

    def mistaken(day: date) -> None:
        dossier.at(day + days(3), remove)

    begun = versie.toewijzingsdatum.replace(day=5)
    dossier.at(begun, lambda day: give(dossier, [(wrong, versie)], day, mistaken))


def _start(dossier: Dossier, wet: str, stretch: Stretch, toewijzing: Toewijzing, sent: date) -> None:
    start = Melding(toewijzing, stretch.begin)
    end, reden = _ending(dossier, wet, stretch)

    def started(reported: date) -> None:
        if end is None:
            return
        stop = Melding(toewijzing, stretch.begin, end, reden)
        report_on = max(end, reported) + days(dossier.between(1, 9))
        dossier.at(report_on, lambda day: leveringen.stop(dossier, stop, stretch.begin, day, nothing))

    report_on = max(sent, stretch.begin) + days(dossier.between(1, 7))
    dossier.at(report_on, lambda day: leveringen.start(dossier, start, day, started))


def _ending(dossier: Dossier, wet: str, stretch: Stretch) -> tuple[date | None, str]:
    """The day and reason of the stop, or no day where none is reported: care then ends with its toewijzing."""
    if stretch.following is not None:
        changes = stretch.following.aanbieder != stretch.aanbieder
        reden = REASON_OF_STOP[wet]["overstap"] if changes else RENEWED
        return (stretch.end, reden) if changes or dossier.chance(REPORTED_AGAIN) else (None, "")
    if stretch.end > day_in(LAST, 31) or dossier.chance(NEVER_STOPPED):
        return None, ""
    oorzaak = dossier.rng.choices([cause for cause, _ in CAUSES], [weight for _, weight in CAUSES])[0]
    return stretch.end, REASON_OF_STOP[wet][oorzaak]


def _correct(dossier: Dossier, toewijzing: Toewijzing, day: date) -> None:
    """The same once more for an administrative reason: no new decision."""
    if toewijzing.runs_on(day):
        again = replace(toewijzing.latest, reden=dossier.rng.choice(("10", "11", "14")), referentie="", tijd="")
        give(dossier, [(toewijzing, again)], day, nothing, is_droppable=True)


def _repeat(dossier: Dossier, toewijzing: Toewijzing, day: date) -> None:
    if toewijzing.runs_on(day):
        repeat_snapshot(dossier, toewijzing, day)
