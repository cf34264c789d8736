"""The course of one traject: asked for, given, started, extended, interrupted, ended, and claimed month by month."""

from dataclasses import replace
from datetime import date

from synthetic import leveringen
from synthetic.berichten.verzoek import Wijziging
from synthetic.claims import begin_claims
from synthetic.dossier import Dossier
from synthetic.endings import REASON_OF_STOP, REASON_OF_TOEWIJZING
from synthetic.months import DAY, days
from synthetic.plan import Traject
from synthetic.story import Toewijzing, Versie
from synthetic.toewijzingen import (
    Changes,
    budget_until,
    current,
    first_versie,
    give,
    new_toewijzing,
    overlapping,
)
from synthetic.verzoeken import ask_change, ask_toewijzing
from synthetic.zorg import Course, Zorg

NEVER_STARTED = 0.05
"""Chance that a provider sends no start at all; its claims come all the same (OP364)."""

NEVER_STOPPED = 0.08
NEVER_CAME = 0.01
GIVEN_IN_ERROR = 0.025
CORRECTED = 0.05
INTERRUPTED = 0.12


def begin(dossier: Dossier, traject: Traject) -> None:
    """Plan the first message of a traject; care may have begun before the municipality has answered."""
    course = Course(traject, traject.end)
    ingangsdatum = traject.begin - days(dossier.between(0, 14))
    if traject.oorzaak in {"overstap", "verhuizing"} or traject.route == "toegang":
        ingangsdatum = traject.begin
    if traject.route == "verzoek":
        dossier.at(ingangsdatum + days(dossier.between(-1, 3)), lambda day: _ask(dossier, course, ingangsdatum, day))
    else:
        dossier.at(ingangsdatum + days(dossier.between(0, 5)), lambda day: _assign(dossier, course, ingangsdatum, day))


def _ask(dossier: Dossier, course: Course, ingangsdatum: date, day: date) -> None:
    if course.traject.aanbieder.agb in dossier.pending:
        dossier.at(day + days(4), lambda later: _assign(dossier, course, ingangsdatum, later))
        return
    wish = new_wish(course.traject, ingangsdatum)
    ask_toewijzing(
        dossier,
        wish,
        first_versie(dossier, course.traject, wish),
        day,
        lambda later, referentie: _assign(dossier, course, ingangsdatum, max(later, ingangsdatum), referentie),
        lambda _: None,
    )


def new_wish(traject: Traject, ingangsdatum: date) -> Toewijzing:
    """What a 315 asks for: a toewijzing that has no number yet."""
    variant = traject.aanbieder.variant
    return Toewijzing(
        wet=traject.wet,
        gemeente=traject.gemeente,
        aanbieder=traject.aanbieder,
        nummer=0,
        product=traject.product if variant == "specifiek" else None,
        categorie="" if variant == "generiek" else traject.product.categorie,
        ingangsdatum=ingangsdatum,
    )


def _assign(dossier: Dossier, course: Course, ingangsdatum: date, day: date, referentie: str = "") -> None:
    if day < ingangsdatum:
        dossier.at(ingangsdatum, lambda later: _assign(dossier, course, ingangsdatum, later, referentie))
        return
    if not referentie and dossier.chance(GIVEN_IN_ERROR):
        _give_in_error(dossier, course, ingangsdatum, day)
        return
    toewijzing = new_toewijzing(dossier, course.traject, ingangsdatum)
    versie = first_versie(dossier, course.traject, toewijzing, referentie)
    if not versie.budget and versie.volume == 0 and not toewijzing.product and versie.einddatum is None:
        versie = replace(versie, einddatum=ingangsdatum + days(364))
    changes: Changes = [*overlapping(dossier, toewijzing), (toewijzing, versie)]
    give(dossier, changes, day, lambda sent: _on_assigned(dossier, course, toewijzing, sent))


