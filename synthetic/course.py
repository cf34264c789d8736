"""The course of one traject up to the moment that care can start: asked for, given, reported."""

from dataclasses import replace
from datetime import date

from synthetic import leveringen
from synthetic.care import nothing, on_started
from synthetic.claims import begin_claims
from synthetic.dossier import Dossier
from synthetic.extension import correct, look_ahead, repeat
from synthetic.months import days
from synthetic.plan import Traject
from synthetic.story import Melding, Toewijzing
from synthetic.toewijzingen import Changes, first_versie, give, make_room, new_toewijzing, wish
from synthetic.verzoeken import Outcome, ask_toewijzing
from synthetic.zorg import Course, Zorg

NEVER_STARTED = 0.05
"""Chance that a provider sends no start at all; its claims come all the same (OP364)."""

NEVER_CAME = 0.01
GIVEN_IN_ERROR = 0.025
STARTED_IN_ERROR = 0.5
NOT_GIVEN_ANEW = 0.3
CORRECTED = 0.08
REPEATED = 0.15


def begin(dossier: Dossier, traject: Traject) -> None:
    """Plan the first message of a traject; care may have begun before the municipality has answered."""
    course = Course(traject, traject.end)
    if traject.route == "verzoek":
        ingangsdatum = traject.begin - days(dossier.between(0, 14))
        dossier.at(ingangsdatum + days(dossier.between(-1, 3)), lambda day: _ask(dossier, course, ingangsdatum, day))
    else:
        ingangsdatum = traject.begin
        dossier.at(ingangsdatum + days(dossier.between(0, 5)), lambda day: _assign(dossier, course, ingangsdatum, day))


def _ask(dossier: Dossier, course: Course, ingangsdatum: date, day: date) -> None:
    if course.traject.aanbieder.agb in dossier.pending:
        dossier.at(day + days(4), lambda later: _assign(dossier, course, ingangsdatum, later))
        return
    wanted = wish(course.traject, ingangsdatum)

    def granted(today: date, referentie: str) -> None:
        send_on = max(today, ingangsdatum)
        dossier.at(send_on, lambda later: _assign(dossier, course, ingangsdatum, later, referentie))

    versie = first_versie(dossier, course.traject, wanted)
    ask_toewijzing(dossier, wanted, versie, day, Outcome(granted, nothing))


def _assign(dossier: Dossier, course: Course, ingangsdatum: date, day: date, referentie: str = "") -> None:
    if not referentie and dossier.chance(GIVEN_IN_ERROR):
        _give_in_error(dossier, course, ingangsdatum, day)
        return
    toewijzing = new_toewijzing(dossier, course.traject, ingangsdatum)
    changes: Changes = make_room(dossier, toewijzing)
    changes.append((toewijzing, first_versie(dossier, course.traject, toewijzing, referentie)))
    give(dossier, changes, day, lambda sent: _on_assigned(dossier, course, toewijzing, sent), is_droppable=True)


def _give_in_error(dossier: Dossier, course: Course, ingangsdatum: date, day: date) -> None:
    """A toewijzing that should not have been: perhaps started and taken back, then removed (13), mostly given anew."""
    wrong = new_toewijzing(dossier, course.traject, ingangsdatum)

    def given(today: date) -> None:
        if dossier.chance(STARTED_IN_ERROR):
            start = Melding(wrong, wrong.ingangsdatum)
            dossier.at(today + days(1), lambda later: leveringen.report(dossier, [start], later, started))
        else:
            dossier.at(today + days(dossier.between(4, 16)), remove)

    def started(today: date) -> None:
        start = Melding(wrong, wrong.ingangsdatum)
        dossier.at(today + days(5), lambda later: leveringen.withdraw(dossier, start, later, taken_back))

    def taken_back(today: date) -> None:
        dossier.at(today + days(4), remove)

    def remove(today: date) -> None:
        removed = replace(wrong.latest, einddatum=wrong.ingangsdatum, reden="13", tijd="")
        give(dossier, [(wrong, removed)], today, again)

    def again(today: date) -> None:
        if dossier.chance(NOT_GIVEN_ANEW):
            return
        dossier.at(today + days(dossier.between(0, 3)), lambda later: _assign(dossier, course, ingangsdatum, later))

    changes: Changes = make_room(dossier, wrong)
    changes.append((wrong, first_versie(dossier, course.traject, wrong)))
    give(dossier, changes, day, given)


def _on_assigned(dossier: Dossier, course: Course, toewijzing: Toewijzing, day: date) -> None:
    first_day = max(course.traject.begin, toewijzing.ingangsdatum)
    course.zorg.append(Zorg(toewijzing, first_day))
    report_on = max(day, first_day) + days(dossier.between(1, 7))
    start = Melding(toewijzing, first_day)
    if dossier.chance(NEVER_CAME):
        _never_came(dossier, start, report_on)
        return
    if dossier.chance(NEVER_STARTED):
        course.is_settling = False
    else:
        dossier.at(
            report_on,
            lambda later: leveringen.start(dossier, start, later, lambda _: on_started(dossier, course, first_day)),
        )
    if dossier.chance(CORRECTED):
        dossier.at(day + days(dossier.between(20, 90)), lambda later: correct(dossier, course, later))
    if dossier.chance(REPEATED):
        dossier.at(day + days(dossier.between(20, 450)), lambda later: repeat(dossier, course, later))
    begin_claims(dossier, course, day)
    look_ahead(dossier, course, day)


def _never_came(dossier: Dossier, start: Melding, day: date) -> None:
    """The start is reported and withdrawn for good: no care, no claims, and a toewijzing that simply runs out."""

    def reported(sent: date) -> None:
        dossier.at(sent + days(8), lambda later: leveringen.withdraw(dossier, start, later, nothing))

    dossier.at(day, lambda later: leveringen.report(dossier, [start], later, reported))
