"""The official samples have the fate that the standard gives them."""

import pytest

FAULTY = {"jw315.xml": ("X031", "regel 44"), "jw318.xml": ("X024", "regel 33")}
"""A date that does not exist (2027-06-31); a RetourCode without its wrapper."""


@pytest.mark.shared
def test_the_samples_load_but_for_the_two_that_are_faulty(intake, shared_standard):
    samples = sorted((shared_standard / "samples" / "ijw-3.2").glob("*.xml"))
    assert len(samples) == 14
    for path in samples:
        intake.drop(path.name, path.read_bytes())

    counts = intake.run()

    assert (counts["loaded"], counts["refused"]) == (12, 2)
    told = {name: (code, place) for name, code, place in intake.connection.execute(
        "select file_name, code, place from meta.outcomes where reaction = 'refuse' order by outcome_id desc"
    )}  # fmt: skip
    assert set(told) == set(FAULTY)
    for name, (code, place) in FAULTY.items():
        assert told[name][0] == code
        assert place in told[name][1]


@pytest.mark.shared
def test_the_samples_load_alike_from_a_zip(intake, shared_standard, small_zip):
    samples = {path.name: path.read_bytes() for path in sorted((shared_standard / "samples" / "ijw-3.2").glob("*.xml"))}
    intake.drop("voorbeelden.zip", small_zip(samples))

    counts = intake.run()

    assert (counts["landed"], counts["loaded"], counts["refused"]) == (14, 12, 2)
    assert {name for name, status in intake.status_of().items() if status == "refused"} == {
        f"voorbeelden.zip/{name}" for name in FAULTY
    }
