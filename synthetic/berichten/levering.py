"""Bodies of 305/306 (start) and 307/308 (stop): one client with one or more starts or stops."""

from synthetic.berichten.personen import person_block
from synthetic.berichten.verdict import Verdict, verdict_block
from synthetic.markup import Tags, leaf, product_block
from synthetic.people import Persoon
from synthetic.story import Melding


def client_block(tags: Tags, persoon: Persoon, meldingen: list[Melding], verdict: Verdict | None = None) -> str:
    """StartProducten or StopProducten; a message never holds both."""
    m = tags.m
    group, row = ("StopProducten", "StopProduct") if meldingen[0].is_stop else ("StartProducten", "StartProduct")
    inner = "".join(
        _row(tags, row, melding, verdict_block(tags, verdict, row, index)) for index, melding in enumerate(meldingen)
    )
    return (
        f"<{m}Client>\n{person_block(tags, persoon, is_full=False)}<{m}{group}>\n{inner}</{m}{group}>\n"
        f"{verdict_block(tags, verdict, 'Client')}</{m}Client>\n"
    )


def _row(tags: Tags, row: str, melding: Melding, codes: str) -> str:
    m = tags.m
    toewijzing = melding.toewijzing
    number = f"{toewijzing.nummer:09d}" if toewijzing.aanbieder.pads_numbers else str(toewijzing.nummer)
    return (
        f"<{m}{row}>\n<{m}ToewijzingNummer>{number}</{m}ToewijzingNummer>\n"
        f"{product_block(tags, toewijzing.categorie, toewijzing.code)}"
        f"<{m}ToewijzingIngangsdatum>{toewijzing.ingangsdatum}</{m}ToewijzingIngangsdatum>\n"
        f"<{m}Begindatum>{melding.begindatum}</{m}Begindatum>\n{leaf(m, 'RedenBeeindiging', melding.reden)}"
        f"{leaf(m, 'Einddatum', melding.einddatum)}<{m}StatusAanlevering>{melding.status}</{m}StatusAanlevering>\n"
        f"{codes}</{m}{row}>\n"
    )
