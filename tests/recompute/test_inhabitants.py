"""Inhabitants of a group of ages by hand: a line about the group, lines about its parts, and what is not known."""

import csv

import pytest

from tests.recompute.use_and_stay import Inhabitants

COLUMNS = ("peildatum", "gemeente_code", "gebied_soort", "gebied", "leeftijd_van", "leeftijd_tot", "geslacht", "aantal")


@pytest.fixture
def count(tmp_path):
    def counted(*lines, year=2024, group="0-17", gemeente="0268", stadsdeel="", geslacht="", delivered="2024-02-20"):
        folder = tmp_path / "registers" / "bevolking"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"bevolking_{delivered}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, delimiter=";")
            writer.writerow(COLUMNS)
            writer.writerows(lines)
        return Inhabitants(tmp_path).count(year, gemeente, stadsdeel, geslacht, group)

    return counted


def line(begin, end, aantal, *, day="2024-01-01", gemeente="0268", area=("gemeente", ""), sex="totaal"):
    return (day, gemeente, *area, begin, end, sex, aantal)


def test_a_group_is_its_own_line_or_the_lines_of_its_parts(count):
    assert count(line(0, 17, 100), line(0, 3, 20), line(4, 17, 81)) == 100
    assert count(line(0, 3, 20), line(4, 17, 81)) == 101


def test_an_age_without_a_line_makes_the_group_unknown(count):
    assert count(line(0, 3, 20), line(5, 17, 81)) == 0
    assert count(line(0, 18, 120)) == 0


@pytest.mark.parametrize(("oldest", "known"), [(104, 0), (105, 40)])
def test_the_oldest_line_holds_all_beyond(count, oldest, known):
    assert count(line(18, oldest, 40), group="18+") == known


def test_only_1_january_of_the_year_counts(count):
    assert count(line(0, 17, 100, day="2024-02-01")) == 0
    assert count(line(0, 17, 100), year=2023) == 0


def test_a_later_delivery_replaces_the_gemeenten_in_it(count):
    count(line(0, 17, 100), line(0, 17, 7, gemeente="0225"))

    assert count(line(0, 17, 90), gemeente=None, delivered="2024-03-01") == 97


def test_areas_and_sexes_are_counted_apart(count):
    lines = line(0, 17, 100), line(0, 17, 9, area=("stadsdeel", "Oost")), line(0, 17, 52, sex="v")

    assert count(*lines) == 100
    assert count(*lines, stadsdeel="Oost") == 9
    assert count(*lines, geslacht="vrouw") == 52
    assert count(*lines, stadsdeel="Oost", geslacht="vrouw") == 0