def _give_in_error(dossier: Dossier, course: Course, ingangsdatum: date, day: date) -> None:
    """A toewijzing that should not have been: perhaps started, then taken back, removed (13), and given anew."""
    wrong = new_toewijzing(dossier, course.traject, ingangsdatum)
    removal_after = days(dossier.between(9, 16))

    def remove(today: date) -> None:
        removed = replace(wrong.latest, einddatum=ingangsdatum, reden="13", tijd="")
        give(dossier, [(wrong, removed)], today, again)

    def again(today: date) -> None:
        dossier.at(today + days(dossier.between(0, 3)), lambda later: _assign(dossier, course, ingangsdatum, later))

    def given(today: date) -> None:
        if not dossier.chance(0.5):
            dossier.at(today + removal_after, remove)
            return
        leveringen.report(
            dossier,
            [(wrong, ingangsdatum, "1", None, "")],
            today + days(1),
            lambda sent: dossier.at(
                sent + days(2),
                lambda later: leveringen.withdraw_start(
                    dossier, wrong, ingangsdatum, later, lambda taken_back: dossier.at(taken_back + days(3), remove)
                ),
            ),
        )

    changes: Changes = [*overlapping(dossier, wrong), (wrong, first_versie(dossier, course.traject, wrong))]
    give(dossier, changes, day, given)


def _on_assigned(dossier: Dossier, course: Course, toewijzing: Toewijzing, day: date) -> None:
    first_day = max(course.traject.begin, toewijzing.ingangsdatum)
    course.zorg.append(Zorg(toewijzing, first_day))
    reported = max(day, first_day) + days(dossier.between(1, 7))
    if dossier.chance(NEVER_CAME):
        course.has_care = False
        dossier.at(
            reported,
            lambda later: leveringen.report(
                dossier,
                [(toewijzing, first_day, "1", None, "")],
                later,
                lambda sent: dossier.at(
                    sent + days(8),
                    lambda then: leveringen.withdraw_start(dossier, toewijzing, first_day, then, _nothing),
                ),
            ),
        )
        return
    if dossier.chance(NEVER_STARTED):
        course.is_settling = False
    else:
        dossier.at(
            reported,
            lambda later: leveringen.start(
                dossier, toewijzing, first_day, later, lambda _: _on_started(dossier, course, first_day)
            ),
        )
    if dossier.chance(CORRECTED):
        dossier.at(day + days(dossier.between(20, 90)), lambda later: _correct(dossier, course, later))
    begin_claims(dossier, course, day)
    _look_ahead(dossier, course, day)


def _on_started(dossier: Dossier, course: Course, begindatum: date) -> None:
    course.begindatum = begindatum
    course.is_settling = False
    length = (course.end - begindatum).days
    if length > 150 and dossier.chance(INTERRUPTED):
        day = begindatum + days(dossier.between(30, length - 90))
        dossier.at(day, lambda later: _pause(dossier, course, later))


def _look_ahead(dossier: Dossier, course: Course, day: date) -> None:
    """Plan the next thing: an extension if care goes on past the einddatum, else the end."""
    einddatum = course.toewijzing.einddatum
    if einddatum is None or course.end <= einddatum:
        dossier.at(max(course.end, day), lambda later: _finish(dossier, course, later))
        return
    wait = days(dossier.between(50, 80) if dossier.chance(0.4) else dossier.between(15, 30))
    dossier.at(max(day + DAY, einddatum - wait), lambda later: _extend(dossier, course, later))


def _extend(dossier: Dossier, course: Course, day: date) -> None:
    einddatum = course.toewijzing.einddatum
    if course.is_over:
        return
    if einddatum is None or course.end <= einddatum:
        _look_ahead(dossier, course, day)
        return
    until = max(einddatum, day) + days(dossier.between(90, 365))
    can_ask = (einddatum - day).days > 45 and course.traject.aanbieder.agb not in dossier.pending
    if can_ask and not course.is_paused and not course.is_settling:
        _ask_extension(dossier, course, until, day)
    else:
        _lengthen(dossier, course, until, day, "", "04")


