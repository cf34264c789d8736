"""IND058-061, 069, 070, 074-083, 115, 117, 120, 121, 124, 125, 127 and 128 in plain Python, as delivered.

FAMILIES   name -> what is counted in the files of an inbox, and the splits by which it adds up

Of a moment the last one in a quarter or year counts; what a provider gives as numbers counts where it gave no children.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from tests.recompute.buurtteams import WET, dossiers
from tests.recompute.delivered import UNKNOWN, Counted, ages_of, number, rows_of, start_of
from tests.recompute.register import Cells

ONE = Fraction(1)
GENDERS = {"m": "man", "v": "vrouw"}
STATES = {"join_us groepen": "IND077", "join_us wachtenden": "IND078", "apm locaties": "IND080"}
EVENTS = {"druk_en_dwars getrainden": "IND081", "ggz_langlopend onderzocht": "IND083"}
SHARES = {"apm": ("IND079", "opgelost_zonder_zorg", "verzoeken"), "poh_j": ("IND082", "niet_verwezen", "afgerond")}
STAYS = {
    "pleegouders_gestart": "IND115", "wooneenheden": "IND117", "casusoverleg_niet_geplaatst": "IND120",
    "jim_casussen": "IND121",
}  # fmt: skip
WITHOUT_HELP = {"03", "04"}


@dataclass(frozen=True)
class Family:
    of_inbox: Callable[[Path], Iterator[Counted]]
    CUBE: tuple[str, ...]
    FURTHER: tuple[str, ...] = ()


def staff(inbox: Path) -> Iterator[Counted]:
    """IND059, 060, 069 and 070: staff and places of the teams, and where those for adults came from."""
    told = rows_of(inbox, "registers/formatie", "peildatum", "organisatie")
    rows = [(date.fromisoformat(row["peildatum"]), row) for row in told if row["organisatie"] in WET]
    moments: dict[tuple[str, str, date], set[date]] = defaultdict(set)
    for day, row in rows:
        for kind in ("kwartaal", "jaar"):
            moments[row["organisatie"], kind, start_of(kind, day)].add(day)
    places: dict[tuple[str, date], int] = {}
    for day, row in rows:
        fte, splits = number(row["fte"]), {"wet": WET[row["organisatie"]]}
        in_year = moments[row["organisatie"], "jaar", start_of("jaar", day)]
        is_last = day == max(in_year)
        for kind in ("kwartaal", "jaar"):
            if day == max(moments[row["organisatie"], kind, start_of(kind, day)]):
                yield Counted("IND059", (kind,), day, splits, fte)
        left_text = row["fte_vertrokken_12_maanden"] if is_last else ""
        left = number(left_text) if left_text else None
        yield Counted("IND060", ("jaar",), day, splits, left, fte / len(in_year))
        if is_last and row["aantal_locaties"]:
            key = (splits["wet"], day)
            places[key] = max(places.get(key, 0), int(row["aantal_locaties"]))
        if is_last and row["organisatie"] == "btv":
            yield Counted("IND070", ("jaar",), day, splits, fte * (row["herkomst"] == "aanbieder"), fte)
    for (wet, day), count in places.items():
        yield Counted("IND069", ("jaar",), day, {"wet": wet}, Fraction(count))


def caseload(inbox: Path) -> Iterator[Counted]:
    """IND058: families that are helped per fte of gezinswerkers, on the last moment of a quarter."""
    rows = [
        (date.fromisoformat(row["peildatum"]), number(row["fte"]))
        for row in rows_of(inbox, "registers/formatie", "peildatum", "organisatie")
        if (row["organisatie"], row["functie"]) == ("bjg", "gezinswerker")
    ]
    last = {
        start_of("kwartaal", day): max(
            other for other, _ in rows if start_of("kwartaal", other) == start_of("kwartaal", day)
        )
        for day, _ in rows
    }
    known = dossiers(rows_of(inbox, "registers/buurtteams", "peildatum", "team_soort"))
    for day in sorted(last.values()):
        helped = {
            each.unit
            for each in known
            if each.row["team_soort"] == "bjg"
            and (each.day("begonnen_op") or date.max) <= day <= (each.day("beeindigd_op") or date.max)
        }
        fte = sum((count for other, count in rows if other == day), Fraction(0))
        yield Counted("IND058", ("kwartaal",), day, {"wet": "jeugdwet"}, Fraction(len(helped)), fte)


def lump_sums(inbox: Path) -> Iterator[Counted]:
    """IND061."""
    for row in rows_of(inbox, "registers/financien", "periode_start", "gemeente_code"):
        if row["soort"] == "lumpsum" and row["bedrag_euro"]:
            splits = {"gemeente_code": row["gemeente_code"], "wet": row["wet"] or UNKNOWN}
            yield Counted(
                "IND061", ("jaar",), date.fromisoformat(row["periode_start"]), splits, number(row["bedrag_euro"])
            )


def waiting(inbox: Path) -> Iterator[Counted]:
    """IND074 and 075: children that wait, and how many days."""
    children = rows_of(inbox, "wachtlijsten/jeugd_ggz_kinderen", "peildatum", "aanbieder_agb")
    per_child = {(row["peildatum"], row["aanbieder_agb"]) for row in children}
    for row in children:
        day = date.fromisoformat(row["peildatum"])
        person = row["bsn"] or f"{row['aanbieder_agb']}/{row['volgnummer']}"
        splits = _of_list(row) | {"geslacht": GENDERS.get(row["geslacht"], UNKNOWN)}
        ages = ages_of(day.year - int(row["geboortejaar"]))
        yield Counted("IND074", ("halfjaar",), day, splits, Fraction(0), person=person, ages=ages)
        yield Counted("IND075", ("halfjaar",), day, splits, number(row["dagen_wachtend"]), ONE, ages=ages)
    for row in rows_of(inbox, "wachtlijsten/jeugd_ggz", "peildatum", "aanbieder_agb"):
        if (row["peildatum"], row["aanbieder_agb"]) in per_child:
            continue
        day, count = date.fromisoformat(row["peildatum"]), Fraction(row["aantal_wachtenden"])
        splits, ages = _of_list(row) | {"geslacht": UNKNOWN}, (row["leeftijdsgroep"] or UNKNOWN,)
        yield Counted("IND074", ("halfjaar",), day, splits, count, ages=ages)
        if row["gemiddelde_wachttijd_weken"]:
            days = number(row["gemiddelde_wachttijd_weken"]) * 7 * count
            yield Counted("IND075", ("halfjaar",), day, splits, days, count, ages=ages)


def _of_list(row: Cells) -> dict[str, str]:
    own = {name: row[name] for name in ("gemeente_code", "aanbieder_agb")}
    return own | {"wet": "jeugdwet", "zorgsoort": "jeugd_ggz"}


def youth_work(inbox: Path) -> Iterator[Counted]:
    """IND076."""
    for row in rows_of(inbox, "registers/jongerenwerk"):
        if row["is_alternatief_voor_begeleiding"] == "1":
            splits = {
                "gemeente_code": row["gemeente_code"],
                "stadsdeel": row["stadsdeel"] or UNKNOWN,
                "geslacht": GENDERS.get(row["geslacht"], UNKNOWN),
            }
            day, ages = date.fromisoformat(row["begonnen_op"]), ages_of(int(row["leeftijd"]))
            yield Counted("IND076", ("kwartaal", "jaar"), day, splits, ages=ages)


def offers(inbox: Path) -> Iterator[Counted]:
    """IND077-083: the newest state of a year, or all that happened in it."""
    rows = rows_of(inbox, "registers/collectief_aanbod", "periode_start", "aangeleverd_door")
    newest: dict[tuple[str, ...], str] = {}
    for row in rows:
        key = (row["aangeleverd_door"], row["aanbod"], row["maat"], row["periode_start"][:4])
        newest[key] = max(row["periode_eind"], newest.get(key, ""))
    for row in rows:
        begin, end = (date.fromisoformat(row[name]) for name in ("periode_start", "periode_eind"))
        what, count = f"{row['aanbod']} {row['maat']}", Fraction(row["aantal"])
        splits = {"stadsdeel": row["stadsdeel"] or UNKNOWN}
        months = (end + timedelta(1)).year * 12 + (end + timedelta(1)).month - begin.year * 12 - begin.month
        is_last = row["periode_eind"] == newest[row["aangeleverd_door"], row["aanbod"], row["maat"], str(begin.year)]
        code = STATES.get(what) or EVENTS.get(what)
        if code:
            kinds = ("halfjaar",) if months == 6 else ()
            kinds += ("jaar",) if what in EVENTS or is_last else ()
            yield Counted(code, kinds, begin, splits, count)
        if row["aanbod"] in SHARES and months in {6, 12}:
            code, part, whole = SHARES[row["aanbod"]]
            if row["maat"] in {part, whole}:
                parts = (count * (row["maat"] == part), count * (row["maat"] == whole))
                kind = "jaar" if months == 12 else "halfjaar"
                yield Counted(code, (kind,), begin, splits, *parts, is_own_year=True)


def stays(inbox: Path) -> Iterator[Counted]:
    """IND115, 117, 120 and 121."""
    for row in rows_of(inbox, "registers/verblijf", "periode_start", "aangeleverd_door"):
        if row["soort"] in STAYS:
            splits = {name: row[name] or UNKNOWN for name in ("gemeente_code", "aanbieder_agb")}
            day = date.fromisoformat(row["periode_start"])
            yield Counted(STAYS[row["soort"]], ("halfjaar", "jaar"), day, splits, Fraction(row["aantal"]))


def outcomes(inbox: Path) -> Iterator[Counted]:
    """IND124, 125, 127 and 128: of trajectories that ended in the period that is told of."""
    for row in rows_of(inbox, "registers/uitkomsten", "periode_start", "aanbieder_agb"):
        if not row["periode_start"] <= row["einde_op"] <= row["periode_eind"]:
            continue
        splits = {name: row[name] for name in ("gemeente_code", "zorgsoort", "aanbieder_agb")} | {"wet": "jeugdwet"}
        asked: list[tuple[str, str, Fraction, Fraction]] = [
            ("IND124", row["tevredenheid"], Fraction(row["tevredenheid"] or 0), ONE),
            ("IND125", row["zonder_hulp_verder"], Fraction(row["zonder_hulp_verder"] in WITHOUT_HELP), ONE),
            ("IND127", row["minder_problemen"], Fraction(row["minder_problemen"] == "1"), ONE),
        ]
        if row["doelen_bereikt"] and int(row["doelen_gesteld"] or 0):
            asked.append(("IND128", "x", Fraction(row["doelen_bereikt"]), Fraction(row["doelen_gesteld"])))
        for code, answer, teller, noemer in asked:
            if answer:
                yield Counted(code, ("halfjaar", "jaar"), date.fromisoformat(row["einde_op"]), splits, teller, noemer)


FAMILIES = {
    "staff": Family(staff, ("wet",)),
    "caseload": Family(caseload, ("wet",)),
    "lump sums": Family(lump_sums, ("gemeente_code", "wet")),
    "waiting lists": Family(
        waiting, ("gemeente_code", "wet", "zorgsoort", "aanbieder_agb"), ("leeftijdsgroep", "geslacht")
    ),
    "youth work": Family(youth_work, ("gemeente_code",), ("stadsdeel", "leeftijdsgroep", "geslacht")),
    "offers": Family(offers, (), ("stadsdeel",)),
    "around verblijf": Family(stays, ("gemeente_code", "aanbieder_agb")),
    "outcomes": Family(outcomes, ("gemeente_code", "wet", "zorgsoort", "aanbieder_agb")),
}
