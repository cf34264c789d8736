"""How the planned lines are claimed: some late, some refused first, some too low first and credited later.

Whatever happens on the way, what stands in the end is the line as planned.
"""

from dataclasses import dataclass, replace
from datetime import date

from synthetic.dossier import Dossier
from synthetic.fates import declaratie_for, declaration_day
from synthetic.months import add_months, last_of_month
from synthetic.nijmegen.stretches import Line, day_in
from synthetic.story import Declaratie, Regel, RegelFeit, Toewijzing

LATE, REFUSED, TOO_LOW = 0.04, 0.015, 0.012
REFUSED_CODE, CREDIT_CODE, TOGETHER_CODE = "0611", "8017", "9389"


@dataclass(frozen=True, slots=True)
class Claim:
    """A line on the toewijzing that it is claimed on."""

    toewijzing: Toewijzing
    line: Line
    sent: date
    """The day on which the provider was told of the toewijzing: no claim comes before it."""


def claim(dossier: Dossier, toewijzing: Toewijzing, lines: list[Line], sent: date) -> None:
    """Plan the claims of one toewijzing, month after month."""
    for line in lines:
        late = dossier.between(1, 3) if dossier.chance(LATE) else 0
        todo = Claim(toewijzing, line, sent)
        if line.volume > 1 and dossier.chance(TOO_LOW):
            wrong = _regel(dossier, todo, max(1, line.volume * dossier.between(60, 90) // 100))
            _submit(dossier, todo, [wrong], add_months(day_in(line.month, 1), late), then_right=True)
        else:
            _submit(dossier, todo, [_regel(dossier, todo, line.volume)], add_months(day_in(line.month, 1), late))


def _submit(dossier: Dossier, todo: Claim, regels: list[Regel], periode: date, *, then_right: bool = False) -> None:
    """Put lines that belong together into the first declaratie from `periode` on that is answered."""
    declaratie = _next_declaratie(dossier, todo, regels, periode)

    def submit(_: date) -> None:
        is_refused = dossier.chance(REFUSED)
        for regel in regels:
            code = CREDIT_CODE if regel.is_credit else (TOGETHER_CODE if len(regels) > 1 else REFUSED_CODE)
            dossier.regels.append(RegelFeit(regel, declaratie, (code,) if is_refused else ()))
        later = add_months(declaratie.periode, 1)
        if is_refused or declaratie.is_refused:
            again = [replace(regel, referentie=_reference(dossier, todo.toewijzing)) for regel in regels]
            _submit(dossier, todo, again, later, then_right=then_right)
        elif then_right:
            credit = replace(regels[0], referentie=_reference(dossier, todo.toewijzing), vorige=regels[0].referentie)
            right = _regel(dossier, todo, todo.line.volume)
            _submit(dossier, todo, [credit, right], add_months(later, dossier.between(0, 3)))

    dossier.at(declaratie.day, submit)


def _next_declaratie(dossier: Dossier, todo: Claim, regels: list[Regel], periode: date) -> Declaratie:
    """A provider that hears nothing about a declaratie would claim in vain: here it skips such a month."""
    parties = todo.toewijzing.parties
    is_apart = parties.aanbieder.corrects_apart and any(regel.is_credit for regel in regels)
    while True:
        declaratie = declaratie_for(dossier.parameters.seed, parties, periode, 2 if is_apart else 1)
        if declaration_day(parties.aanbieder, periode) > todo.sent and declaratie.answered is not None:
            return declaratie
        periode = add_months(periode, 1)


def _regel(dossier: Dossier, todo: Claim, volume: int) -> Regel:
    toewijzing, line = todo.toewijzing, todo.line
    month, tarief = day_in(line.month, 1), line.product.tarief_in(line.year)
    return Regel(
        toewijzing=toewijzing,
        product=line.product,
        referentie=_reference(dossier, toewijzing),
        vorige="",
        begin=max(month, toewijzing.ingangsdatum),
        end=min(last_of_month(month), toewijzing.einddatum or last_of_month(month)),
        volume=volume,
        eenheid=line.product.eenheid,
        tarief=tarief,
        bedrag=volume * tarief,
    )


def _reference(dossier: Dossier, toewijzing: Toewijzing) -> str:
    """Unique for the provider and wet, as elsewhere in the city."""
    serial = dossier.number_for(f"regel/{toewijzing.aanbieder.agb}/{toewijzing.wet}")
    return f"P{dossier.number:06d}{serial:05d}"
