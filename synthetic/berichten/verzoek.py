"""Bodies of 315/316 (verzoek om toewijzing), 317/318 (verzoek om wijziging) and 319/320 (antwoord)."""

from dataclasses import dataclass
from datetime import date

from synthetic.berichten.personen import person_block
from synthetic.berichten.verdict import Verdict, verdict_block
from synthetic.markup import Tags, escape, extent_block, leaf, product_block
from synthetic.people import Persoon
from synthetic.story import Toewijzing


@dataclass(frozen=True, slots=True)
class Aanvraag:
    """One AangevraagdProduct; the toewijzing it asks for has no number yet."""

    referentie: str
    toewijzing: Toewijzing
    einddatum: date | None
    volume: int
    budget: int
    verwijzer_type: str
    verwijzer_naam: str = ""
    verwijzer_code: str = ""
    commentaar: str = ""


@dataclass(frozen=True, slots=True)
class Wijziging:
    """A toewijzing that a 317 wants changed, with what it wants."""

    toewijzing: Toewijzing
    gewenste_ingangsdatum: date
    einddatum: date | None
    volume: int
    budget: int


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """The whole situation that a provider wants for a client: everything that runs is in it, changed or not (TR349)."""

    bsn: str
    unchanged: list[Toewijzing]
    changes: list[Wijziging]
    referentie: str = ""


@dataclass(frozen=True, slots=True)
class Antwoord:
    """The answer of a 319: 1 rejected (with reden), 2 under investigation."""

    referentie: str
    verzoek_antwoord: str
    reden: str = ""
    woonplaats: str = ""


def request_block(tags: Tags, persoon: Persoon, aanvraag: Aanvraag, verdict: Verdict | None = None) -> str:
    """Body of 315 and 316."""
    m, b = tags.m, tags.b
    toewijzing = aanvraag.toewijzing
    extent = ""
    if toewijzing.product:
        extent = extent_block(tags, aanvraag.volume, toewijzing.product.eenheid, toewijzing.product.frequentie)
    return (
        f"<{m}Client>\n{person_block(tags, persoon, is_full=False)}<{m}AangevraagdeProducten>\n"
        f"<{m}AangevraagdProduct>\n<{m}ReferentieAanbieder>{escape(aanvraag.referentie)}</{m}ReferentieAanbieder>\n"
        f"{product_block(tags, toewijzing.categorie, toewijzing.code)}"
        f"<{m}ToewijzingIngangsdatum>{toewijzing.ingangsdatum}</{m}ToewijzingIngangsdatum>\n"
        f"{leaf(m, 'ToewijzingEinddatum', aanvraag.einddatum)}{extent}{leaf(m, 'Budget', aanvraag.budget)}"
        f"<{m}Verwijzer>\n<{b}Type>{aanvraag.verwijzer_type}</{b}Type>\n{leaf(b, 'Naam', aanvraag.verwijzer_naam)}"
        f"{leaf(b, 'ZorgverlenerCode', aanvraag.verwijzer_code)}</{m}Verwijzer>\n"
        f"{leaf(m, 'Commentaar', aanvraag.commentaar)}{verdict_block(tags, verdict, 'AangevraagdProduct')}"
        f"</{m}AangevraagdProduct>\n</{m}AangevraagdeProducten>\n"
        f"{verdict_block(tags, verdict, 'Client')}</{m}Client>\n"
    )


def change_block(tags: Tags, request: ChangeRequest, verdict: Verdict | None = None) -> str:
    """Body of 317 and 318."""
    m = tags.m
    same = "".join(
        f"<{m}OngewijzigdProduct>\n<{m}ToewijzingNummer>{toewijzing.nummer}</{m}ToewijzingNummer>\n"
        f"{verdict_block(tags, verdict, 'OngewijzigdProduct', index)}</{m}OngewijzigdProduct>\n"
        for index, toewijzing in enumerate(request.unchanged)
    )
    same = f"<{m}OngewijzigdeProducten>\n{same}</{m}OngewijzigdeProducten>\n" if same else ""
    other = "".join(_change(tags, change, verdict, index) for index, change in enumerate(request.changes))
    return (
        f"<{m}Client>\n<{m}Bsn>{request.bsn}</{m}Bsn>\n<{m}Verzoek>\n"
        f"<{m}ReferentieAanbieder>{escape(request.referentie)}</{m}ReferentieAanbieder>\n<{m}RedenVerzoek>1</{m}RedenVerzoek>\n"
        f"{same}<{m}TeWijzigenProducten>\n{other}</{m}TeWijzigenProducten>\n"
        f"{verdict_block(tags, verdict, 'Verzoek')}</{m}Verzoek>\n"
        f"{verdict_block(tags, verdict, 'Client')}</{m}Client>\n"
    )


def _change(tags: Tags, change: Wijziging, verdict: Verdict | None, index: int) -> str:
    m = tags.m
    product = change.toewijzing.product
    extent = extent_block(tags, change.volume, product.eenheid, product.frequentie) if product else ""
    return (
        f"<{m}TeWijzigenProduct>\n<{m}ToewijzingNummer>{change.toewijzing.nummer}</{m}ToewijzingNummer>\n"
        f"<{m}GewensteIngangsdatum>{change.gewenste_ingangsdatum}</{m}GewensteIngangsdatum>\n"
        f"{leaf(m, 'Einddatum', change.einddatum)}{extent}{leaf(m, 'Budget', change.budget)}"
        f"{verdict_block(tags, verdict, 'TeWijzigenProduct', index)}</{m}TeWijzigenProduct>\n"
    )


def answer_block(tags: Tags, antwoord: Antwoord, verdict: Verdict | None = None) -> str:
    """Body of 319 and 320."""
    m = tags.m
    place = ""
    if antwoord.woonplaats:
        place = (
            f"<{m}Woonplaatsbeginsel>\n<{m}Gemeente>{antwoord.woonplaats}</{m}Gemeente>\n"
            f"{verdict_block(tags, verdict, 'Woonplaatsbeginsel')}</{m}Woonplaatsbeginsel>\n"
        )
    return (
        f"<{m}Antwoord>\n<{m}ReferentieAanbieder>{escape(antwoord.referentie)}</{m}ReferentieAanbieder>\n"
        f"<{m}VerzoekAntwoord>{antwoord.verzoek_antwoord}</{m}VerzoekAntwoord>\n"
        f"{leaf(m, 'RedenAfwijzingVerzoek', antwoord.reden)}{place}"
        f"{verdict_block(tags, verdict, 'Antwoord')}</{m}Antwoord>\n"
    )
