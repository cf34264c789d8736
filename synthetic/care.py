"""What happens to care once it runs: it is started, interrupted, resumed, ended."""

from dataclasses import replace
from datetime import date

from synthetic import leveringen
from synthetic.dossier import Dossier
from synthetic.endings import REASON_OF_STOP, REASON_OF_TOEWIJZING, TEMPORARY
from synthetic.months import DAY, days
from synthetic.story import Melding, Toewijzing
from synthetic.toewijzingen import current, give, repeat_snapshot
from synthetic.zorg import Course

INTERRUPTED = 0.12
INTERRUPTION_IS_THE_END = 0.2
NEVER_STOPPED = 0.08
SHORTENED = 0.65
"""Chance that the municipality ends a toewijzing when care ended before it."""

FORGOTTEN = 0.08
"""Chance that it sends the version before that once more: the stamp tells that nothing has changed."""


def on_started(dossier: Dossier, course: Course, begindatum: date) -> None:
    """Remember the standing start; some care will be interrupted."""
    course.begindatum = begindatum
    course.is_settling = False
    length = (course.end - begindatum).days
    if length > 150 and dossier.chance(INTERRUPTED):
        day = begindatum + days(dossier.between(30, length - 90))
        dossier.at(day, lambda later: _pause(dossier, course, later))


def _pause(dossier: Dossier, course: Course, day: date) -> None:
    """A temporary stop; mostly the care resumes, sometimes it turns out to be the end."""
    begindatum, toewijzing = course.begindatum, course.toewijzing
    if course.is_over or course.is_paused or course.is_settling or begindatum is None:
        return
    resumes = day + days(dossier.between(14, 110))
    last = min(course.end, toewijzing.einddatum or course.end)
    if day < begindatum + days(10) or resumes + days(20) > last:
        return
    course.is_paused = course.is_settling = True

    def paused(_: date) -> None:
        course.is_settling = False

    stop = Melding(toewijzing, begindatum, day, TEMPORARY)
    report_on = day + days(dossier.between(1, 5))
    dossier.at(report_on, lambda later: leveringen.report(dossier, [stop], later, paused))
    if dossier.chance(INTERRUPTION_IS_THE_END):
        course.end = day
        ended = min(last, day + days(dossier.between(0, 10)))
        dossier.at(resumes, lambda later: finish(dossier, course, later, ended))
    else:
        course.pauses.append((day + DAY, resumes - DAY))
        dossier.at(resumes, lambda later: _resume(dossier, course, resumes, later))


def _resume(dossier: Dossier, course: Course, resumes: date, day: date) -> None:
    if course.is_over:
        return
    if course.is_settling:
        dossier.at(day + days(3), lambda later: _resume(dossier, course, resumes, later))
        return
    course.is_settling = True
    start = Melding(course.toewijzing, resumes)

    def resumed(_: date) -> None:
        course.is_paused = course.is_settling = False
        course.begindatum = resumes

    report_on = day + days(dossier.between(1, 5))
    dossier.at(report_on, lambda later: leveringen.report(dossier, [start], later, resumed))


def finish(dossier: Dossier, course: Course, day: date, ended: date | None = None) -> None:
    """The end of care: a stop, if the provider sends one, and often a shorter toewijzing."""
    if course.is_over:
        return
    if course.is_settling:
        dossier.at(day + days(3), lambda later: finish(dossier, course, later, ended))
        return
    course.is_over = True
    toewijzing, oorzaak = course.toewijzing, course.traject.oorzaak
    end = ended or course.end
    end = max(min(end, toewijzing.einddatum or end), course.begindatum or toewijzing.ingangsdatum)
    if course.begindatum and (course.is_paused or not dossier.chance(NEVER_STOPPED)):
        stop = Melding(toewijzing, course.begindatum, end, REASON_OF_STOP[toewijzing.wet][oorzaak])
        report_on = max(day, end) + days(dossier.between(1, 9))
        not_before = end if course.is_paused else course.begindatum
        dossier.at(report_on, lambda later: leveringen.stop(dossier, stop, not_before, later, nothing))
    if oorzaak == "bekostiging" or dossier.chance(SHORTENED):
        send_on = max(day, end) + days(dossier.between(1, 3))
        reden = REASON_OF_TOEWIJZING[oorzaak]
        dossier.at(send_on, lambda later: _shorten(dossier, toewijzing, end, reden, later))


def _shorten(dossier: Dossier, toewijzing: Toewijzing, end: date, reden: str, day: date) -> None:
    if toewijzing.einddatum is not None and toewijzing.einddatum <= end:
        return
    shorter = replace(toewijzing.latest, einddatum=end, reden=reden, referentie="", tijd="")

    def forget(today: date) -> None:
        if all(other.product != toewijzing.product for other in current(dossier, toewijzing, today)):
            repeat_snapshot(dossier, toewijzing, today, is_stale=True)

    def shortened(today: date) -> None:
        if dossier.chance(FORGOTTEN):
            dossier.at(today + days(dossier.between(3, 40)), forget)

    give(dossier, [(toewijzing, shorter)], day, shortened, is_droppable=True)


def nothing(_: date) -> None:
    """What follows when nothing follows."""
