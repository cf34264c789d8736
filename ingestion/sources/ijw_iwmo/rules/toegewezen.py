"""Rules about products: assigned (301), asked for (315, 317), and the start and stop of their delivery (305, 307)."""

import datetime

import pyarrow.compute as pc

from ingestion.sources.ijw_iwmo.rules.registry import (
    DAGTEKENING,
    REMARK,
    absent,
    filled,
    is_no,
    mandatory_if,
    on,
    value,
)

LAST_OLD_DAY = datetime.date(2020, 12, 31)
UNITS_WITH_A_PERIOD = ["14", "16", "83", "84"]
OMVANG, BUDGET, CODE = "omvang_volume", "budget", "product_code"


def runs_after_2020(eind: str) -> pc.Expression:
    return absent(eind) | (value(eind) > LAST_OLD_DAY)


@on("toewijzingen", 301)
def tr134_toewijzingsdatum() -> pc.Expression:
    return value("toewijzingsdatum") > value(DAGTEKENING)


@on("startproducten", 305)
def tr134_begindatum() -> pc.Expression:
    return value("begindatum") > value(DAGTEKENING)


@on("stopproducten", 307)
def tr134_einddatum() -> pc.Expression:
    return value("einddatum") > value(DAGTEKENING)


@on("stopproducten", 307)
def tr018() -> pc.Expression:
    return value("einddatum") < value("begindatum")


@on("startproducten", 305)
@on("stopproducten", 307)
def cs058() -> pc.Expression:
    return ~value("statusaanlevering").isin(["1", "3"])


@on("nieuwe_producten", 317)
def tr380() -> pc.Expression:
    return value("gewensteingangsdatum") <= value(DAGTEKENING)


@on("toewijzingen", 301, begin="ingangsdatum", eind="einddatum")
@on("aangevraagde_producten", 315, begin="toewijzingingangsdatum", eind="toewijzingeinddatum")
@on("nieuwe_producten", 317, melding=REMARK, begin="gewensteingangsdatum", eind="einddatum")
@on("te_wijzigen_producten", 317, begin="gewensteingangsdatum", eind="einddatum")
def cs003(*, begin: str, eind: str) -> pc.Expression:
    return value(eind) < value(begin)


@on("toewijzingen", 301)
@on("aangevraagde_producten", 315)
@on("nieuwe_producten", 317)
def cd041() -> pc.Expression:
    return mandatory_if(filled(CODE), filled(OMVANG))


@on("toewijzingen", 301, eind="einddatum")
@on("aangevraagde_producten", 315, eind="toewijzingeinddatum")
@on("nieuwe_producten", 317, eind="einddatum")
@on("te_wijzigen_producten", 317, eind="einddatum")
def cd075(*, eind: str) -> pc.Expression:
    return mandatory_if(filled(BUDGET), filled(eind))


@on("toewijzingen", 301, eind="einddatum")
@on("aangevraagde_producten", 315, eind="toewijzingeinddatum")
@on("nieuwe_producten", 317, eind="einddatum")
@on("te_wijzigen_producten", 317, eind="einddatum")
def cd076(*, eind: str) -> pc.Expression:
    return mandatory_if(value("omvang_frequentie") == "2", filled(eind))


@on("toewijzingen", 301)
@on("aangevraagde_producten", 315)
@on("nieuwe_producten", 317)
@on("te_wijzigen_producten", 317)
def cd077() -> pc.Expression:
    return filled(BUDGET) & filled(OMVANG)


@on("toewijzingen", 301)
@on("aangevraagde_producten", 315)
@on("nieuwe_producten", 317)
@on("te_wijzigen_producten", 317)
def cd078() -> pc.Expression:
    """The same pair as CD077, seen from the other field."""
    return filled(OMVANG) & filled(BUDGET)


@on("toewijzingen", 301)
@on("aangevraagde_producten", 315)
@on("nieuwe_producten", 317)
def cd079() -> pc.Expression:
    return mandatory_if(absent(BUDGET), filled("product_categorie"))


@on("toewijzingen", 301)
def cd080() -> pc.Expression:
    return absent(CODE) & runs_after_2020("einddatum") & filled(OMVANG)


@on("aangevraagde_producten", 315)
def cd095() -> pc.Expression:
    return absent(CODE) & runs_after_2020("toewijzingeinddatum") & filled(OMVANG)


@on("nieuwe_producten", 317)
def cd096() -> pc.Expression:
    return absent(CODE) & runs_after_2020("einddatum") & filled(OMVANG)


def per_week_month_or_period(eind: str) -> pc.Expression:
    has_unit = value("omvang_eenheid").isin(UNITS_WITH_A_PERIOD)
    return has_unit & runs_after_2020(eind) & ~value("omvang_frequentie").isin(["2", "4", "6"])


@on("toewijzingen", 301)
@on("nieuwe_producten", 317)
@on("te_wijzigen_producten", 317)
def cs338() -> pc.Expression:
    return per_week_month_or_period("einddatum")


@on("aangevraagde_producten", 315)
def cs343() -> pc.Expression:
    return per_week_month_or_period("toewijzingeinddatum")


@on("toewijzingen", 301)
def cs335() -> pc.Expression:
    return (value("redenwijziging") == "13") & is_no(value("ingangsdatum") == value("einddatum"))


@on("toewijzingen", 301)
def cs336() -> pc.Expression:
    return value("redenwijziging") == "01"
