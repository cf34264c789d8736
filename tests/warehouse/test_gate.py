import os
import subprocess
import sys

import pytest

from tests.warehouse.small_build import make_build, publish_edition, read
from warehouse import gate, gate_texts, soda_scan
from warehouse.gate import CheckResult, GateFailed, GateResult, gate_build, gate_raw, judge
from warehouse.publish import PublishRefused, publish
from warehouse.settings import PROJECT

PASSES = """
checks for build_mart.fct_regels:
  - row_count > 0:
      name: Er zijn regels
"""
FAILS = """
checks:
  - goedkope_regels = 0:
      name: Er zijn geen goedkope regels
      goedkope_regels query: select count(*) from build_mart.fct_regels where bedrag_cent <= 300
"""
CRASHES = """
checks:
  - regels = 0:
      name: Deze vraag klopt niet
      regels query: select count(*) from build_mart.fct_regels where bestaat_niet = 1
"""
TELLS_A_NAME = """
checks:
  - regels = 0:
      name: Deze vraag struikelt over een waarde
      regels query: select count(*) from build_mart.fct_regels where (aanbieder_agb || ' Jansen')::integer = 1
"""
GIVES_NOTHING = """
checks:
  - regels = 0:
      name: Deze vraag geeft geen getal
      regels query: select null::integer
"""


@pytest.fixture
def checks(tmp_path, monkeypatch):
    """Put these texts in the place of the files in soda/."""
    monkeypatch.setattr(gate_texts, "FOLDER", tmp_path)

    def write(**files: str) -> None:
        for name, text in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.yml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return write


def outcomes(result: GateResult) -> dict[str, str]:
    return {check.name: check.outcome for check in result.checks}


def assert_nothing_goes_out(home, run_id: str) -> None:
    with pytest.raises(PublishRefused):
        publish(home, run_id)
    assert read(home, "select distinct editie from mart.fct_regels") == [(1,)]


def test_a_build_goes_out_when_every_check_passes(clean_home, checks):
    checks(build__a=PASSES)
    make_build(clean_home, 1)
    result = gate_build(clean_home, "night")

    assert result.is_open
    assert outcomes(result)["Er zijn regels"] == "pass"
    assert publish(clean_home, "night")["load_id"] == 1
    stored = read(clean_home, "select gate, check_name, outcome, detail from meta.gate_checks", "publisher")
    assert ("build", "Er zijn regels", "pass", "gemeten 200; moet zijn: row_count > 0") in stored


def test_a_check_that_fails_closes_the_gate_l_008(clean_home, checks):
    publish_edition(clean_home, 1)
    checks(build__a=PASSES, build__b=FAILS)
    make_build(clean_home, 2)
    result = gate_build(clean_home, "night")

    assert [check.name for check in result.blocking] == ["Er zijn geen goedkope regels"]
    with pytest.raises(GateFailed, match=r"\[L008\] Er zijn geen goedkope regels: gemeten 3; moet zijn"):
        result.raise_if_blocked()
    assert_nothing_goes_out(clean_home, "night")


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        (CRASHES, "Deze vraag klopt niet", 'column "bestaat_niet" does not exist'),
        (TELLS_A_NAME, "Deze vraag struikelt over een waarde", "22P02"),
        (GIVES_NOTHING, "Deze vraag geeft geen getal", "de vraag gaf geen getal"),
    ],
)
def test_a_check_that_crashes_closes_the_gate(clean_home, checks, text, name, why):
    publish_edition(clean_home, 1)
    checks(build__a=PASSES, build__b=text)
    make_build(clean_home, 2)
    result = gate_build(clean_home, "night")

    assert outcomes(result)["Er zijn regels"] == "pass"
    assert [(check.name, check.outcome) for check in result.blocking] == [(name, "error")]
    assert why in result.blocking[0].detail
    assert_nothing_goes_out(clean_home, "night")


@pytest.mark.parametrize(
    "text",
    ["", "checks: []", PASSES.replace("row_count", "row_cuont"), PASSES.replace("checks for", "chekcs for")],
    ids=["no text", "no checks", "a misspelt check", "a misspelt section"],
)
def test_a_gate_that_would_check_nothing_is_closed(clean_home, checks, text):
    publish_edition(clean_home, 1)
    checks(build__a=text)
    make_build(clean_home, 2)

    assert not gate_build(clean_home, "night").is_open
    assert_nothing_goes_out(clean_home, "night")


def test_a_misspelt_check_closes_the_gate_for_the_others_too(clean_home, checks):
    publish_edition(clean_home, 1)
    checks(build__a=PASSES, build__b=FAILS.replace("goedkope_regels query", "goedkope_regel query"))
    make_build(clean_home, 2)
    result = gate_build(clean_home, "night")

    assert outcomes(result)["Er zijn regels"] == "error"
    assert outcomes(result)["build/b.yml:3"] == "error"
    assert_nothing_goes_out(clean_home, "night")


