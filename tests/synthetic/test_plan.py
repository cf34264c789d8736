"""A plan is care that can be: one product at a time, at an age that fits the wet, ending for a reason."""

from datetime import timedelta
from itertools import combinations
from random import Random

from synthetic.parameters import Parameters
from synthetic.people import make_person
from synthetic.plan import CAUSES, draw_plan, draw_profile

PARAMETERS = Parameters(clients=0, seed=0)


def plans():
    for seed in range(1500):
        rng = Random(seed)  # noqa: S311 (chance, not secrecy)
        profile = draw_profile(rng, PARAMETERS)
        person = make_person(rng, "999900006", profile.youngest, profile.oldest)
        yield person, draw_plan(rng, PARAMETERS, profile, person.geboortedatum)


def test_trajecten_of_one_product_do_not_overlap():
    pairs = 0
    for _, plan in plans():
        for one, other in combinations(plan, 2):
            if one.product == other.product:
                assert one.end < other.begin or other.end < one.begin
                pairs += 1
    assert pairs > 50


def test_care_of_the_jeugdwet_ends_before_the_age_of_23_and_of_the_wmo_begins_at_18():
    ages = {"jeugdwet": [], "wmo": []}
    for person, plan in plans():
        for traject in plan:
            day = traject.end if traject.wet == "jeugdwet" else traject.begin
            ages[traject.wet].append((day - person.geboortedatum) / timedelta(days=365.25))

    assert len(ages["jeugdwet"]) > 500
    assert len(ages["wmo"]) > 500
    assert max(ages["jeugdwet"]) < 23
    assert min(ages["wmo"]) >= 18


def test_a_plan_holds_transfers_moves_deaths_and_a_change_of_funding():
    causes = {traject.oorzaak for _, plan in plans() for traject in plan}

    assert causes == {*CAUSES, "overstap", "verhuizing", "overlijden", "bekostiging"}


def test_some_clients_have_several_products_providers_gemeenten_and_wetten():
    for part in ("product", "aanbieder", "gemeente", "wet"):
        assert any(len({getattr(traject, part) for traject in plan}) > 1 for _, plan in plans()), part


def test_every_provider_delivers_what_it_is_planned_to():
    for _, plan in plans():
        assert all(traject.product.code in traject.aanbieder.codes for traject in plan)
