"""The known city: every target of its tables holds in the plan, and what senders do wrong moves none of them."""

import csv
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from ingestion.sources.ijw_iwmo.structure import examine
from synthetic import make_city
from synthetic.nijmegen.calibration import load_calibration, months_in
from synthetic.nijmegen.flow import NoSuchCity
from synthetic.nijmegen.plan import AMBULANT, GGZ, make_plan
from tests.synthetic.cities import City, contents, delivered

SEED = 268
CLIENTS = 400
_FOLDERS: list[TemporaryDirectory[str]] = []


def chance(seed: str) -> Random:
    return Random(seed)  # noqa: S311 (chance, not secrecy)


@cache
def plan(seed: int = SEED):
    return make_plan(chance(f"{seed}/nijmegen"), load_calibration())


@cache
def sample() -> City:
    folder = TemporaryDirectory()
    _FOLDERS.append(folder)
    inbox = Path(folder.name) / "inbox"
    make_city(inbox, clients=CLIENTS, seed=SEED, profile="nijmegen")
    return City(inbox, inbox.parent / "waarheid")


def cares_of(name: str):
    """The clients of a line of care, or of a group of them."""
    return [care for care in plan() if name in {care.client.reeks.naam, care.groep}]


def lines_in(cares, period):
    first, last = months_in(period)
    return [line for care in cares for part in care.stretches for line in part.lines if first <= line.month <= last]


def referrals_in(cares, period):
    first, last = months_in(period)
    return [part for care in cares for part in care.stretches if first <= part.month <= last]


def clients_in(cares, period):
    return len({id(line.client) for line in lines_in(cares, period)})


def begun_in(cares, period):
    first, last = months_in(period)
    return sum(first <= care.client.begin <= last for care in cares)


COUNTED = {
    "uniek": clients_in,
    "stand": clients_in,
    "instroom": begun_in,
    "verwezen": lambda cares, period: len(referrals_in(cares, period)),
}


def test_persons_in_the_plan_are_as_many_as_asked():
    calibration, compared = load_calibration(), Counter()
    for (name, maat), targets in calibration.targets.items():
        cares = cares_of(name)
        for period, value in targets.items():
            # the last year is not claimed to its end
            is_whole = "2021" <= period < ("2025" if maat in {"uniek", "stand"} else "2026")
            if maat in COUNTED and is_whole:
                assert COUNTED[maat](cares, period) == value, (name, maat, period)
                compared[maat] += 1

    assert compared["uniek"] >= 40
    assert compared["instroom"] >= 70
    assert compared["stand"] >= 10
    assert compared["verwezen"] >= 50


def test_hours_and_costs_in_the_plan_are_as_published():
    compared = 0
    for (name, maat), targets in load_calibration().targets.items():
        for period, value in targets.items():
            lines = lines_in(cares_of(name), period)
            clients = len({id(line.client) for line in lines})
            level = 2025 if maat == "nulmeting" else int(period[:4])
            cents = sum(line.volume * line.product.tarief_in(level) for line in lines)
            if maat == "kosten_per_client":
                assert round_half_up(Decimal(cents) / 100 / clients) == value, (name, period)
            elif maat in {"kosten", "nulmeting"}:
                assert abs(Decimal(cents) / 100 - value) < 200, (name, period)
            elif maat == "uren_per_client":
                assert sum(line.volume for line in lines) == int(value * 60 * clients), (name, period)
            else:
                continue
            compared += 1

    assert compared >= 40


def test_the_huisarts_refers_the_published_shares():
    ggz = [care for care in plan() if care.groep in GGZ]
    youth = [care for care in plan() if care.client.reeks.wet == "jeugdwet"]
    for cares, scope in ((ggz, "jeugd_ggz"), (youth, "jeugdwet")):
        for period, value in load_calibration().of(scope, "huisarts_aandeel").items():
            referred = referrals_in(cares, period)
            share = Decimal(100 * sum(part.verwijzer == "02" for part in referred)) / len(referred)
            assert round_half_up(share) == value, (scope, period)
    ambulant = [care for care in plan() if care.groep in AMBULANT]
    for period, value in load_calibration().of("ambulant", "huisarts_verwezen").items():
        assert sum(part.verwijzer == "02" for part in referrals_in(ambulant, period)) == value


def test_a_few_clients_of_the_large_provider_take_the_published_share():
    costs = Counter()
    for line in lines_in(cares_of("begeleiding_groot"), "2024"):
        costs[id(line.client)] += line.volume * line.product.tarief_in(2024)

    heaviest = sum(cents for _, cents in costs.most_common(len(costs) * 75 // 1000))

    assert len(costs) == 160
    assert Decimal("34.5") < Decimal(100 * heaviest) / costs.total() < 35


def test_nobody_is_referred_twice_in_a_year():
    for care in plan():
        years = [part.month // 12 for part in care.stretches]
        assert len(years) == len(set(years))


@pytest.mark.parametrize("seed", [1, 2])
def test_another_seed_finds_a_plan_too(seed):
    assert len(plan(seed)) == len(plan())


def test_targets_that_contradict_each_other_are_named():
    calibration = load_calibration()
    targets = calibration.targets | {("vdb", "uniek"): {str(year): Decimal(60) for year in range(2021, 2026)}}

    with pytest.raises(NoSuchCity, match="vdb"):
        make_plan(chance("1"), type(calibration)(calibration.reeksen, targets))


def test_slips_of_senders_leave_every_planned_line_as_it_is():
    planned, standing, slips = Counter(), Counter(), Counter()
    for care in plan()[:CLIENTS]:
        for line in lines_in([care], "2021") + lines_in([care], "2022") + lines_in([care], "2023"):
            planned[line.product.zorgsoort, line.year] += line.volume
    for row in read_rows(sample().truth, "declaratieregels"):
        year = int(row["periode_begin"][:4])
        if row["gemeente_code"] == "0268" and year <= 2023:
            sign = -1 if row["debet_credit"] == "C" else 1
            approved = row["stand"] == "goedgekeurd"
            standing[row["zorgsoort"], year] += sign * int(row["volume"]) * approved
            slips["credit"] += sign < 0
            slips["refused"] += not approved

    assert planned.total() > 10_000
    assert standing == planned
    assert slips["credit"] > 10
    assert slips["refused"] > 50


def test_the_messages_are_valid_and_begin_and_end_care_as_planned():
    seen, begins = Counter(), defaultdict(set)
    for name, data in delivered(sample().inbox):
        found = examine(data)
        assert found.faults == (), name
        seen[found.berichtsoort] += 1
    for row in read_rows(sample().truth, "starts"):
        if row["gemeente_code"] == "0268":
            begins[row["bsn"]].add(row["begindatum"])

    assert len(seen) == 14
    assert sum(seen.values()) > 3000
    assert len(begins) == CLIENTS


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for part in ("1", "2"):
        make_city(tmp_path / part / "inbox", clients=30, seed=3, profile="nijmegen")

    first, second = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert len(first) > 50
    assert first == second


def read_rows(truth: Path, table: str) -> list[dict[str, str]]:
    with (truth / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def round_half_up(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)
