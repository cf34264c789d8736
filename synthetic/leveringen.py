"""How a provider reports start and stop of care, and takes back what it reported wrongly."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from synthetic.berichten.levering import client_block
from synthetic.dossier import Dossier
from synthetic.months import days
from synthetic.story import LeveringFeit, Melding

REFUSED = 0.02
WRONG_START = 0.03
WRONG_STOP = 0.04
IN_ONE_MESSAGE = 0.6
"""Share of corrections that withdraw and report anew in the same message."""

Then = Callable[[date], None]


def report(dossier: Dossier, meldingen: list[Melding], day: date, then: Then) -> None:
    """Send starts or stops as one 305 or 307 and call `then` on the day that it is sent and not refused."""
    toewijzing = meldingen[0].toewijzing
    bericht = dossier.send(
        "307" if meldingen[0].is_stop else "305",
        toewijzing,
        day,
        lambda tags, verdict: client_block(tags, dossier.persoon, meldingen, verdict),
        refusal=REFUSED,
    )
    dossier.leveringen.extend(LeveringFeit(bericht, melding) for melding in meldingen)
    if bericht.is_refused:
        dossier.again(bericht, lambda later: report(dossier, meldingen, later, then))
    else:
        then(day)


def start(dossier: Dossier, melding: Melding, day: date, then: Then) -> None:
    """Report a start; now and then with a wrong date first, put right within three weeks."""
    wrong = melding
    if dossier.chance(WRONG_START):
        before = melding.begindatum - days(dossier.between(1, 6))
        wrong = replace(melding, begindatum=max(melding.toewijzing.ingangsdatum, before))
    _report_by_way_of(dossier, wrong, melding, day, then)


def stop(dossier: Dossier, melding: Melding, not_before: date, day: date, then: Then) -> None:
    """Report a definitive stop; now and then with a wrong date first, but none before `not_before`."""
    wrong = melding
    if melding.einddatum and dossier.chance(WRONG_STOP):
        before = melding.einddatum - days(dossier.between(1, 9))
        wrong = replace(melding, einddatum=max(not_before, before))
    _report_by_way_of(dossier, wrong, melding, day, then)


def withdraw(dossier: Dossier, melding: Melding, day: date, then: Then) -> None:
    report(dossier, [replace(melding, status="3")], day, then)


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
