"""Body of 301 and 302: one client with every toewijzing that the provider must know about."""

from dataclasses import dataclass

from synthetic.berichten.personen import address_block, person_block, relation_block
from synthetic.berichten.verdict import Verdict, verdict_block
from synthetic.markup import Tags, escape, extent_block, leaf, product_block
from synthetic.people import Adres, Persoon
from synthetic.story import Toewijzing, Versie


@dataclass(frozen=True, slots=True)
class ToegewezenProduct:
    """A toewijzing in one version; an unchanged repetition carries neither reden nor referentie (IV097, IV099)."""

    toewijzing: Toewijzing
    versie: Versie
    is_repetition: bool


@dataclass(frozen=True, slots=True)
class ClientOf301:
    """What a municipality tells about a client besides the toewijzingen."""

    persoon: Persoon
    adres: Adres
    relatie: Persoon | None = None
    soort_relatie: str = "10"
    commentaar: str = ""


def client_block(
    tags: Tags, client: ClientOf301, products: list[ToegewezenProduct], verdict: Verdict | None = None
) -> str:
    m = tags.m
    relations = relation_block(tags, client.relatie, client.soort_relatie, verdict) if client.relatie else ""
    inner = "".join(_product(tags, product, verdict, index) for index, product in enumerate(products))
    return (
        f"<{m}Client>\n{person_block(tags, client.persoon, is_full=True)}{leaf(m, 'Commentaar', client.commentaar)}"
        f"{relations}<{m}Contactgegevens>\n{address_block(tags, client.adres, verdict)}</{m}Contactgegevens>\n"
        f"<{m}ToegewezenProducten>\n{inner}</{m}ToegewezenProducten>\n"
        f"{verdict_block(tags, verdict, 'Client')}</{m}Client>\n"
    )


def _product(tags: Tags, product: ToegewezenProduct, verdict: Verdict | None, index: int) -> str:
    m = tags.m
    toewijzing, versie = product.toewijzing, product.versie
    extent = ""
    if toewijzing.product:
        extent = extent_block(tags, versie.volume, toewijzing.product.eenheid, toewijzing.product.frequentie)
    return (
        f"<{m}ToegewezenProduct>\n<{m}ToewijzingNummer>{toewijzing.nummer}</{m}ToewijzingNummer>\n"
        f"{'' if product.is_repetition else leaf(m, 'ReferentieAanbieder', escape(versie.referentie))}"
        f"{product_block(tags, toewijzing.categorie, toewijzing.code)}"
        f"<{m}Toewijzingsdatum>{versie.toewijzingsdatum}</{m}Toewijzingsdatum>\n"
        f"<{m}Toewijzingstijd>{versie.tijd}</{m}Toewijzingstijd>\n"
        f"<{m}Ingangsdatum>{toewijzing.ingangsdatum}</{m}Ingangsdatum>\n{leaf(m, 'Einddatum', versie.einddatum)}"
        f"{'' if product.is_repetition else leaf(m, 'RedenWijziging', versie.reden)}{extent}"
        f"{leaf(m, 'Budget', versie.budget)}{verdict_block(tags, verdict, 'ToegewezenProduct', index)}"
        f"</{m}ToegewezenProduct>\n"
    )
