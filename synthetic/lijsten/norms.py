"""What contract managers, the CPV and the ROB register: ceilings, stops, requests, agreements for one case.

Each function gives the cells that are known of the rows of one delivery, as far as they are known on its day.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from synthetic import planted
from synthetic.lijsten.cells import number_text
from synthetic.lijsten.moments import Moment
from synthetic.places import AANBIEDERS, BY_CODE, GEMEENTEN, PLANTED
from synthetic.products import PRODUCTS

Row = dict[str, str]
NIJMEGEN = GEMEENTEN[0].code
FIRST_YEAR = 2024
BLANK_STEPS = {"monitoringswaarde_procent": "", "zienswijze_op": "", "plan_gereed_op": "", "beeindigd_op": ""}
NO_LIMIT = {"limiet": "", "limiet_eenheid": ""}

VDB_FROM = date(2026, 1, 1)
VDB_NORMS = (
    ("intensiteitsnorm", "18", "uren_per_week"),
    ("openstelling", "47", "weken_per_jaar"),
    ("instroomtarget", "46,5", "jeugdigen"),
)
"""From 2026: at most 18 hours a week, 47 weeks a year, and a quarter less inflow than the 62 of 2024."""

AGREEMENTS = {
    2023: {"bjg": 161, "gi": 142, "overig": 20},
    2024: {"bjg": 203, "gi": 179, "overig": 25},
}
"""Year -> who asked for how many agreements in Nijmegen: 323, and 407 of which 50, 44 and 6 per cent."""

DECIDED = {"toegekend": 16, "toegekend_met_aanpassing": 9, "afgewezen": 9}
"""Of 34 requests 25 were granted (74 %), 9 of those with a change (36 %)."""


def normering(moment: Moment) -> Iterator[Row]:
    for year in range(FIRST_YEAR, moment.delivered_on.year + 1):
        for number, aanbieder in enumerate(AANBIEDERS, start=1):
            product = PRODUCTS[aanbieder.codes[0]]
            yield _ceiling(year, f"N-{year}-{number:03d}", 50_000 * number) | {
                "instrument": "signaalplafond" if number % 3 == 0 else "bestedingsruimte",
                "aanbieder_agb": aanbieder.agb,
                "wet": product.wet,
                "zorgsoort": product.zorgsoort,
            }
        # R-NORM-14: one regional budget for all specialised youth care of a provider
        yield _ceiling(year, f"N-{year}-900", 600_000) | {
            "instrument": "signaalplafond",
            "aanbieder_agb": "99000008",
            "wet": "jeugdwet",
            "zorgsoort": "specialistische_jeugdhulp",
        }
    for year, hours in planted.CEILING_HOURS.items():
        yield _ceiling(year, f"N-{year}-P", hours * planted.PRODUCT.tarief_in(year) // 100) | {
            "instrument": "bestedingsruimte",
            "aanbieder_agb": PLANTED.agb,
            "wet": planted.PRODUCT.wet,
            "zorgsoort": planted.PRODUCT.zorgsoort,
            "niveau": "gemeente",
            "gemeente_code": planted.GEMEENTE,
        }
    yield _hours_norm("N-BSO", "bso_plus", "dagbesteding", date(2024, 1, 1), moment) | {
        "instrument": "intensiteitsnorm",
        "limiet": "3",
        "limiet_eenheid": "dagdelen_per_week",
    }
    for instrument, limiet, eenheid in VDB_NORMS:
        yield _hours_norm(f"N-VDB-{instrument}", "vdb", "dagbehandeling", VDB_FROM, moment) | {
            "instrument": instrument,
            "limiet": limiet,
            "limiet_eenheid": eenheid,
            "gemeente_code": NIJMEGEN if instrument == "instroomtarget" else "",
            "niveau": "gemeente" if instrument == "instroomtarget" else "regio",
        }


def _ceiling(year: int, nummer: str, euro: int) -> Row:
    return (
        BLANK_STEPS
        | NO_LIMIT
        | {
            "normering_nummer": nummer,
            "productgroep": "",
            "niveau": "regio",
            "gemeente_code": "",
            "geldig_van": f"{year}-01-01",
            "geldig_tot": f"{year}-12-31",
            "bedrag_euro": number_text(euro),
            "status": "van_kracht",
            "aangekondigd_op": f"{year - 1}-10-01",
            "van_kracht_op": f"{year}-01-01",
        }
    )


def _hours_norm(nummer: str, productgroep: str, zorgsoort: str, since: date, moment: Moment) -> Row:
    """A norm for all providers, until further notice; before its day it is only announced."""
    return BLANK_STEPS | {
        "normering_nummer": nummer,
        "aanbieder_agb": "",
        "wet": "jeugdwet",
        "zorgsoort": zorgsoort,
        "productgroep": productgroep,
        "niveau": "regio",
        "gemeente_code": "",
        "geldig_van": since.isoformat(),
        "geldig_tot": "",
        "bedrag_euro": "",
        "status": "van_kracht" if since <= moment.delivered_on else "aangekondigd",
        "aangekondigd_op": (since - timedelta(92)).isoformat(),
        "van_kracht_op": since.isoformat() if since <= moment.delivered_on else "",
    }


def toeleidingsstops(moment: Moment) -> Iterator[Row]:
    begin, end = planted.LIFTED_STOP
    for number, (since, until) in enumerate(((begin, end), (planted.STOP_FROM, None)), start=1):
        is_lifted = until is not None and until <= moment.delivered_on
        has_begun = since <= moment.delivered_on
        yield {
            "stop_nummer": f"S-{since.year}-{number:03d}",
            "normering_nummer": f"N-{since.year}-P",
            "aanbieder_agb": PLANTED.agb,
            "wet": planted.PRODUCT.wet,
            "zorgsoort": planted.PRODUCT.zorgsoort,
            "productgroep": "",
            "gemeente_code": planted.GEMEENTE,
            "status": "opgeheven" if is_lifted else "stop" if has_begun else "aangekondigd",
            "aangekondigd_op": (since - timedelta(30)).isoformat(),
            "analyse_op": (since - timedelta(20)).isoformat(),
            "stop_van": since.isoformat(),
            "stop_tot": until.isoformat() if until and is_lifted else "",
            "reden": "overschrijding_bestedingsruimte",
        }


def cpv(moment: Moment) -> Iterator[Row]:
    outcomes = [outcome for outcome, count in DECIDED.items() for _ in range(count)]
    for number, outcome in enumerate(outcomes, start=1):
        asked = date(2025, 1 + number % 8, 1 + number % 25)
        yield _request(f"CPV-2025-{number:03d}", asked, asked + timedelta(3 + number % 4), outcome) | {
            "gemeente_code": NIJMEGEN,
            "aanbieder_agb": "99000001",
        }
    day = planted.NEWCOMERS["cpv"]
    if day <= moment.delivered_on:
        yield _request("CPV-2025-P", day - timedelta(6), day - timedelta(2), "toegekend") | {
            "gemeente_code": planted.GEMEENTE,
            "aanbieder_agb": PLANTED.agb,
            "bsn": planted.bsn_of(planted.newcomer("cpv")),
            "verwijzer": "bjg",
            "argument": "geen_alternatief",
        }


def _request(nummer: str, asked: date, decided: date, outcome: str) -> Row:
    return {
        "aanvraag_nummer": nummer,
        "aangevraagd_op": asked.isoformat(),
        "besloten_op": decided.isoformat(),
        "uitkomst": outcome,
        "aanpassing": "duur" if outcome == "toegekend_met_aanpassing" else "",
        "wet": planted.PRODUCT.wet,
        "zorgsoort": planted.PRODUCT.zorgsoort,
        "productgroep": "",
        "norm": "toeleidingsstop",
        "toewijzing_nummer": "",
    }


def toegang(moment: Moment, deliverer: str) -> Iterator[Row]:
    """The newcomer whom a Regieteam referred, beside whatever else that team delivers."""
    day = planted.NEWCOMERS["regieteam"]
    if deliverer == "regieteam" and day <= moment.delivered_on:
        place = planted.newcomer("regieteam")
        yield {
            "verwijzing_nummer": "V-2025-P",
            "verwezen_op": (day - timedelta(1)).isoformat(),
            "bsn": planted.bsn_of(place),
            "gemeente_code": planted.GEMEENTE,
            "wet": planted.PRODUCT.wet,
            "verwijzer": "regieteam",
            "team": f"Regieteam {BY_CODE[planted.GEMEENTE].naam}",
            "stadsdeel": "",
            "zorgsoort": planted.PRODUCT.zorgsoort,
            "productgroep": "",
            "aanbieder_agb": PLANTED.agb,
            "toewijzing_nummer": str(planted.toewijzing_nummer(place)),
            "is_ret_advies": "0",
            "is_zbo": "0",
            "school": "",
            "is_herindicatie": "0",
        }


def maatwerkovereenkomsten(moment: Moment) -> Iterator[Row]:
    for year, asked_by in AGREEMENTS.items():
        asked = [who for who, count in asked_by.items() for _ in range(count)]
        for number, aanvrager in enumerate(asked, start=1):
            begin = date(year, 1, 1) + timedelta(number * 364 // len(asked))
            yield {
                "overeenkomst_nummer": f"M-{year}-{number:03d}",
                "aangevraagd_op": (begin - timedelta(20)).isoformat(),
                "besloten_op": (begin - timedelta(5)).isoformat(),
                "uitkomst": "toegekend",
                "aanvrager": aanvrager,
                "segment": "specialistisch" if number % 3 == 0 else "ambulant",
                "gemeente_code": NIJMEGEN,
                "wet": "jeugdwet",
                "zorgsoort": "begeleiding_jeugd" if number % 3 else "verblijf_residentieel",
                "ingangsdatum": begin.isoformat(),
                "einddatum": (begin + timedelta(180)).isoformat(),
                "is_verlenging": str(int(number % 5 == 0)),
            }