def test_without_files_the_gate_is_closed(clean_home, checks):
    publish_edition(clean_home, 1)
    checks()
    make_build(clean_home, 2)

    assert not gate_build(clean_home, "night").is_open
    assert_nothing_goes_out(clean_home, "night")


def test_without_a_build_the_gate_is_closed(clean_home):
    result = gate_build(clean_home, "night")

    assert [(check.name, check.outcome) for check in result.checks] == [(gate.STILL, "error")]
    with pytest.raises(GateFailed, match="er is niets gebouwd"):
        result.raise_if_blocked()


def test_a_source_without_checks_of_its_own_does_not_come_in(clean_home, checks):
    checks(every_source=PASSES.replace("build_mart.fct_regels", "meta.published"), raw__ijw_iwmo=PASSES)

    result = gate_raw(clean_home, "ijw_imwo", "night")
    assert [check.detail for check in result.blocking if check.name == "raw/ijw_imwo.yml"] == [
        "dit bestand bevat geen controles"
    ]


def test_a_check_that_soda_leaves_out_closes_the_gate(clean_home, checks, monkeypatch):
    checks(build__a=PASSES, build__b=FAILS)
    make_build(clean_home, 2)
    run = soda_scan.scan
    monkeypatch.setattr(gate, "scan", lambda *arguments: (run(*arguments)[0][:1], 0))

    result = gate_build(clean_home, "night")
    assert CheckResult(gate.SODA, "error", "1 uitgevoerd, 2 gevraagd") in result.blocking


def test_a_soda_that_dies_closes_the_gate(clean_home, checks, monkeypatch):
    checks(build__a=PASSES)
    make_build(clean_home, 2)

    def die(*_):
        raise soda_scan.ScanCrashed("MemoryError")

    monkeypatch.setattr(gate, "scan", die)
    result = gate_build(clean_home, "night")
    assert outcomes(result) == {"Er zijn regels": "error", gate.SODA: "error", gate.STILL: "pass"}


def test_a_build_that_changes_under_the_eyes_of_the_gate_does_not_go_out(clean_home, checks, monkeypatch):
    publish_edition(clean_home, 1)
    checks(build__a=PASSES)
    make_build(clean_home, 2)
    run = gate.run_checks

    def meanwhile(*arguments):
        make_build(clean_home, 3)
        return run(*arguments)

    monkeypatch.setattr(gate, "run_checks", meanwhile)
    assert [check.name for check in gate_build(clean_home, "night").blocking] == [gate.STILL]
    assert_nothing_goes_out(clean_home, "night")


def test_an_exit_code_that_no_verdict_explains_closes_the_gate():
    definitions, _ = gate.read_definitions({"a.yml": PASSES})
    verdicts = (soda_scan.Verdict("Er zijn regels", "pass", 3),)

    assert [check.outcome for check in judge(definitions, (), verdicts, "")] == ["pass", "pass"]
    assert [check.outcome for check in judge(definitions, (), verdicts, "Soda gaf code 3")] == ["pass", "error"]
    assert not GateResult("build", ()).is_open


def test_no_value_of_a_row_is_told(clean_home, checks, capfd, caplog):
    checks(build__a=TELLS_A_NAME, build__b=FAILS)
    make_build(clean_home, 2)
    result = gate_build(clean_home, "night")

    assert len(result.blocking) == 2
    stored = read(clean_home, "select check_name, detail from meta.gate_checks", "publisher")
    assert stored
    out, err = capfd.readouterr()
    for text in (str(result), str(stored), out, err, caplog.text):
        assert "Jansen" not in text
        assert "agb1" not in text


def test_soda_leaves_no_connection_and_no_lock(clean_home, checks, connect):
    checks(build__a=PASSES, build__b=CRASHES)
    make_build(clean_home, 1)
    gate_build(clean_home, "night")

    with connect("transformer") as transformer:
        transformer.execute("set lock_timeout = '1s'")
        transformer.execute("drop table build_mart.fct_regels")


def test_soda_does_not_phone_home_or_write_there(tmp_path):
    code = (
        "from warehouse.soda_scan import _new_scan; _new_scan();"
        "from soda.telemetry.soda_telemetry import SodaTelemetry;"
        "print(SodaTelemetry.get_instance()._SodaTelemetry__send)"
    )
    home = os.environ | {"HOME": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env=home, capture_output=True, text=True, check=True
    )

    assert told.stdout.split() == ["False"]
    assert list(tmp_path.iterdir()) == []
