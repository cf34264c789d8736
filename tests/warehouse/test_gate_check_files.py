import pytest

from ingestion.sources import NAMES
from warehouse.check_files import read_definitions
from warehouse.gate_texts import FOLDER

GOOD = """
checks for build_mart.fct_regels:
  - row_count > 0:
      name: Er zijn regels
checks:
  - vreemde_regels = 0:
      name: Er zijn geen vreemde regels
      vreemde_regels query: select 0
"""


def told(text: str) -> list[str]:
    _, faults = read_definitions({"build/marts.yml": text})
    return [fault.what for fault in faults]


def test_a_check_is_its_name_its_rule_and_where_it_stands():
    definitions, faults = read_definitions({"build/marts.yml": GOOD})

    assert faults == ()
    assert [(found.name, found.rule, found.place) for found in definitions] == [
        ("Er zijn regels", "row_count > 0", "build/marts.yml:3"),
        ("Er zijn geen vreemde regels", "vreemde_regels = 0", "build/marts.yml:6"),
    ]


@pytest.mark.parametrize(
    ("wrong", "right", "why"),
    [
        ("row_cuont > 0", "row_count > 0", "onbekende meting 'row_cuont'"),
        ("vreemde_regel query", "vreemde_regels query", "onbekende meting 'vreemde_regels'"),
        ("chekcs:", "checks:", "onbekend kopje 'chekcs'"),
        ("checks for fct_regels", "checks for build_mart.fct_regels", "onbekend kopje 'checks for fct_regels'"),
        ("name: Er zijn regels", "name: Er zijn geen vreemde regels", "de naam 'Er zijn regels' komt vaker voor"),
        ("nme: Er zijn regels", "name: Er zijn regels", "deze controle heeft geen naam"),
        ("failed rows", "vreemde_regels = 0", "onbekende meting 'failed'"),
    ],
)
def test_a_slip_of_the_pen_is_a_fault(wrong, right, why):
    text = GOOD.replace(right, wrong, 1)

    assert text != GOOD
    assert any(why in what for what in told(text)), told(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "bevat geen controles"),
        ("checks:\n", "geen lijst van controles"),
        ("checks: []", "geen lijst van controles"),
        ("checks:\n  - row_count > 0", "geen naam"),
        ("checks:\n  - row_count > 0:\n", "geen naam"),
        ("checks: [a\n", "geen geldige YAML"),
        (GOOD + GOOD, "staat er twee keer"),
        (GOOD + "      warn: when > 3\n", "'warn' mag niet"),
        (GOOD + "      failed rows query: select 1\n", "'failed rows query' mag niet"),
    ],
)
def test_what_would_check_nothing_is_a_fault(text, why):
    assert any(why in what for what in told(text)), told(text)


def test_the_files_of_the_warehouse_are_well_written():
    files = {
        path.name: path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.yml") if path.stem != "no_telemetry"
    }
    definitions, faults = read_definitions(files)

    assert len(definitions) > 30
    assert {path.stem for path in (FOLDER / "raw").glob("*.yml")} == set(NAMES)
    assert faults == ()
    assert all(len(definition.name.split()) >= 3 for definition in definitions), "a name is a sentence"
