"""Every word in a name that a reader meets is explained once, in docs/glossary.md."""

import re
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[2]
GLOSSARY = PROJECT / "docs" / "glossary.md"


def glossary_words() -> set[str]:
    rows = re.findall(r"^\| ([^|]+) \|", GLOSSARY.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {word.strip(" `") for cell in rows for word in cell.split(",")} - {"word", "---"}


def names_a_reader_meets() -> set[str]:
    names = set()
    for path in (PROJECT / "dbt_project" / "models").rglob("*.yml"):
        described = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for model in described.get("models", []):
            names.add(model["name"])
            names.update(column["name"] for column in model.get("columns", []))
    return names


def test_every_word_of_a_model_or_column_name_is_in_the_glossary():
    names = names_a_reader_meets()
    assert len(names) > 100, "found hardly any names: wrong folder?"
    known = glossary_words()
    words = {word for name in names for word in name.strip("_").split("_") if word and not word.isdigit()}
    assert sorted(words - known) == []


def test_the_glossary_explains_each_word_once():
    cells = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", GLOSSARY.read_text(encoding="utf-8"), flags=re.MULTILINE)
    words = [
        word.strip(" `") for cell, _ in cells for word in cell.split(",") if word.strip(" `") not in {"word", "---"}
    ]
    assert len(words) > 50
    assert sorted({word for word in words if words.count(word) > 1}) == []
    assert all(len(meaning.strip()) > 3 or meaning.strip() == "---" for _, meaning in cells)
