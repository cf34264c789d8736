"""What is planted for contract managers: the course of one ceiling, its stops and who came in during one."""

import csv
from collections import Counter
from datetime import date

from synthetic import planted
from synthetic.lijsten import norms
from synthetic.lijsten.moments import Moment
from synthetic.lijsten.write import deliveries
from synthetic.parameters import Parameters
from synthetic.people import passes_elfproef
from synthetic.places import PLANTED
from tests.synthetic.cities import small_city

LISTS = tuple(deliveries(Parameters(60, 7)))
NOW = Moment(date(2025, 1, 1), date(2025, 12, 31), date(2025, 11, 20))


def rows(table):
    with (small_city().truth / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines, delimiter=";") if row["aanbieder_agb"] == PLANTED.agb]


def test_the_ceiling_is_reached_in_the_months_that_were_planted():
    per_month = Counter()
    for row in rows("declaratieregels"):
        if row["periode_begin"].startswith("2025") and row["stand"] == "goedgekeurd":
            per_month[int(row["periode_begin"][5:7])] += int(row["volume"])
    so_far = {month: sum(per_month[each] for each in range(1, month + 1)) for month in range(1, 13)}

    assert len(per_month) == 12
    assert so_far[4] < 700 <= so_far[5]
    assert so_far[9] < 1000 <= so_far[10]


def test_three_newcomers_come_in_during_the_stop_and_two_are_registered():
    during = [row for row in rows("toewijzingen") if row["ingangsdatum"] >= planted.STOP_FROM.isoformat()]
    (request,) = [row for row in norms.cpv(NOW) if row["aanbieder_agb"] == PLANTED.agb]
    (referral,) = norms.toegang(NOW, "regieteam")

    assert {int(row["toewijzing_nummer"]) for row in during} == {
        planted.toewijzing_nummer(planted.newcomer(ground)) for ground in planted.NEWCOMERS
    }
    assert request["bsn"] == planted.bsn_of(planted.newcomer("cpv"))
    assert referral["toewijzing_nummer"] == str(planted.toewijzing_nummer(planted.newcomer("regieteam")))
    assert list(norms.toegang(NOW, "bjg")) == []


def test_a_register_knows_nothing_of_later_days():
    stops = list(norms.toeleidingsstops(Moment(NOW.start, NOW.end, date(2024, 5, 1))))

    assert [(row["status"], row["stop_tot"]) for row in stops] == [("stop", ""), ("aangekondigd", "")]
    assert [row["status"] for row in norms.toeleidingsstops(NOW)] == ["opgeheven", "stop"]


def test_agreements_and_requests_are_as_published():
    agreements = Counter(row["ingangsdatum"][:4] for row in norms.maatwerkovereenkomsten(NOW))
    outcomes = Counter(row["uitkomst"] for row in norms.cpv(NOW) if row["gemeente_code"] == "0268")
    granted = outcomes["toegekend"] + outcomes["toegekend_met_aanpassing"]

    assert agreements == {"2023": 323, "2024": 407}
    assert round(100 * granted / outcomes.total()) == 74
    assert round(100 * outcomes["toegekend_met_aanpassing"] / granted) == 36


def test_planted_persons_have_test_numbers():
    numbers = {planted.bsn_of(place) for place in range(9)}

    assert len(numbers) == 9
    assert all(number.startswith("999") and passes_elfproef(number) for number in numbers)


def test_a_wave_of_a_survey_has_seven_respondents():
    waves = Counter()
    for delivery in LISTS:
        if delivery.contract.name == "ervaring_antwoorden":
            marked = {row["respondent_nummer"] for row in delivery.rows if row["onderzoek"] == "buurtteam_btv"}
            waves[delivery.rows[0]["meetdatum"]] = len(marked)

    assert len(waves) > 1
    assert +waves == {planted.SMALL_WAVE.isoformat(): 7}


def test_the_waiting_list_of_one_provider_comes_in_late():
    lists = [delivery for delivery in LISTS if delivery.contract.label == "wachtlijsten/jeugd_ggz"]
    about = (str(planted.LATE_LIST_OF), planted.LATE_LIST_AGB)
    days = {each.day for each in lists if (each.rows[0]["peildatum"], each.rows[0]["aanbieder_agb"]) == about}

    assert days == {planted.LATE_LIST_CAME}
