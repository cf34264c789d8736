"""How a municipality gives, changes and removes a toewijzing, and tells the provider with a 301."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from synthetic.berichten.toewijzing import ClientOf301, ToegewezenProduct, client_block
from synthetic.dossier import Dossier
from synthetic.months import DAY, days
from synthetic.plan import Traject
from synthetic.story import Bericht, Parties, Toewijzing, Versie, VersieFeit

REFUSED = 0.02
REFUSED_FOR_CONTENT = 0.5
STALE_REPETITION = 0.1
"""Chance that a snapshot repeats a version that a later one replaced: the stamp decides, not the message."""

DROPPED = 0.3
"""Chance that a refused change that may be dropped is not sent again."""

MONTHLY_CENTS_WITHOUT_CODE = 60000
Changes = list[tuple[Toewijzing, Versie]]
Then = Callable[[date], None]


def new_toewijzing(dossier: Dossier, traject: Traject, ingangsdatum: date) -> Toewijzing:
    """A toewijzing without versions; its number is unique in the municipality and wet, not beyond."""
    serial = dossier.number_for(f"toewijzing/{traject.wet}/{traject.gemeente}")
    return wish(traject, ingangsdatum, dossier.number * 100 + serial)


def wish(traject: Traject, ingangsdatum: date, nummer: int = 0) -> Toewijzing:
    """What a traject needs, as a 315 asks for it: not yet given, so without a number."""
    variant = traject.aanbieder.variant
    return Toewijzing(
        parties=Parties(traject.wet, traject.gemeente, traject.aanbieder),
        nummer=nummer,
        product=traject.product if variant == "specifiek" else None,
        categorie="" if variant == "generiek" else traject.product.categorie,
        ingangsdatum=ingangsdatum,
    )


def first_versie(dossier: Dossier, traject: Traject, toewijzing: Toewijzing, referentie: str = "") -> Versie:
    """What is given at first: most care is given for a year at most and extended as needed."""
    einddatum = toewijzing.ingangsdatum + days(dossier.between(120, 365) - 1)
    if traject.end < einddatum and dossier.chance(0.6):
        einddatum = max(traject.end, toewijzing.ingangsdatum + days(20))
    product = toewijzing.product
    is_open = product is not None and product.is_open_ended and dossier.chance(0.8)
    if product is not None and product.frequentie == "4" and dossier.chance(0.1):
        is_open = True
    return Versie(
        toewijzingsdatum=toewijzing.ingangsdatum,
        tijd="",
        einddatum=None if is_open else einddatum,
        volume=dossier.rng.randint(*product.volume) if product else 0,
        budget=budget_until(toewijzing, einddatum),
        referentie=referentie,
    )


def budget_until(toewijzing: Toewijzing, einddatum: date) -> int:
    """Budget in cents for a toewijzing that names no code; the aspecifieke have none half of the time."""
    if toewijzing.product or (toewijzing.categorie and toewijzing.nummer % 2):
        return 0
    months = (einddatum - toewijzing.ingangsdatum).days // 28 + 2
    return months * MONTHLY_CENTS_WITHOUT_CODE * 2


def give(dossier: Dossier, changes: Changes, day: date, then: Then, *, is_droppable: bool = False) -> None:
    """Send changes in a 301 and call `then` on the day that a 301 with them is sent and not refused.

    What is refused may have been wrong, and a droppable change may not come back at all.
    """
    changes = clear_of_claims(changes)
    changes = [(toewijzing, stamped(dossier, toewijzing, versie, day)) for toewijzing, versie in changes]
    is_refused = dossier.chance(REFUSED)
    told = _spoilt(dossier, changes) if is_refused and dossier.chance(REFUSED_FOR_CONTENT) else changes
    products = [ToegewezenProduct(toewijzing, versie, is_repetition=False) for toewijzing, versie in told]
    bericht = _send_snapshot(dossier, changes[0][0], products, day, is_refused=is_refused)
    dossier.versies.extend(VersieFeit(bericht, toewijzing, versie) for toewijzing, versie in told)
    if not is_refused:
        for toewijzing, versie in changes:
            _take_in(dossier, toewijzing, versie)
        then(day)
    elif not (is_droppable and dossier.chance(DROPPED)):
        if dossier.chance(0.5):
            changes = [(toewijzing, replace(versie, tijd="")) for toewijzing, versie in changes]
        dossier.again(bericht, lambda later: give(dossier, changes, later, then, is_droppable=is_droppable))


def repeat_snapshot(dossier: Dossier, like: Toewijzing, day: date, *, is_stale: bool = False) -> None:
    """Send a 301 in which nothing has changed; a stale one repeats the version before the latest as if it still ran."""
    old = [ToegewezenProduct(like, like.versies[-2], is_repetition=True)] if is_stale else []
    _send_snapshot(dossier, like, old, day, is_refused=dossier.chance(REFUSED))


def current(dossier: Dossier, like: Toewijzing, day: date) -> list[Toewijzing]:
    """The toewijzingen of this client that the provider of `like` must see on the day."""
    return [
        toewijzing
        for toewijzing in dossier.toewijzingen
        if toewijzing.parties == like.parties and toewijzing.runs_on(day)
    ]


def make_room(dossier: Dossier, new: Toewijzing) -> Changes:
    """End earlier toewijzingen of the same product on the day before a new one, which may not overlap them (TR302)."""
    before = new.ingangsdatum - DAY
    return [
        (old, replace(old.latest, einddatum=before, reden="05", tijd="", referentie=""))
        for old in current(dossier, new, new.ingangsdatum)
        if old.product is None or new.product is None or old.product == new.product
    ]


def clear_of_claims(changes: Changes) -> Changes:
    """The same changes, moved past what was claimed already: no toewijzing ends before a day that was paid for."""
    claimed = [
        old.claimed_until
        for old, versie in changes
        if old.claimed_until and versie.einddatum and versie.einddatum < old.claimed_until and versie.reden != "13"
    ]
    if not claimed:
        return changes
    last = max(claimed)
    moved: Changes = []
    for toewijzing, versie in changes:
        if not toewijzing.versies and toewijzing.ingangsdatum <= last:
            toewijzing.ingangsdatum = last + DAY
            at_least = last + days(30)
            end = max(versie.einddatum, at_least) if versie.einddatum else None
            moved.append((toewijzing, replace(versie, einddatum=end)))
        elif toewijzing.claimed_until and versie.einddatum and versie.einddatum < toewijzing.claimed_until:
            moved.append((toewijzing, replace(versie, einddatum=last)))
        else:
            moved.append((toewijzing, versie))
    return moved


def stamped(dossier: Dossier, toewijzing: Toewijzing, versie: Versie, day: date) -> Versie:
    """The version with a stamp later than that of every version before it, and not later than the message."""
    latest = (toewijzing.latest.toewijzingsdatum, toewijzing.latest.tijd) if toewijzing.versies else None
    if versie.tijd and (latest is None or (versie.toewijzingsdatum, versie.tijd) > latest):
        return versie
    datum = day - days(dossier.between(0, 1))
    tijd = f"{dossier.between(8, 15):02d}:{dossier.between(0, 59):02d}:{dossier.between(0, 59):02d}"
    if latest and (datum, tijd) <= latest:
        datum, tijd = latest[0], f"{int(latest[1][:2]) + 1:02d}{latest[1][2:]}"
        if tijd >= "24":
            datum, tijd = datum + DAY, "08:00:00"
    return replace(versie, toewijzingsdatum=datum, tijd=tijd)


def _spoilt(dossier: Dossier, changes: Changes) -> Changes:
    """A single change with a slip in its einddatum; a removal has only one date, and two changes fit each other."""
    (toewijzing, versie), *others = changes
    if others or versie.einddatum is None or versie.reden == "13":
        return changes
    return [(toewijzing, replace(versie, einddatum=versie.einddatum + days(dossier.between(40, 300))))]


def _send_snapshot(
    dossier: Dossier, like: Toewijzing, first: list[ToegewezenProduct], day: date, *, is_refused: bool
) -> Bericht:
    """A 301 with what must be said first and everything else that runs with this provider behind it (OP087)."""
    said = {id(product.toewijzing) for product in first}
    products = first + [
        ToegewezenProduct(toewijzing, _repeated(dossier, toewijzing), is_repetition=True)
        for toewijzing in current(dossier, like, day)
        if id(toewijzing) not in said
    ]
    client = ClientOf301(
        persoon=dossier.persoon,
        adres=dossier.adressen[like.gemeente],
        relatie=dossier.relatie,
        commentaar="Graag eerst bellen met de verzonnen contactpersoon." if dossier.chance(0.03) else "",
    )
    return dossier.send(
        "301", like, day, lambda tags, verdict: client_block(tags, client, products, verdict), is_refused=is_refused
    )


def _repeated(dossier: Dossier, toewijzing: Toewijzing) -> Versie:
    if len(toewijzing.versies) > 1 and dossier.chance(STALE_REPETITION):
        return toewijzing.versies[-2]
    return toewijzing.latest


def _take_in(dossier: Dossier, toewijzing: Toewijzing, versie: Versie) -> None:
    if not toewijzing.versies:
        dossier.toewijzingen.append(toewijzing)
    toewijzing.versies.append(versie)
    if versie.reden == "13":
        toewijzing.is_removed = True
