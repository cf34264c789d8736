"""Each hostile or faulty message gets its code, its reaction, its place and a Dutch text without a value."""

import random

import pytest

from ingestion.guard import MEGABYTE
from ingestion.outcomes import load_meldingen, outcomes_for, reaction_to
from ingestion.sources.ijw_iwmo.diagnosis import DEEPEST, FAULTS_KEPT
from ingestion.sources.ijw_iwmo.structure import examine
from ingestion.well_formed import BLOCK
from tests.ingestion.messages import SPELLINGS, all_types, make_message
from tests.ingestion.sources.ijw_iwmo.bad_messages import (
    BAD,
    BSN,
    CLAIM,
    GOOD,
    SECOND_CLIENT,
    START,
    changed,
    line_of,
    value_of,
    without,
)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_message_is_refused_or_held_in_words(name):
    data, code, fragment = BAD[name]

    outcomes = outcomes_for(examine(data).faults, file_name="bericht.xml", step="validate")

    assert outcomes[0].code == code
    assert outcomes[0].reaction == ("hold" if code == "X023" else "refuse")
    assert fragment in outcomes[0].message
    assert " Verwacht" in outcomes[0].message
    assert " Doe: " in outcomes[0].message
    assert "onbekend" not in outcomes[0].message


@pytest.mark.parametrize("name", GOOD)
def test_a_good_message_in_an_unusual_form_is_accepted(name):
    examined = examine(GOOD[name])

    assert [fault for fault in examined.faults if reaction_to(fault.code) != "warn"] == []
    assert examined.release == "3.2"


def test_a_thousand_random_messages_are_accepted():
    number = 0
    for wet, berichtsoort in all_types():
        for seed in range(36):
            spelling = SPELLINGS[seed % len(SPELLINGS)]
            data = make_message(wet, berichtsoort, seed, spelling=spelling, fill=(0, 0.5, 1)[seed % 3])
            examined = examine(data)
            assert (examined.wet, examined.berichtsoort) == (wet, berichtsoort)
            assert {reaction_to(fault.code) for fault in examined.faults} <= {"warn"}
            number += 1

    assert number >= 1000


def test_an_encoding_beside_the_standard_is_accepted_with_a_warning():
    latin, windows = (spelling for spelling in SPELLINGS if spelling.encoding != "UTF-8")

    for spelling in (latin, windows):
        faults = examine(make_message("wmo", "305", 1, spelling=spelling, fill=1)).faults
        assert [fault.fields for fault in faults if fault.code == "X011"] == [{"tekenset": spelling.encoding}]


def test_a_comment_in_a_value_is_a_warning_at_its_line():
    data = value_of(CLAIM, b"basis:Bedrag", b"100<!-- -->00")

    (fault,) = examine(data).faults

    assert (fault.code, fault.place, fault.fields) == (
        "X003",
        f"regel {line_of(data, b'<!-- -->')}",
        {"element": "Bedrag"},
    )


def test_the_place_is_client_line_and_element():
    data = without(CLAIM, BSN, after=SECOND_CLIENT)
    line = line_of(data, b"<b:Prestaties>", 2)

    (fault,) = examine(data).faults

    assert fault.place == f"regel {line}, cliënt 2 van 3, Declaratie/Clienten/Client[2]/Prestaties"


def test_the_place_of_a_value_is_the_line_of_its_element():
    data = value_of(CLAIM, b"basis:Bedrag", b"-1", after=SECOND_CLIENT)
    line = line_of(data, b"<basis:Bedrag>-1<")

    (fault,) = examine(data).faults

    assert fault.place == (
        f"regel {line}, cliënt 2 van 3, Declaratie/Clienten/Client[2]/Prestaties/Prestatie/IngediendBedrag/Bedrag"
    )


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n", b""])
def test_places_are_right_in_a_message_of_many_blocks(line_end):
    data = make_message("jeugdwet", "323", 2, fill=1, lines=15).replace(b"\r\n", line_end)
    assert len(data) > 2 * BLOCK
    places = random.Random(3).sample(range(225), 20)  # noqa: S311 - a seed, not a secret
    parts = data.split(b"<b:Eenheid>")
    faulty = parts[0] + b"".join(
        b"<b:Eenheid>" + (b"x" if number in places else b"") + part for number, part in enumerate(parts[1:])
    )

    faults = examine(faulty).faults

    assert [fault.place for fault in faults] == [
        f"regel {line_of(faulty, b'<b:Eenheid>', number + 1)}, cliënt {number // 15 + 1} van 15, Declaratie/Clienten/"
        f"Client{label(number // 15)}/Prestaties/Prestatie{label(number % 15)}/Eenheid"
        for number in sorted(places)
    ]


