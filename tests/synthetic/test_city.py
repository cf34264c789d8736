"""The same parameters give the same bytes, and a city can be delivered night by night."""

import os
import subprocess
import sys
from datetime import date, timedelta

from synthetic import make_city
from tests.synthetic.cities import contents, delivered, small_city

CLIENTS = 60


def test_a_seed_gives_the_same_bytes_whatever_the_process_hash_or_locale(tmp_path):
    made = []
    for number, hash_seed in enumerate(("1", "2")):
        out = tmp_path / str(number) / "inbox"
        command = [sys.executable, "-m", "synthetic", "--clients", str(CLIENTS), "--seed", "3", "--out", str(out)]
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "LC_ALL": "C", "TZ": ("UTC", "Asia/Tokyo")[number]}
        subprocess.run(command, check=True, env=environment)
        made.append(contents(out.parent))

    assert len(made[0]) > 100
    assert made[0] == made[1]


def test_another_seed_gives_another_city(tmp_path):
    for seed in (1, 2):
        make_city(tmp_path / str(seed) / "inbox", clients=CLIENTS, seed=seed)

    assert contents(tmp_path / "1" / "waarheid") != contents(tmp_path / "2" / "waarheid")


def test_nights_together_hold_the_messages_of_the_whole_city(tmp_path):
    border = date(2025, 12, 31)
    make_city(tmp_path / "whole" / "inbox", clients=CLIENTS, seed=3)
    make_city(tmp_path / "before" / "inbox", clients=CLIENTS, seed=3, until=border)
    make_city(tmp_path / "after" / "inbox", clients=CLIENTS, seed=3, since=border)

    whole, before, after = (dict(delivered(tmp_path / part / "inbox")) for part in ("whole", "before", "after"))

    assert len(before) > 100
    assert len(after) > 100
    assert not before.keys() & after.keys()
    assert {**before, **after} == whole


def test_the_truth_of_an_earlier_day_knows_nothing_of_later_days(tmp_path):
    border = date(2024, 3, 31)
    make_city(tmp_path / "inbox", clients=CLIENTS, seed=3, until=border)

    lines = (tmp_path / "waarheid" / "declaratieregels.csv").read_text().splitlines()

    stands = {line.rsplit(";", 1)[1] for line in lines[1:]}
    assert stands == {"goedgekeurd", "afgewezen", "ingediend"}
    months = [line.split(";")[8] for line in lines[1:]]
    assert max(months) < (border + timedelta(days=1)).isoformat()


def test_a_city_holds_every_message_type_of_both_wetten_in_zips_and_loose():
    city = small_city()
    types = {name.removeprefix("kopie_van_").partition("_")[0] for name, _ in delivered(city.inbox)}

    numbers = (301, 302, 305, 306, 307, 308, 315, 316, 317, 318, 319, 320, 323, 325)
    assert types == {f"{law}{number}" for law in ("JW", "WMO") for number in numbers}
    assert len(list(city.inbox.rglob("*.zip"))) > 50
    assert len(list(city.inbox.rglob("*.xml"))) > 50


def test_messages_have_cr_lf_and_utf_8_but_for_some_delivered_again_with_lf():
    everything = list(delivered(small_city().inbox))
    again = [data for name, data in everything if name.endswith("_opnieuw.xml")]
    copies = [data for name, data in everything if name.startswith("kopie_van_")]
    first = [data for name, data in everything if "_opnieuw" not in name]

    assert len(first) > 1000
    assert all(data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\r\n') for data in first)
    assert all(data.count(b"\n") == data.count(b"\r\n") and data.decode() for data in first)
    assert again
    assert all(b"\r" not in data for data in again)
    assert copies
    assert all(first.count(data) == 2 for data in copies)