def _lengthen(dossier: Dossier, course: Course, until: date, day: date, referentie: str, reden: str) -> None:
    toewijzing = course.toewijzing
    longer = replace(
        toewijzing.latest,
        einddatum=until,
        reden=reden,
        referentie=referentie,
        tijd="",
        budget=budget_until(toewijzing, until) if toewijzing.latest.budget else 0,
        volume=_total_volume(toewijzing, toewijzing.latest.volume),
    )
    give(dossier, [(toewijzing, longer)], day, lambda sent: _look_ahead(dossier, course, sent))


def _total_volume(toewijzing: Toewijzing, volume: int) -> int:
    """Only a volume over the whole period (frequentie 6) may change with the einddatum."""
    if toewijzing.product and toewijzing.product.frequentie == "6":
        return volume + toewijzing.product.volume[0] // 2
    return volume


def _ask_extension(dossier: Dossier, course: Course, until: date, day: date) -> None:
    """By a 317: longer, or with another volume from a coming day, which needs a new number."""
    toewijzing = course.toewijzing
    product = toewijzing.product
    unchanged = [other for other in current(dossier, toewijzing, day) if other is not toewijzing]
    latest = toewijzing.latest

    def stopped(today: date) -> None:
        course.end = min(course.end, toewijzing.einddatum or course.end)
        _look_ahead(dossier, course, today)

    if (
        product is not None
        and product.frequentie in {"2", "4"}
        and product.volume[0] < product.volume[1]
        and dossier.chance(0.5)
    ):
        switch = day + days(5)
        volume = dossier.rng.randint(*product.volume)
        change = Wijziging(toewijzing, switch, until, volume, 0)
        ask_change(
            dossier,
            unchanged,
            change,
            day,
            lambda later, referentie: _renew(dossier, course, change, referentie, later),
            stopped,
        )
        return
    change = Wijziging(
        toewijzing,
        toewijzing.ingangsdatum,
        until,
        _total_volume(toewijzing, latest.volume),
        budget_until(toewijzing, until) if latest.budget else 0,
    )
    ask_change(
        dossier,
        unchanged,
        change,
        day,
        lambda later, referentie: _lengthen(dossier, course, until, later, referentie, "12"),
        stopped,
    )


def _renew(dossier: Dossier, course: Course, change: Wijziging, referentie: str, day: date) -> None:
    """End the old number and give a new one with the wished volume; both carry the reference of the request."""
    old = course.toewijzing
    switch = max(change.gewenste_ingangsdatum, day - days(2))
    if day < switch:
        dossier.at(switch, lambda later: _renew(dossier, course, change, referentie, later))
        return
    if (
        course.is_over
        or course.is_settling
        or course.is_paused
        or (old.einddatum is not None and old.einddatum <= switch)
    ):
        _lengthen(dossier, course, change.einddatum or course.end, day, referentie, "12")
        return
    new = new_toewijzing(dossier, course.traject, switch)
    ended = replace(old.latest, einddatum=switch - DAY, reden="12", referentie=referentie, tijd="")
    fresh = Versie(switch, "", change.einddatum, volume=change.volume, referentie=referentie)

    def given(today: date) -> None:
        course.zorg[-1].end = switch - DAY
        course.zorg.append(Zorg(new, switch))
        if course.begindatum:
            begindatum, course.begindatum, course.is_settling = course.begindatum, None, True
            leveringen.stop(dossier, old, begindatum, switch - DAY, "37", today + days(1), _nothing)
            dossier.at(
                today + days(dossier.between(1, 5)),
                lambda later: leveringen.start(
                    dossier, new, switch, later, lambda _: _on_started(dossier, course, switch)
                ),
            )
        _look_ahead(dossier, course, today)

    give(dossier, [(old, ended), (new, fresh)], day, given)


