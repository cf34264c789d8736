"""How a provider reports start and stop of care, and takes back what it reported wrongly."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from synthetic.berichten.levering import client_block
from synthetic.dossier import Dossier
from synthetic.months import days
from synthetic.story import LeveringFeit, Melding

REFUSED = 0.02
REFUSED_FOR_CONTENT = 0.5
WRONG_START = 0.03
WRONG_STOP = 0.04
IN_ONE_MESSAGE = 0.6
"""Share of corrections that withdraw and report anew in the same message."""

Then = Callable[[date], None]


def report(dossier: Dossier, meldingen: list[Melding], day: date, then: Then) -> None:
    """Send starts or stops as one 305 or 307 and call `then` on the day that it is sent and not refused."""
    is_refused = dossier.chance(REFUSED)
    told = meldingen
    if is_refused and len(meldingen) == 1 and dossier.chance(REFUSED_FOR_CONTENT):
        told = [_spoilt(dossier, meldingen[0], day)]
    bericht = dossier.send(
        "307" if meldingen[0].is_stop else "305",
        meldingen[0].toewijzing,
        day,
        lambda tags, verdict: client_block(tags, dossier.persoon, told, verdict),
        is_refused=is_refused,
    )
    dossier.leveringen.extend(LeveringFeit(bericht, melding) for melding in told)
    if is_refused:
        dossier.again(bericht, lambda later: report(dossier, meldingen, later, then))
    else:
        then(day)


def start(dossier: Dossier, melding: Melding, day: date, then: Then) -> None:
    """Report a start; now and then with a wrong date first, put right within three weeks."""
    wrong = _spoilt(dossier, melding, day) if dossier.chance(WRONG_START) else melding
    _report_by_way_of(dossier, wrong, melding, day, then)


def stop(dossier: Dossier, melding: Melding, not_before: date, day: date, then: Then) -> None:
    """Report a definitive stop; now and then with a wrong date first, but none before `not_before`."""
    wrong = melding
    if dossier.chance(WRONG_STOP):
        wrong = _spoilt(dossier, melding, day)
        wrong = replace(wrong, einddatum=max(not_before, wrong.einddatum or not_before))
    _report_by_way_of(dossier, wrong, melding, day, then)


def withdraw(dossier: Dossier, melding: Melding, day: date, then: Then) -> None:
    report(dossier, [replace(melding, status="3")], day, then)


def _spoilt(dossier: Dossier, melding: Melding, day: date) -> Melding:
    """The same start or stop with a slip in its last date, which stays within the toewijzing and before the message."""
    slip = days(dossier.between(1, 40)) * (1 if dossier.chance(0.5) else -1)
    if melding.einddatum is None:
        wrong = min(day, max(melding.toewijzing.ingangsdatum, melding.begindatum + slip))
        return replace(melding, begindatum=wrong)
    latest = min(day, melding.toewijzing.einddatum or day)
    return replace(melding, einddatum=max(melding.begindatum, min(latest, melding.einddatum + slip)))


def _report_by_way_of(dossier: Dossier, wrong: Melding, right: Melding, day: date, then: Then) -> None:
    if wrong == right:
        report(dossier, [right], day, then)
        return
    patience = days(dossier.between(4, 18))

    def reported(sent: date) -> None:
        dossier.at(sent + patience, lambda later: _correct(dossier, wrong, right, later, then))

    report(dossier, [wrong], day, reported)


def _correct(dossier: Dossier, wrong: Melding, right: Melding, day: date, then: Then) -> None:
    """In one message (the new row may come first: 3 is taken before 1 all the same), or a few days apart."""
    take_back = replace(wrong, status="3")
    if dossier.chance(IN_ONE_MESSAGE):
        rows = [right, take_back] if dossier.chance(0.5) else [take_back, right]
        report(dossier, rows, day, then)
        return
    patience = days(dossier.between(1, 6))

    def taken_back(sent: date) -> None:
        dossier.at(sent + patience, lambda later: report(dossier, [right], later, then))

    report(dossier, [take_back], day, taken_back)
