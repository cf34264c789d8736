from warehouse.indicator_document import CHOICES, DOCUMENT, write


def test_what_is_committed_is_what_the_definitions_say():
    text = write()
    assert text.count("\n## IND") > 5
    assert DOCUMENT.read_text(encoding="utf-8") == text


def test_every_choice_is_explained():
    text = write()
    assert len(CHOICES) > 5
    assert [name for name in CHOICES if f"| `{name}` |" not in text] == []


def test_every_variant_is_explained_beside_its_indicator():
    table = write().split("## Varianten")[1].split("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| IND")]
    assert rows
    assert all(len(cell.strip()) >= 3 for row in rows for cell in row.strip("|").split("|"))
