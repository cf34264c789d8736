"""The whole plan of the known city: who gets which care, referred by whom, declared how. No chance can move a target.

Reads   the calibration
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from synthetic.nijmegen.calibration import YEARS, Calibration, Reeks, months_in
from synthetic.nijmegen.flow import Client, NoSuchCity, clients_of
from synthetic.nijmegen.referrals import codes_of, refer
from synthetic.nijmegen.stretches import Line, Stretch, stretches_of
from synthetic.nijmegen.volumes import fill, lay_lines

HUISARTS = "02"
OTHERS = {"jeugdwet": (("", 80), ("01", 3), ("03", 5), ("04", 5), ("05", 3), ("06", 2), ("08", 2))} | {
    "wmo": (("", 85), ("01", 10), ("06", 5))
}
GGZ = ("specialistische_ggz", "basis_ggz")
AMBULANT = ("begeleiding_jeugd", "dagbehandeling", "dagbesteding", "orthopedagogische_behandeling")


@dataclass(slots=True)
class Care:
    """One client with all toewijzingen, in order."""

    client: Client
    stretches: list[Stretch]

    @property
    def groep(self) -> str:
        return self.client.reeks.groep


def make_plan(rng: Random, calibration: Calibration) -> list[Care]:
    """Every client of the known city, in an order that mixes all care."""
    cares: list[Care] = []
    for groep in dict.fromkeys(reeks.groep for reeks in calibration.reeksen):
        cares += _plan_group(rng, calibration, groep)
    _choose_referrers(rng, calibration, cares)
    rng.shuffle(cares)
    return cares


def _plan_group(rng: Random, calibration: Calibration, groep: str) -> list[Care]:
    """The rest of a group last: it makes up what the others leave of the target."""
    told: list[Client] = []
    cares: list[Care] = []
    lines: dict[Reeks, list[Line]] = {}
    own = [reeks for reeks in calibration.reeksen if reeks.groep == groep]
    for reeks in sorted(own, key=lambda reeks: reeks.is_rest):
        clients = clients_of(rng, calibration, reeks, told)
        refer(rng, calibration, reeks, clients, told)
        told += clients
        new = [
            Care(client, stretches_of(rng, client, code))
            for client, code in zip(clients, codes_of(reeks, len(clients)), strict=True)
        ]
        lines[reeks] = [line for care in new for line in lay_lines(rng, care.client, care.stretches)]
        cares += new
    fill(calibration, groep, lines)
    return cares


def _choose_referrers(rng: Random, calibration: Calibration, cares: list[Care]) -> None:
    """Who referred: the huisarts as often as was published, others as it comes."""
    for care in cares:
        kinds = OTHERS[care.client.reeks.wet]
        for stretch in care.stretches:
            stretch.verwijzer = rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]
    for year in YEARS:
        ggz, ambulant = _referred(cares, GGZ, str(year)), _referred(cares, AMBULANT, str(year))
        everybody = sum(
            stretch.month // 12 == year
            for care in cares
            if care.client.reeks.wet == "jeugdwet"
            for stretch in care.stretches
        )
        in_ggz = _share(calibration, "jeugd_ggz", year, len(ggz))
        elsewhere = _share(calibration, "jeugdwet", year, everybody) - in_ggz
        _by_huisarts(rng, ggz, in_ggz)
        half = calibration.whole("ambulant", "huisarts_verwezen").get(f"{year}-H1")
        if half is None:
            _by_huisarts(rng, ambulant, elsewhere)
            continue
        first = _referred(cares, AMBULANT, f"{year}-H1")
        early = {id(stretch) for stretch in first}
        _by_huisarts(rng, first, half)
        _by_huisarts(rng, [stretch for stretch in ambulant if id(stretch) not in early], elsewhere - half)


def _referred(cares: list[Care], groepen: tuple[str, ...], period: str) -> list[Stretch]:
    first, last = months_in(period)
    return [
        stretch
        for care in cares
        if care.groep in groepen
        for stretch in care.stretches
        if first <= stretch.month <= last
    ]


def _share(calibration: Calibration, scope: str, year: int, count: int) -> int:
    share = calibration.of(scope, "huisarts_aandeel")[str(year)]
    return int((share * count / Decimal(100)).to_integral_value(ROUND_HALF_UP))


def _by_huisarts(rng: Random, stretches: list[Stretch], count: int) -> None:
    if not 0 <= count <= len(stretches):
        raise NoSuchCity(f"the huisarts would refer {count} of {len(stretches)}")
    for stretch in rng.sample(stretches, count):
        stretch.verwijzer = HUISARTS
