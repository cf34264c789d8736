"""Persons are invented: test numbers only, and as many as a large city needs."""

from datetime import date
from random import Random

import pytest

from synthetic import planted
from synthetic.people import bsns, make_person, passes_elfproef
from tests.synthetic.cities import delivered, small_city


@pytest.mark.parametrize(("bsn", "passes"), [("999900006", True), ("999900007", False), ("000000000", False)])
def test_the_elfproef_is_passed_by_test_numbers_and_never_by_zeros(bsn, passes):
    assert passes_elfproef(bsn) is passes


def test_a_large_city_has_enough_different_numbers_that_all_pass():
    numbers = bsns(40_000)

    assert len(set(numbers)) == 40_000
    assert all(passes_elfproef(number) for number in numbers)
    official = [number for number in numbers if number.startswith("9999")]
    assert len(official) == 9091
    assert list(numbers[: len(official)]) == official
    assert all(number.startswith("999") for number in numbers)


def test_messages_hold_no_other_number_than_test_numbers():
    allowed = set(bsns(300)) | {planted.bsn_of(place) for place in range(planted.CLIENTS + len(planted.NEWCOMERS))}
    found = set()
    for _, data in delivered(small_city().inbox):
        for part in data.decode().split("Bsn>")[1::2]:
            found.add(part.split("<")[0])

    assert len(found) > 200
    assert found <= allowed


def test_an_unknown_day_of_birth_is_the_first_of_the_month():
    rng = Random(1)  # noqa: S311 (chance, not secrecy)
    persons = [make_person(rng, "999900006", date(2020, 1, 1), date(2000, 1, 1)) for _ in range(400)]
    unknown = [person for person in persons if person.datum_gebruik]

    assert unknown
    assert all(person.geboortedatum.day == 1 for person in unknown)
    assert all(person.geboortedatum.month == 1 for person in unknown if person.datum_gebruik == "2")
