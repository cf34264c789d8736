"""Rules about requests (315, 317) and the answers to them (319)."""

import pyarrow.compute as pc

from ingestion.sources.ijw_iwmo.rules.registry import (
    IS_WMO,
    Question,
    absent,
    absent_if,
    filled,
    is_no,
    mandatory_if,
    on,
    over_parts,
    value,
)
from ingestion.sources.ijw_iwmo.rules.surroundings import NIEUW, ONGEWIJZIGD, TE_WIJZIGEN
from ingestion.sources.ijw_iwmo.rules.together import repeats

CARE_GIVERS = ["02", "03", "04", "05"]
"""Types of referrer that are known by a code of their own (AGB)."""

WOONPLAATSBEGINSEL = "8"


@on("aangevraagde_producten", 315)
def cd043() -> pc.Expression:
    return filled("beschikkingnummer") != filled("beschikkingingangsdatum")


def is_care_giver() -> pc.Expression:
    return value("verwijzer_type").isin(CARE_GIVERS)


@on("aangevraagde_producten", 315)
def cd066() -> pc.Expression:
    return absent_if(is_care_giver() & filled("verwijzer_zorgverlenercode"), filled("verwijzer_naam"))


@on("aangevraagde_producten", 315)
def cd067() -> pc.Expression:
    return mandatory_if(is_care_giver() & absent("verwijzer_zorgverlenercode"), filled("verwijzer_naam"))


@on("aangevraagde_producten", 315)
def cd068() -> pc.Expression:
    return absent_if(~is_care_giver(), filled("verwijzer_zorgverlenercode"))


@over_parts("aangevraagde_producten", 315)
def tr383() -> Question:
    return repeats("referentieaanbieder")


@on("verzoeken", 317)
def tr352() -> pc.Expression:
    return (value(ONGEWIJZIGD) == 0) & (value(TE_WIJZIGEN) == 0)


@on("verzoeken", 317)
def tr353() -> pc.Expression:
    return (value(TE_WIJZIGEN) == 0) & (value(NIEUW) == 0)


@on("antwoorden", 319)
def cd085() -> pc.Expression:
    return mandatory_if(value("verzoekantwoord") == "1", filled("redenafwijzingverzoek"))


@on("antwoorden", 319)
def cd086() -> pc.Expression:
    return absent_if(value("verzoekantwoord") == "2", filled("redenafwijzingverzoek"))


@on("antwoorden", 319)
def tr377() -> pc.Expression:
    is_elsewhere = value("redenafwijzingverzoek") == WOONPLAATSBEGINSEL
    return ~value(IS_WMO) & mandatory_if(is_elsewhere, filled("woonplaatsbeginsel_gemeente"))


@on("antwoorden", 319)
def tr409() -> pc.Expression:
    is_not_elsewhere = is_no(value("redenafwijzingverzoek") == WOONPLAATSBEGINSEL)
    return ~value(IS_WMO) & absent_if(is_not_elsewhere, filled("woonplaatsbeginsel_gemeente"))
