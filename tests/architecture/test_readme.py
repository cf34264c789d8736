"""README and runbooks are true: what they name is there."""

import re
from pathlib import Path

import pytest

from warehouse.cli import app
from warehouse.settings import PROJECT, Settings

PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs" / "runbooks").glob("*.md"))]
TEXTS = {page: page.read_text(encoding="utf-8") for page in PAGES}
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def all_of(pattern: str) -> set[str]:
    return {found for text in TEXTS.values() for found in re.findall(pattern, text)}


@pytest.fixture(scope="module")
def commands() -> set[str]:
    return {command.callback.__name__.split("_")[0] for command in app.registered_commands} | {
        group.name for group in app.registered_groups
    }


def test_every_target_of_make_exists_and_says_what_it_does():
    targets = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, flags=re.MULTILINE))
    named = all_of(r"`make ([a-z-]+)`|^make ([a-z-]+)") | {("nightly", "")}
    words = {word for pair in named for word in pair if word}
    assert len(words) >= 5
    assert words <= targets


def test_every_command_exists(commands):
    named = all_of(r"(?:`|bin/)warehouse ([a-z]+)")
    assert len(named) >= 6
    assert named <= commands


def test_every_setting_exists():
    named = all_of(r"SDW_[A-Z_]+[A-Z]")
    assert len(named) >= 8
    assert named <= {f"SDW_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", TEXTS[page]):
        assert (page.parent / target).exists(), target


def test_every_folder_of_the_map_exists():
    folders = re.findall(r"^\| `([a-z_]+)/` \|", TEXTS[PROJECT / "README.md"], flags=re.MULTILINE)
    assert len(folders) >= 8
    missing = [folder for folder in folders if not (PROJECT / folder).is_dir()]
    assert missing in ([], ["ijw_iwmo"])
