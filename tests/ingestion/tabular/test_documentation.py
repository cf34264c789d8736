"""What is generated from the contracts stands in the repository as they are now."""

import pytest

from ingestion.tabular.documentation import PROJECT, generate

GENERATED = generate()


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_file_is_up_to_date(name):
    assert (PROJECT / name).read_text("utf-8") == GENERATED[name], "run python -m ingestion.tabular.documentation"


def test_every_source_has_its_dbt_source_and_its_page():
    assert len(GENERATED) == 6


def test_no_dbt_source_points_at_the_vault_or_at_a_personal_column():
    sources = [text for name, text in GENERATED.items() if name.endswith("_sources.yml")]
    assert len(sources) == 3
    for text in sources:
        assert "name: client_pseudoniem" in text or "raw_clientervaring" in text
        assert "name: bsn\n" not in text and "name: toelichting\n" not in text and "name: open_antwoord\n" not in text
