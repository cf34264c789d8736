"""How a provider reports start and stop of care, and takes back what it reported wrongly."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from synthetic.berichten.levering import client_block
from synthetic.dossier import Dossier
from synthetic.months import days
from synthetic.story import LeveringFeit, Toewijzing

REFUSED = 0.02
Then = Callable[[date], None]


def report(dossier: Dossier, rows: list[tuple[Toewijzing, date, str, date | None, str]], day: date, then: Then) -> None:
    """Send starts (no einddatum) or stops as one 305 or 307 and call `then` when it is sent and not refused.

    A row is toewijzing, begindatum, status, einddatum, reden.
    """
    toewijzing = rows[0][0]
    soort = "305" if rows[0][3] is None else "307"
    placeholder = [
        LeveringFeit(None, row[0], row[1], row[2], row[3], row[4])  # type: ignore[arg-type]
        for row in rows
    ]
    bericht = dossier.send(
        toewijzing.wet,
        soort,
        toewijzing.gemeente,
        toewijzing.aanbieder,
        day,
        lambda tags, verdict: client_block(tags, dossier.persoon, placeholder, verdict),
        refusal=REFUSED,
    )
    dossier.leveringen.extend(replace(fact, bericht=bericht) for fact in placeholder)
    if not bericht.is_refused:
        then(day)
        return
    assert bericht.answered is not None  # noqa: S101 (a refusal is an answer)
    dossier.at(bericht.answered + days(dossier.between(1, 3)), lambda later: report(dossier, rows, later, then))


def start(dossier: Dossier, toewijzing: Toewijzing, begindatum: date, day: date, then: Then) -> None:
    """Report a start; once in thirty times with a wrong date first, put right within three weeks."""
    if not dossier.chance(0.03):
        report(dossier, [(toewijzing, begindatum, "1", None, "")], day, then)
        return
    wrong = max(toewijzing.ingangsdatum, begindatum - days(dossier.between(1, 6)))
    if wrong == begindatum:
        wrong = min(begindatum + days(dossier.between(1, 3)), day)
    if wrong == begindatum:
        report(dossier, [(toewijzing, begindatum, "1", None, "")], day, then)
        return
    take_back = (toewijzing, wrong, "3", None, "")
    right = (toewijzing, begindatum, "1", None, "")
    report(
        dossier,
        [(toewijzing, wrong, "1", None, "")],
        day,
        lambda sent: dossier.at(
            sent + days(dossier.between(5, 18)), lambda later: _correct(dossier, take_back, right, later, then)
        ),
    )


def stop(
    dossier: Dossier, toewijzing: Toewijzing, begindatum: date, einddatum: date, reden: str, day: date, then: Then
) -> None:
    """Report a stop; once in twenty-five times with a wrong date or reason first."""
    right = (toewijzing, begindatum, "1", einddatum, reden)
    wrong_date = max(begindatum, einddatum - days(dossier.between(1, 9)))
    if reden == "20" or not dossier.chance(0.04) or wrong_date == einddatum:
        report(dossier, [right], day, then)
        return
    wrong = (toewijzing, begindatum, "1", wrong_date, reden)
    take_back = (toewijzing, begindatum, "3", wrong_date, reden)
    report(
        dossier,
        [wrong],
        day,
        lambda sent: dossier.at(
            sent + days(dossier.between(4, 15)), lambda later: _correct(dossier, take_back, right, later, then)
        ),
    )


def withdraw_start(dossier: Dossier, toewijzing: Toewijzing, begindatum: date, day: date, then: Then) -> None:
    report(dossier, [(toewijzing, begindatum, "3", None, "")], day, then)


def _correct(
    dossier: Dossier,
    take_back: tuple[Toewijzing, date, str, date | None, str],
    right: tuple[Toewijzing, date, str, date | None, str],
    day: date,
    then: Then,
) -> None:
    """In the same message (the new row first, to see whether 3 is taken before 1), or a few days apart."""
    if dossier.chance(0.6):
        rows = [right, take_back] if dossier.chance(0.5) else [take_back, right]
        report(dossier, rows, day, then)
        return
    report(
        dossier,
        [take_back],
        day,
        lambda sent: dossier.at(
            sent + days(dossier.between(1, 6)), lambda later: report(dossier, [right], later, then)
        ),
    )
