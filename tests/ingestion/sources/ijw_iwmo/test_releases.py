"""Releases 3.0, 3.1 and 3.2 are read by one mapping, each in its own time."""

import pytest

from ingestion.sources.ijw_iwmo.releases import is_read, load_releases
from ingestion.sources.ijw_iwmo.structure import examine
from tests.ingestion.messages import SPELLINGS, all_types, make_message
from tests.ingestion.sources.ijw_iwmo.bad_messages import value_of

OLDER = ("3.0", "3.1")
DAY = b"basis:Dagtekening"


def start_in(release: str, day: str) -> bytes:
    return value_of(make_message("wmo", "305", 1, fill=1, release=release), DAY, day.encode())


@pytest.mark.parametrize("release", OLDER)
def test_every_type_of_an_older_release_is_recognised_by_its_namespace_and_accepted(release):
    for number, (wet, berichtsoort) in enumerate(all_types()):
        spelling = SPELLINGS[number % len(SPELLINGS)]
        examined = examine(make_message(wet, berichtsoort, number, spelling=spelling, fill=1, release=release))

        assert (examined.wet, examined.berichtsoort, examined.release) == (wet, berichtsoort, release)
        assert {fault.code for fault in examined.faults} <= {"X003", "X011"}


@pytest.mark.parametrize("release", OLDER)
def test_an_older_release_has_a_subversion_of_its_own(release):
    message = make_message("jeugdwet", "301", 1, release=release)

    (fault,) = examine(value_of(message, b"b:BerichtSubversie", b"2")).faults

    assert (fault.code, fault.fields["verwacht"]) == ("X021", release[-1])


def test_elements_of_two_releases_do_not_mix():
    message = make_message("jeugdwet", "301", 1, release="3.1")

    assert examine(message.replace(b"ijw/3_1/basisschema", b"ijw/3_2/basisschema")).faults[0].code == "X002"


@pytest.mark.parametrize(
    ("release", "day", "is_in_time"),
    [
        ("3.0", "2020-12-17", False),
        ("3.0", "2020-12-18", True),
        ("3.0", "2022-04-18", True),
        ("3.0", "2022-04-19", False),
        ("3.1", "2022-03-20", False),
        ("3.1", "2022-03-21", True),
        ("3.1", "2023-04-15", True),
        ("3.1", "2023-04-16", False),
        ("3.2", "2021-01-01", True),
        ("3.2", "2031-01-01", True),
    ],
)
def test_a_release_is_accepted_in_its_own_time_and_two_weeks_around(release, day, is_in_time):
    assert [fault.code for fault in examine(start_in(release, day)).faults] == ([] if is_in_time else ["X020"])


def test_a_dagtekening_that_is_none_is_a_fault_of_its_own():
    assert [fault.code for fault in examine(start_in("3.0", "gisteren")).faults] == ["X031"]


def test_a_dagtekening_is_read_as_the_parser_reads_it():
    hidden = start_in("3.0", "2021-02-01<!-- 2026 -->").replace(b"<b:Header>", b"<b:Header><!-- <Dagtekening>x -->")

    assert {fault.code for fault in examine(hidden).faults} == {"X003"}


def test_what_is_known_by_name_is_not_yet_read():
    assert [name for name in load_releases() if is_read(name)] == ["3.0", "3.1", "3.2"]
    assert not is_read("3.3")


def test_history_loads_beside_the_newest_release(intake):
    for release in (*OLDER, "3.2"):
        for berichtsoort in ("301", "305", "323"):
            intake.drop(f"{release} {berichtsoort}.xml", make_message("jeugdwet", berichtsoort, 1, release=release))

    counts = intake.run()

    assert (counts["loaded"], counts["refused"]) == (9, 0), intake.messages()
    assert dict(intake.connection.execute("select release, count(*) from raw_ijw_iwmo.berichten group by release")) == {
        "3.0": 3,
        "3.1": 3,
        "3.2": 3,
    }


@pytest.mark.shared
@pytest.mark.parametrize("release", OLDER)
def test_samples_of_the_newest_release_are_sound_in_an_older_one_after_the_swap(shared_standard, release):
    samples = sorted((shared_standard / "samples" / "ijw-3.2").glob("*.xml"))
    assert len(samples) == 14
    day = {"3.0": b"2021-02-01", "3.1": b"2022-06-01"}[release]

    for path in samples:
        data = path.read_bytes().replace(b"/3_2/", b"/" + release.replace(".", "_").encode() + b"/")
        data = value_of(value_of(data, b":BerichtSubversie", release[-1:].encode()), b":Dagtekening", day)

        assert bool(examine(data).faults) == bool(examine(path.read_bytes()).faults)