def _correct(dossier: Dossier, course: Course, day: date) -> None:
    """An administrative correction: a new version that is no new decision."""
    toewijzing = course.toewijzing
    if course.is_over or not toewijzing.runs_on(day):
        return
    reden = dossier.rng.choice(("14", "14", "14", "11"))
    einddatum = toewijzing.einddatum
    if einddatum and reden == "14" and not toewijzing.latest.budget:
        einddatum += days(dossier.between(1, 9))
    corrected = replace(toewijzing.latest, einddatum=einddatum, reden=reden, referentie="", tijd="")
    give(dossier, [(toewijzing, corrected)], day, _nothing, is_droppable=True)


def _pause(dossier: Dossier, course: Course, day: date) -> None:
    """A temporary stop; mostly the care resumes, sometimes it turns out to be the end."""
    if course.is_over or course.is_paused or course.is_settling or course.begindatum is None:
        return
    begindatum, toewijzing = course.begindatum, course.toewijzing
    resumes = day + days(dossier.between(14, 110))
    einddatum = toewijzing.einddatum
    if day < begindatum + days(10) or resumes + days(20) > course.end or (einddatum and resumes + days(20) > einddatum):
        return
    course.is_paused = course.is_settling = True
    course.pauses.append((day + DAY, resumes - DAY))

    def paused(_: date) -> None:
        course.is_settling = False

    leveringen.report(dossier, [(toewijzing, begindatum, "1", day, "20")], day + days(dossier.between(1, 5)), paused)
    if dossier.chance(0.2):
        course.end = day
        course.pauses.pop()
        dossier.at(resumes, lambda later: _finish(dossier, course, later, ended=day + days(dossier.between(0, 10))))
        return
    dossier.at(resumes, lambda later: _resume(dossier, course, resumes, later))


def _resume(dossier: Dossier, course: Course, resumes: date, day: date) -> None:
    if course.is_over:
        return
    if course.is_settling:
        dossier.at(day + days(3), lambda later: _resume(dossier, course, resumes, later))
        return
    course.is_settling = True

    def resumed(_: date) -> None:
        course.is_paused = course.is_settling = False
        course.begindatum = resumes

    report_on = max(day, resumes) + days(dossier.between(1, 5))
    row = (course.toewijzing, resumes, "1", None, "")
    dossier.at(report_on, lambda later: leveringen.report(dossier, [row], later, resumed))


def _finish(dossier: Dossier, course: Course, day: date, ended: date | None = None) -> None:
    """The end of care: a stop, if the provider sends one, and often a shorter toewijzing."""
    if course.is_over:
        return
    if course.is_settling:
        dossier.at(day + days(3), lambda later: _finish(dossier, course, later, ended))
        return
    course.is_over = True
    end = ended or course.end
    toewijzing, oorzaak = course.toewijzing, course.traject.oorzaak
    end = min(end, toewijzing.einddatum) if toewijzing.einddatum else end
    if course.begindatum and (course.is_paused or not dossier.chance(NEVER_STOPPED)):
        begindatum = course.begindatum
        reden = REASON_OF_STOP[toewijzing.wet][oorzaak]
        end = max(end, begindatum)
        send_on = max(day, end) + days(dossier.between(1, 9))
        dossier.at(send_on, lambda later: leveringen.stop(dossier, toewijzing, begindatum, end, reden, later, _nothing))
    runs_past = toewijzing.einddatum is None or toewijzing.einddatum > end
    if runs_past and dossier.chance(0.65):
        shorter_on = max(day, end) + days(dossier.between(1, 3))
        dossier.at(shorter_on, lambda later: _shorten(dossier, toewijzing, end, REASON_OF_TOEWIJZING[oorzaak], later))


def _shorten(dossier: Dossier, toewijzing: Toewijzing, end: date, reden: str, day: date) -> None:
    if toewijzing.einddatum is not None and toewijzing.einddatum <= end:
        return
    shorter = replace(toewijzing.latest, einddatum=end, reden=reden, referentie="", tijd="")
    give(dossier, [(toewijzing, shorter)], day, _nothing, is_droppable=True)


def _nothing(_: date) -> None:
    """What follows when nothing follows."""
