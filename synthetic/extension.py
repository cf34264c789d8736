"""How a toewijzing grows with the care: extended, renewed with another volume, corrected."""

from dataclasses import dataclass, replace
from datetime import date

from synthetic import leveringen
from synthetic.berichten.verzoek import ChangeRequest, Wijziging
from synthetic.care import finish, nothing, on_started
from synthetic.dossier import Dossier
from synthetic.months import DAY, days
from synthetic.story import Melding, Toewijzing, Versie
from synthetic.toewijzingen import budget_until, current, give, new_toewijzing, repeat_snapshot
from synthetic.verzoeken import Outcome, ask_change
from synthetic.zorg import Course, Zorg

PLANNED_EARLY = 0.4
"""Share of extensions that are taken up so early that the provider can still ask for them with a 317."""

ANOTHER_VOLUME = 0.5
EXTENDED, ASKED_FOR = "04", "12"
CORRECTIONS = ("14", "14", "14", "11", "10")


@dataclass(frozen=True, slots=True)
class Longer:
    """An extension: until when, for what reason, on whose request."""

    until: date
    reden: str
    referentie: str = ""


def look_ahead(dossier: Dossier, course: Course, day: date) -> None:
    """Plan the next thing: an extension if care goes on past the einddatum, else the end."""
    einddatum = course.toewijzing.einddatum
    if einddatum is None or course.end <= einddatum:
        dossier.at(max(course.end, day), lambda later: finish(dossier, course, later))
        return
    is_early = dossier.chance(PLANNED_EARLY)
    ahead = days(dossier.between(50, 80) if is_early else dossier.between(15, 30))
    dossier.at(max(day + DAY, einddatum - ahead), lambda later: _extend(dossier, course, later))


def correct(dossier: Dossier, course: Course, day: date) -> None:
    """An administrative correction: a new version that is no new decision."""
    toewijzing = course.toewijzing
    if course.is_over or not toewijzing.runs_on(day):
        return
    reden = dossier.rng.choice(CORRECTIONS)
    einddatum = toewijzing.einddatum
    if einddatum and reden == "14" and not toewijzing.latest.budget:
        einddatum += days(dossier.between(1, 9))
    corrected = replace(toewijzing.latest, einddatum=einddatum, reden=reden, referentie="", tijd="")
    give(dossier, [(toewijzing, corrected)], day, nothing, is_droppable=True)


def repeat(dossier: Dossier, course: Course, day: date) -> None:
    """The municipality sends what runs once more, unchanged: nothing new has been decided."""
    if course.toewijzing.runs_on(day):
        repeat_snapshot(dossier, course.toewijzing, day)


def _extend(dossier: Dossier, course: Course, day: date) -> None:
    einddatum = course.toewijzing.einddatum
    if course.is_over:
        return
    if einddatum is None or course.end <= einddatum:
        look_ahead(dossier, course, day)
        return
    until = max(einddatum, day) + days(dossier.between(90, 365))
    is_free = not course.is_paused and not course.is_settling
    if is_free and (einddatum - day).days > 45 and course.traject.aanbieder.agb not in dossier.pending:
        _ask_extension(dossier, course, until, day)
    else:
        _lengthen(dossier, course, Longer(until, EXTENDED), day)


def _lengthen(dossier: Dossier, course: Course, longer: Longer, day: date) -> None:
    toewijzing = course.toewijzing
    versie = replace(
        toewijzing.latest,
        einddatum=longer.until,
        reden=longer.reden,
        referentie=longer.referentie,
        tijd="",
        budget=budget_until(toewijzing, longer.until) if toewijzing.latest.budget else 0,
        volume=_total_volume(toewijzing),
    )
    give(dossier, [(toewijzing, versie)], day, lambda sent: look_ahead(dossier, course, sent))


def _total_volume(toewijzing: Toewijzing) -> int:
    """Only a volume over the whole period (frequentie 6) may change with the einddatum (OP033)."""
    volume = toewijzing.latest.volume
    if toewijzing.product and toewijzing.product.frequentie == "6":
        return volume + toewijzing.product.volume[0] // 2
    return volume


def _ask_extension(dossier: Dossier, course: Course, until: date, day: date) -> None:
    """By a 317: longer, or with another volume from a coming day, which needs a new number."""
    toewijzing = course.toewijzing
    product = toewijzing.product
    has_range = product is not None and product.frequentie in {"2", "4"} and product.volume[0] < product.volume[1]
    volume = 0
    if product is not None and has_range and dossier.chance(ANOTHER_VOLUME):
        volume = dossier.rng.randint(*product.volume)
    asked: list[Wijziging] = []

    def wish(today: date) -> ChangeRequest:
        unchanged = [other for other in current(dossier, toewijzing, today) if other is not toewijzing]
        if volume:
            asked.append(Wijziging(toewijzing, today + days(5), until, volume, 0))
        else:
            budget = budget_until(toewijzing, until) if toewijzing.latest.budget else 0
            total = _total_volume(toewijzing)
            asked.append(Wijziging(toewijzing, toewijzing.ingangsdatum, until, total, budget))
        return ChangeRequest(dossier.persoon.bsn, unchanged, asked[-1:])

    def rejected(today: date) -> None:
        course.end = min(course.end, toewijzing.einddatum or course.end)
        look_ahead(dossier, course, today)

    def granted(today: date, referentie: str) -> None:
        if volume:
            _renew(dossier, course, asked[-1], referentie, today)
        else:
            _lengthen(dossier, course, Longer(until, ASKED_FOR, referentie), today)

    ask_change(dossier, toewijzing, wish, day, Outcome(granted, rejected))


def _renew(dossier: Dossier, course: Course, change: Wijziging, referentie: str, day: date) -> None:
    """End the old number and give a new one with the wished volume; both carry the reference of the request."""
    old, switch = course.toewijzing, change.gewenste_ingangsdatum
    if day < switch:
        dossier.at(switch, lambda later: _renew(dossier, course, change, referentie, later))
        return
    is_free = not course.is_over and not course.is_settling and not course.is_paused
    if not is_free or (old.einddatum is not None and old.einddatum <= day):
        _lengthen(dossier, course, Longer(change.einddatum or course.end, ASKED_FOR, referentie), day)
        return
    new = new_toewijzing(dossier, course.traject, switch)
    ended = replace(old.latest, einddatum=switch - DAY, reden=ASKED_FOR, referentie=referentie, tijd="")
    fresh = Versie(switch, "", change.einddatum, volume=change.volume, referentie=referentie)

    def given(today: date) -> None:
        last = new.ingangsdatum - DAY
        course.zorg[-1].end = last
        course.zorg.append(Zorg(new, new.ingangsdatum))
        course.is_settling = course.begindatum is not None
        if course.begindatum:
            stop = Melding(old, course.begindatum, last, "37")
            course.begindatum = None
            dossier.at(today + DAY, lambda later: leveringen.report(dossier, [stop], later, stopped))
        look_ahead(dossier, course, today)

    def stopped(today: date) -> None:
        begin = new.ingangsdatum
        report_on = today + days(dossier.between(0, 4))
        dossier.at(
            report_on,
            lambda later: leveringen.start(
                dossier, Melding(new, begin), later, lambda _: on_started(dossier, course, begin)
            ),
        )

    course.is_settling = True
    give(dossier, [(old, ended), (new, fresh)], day, given)
