"""Decisions in words: complete, in one form, and without anything of a person."""

import ast
import re
import string
from pathlib import Path

import pytest

from ingestion import outcomes
from ingestion.outcomes import Fault, is_bsn, load_meldingen, outcome, outcomes_for, shown_name

PACKAGE = Path(outcomes.__file__).parent
CODE = re.compile(r"^[CEFLX][0-9]{3}$")


def faults_in_code():
    """(file, code, names of the fields) of every Fault that is written out in the package; None for unknown fields."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault" and node.args:
                for constant in ast.walk(node.args[0]):
                    if isinstance(constant, ast.Constant) and CODE.match(str(constant.value)):
                        yield path.name, str(constant.value), field_names(node)


def field_names(call: ast.Call) -> set[str] | None:
    given = [keyword.value for keyword in call.keywords if keyword.arg == "fields"] + call.args[2:3]
    if not given:
        return set()
    return {key.value for key in given[0].keys} if isinstance(given[0], ast.Dict) else None


def test_every_code_in_use_has_a_text_and_every_word_the_text_asks_for():
    found = list(faults_in_code())
    assert len({code for _, code, _ in found}) > 20
    for name, code, fields in found:
        asked = {word for _, word, _, _ in string.Formatter().parse(load_meldingen()[code].text) if word}
        assert fields is None or asked <= fields, f"{name}: {code} lacks {asked - fields}"


@pytest.mark.parametrize("code", sorted(load_meldingen()))
def test_a_text_says_what_is_wrong_what_was_expected_and_what_to_do(code):
    text = load_meldingen()[code].text

    assert re.fullmatch(r"[^:]+[^ ].*\. Verwacht(?: hier)?: .+\. Doe: .+\.", text), text


def test_a_message_names_code_file_and_place():
    told = outcome("F010", file_name="groot.xml", step="land", place="regel 3", mb=300, grens=200)

    assert told.message.startswith("[F010] groot.xml, regel 3: Het bestand is 300 MB. Verwacht: hoogstens 200 MB.")
    assert told.reaction == "refuse"


def test_equal_faults_become_one_message_with_their_number_and_three_places():
    faults = [Fault("F011", f"regel {line}", {"reden": "dit"}) for line in range(1, 501)]
    faults.append(Fault("F011", "regel 9", {"reden": "dat"}))

    told = outcomes_for(faults, file_name="x.xml", step="validate")

    assert [outcome.place for outcome in told] == ["500 keer: regel 1; regel 2; regel 3 en nog 497", "regel 9"]


def test_a_word_cannot_break_a_line_or_fill_a_page():
    told = outcome("F011", file_name="x.zip", step="land", reden="a\nb\x1b[31m\u202e" + "c" * 500)

    assert told.message.isprintable()
    assert len(told.message) < 500


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("bericht.xml", "bericht.xml"),
        ("999900006.xml", "*********.xml"),
        ("client-999900006-2.xml", "client-*********-2.xml"),
        ("20260131120000.xml", "20260131120000.xml"),
        ("999900007.xml", "999900007.xml"),
        ("a\nb\x00c", "a?b?c"),
        ("", "(zonder naam)"),
    ],
)
def test_a_shown_name_has_no_bsn_and_no_control_character(name, shown):
    assert shown_name(name) == shown


@pytest.mark.parametrize(
    ("digits", "passes"),
    [("999900006", True), ("999900007", False), ("000000000", False), ("99990000", False), ("٩٩٩٩٠٠٠٠٦", False)],
)
def test_a_bsn_has_nine_digits_and_passes_the_eleven_test(digits, passes):
    assert is_bsn(digits) is passes


def test_a_code_that_stands_twice_is_refused(tmp_path, monkeypatch):
    (tmp_path / "meldingen.csv").write_text("code;reaction;text\nF001;refuse;a\nF001;refuse;b\n", "utf-8")
    monkeypatch.setattr(outcomes, "FOLDER", tmp_path)

    with pytest.raises(ValueError, match="F001"):
        load_meldingen.__wrapped__()
