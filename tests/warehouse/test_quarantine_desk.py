"""What was refused can be listed, told to its sender and tried again; the exit code says what came of it."""

from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from ingestion import quarantine
from ingestion.sources.ijw_iwmo import source
from tests.ingestion.messages import make_message
from warehouse import night
from warehouse.cli import app
from warehouse.settings import Settings, load_settings

GOOD = make_message("wmo", "307", 1)
SENDER = GOOD.split(b"Afzender>")[1].split(b"<")[0].decode()
CUT = GOOD[: GOOD.rindex(b"</b:Client>")]


@pytest.fixture
def desk(clean_home: Settings, connect, monkeypatch):
    """A message that is refused by a mistake of ours, one that is cut off, an empty file; and the command."""
    folder = clean_home.inbox / "ijw_iwmo"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {"goed.xml": GOOD, "afgebroken.xml": CUT, "leeg.xml": b""}.items():
        (folder / name).write_bytes(content)
    monkeypatch.setenv("SDW_INBOX", str(clean_home.inbox))
    monkeypatch.setenv("SDW_HOME", str(clean_home.home))
    load_settings.cache_clear()
    examine = source.structure.examine
    with monkeypatch.context() as mistaken:
        mistaken.setattr(source.structure, "examine", lambda data: examine(data[:-40]))
        for step in (night.land_files, night.validate_files, night.load_raw):
            step("ijw_iwmo", "eerste")
    found = {file.name: file.sha256 for file in quarantine.list_files(connect("ingest_writer"))}
    yield SimpleNamespace(found=found, run=lambda *words: CliRunner().invoke(app, ["quarantine", *words]))
    load_settings.cache_clear()


def test_the_list_has_a_line_per_file_with_its_sender(desk):
    answer = desk.run("list")

    assert answer.exit_code == 0
    lines = [line.split("\t") for line in answer.stdout.splitlines()]
    assert [(line[1], line[2], line[3], line[5]) for line in lines] == [
        ("geweigerd", "X014", SENDER, "ijw_iwmo/afgebroken.xml"),
        ("geweigerd", "X014", SENDER, "ijw_iwmo/goed.xml"),
        ("geweigerd", "F001", "onbekend", "ijw_iwmo/leeg.xml"),
    ]


def test_show_prints_the_letter_alone(desk):
    answer = desk.run("show", desk.found["afgebroken.xml"][:6])

    assert answer.exit_code == 0
    assert answer.stdout.startswith("Bestand: afgebroken.xml\nKenmerk: ")
    assert "[X014]" in answer.stdout


@pytest.mark.parametrize("word", ["show", "release"])
@pytest.mark.parametrize("kenmerk", ["ffffffffff", "a"])
def test_a_kenmerk_that_names_no_file_is_wrong_use(desk, word, kenmerk):
    answer = desk.run(word, kenmerk)

    assert (answer.exit_code, answer.stdout) == (2, "")


def test_a_released_file_that_is_still_wrong_stays_out_and_says_why(desk):
    answer = desk.run("release", desk.found["afgebroken.xml"])

    assert answer.exit_code == 1
    assert "[X014]" in answer.stdout
    assert "afgebroken.xml" in desk.run("list").stdout


def test_a_file_that_was_refused_by_mistake_loads_and_cannot_be_released_twice(desk):
    assert desk.run("release", desk.found["goed.xml"]).exit_code == 0

    assert "goed.xml" not in desk.run("list").stdout
    assert desk.run("release", desk.found["goed.xml"]).exit_code == 2