def label(number: int) -> str:
    return f"[{number + 1}]" if number else ""


def test_a_cut_message_names_its_last_line_and_element():
    data = CLAIM[: CLAIM.index(b"basis:Einddatum>", CLAIM.index(SECOND_CLIENT)) + 20]

    (fault,) = examine(data).faults

    assert fault.code == "X014"
    assert fault.place == f"regel {len(data.splitlines())}"
    assert fault.fields == {"element": "Einddatum"}


def test_a_refused_message_is_still_recognised():
    for name in ("X-025 cut off", "a tag that does not close", "nested too deep", "X-026 a second root element"):
        examined = examine(BAD[name][0])
        assert (examined.wet, examined.berichtsoort, examined.release) == ("jeugdwet", "323", "3.2")


@pytest.mark.parametrize("part", range(1, 100, 3))
def test_a_message_cut_anywhere_is_refused(part):
    data = START[: len(START) * part // 100]

    codes = {fault.code for fault in examine(data).faults}

    assert codes & {"X014", "X016"}


def test_equal_faults_are_told_once_with_their_number_and_first_places():
    data = CLAIM.replace(b"<b:Eenheid>", b"<b:Eenheid>x")
    assert data.count(b"<b:Eenheid>x") == 9

    outcomes = outcomes_for(examine(data).faults, file_name="bericht.xml", step="validate")

    assert [outcome.code for outcome in outcomes] == ["X027"]
    assert outcomes[0].place.startswith("9 keer: regel ")
    assert outcomes[0].place.count("cliënt") == 3


def test_reading_stops_when_enough_faults_are_named():
    client = CLAIM[CLAIM.index(b"<b:Client>") : CLAIM.index(b"</b:Clienten>")].replace(b"<b:Eenheid>", b"<b:Eenheid>x")
    data = changed(CLAIM, b"<b:Client>", client * 50 + b"<b:Client>")

    faults = examine(data).faults

    assert FAULTS_KEPT <= len(faults) <= FAULTS_KEPT + 2
    assert faults[-1].code == "X018"


def test_each_fault_of_a_message_is_named_in_the_order_of_the_message():
    data = value_of(value_of(value_of(CLAIM, b"b:BerichtCode", b"1"), BSN, b"1"), b"basis:Bedrag", b"-1")

    assert [fault.code for fault in examine(data).faults] == ["X021", "X027", "X060"]


def test_an_element_name_that_holds_a_bsn_is_not_repeated():
    data = changed(CLAIM, b"<b:Prestaties>", b"<b:p999900006/><b:Prestaties>")

    faults = examine(data).faults

    assert [fault.code for fault in faults] == ["X002"]
    assert "999900006" not in str(faults)


def test_long_values_get_the_verdict_of_short_ones():
    blank, long = b"&#32;" * MEGABYTE, "é".encode() * MEGABYTE
    name = b"basis:Achternaam"

    assert [fault.code for fault in examine(value_of(START, name, long)).faults] == ["X027"]
    assert [fault.code for fault in examine(value_of(START, name, blank)).faults] == ["X026"]
    assert examine(value_of(START, b"b:Begindatum", b" " * MEGABYTE + b"2026-01-01")).faults == ()
    request = make_message("wmo", "315", 1, fill=1)
    assert examine(value_of(request, b"b:Commentaar", long)).faults == ()
    assert [fault.code for fault in examine(value_of(request, b"b:Commentaar", blank)).faults] == ["X026"]


def test_a_deep_message_is_refused_without_naming_its_levels():
    (fault,) = examine(changed(CLAIM, b"<b:Clienten>", b"<b:Clienten>" + b"<a>" * 100_000)).faults

    assert fault.code == "X006"
    assert fault.fields == {"grens": DEEPEST}
    assert len(fault.place) < 20


def test_no_change_of_bytes_makes_the_check_stumble():
    rng = random.Random(20260101)  # noqa: S311 - a seed, not a secret
    codes: set[str] = set()
    for number in range(1500):
        data = bytearray(make_message(*all_types()[number % 28], seed=number % 56, fill=0.5))
        for _ in range(rng.randint(1, 6)):
            start = rng.randrange(len(data))
            data[start : start + rng.choice((0, 1, 1, 30))] = rng.choice(
                (b"", b"<", b">", b"&", b"\xff", b"]]>", b"<!--", b'"', b"x")
            )
        codes |= {fault.code for fault in examine(bytes(data)).faults}

    assert codes <= set(load_meldingen())
    assert len(codes) >= 12
