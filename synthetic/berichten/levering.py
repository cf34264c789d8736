"""Bodies of 305/306 (start) and 307/308 (stop): one client with one or more starts or stops."""

from synthetic.berichten.personen import person_block
from synthetic.berichten.verdict import Verdict, verdict_block
from synthetic.markup import Tags, leaf, product_block
from synthetic.people import Persoon
from synthetic.story import LeveringFeit


def client_block(tags: Tags, persoon: Persoon, facts: list[LeveringFeit], verdict: Verdict | None = None) -> str:
    """Starts if the facts are starts, stops if they are stops; a message never holds both."""
    m = tags.m
    is_stop = facts[0].einddatum is not None
    group, row = ("StopProducten", "StopProduct") if is_stop else ("StartProducten", "StartProduct")
    inner = "".join(_row(tags, row, fact, verdict, index) for index, fact in enumerate(facts))
    return (
        f"<{m}Client>\n{person_block(tags, persoon, is_full=False)}<{m}{group}>\n{inner}</{m}{group}>\n"
        f"{verdict_block(tags, verdict, 'Client')}</{m}Client>\n"
    )


def _row(tags: Tags, row: str, fact: LeveringFeit, verdict: Verdict | None, index: int) -> str:
    m = tags.m
    toewijzing = fact.toewijzing
    number = f"{toewijzing.nummer:09d}" if toewijzing.aanbieder.pads_numbers else str(toewijzing.nummer)
    return (
        f"<{m}{row}>\n<{m}ToewijzingNummer>{number}</{m}ToewijzingNummer>\n"
        f"{product_block(tags, toewijzing.categorie, toewijzing.code)}"
        f"<{m}ToewijzingIngangsdatum>{toewijzing.ingangsdatum}</{m}ToewijzingIngangsdatum>\n"
        f"<{m}Begindatum>{fact.begindatum}</{m}Begindatum>\n{leaf(m, 'RedenBeeindiging', fact.reden)}"
        f"{leaf(m, 'Einddatum', fact.einddatum)}<{m}StatusAanlevering>{fact.status}</{m}StatusAanlevering>\n"
        f"{verdict_block(tags, verdict, row, index)}</{m}{row}>\n"
    )
