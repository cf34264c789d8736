"""What the city itself knows and a register repeats: its providers, tariffs, areas, people, and what hangs on them.

Each function gives the cells that are known of the rows of one delivery; cells.py fills in the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from synthetic import planted
from synthetic.lijsten import norms, plans
from synthetic.lijsten.cells import number_text
from synthetic.lijsten.moments import Moment
from synthetic.parameters import FIRST_DAY
from synthetic.places import AANBIEDERS, GEMEENTEN, PLANTED
from synthetic.products import PRODUCTS

Rows = Iterator[dict[str, str]]
NIJMEGEN = GEMEENTEN[0]
OPEN = {"geldig_tot": ""}
ADULT = {"informant": "volwassene", "wet": "wmo"}
CUTS = (0, 2, 4, 5, 6, 12, 16, 18, 19, 23, 25, 27, 55, 65, 75, 131)
AGES = tuple((begin, end - 1) for begin, end in pairwise(CUTS))
"""Cut where an age group of the indicators begins or ends, so that the lines of a group add up to it."""
GENERATIONS = ((0, 17), (18, 130))
EVERYBODY = 85
"""Ages that the inhabitants are spread over evenly; the oldest line holds all beyond."""
INHABITANTS_PER_WEIGHT = 3_300
"""So that one in seven children of the known city has youth care, as was published of 2024."""

DUIDING = {
    "IND002": "Een persoon telt één keer, ook met zorg van twee soorten. De totalen zijn dus geen optelling.",
    "IND004": "Verzonnen toelichting bij een verzonnen stad: hier schrijft de gemeente wat er achter de instroom zit.",
    "IND009": "Bedragen staan op de maand van levering. Wat nog gedeclareerd wordt, komt er later bij.",
}
QUESTIONS = (
    ("wmo_04", "Samen hebben wij naar oplossingen gezocht", "toegankelijkheid"),
    ("wmo_06", "De ondersteuning die ik krijg is van goede kwaliteit", "kwaliteit"),
    ("wmo_07", "De ondersteuning die ik krijg past bij mijn hulpvraag", "kwaliteit"),
    ("wmo_09", "Met de ondersteuning red ik mij beter", "zelfredzaamheid"),
)
MARKS = (
    ("ceo_wmo", "wmo_cijfer", "Welk rapportcijfer geeft u de hulp die u krijgt?"),
    ("buurtteam_btv", "bt_cijfer", "Welk rapportcijfer geeft u het Buurtteam?"),
)


def aanbieders(moment: Moment) -> Rows:
    for aanbieder in (*AANBIEDERS, PLANTED):
        products = [PRODUCTS[code] for code in aanbieder.codes]
        yield OPEN | {
            "aanbieder_agb": aanbieder.agb,
            "geldig_van": "2019-01-01",
            "naam": aanbieder.naam,
            "aliassen": aanbieder.naam.upper(),
            "is_gecontracteerd": "0" if "Maatwerk" in aanbieder.naam else "1",
            "is_hoogspecialistisch": str(int("54X09" in aanbieder.codes)),
            "levert_verblijf": str(int(any(product.is_verblijf for product in products))),
        }


def tarieven(moment: Moment) -> Rows:
    """Delivered before 1 January: the tariffs of the coming year are among them."""
    for year in range(FIRST_DAY.year, moment.end.year + 2):
        for product in PRODUCTS.values():
            yield {
                "gemeente_code": "*",
                "wet": product.wet,
                "product_categorie": product.categorie,
                "product_code": product.code,
                "aanbieder_agb": "",
                "geldig_van": f"{year}-01-01",
                "geldig_tot": f"{year}-12-31",
                "eenheid": product.eenheid,
                "tarief_euro": number_text(product.tarief_in(year) / 100),
                "prijspeil": str(year),
            }


def gebied(moment: Moment) -> Rows:
    for gemeente in GEMEENTEN:
        for place, pc4 in enumerate(gemeente.pc4):
            stadsdeel = gemeente.stadsdeel_of(pc4)
            yield OPEN | {
                "postcode": str(pc4),
                "gemeente_code": gemeente.code,
                "buurt_code": f"{gemeente.code}{place:04d}",
                "wijk_code": f"{gemeente.code}{place:02d}",
                "buurt": f"Buurt {place + 1}",
                "wijk": stadsdeel,
                "stadsdeel": stadsdeel,
                "buurtteam_gebied": stadsdeel,
                "geldig_van": "2019-01-01",
            }


def bevolking(moment: Moment) -> Rows:
    """Counts of 1 January, delivered in the weeks after it: by age of whole municipalities, and coarser by part."""
    for year in range(FIRST_DAY.year, moment.end.year + 2):
        for gemeente in GEMEENTEN:
            people = gemeente.gewicht * INHABITANTS_PER_WEIGHT
            yield from _inhabitants(year, gemeente.code, {}, AGES, people)
            for sex in ("m", "v"):
                yield from _inhabitants(year, gemeente.code, {"geslacht": sex}, GENERATIONS, people / 2)
        places = Counter(NIJMEGEN.stadsdeel_of(pc4) for pc4 in NIJMEGEN.pc4)
        for stadsdeel, count in places.items():
            area = {"gebied_soort": "stadsdeel", "gebied": stadsdeel}
            share = NIJMEGEN.gewicht * INHABITANTS_PER_WEIGHT * count / len(NIJMEGEN.pc4)
            yield from _inhabitants(year, NIJMEGEN.code, area, GENERATIONS, share)


def _inhabitants(
    year: int, gemeente: str, part: dict[str, str], ages: tuple[tuple[int, int], ...], people: float
) -> Rows:
    for youngest, oldest in ages:
        years = min(oldest, EVERYBODY - 1) + 1 - youngest
        yield {
            "peildatum": date(year, 1, 1).isoformat(),
            "gemeente_code": gemeente,
            "gebied_soort": "gemeente",
            "gebied": "",
            "leeftijd_van": str(youngest),
            "leeftijd_tot": str(oldest),
            "geslacht": "totaal",
            "aantal": str(round(people * years / EVERYBODY) + year - FIRST_DAY.year),
        } | part


def duiding(moment: Moment) -> Rows:
    for code, text in DUIDING.items():
        for edition in ("2024", "2025-H1", "2025"):
            yield {"gemeente_code": NIJMEGEN.code, "uitgave_code": edition, "indicator_code": code, "duiding": text}


def uitkomsten(moment: Moment) -> Rows:
    """Trajectories of two providers that ended in the half year that is told of."""
    for number in range(1, 25):
        yield {
            "aanbieder_agb": AANBIEDERS[number % 2].agb,
            "traject_nummer": f"T-{moment.end.year}{moment.end.month:02d}-{number:03d}",
            "bsn": "",
            "einde_op": (moment.end - timedelta(5 * number)).isoformat(),
        }


def vragen(moment: Moment) -> Rows:
    for code, text, thema in QUESTIONS:
        yield OPEN | {
            "onderzoek": "ceo_wmo",
            "vraag_code": code,
            "geldig_van": "2021-01-01",
            "reeks": f"{code}_2021",
            "vraagtekst": text,
            "schaal": "eens_5",
            "positieve_antwoorden": "4|5",
            "thema": thema,
            "vragenlijst": "eigen",
            "vergelijkbaar_sinds": "2021-01-01",
        }
    for onderzoek, code, text in MARKS:
        yield OPEN | {
            "onderzoek": onderzoek,
            "vraag_code": code,
            "geldig_van": "2021-01-01",
            "reeks": f"{code}_2021",
            "vraagtekst": text,
            "schaal": "rapportcijfer",
            "positieve_antwoorden": "",
            "thema": "oordeel",
            "vragenlijst": "eigen",
            "vergelijkbaar_sinds": "2021-01-01",
        }


def antwoorden(moment: Moment) -> Rows:
    questions = [(code, "eens_5") for code, _, _ in QUESTIONS] + [("wmo_cijfer", "rapportcijfer")]
    for respondent in range(1, 26):
        for code, schaal in questions:
            yield ADULT | {
                "onderzoek": "ceo_wmo",
                "respondent_nummer": f"R-{respondent:04d}",
                "zorgsoort": "wmo_begeleiding",
                "vraag_code": code,
                "schaal": schaal,
            }
    for respondent in range(1, _respondents_of_btv(moment) + 1):
        yield ADULT | {
            "onderzoek": "buurtteam_btv",
            "respondent_nummer": f"B-{respondent:04d}",
            "gemeente_code": NIJMEGEN.code,
            "zorgsoort": "",
            "heeft_basishulp": "1",
            "vraag_code": "bt_cijfer",
            "schaal": "rapportcijfer",
            "antwoord": str(6 + respondent % 4),
        }


def respons(moment: Moment) -> Rows:
    for onderzoek, zorgsoort, invited, answered in (
        ("ceo_wmo", "wmo_begeleiding", 80, 25),
        ("buurtteam_btv", "", 20, _respondents_of_btv(moment)),
    ):
        if answered:
            yield {
                "onderzoek": onderzoek,
                "informant": "volwassene",
                "gemeente_code": NIJMEGEN.code,
                "zorgsoort": zorgsoort,
                "aantal_uitgenodigd": str(invited),
                "aantal_antwoorden": str(answered),
            }


def _respondents_of_btv(moment: Moment) -> int:
    return planted.SMALL_WAVE_RESPONDENTS if moment.end == planted.SMALL_WAVE else 0


KNOWN_ROWS: dict[str, Callable[[Moment], Rows]] = {
    "registers/aanbieders": aanbieders,
    "registers/bevolking": bevolking,
    "registers/cpv": norms.cpv,
    "registers/duiding": duiding,
    "registers/gebied": gebied,
    "registers/interventies": plans.interventies,
    "registers/maatwerkovereenkomsten": norms.maatwerkovereenkomsten,
    "registers/mijlpalen": plans.mijlpalen,
    "registers/normering": norms.normering,
    "registers/tarieven": tarieven,
    "registers/toeleidingsstops": norms.toeleidingsstops,
    "registers/uitkomsten": uitkomsten,
    "clientervaring/ervaring_antwoorden": antwoorden,
    "clientervaring/ervaring_respons": respons,
    "clientervaring/ervaring_vragen": vragen,
}
"""Contract -> the rows of one delivery, as far as the city knows them."""
