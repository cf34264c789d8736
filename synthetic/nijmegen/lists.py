"""The registers, lists and surveys by which the known city has the published figures of Buurtteams and experience.

Reads   the contracts, the targets of lijsten.csv, and plafonds.csv: ceilings that fit what the city spends
Gives   known_deliveries(): files that keep their contract; those of TOLD come instead of what any city delivers
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from ingestion.tabular.contract import Contract, load_contracts
from synthetic.lijsten import norms
from synthetic.lijsten.cells import Row, number_text
from synthetic.lijsten.delivery import Delivery
from synthetic.lijsten.moments import moments_of
from synthetic.lijsten.write import write_deliveries
from synthetic.nijmegen import buurtteams
from synthetic.nijmegen.targets import Targets, load_targets
from synthetic.parameters import Parameters

TOLD = frozenset(
    {
        "registers/buurtteams",
        "registers/buurtteam_groepen",
        "registers/collectief_aanbod",
        "registers/formatie",
        "registers/normering",
        "clientervaring/ervaring_gepubliceerd",
    }
)
"""Contracts of which the known city knows every row."""

PLAFONDS = Path(__file__).with_name("plafonds.csv")
NIJMEGEN = buurtteams.NIJMEGEN.code
END_OF_2022 = date(2022, 12, 31)
SCHOOL_YEAR = (date(2024, 8, 1), date(2025, 7, 31))
REQUESTS = 60
INVITED = 4
"""How many were invited for each who answered."""


def write_known_lists(folder: Path, parameters: Parameters) -> list[Path]:
    """Write what comes in within the window of the parameters."""
    return write_deliveries(folder, parameters, known_deliveries(parameters))


def known_deliveries(parameters: Parameters, targets: Targets | None = None) -> Iterator[Delivery]:
    """Every delivery, whatever the window of the parameters; without targets those of the table."""
    targets = targets or load_targets()
    teams = _contract("registers/buurtteams")
    standing = moments_of(teams, parameters.last_day)[-1]
    for team in ("bjg", "btv"):
        yield _delivery(teams, team, standing.delivered_on, buurtteams.rows(targets, team, standing.end))
    yield from _normering(parameters)
    for label, who, day, rows in (
        ("registers/buurtteam_groepen", "btv", date(2023, 1, 20), _groepen),
        ("registers/formatie", "2022", date(2023, 1, 20), _formatie),
        ("registers/collectief_aanbod", "kinderopvang", date(2025, 11, 10), _apm),
        ("registers/collectief_aanbod", "bindkracht10", date(2025, 11, 10), _join_us),
        ("registers/collectief_aanbod", "bjg", date(2025, 11, 10), _getrainden),
        ("clientervaring/ervaring_gepubliceerd", "2021", date(2022, 6, 20), _gepubliceerd),
        ("clientervaring/ervaring_antwoorden", "ceo_wmo", date(2022, 2, 5), _goed_passend),
        ("clientervaring/ervaring_antwoorden", "buurtteam_btv", date(2022, 8, 5), _rapportcijfers),
        ("clientervaring/ervaring_respons", "buurtteam_btv", date(2022, 8, 5), _respons),
    ):
        yield _delivery(_contract(label), who, day, rows(targets))


def _normering(parameters: Parameters) -> Iterator[Delivery]:
    """The norms of any city, with ceilings of the size of this one; delivered where they differ from the last time."""
    with PLAFONDS.open(encoding="utf-8", newline="") as lines:
        amounts = {row["normering_nummer"]: int(row["bedrag_euro"]) for row in csv.DictReader(lines, delimiter=";")}
    contract = _contract("registers/normering")
    before: list[Row] = []
    for moment in moments_of(contract, parameters.last_day):
        rows = [
            row
            | ({"bedrag_euro": number_text(amounts[number])} if (number := row["normering_nummer"]) in amounts else {})
            for row in norms.normering(moment)
        ]
        if rows != before:
            yield _delivery(contract, "regio", moment.delivered_on, iter(rows))
        before = rows


def _contract(label: str) -> Contract:
    source, _, name = label.partition("/")
    return load_contracts(source)[name]


def _delivery(contract: Contract, who: str, day: date, rows: Iterator[Row]) -> Delivery:
    empty = dict.fromkeys((column.name for column in contract.columns), "")
    return Delivery(contract, f"{contract.name}_{who}", day, tuple(empty | row for row in rows))


def _groepen(targets: Targets) -> Iterator[Row]:
    groups, members = (int(targets.one("btv", maat)) for maat in ("groepen", "deelnemers"))
    for number in range(groups):
        begin = date(2022, 4, 4) + timedelta(11 * number)
        yield {
            "groep_nummer": buurtteams.groep(number),
            "team_soort": "btv",
            "naam": f"Groep {number + 1}",
            "is_nieuw": str(int(number < 4)),
            "stadsdeel": buurtteams.stadsdeel_of(number),
            "begonnen_op": begin.isoformat(),
            "beeindigd_op": (begin + timedelta(70)).isoformat(),
            "aantal_deelnemers": str(members // groups + (number < members % groups)),
        }


def _formatie(targets: Targets) -> Iterator[Row]:
    """Staff at the end of 2022: by function of the youth teams, by where they came from of the others."""
    workers, bjg, btv = targets.one("bjg", "gezinswerkers"), targets.one("bjg", "fte"), targets.one("btv", "fte")
    parts = [
        ("bjg", "gezinswerker", "overig", workers),
        ("bjg", "overig", "overig", bjg - workers),
        ("btv", "buurtteammedewerker", "wijkteam", btv * targets.one("btv", "van_wijkteam") / 100),
        ("btv", "buurtteammedewerker", "aanbieder", btv * targets.one("btv", "van_aanbieder") / 100),
    ]
    for organisatie, functie, herkomst, fte in parts:
        yield {
            "peildatum": END_OF_2022.isoformat(),
            "organisatie": organisatie,
            "functie": functie,
            "herkomst": herkomst,
            "fte": number_text(float(fte)),
            "aantal_locaties": str(targets.one(organisatie, "locaties")),
        }


def _apm(targets: Targets) -> Iterator[Row]:
    solved = int(REQUESTS * targets.one("apm", "opgelost_zonder_zorg") / 100)
    year = {"periode_start": SCHOOL_YEAR[0].isoformat(), "periode_eind": SCHOOL_YEAR[1].isoformat()}
    for maat, aantal in (("verzoeken", REQUESTS), ("opgelost_zonder_zorg", solved)):
        yield year | _counted("kinderopvang", "apm", maat, aantal, "peuters") | {"stadsdeel": "Lindenholt"}


def _join_us(targets: Targets) -> Iterator[Row]:
    year = {"periode_start": "2025-01-01", "periode_eind": "2025-06-30"}
    yield year | _counted("bindkracht10", "join_us", "groepen", targets.one("join_us", "groepen"), "18+")
    yield year | _counted("bindkracht10", "join_us", "wachtenden", targets.one("join_us", "wachtenden"), "18-")


def _getrainden(targets: Targets) -> Iterator[Row]:
    half_year = {"periode_start": "2025-04-01", "periode_eind": "2025-09-30"}
    yield half_year | _counted("bjg", "druk_en_dwars", "getrainden", targets.one("bjg", "getrainden"), "gezinswerkers")


def _counted(who: str, aanbod: str, maat: str, aantal: Decimal | int, doelgroep: str) -> Row:
    what = {"aanbod": aanbod, "maat": maat, "doelgroep": doelgroep}
    return what | {"organisatie": who, "aantal": str(aantal), "aangeleverd_door": who}


def _gepubliceerd(targets: Targets) -> Iterator[Row]:
    for informant in ("jongere", "ouder"):
        yield {
            "onderzoek": "ceo_jeugd",
            "jaar": "2021",
            "vraag_code": "jeugd_cijfer",
            "maat": "gemiddelde",
            "informant": informant,
            "gemeente_code": NIJMEGEN,
            "waarde": number_text(float(targets.one(informant, "rapportcijfer"))),
            "aantal_antwoorden": "150",
            "is_nulmeting": "1",
            "bron": "Factsheet cliëntervaring 2021",
        }


def _goed_passend(targets: Targets) -> Iterator[Row]:
    """A hundred adults: who finds help good and fitting, and who finds it good only."""
    content = int(targets.one("wmo", "goed_passend"))
    wave = {"onderzoek": "ceo_wmo", "golf": "2021", "meetdatum": "2021-12-31", "schaal": "eens_5"}
    for number in range(1, 101):
        for vraag, antwoord in (("wmo_06", "4"), ("wmo_07", "5" if number <= content else "2")):
            yield wave | _respondent(number) | {"vraag_code": vraag, "antwoord": antwoord}


def _rapportcijfers(targets: Targets) -> Iterator[Row]:
    """Marks around the mean: as many a point above it as below."""
    mean, around = int(targets.one("btv", "rapportcijfer")), (-1, 0, 1)
    for number in range(1, int(targets.one("btv", "antwoorden")) + 1):
        mark = {"vraag_code": "bt_cijfer", "schaal": "rapportcijfer", "antwoord": str(mean + around[number % 3])}
        yield _wave_of_btv() | _respondent(number) | mark | {"heeft_basishulp": "1"}


def _respons(targets: Targets) -> Iterator[Row]:
    count = int(targets.one("btv", "antwoorden"))
    asked = {"aantal_uitgenodigd": str(INVITED * count), "aantal_antwoorden": str(count)}
    yield _wave_of_btv() | {"informant": "volwassene", "gemeente_code": NIJMEGEN} | asked


def _wave_of_btv() -> Row:
    return {"onderzoek": "buurtteam_btv", "golf": "2022-2", "meetdatum": "2022-06-30"}


def _respondent(number: int) -> Row:
    return {
        "respondent_nummer": f"R-{number:04d}",
        "informant": "volwassene",
        "gemeente_code": NIJMEGEN,
        "stadsdeel": buurtteams.stadsdeel_of(number),
        "wet": "wmo",
        "zorgsoort": "wmo_begeleiding",
    }
