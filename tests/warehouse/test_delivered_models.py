"""The models that follow from the contracts stand in the repository as the contracts are now."""

import pytest

from ingestion.tabular.contract import load_contracts
from ingestion.tabular.documentation import SOURCES
from ingestion.tabular.layout import lay_out
from warehouse.delivered_marts import ELSEWHERE, MARTS, keeps_history, mart_of, subject_of
from warehouse.delivered_models import PROJECT, generate, staging_of

CONTRACTS = {contract.label: contract for source in SOURCES for contract in load_contracts(source).values()}


def test_what_is_committed_is_what_the_contracts_give():
    files = generate()
    assert len(files) == 2 * len(CONTRACTS) + 2 * (len(CONTRACTS) - len(ELSEWHERE)) + 1 > 120
    assert [name for name, text in files.items() if (PROJECT / name).read_text(encoding="utf-8") != text] == []


@pytest.mark.parametrize("source", SOURCES)
def test_no_staging_model_is_left_of_a_contract_that_is_no_more(source):
    folder = PROJECT / "dbt_project/models/staging" / source
    assert {path.stem for path in folder.glob("stg_*")} == {
        staging_of(contract) for contract in load_contracts(source).values()
    }


def test_every_contract_has_one_mart_and_every_mart_its_contract():
    assert len(CONTRACTS) > 30
    assert all(mart_of(contract) for contract in CONTRACTS.values())
    named = {f"{source}/{name}" for source, marts in MARTS.items() for name in marts} | set(ELSEWHERE)
    assert named == set(CONTRACTS)


def test_a_contract_without_a_mart_is_an_error():
    stray = CONTRACTS["registers/rmz"].model_copy(update={"name": "nieuw"})
    with pytest.raises(ValueError, match="registers/nieuw has no mart"):
        mart_of(stray)


def test_history_is_kept_per_period_and_a_register_is_replaced():
    assert subject_of(CONTRACTS["wachtlijsten/jeugd_ggz_kinderen"]) == ("peildatum", "aanbieder_agb")
    assert subject_of(CONTRACTS["clientervaring/ervaring_respons"]) == ("onderzoek", "golf")
    assert subject_of(CONTRACTS["registers/cpv"]) == ()
    assert not keeps_history(CONTRACTS["registers/cpv"])


def test_of_a_register_that_several_deliver_each_replaces_its_own():
    assert subject_of(CONTRACTS["registers/klachten"]) == ("aangeleverd_door",)
    assert subject_of(CONTRACTS["registers/verblijf"]) == ("periode_start", "aangeleverd_door")
    several = (" en ", ", ", "gemeenten", "anbieders")
    alone = {
        "registers/gebied", "registers/aanbieders", "wachtlijsten/wijkteams",
        "clientervaring/ervaring_gepubliceerd", "clientervaring/ervaring_vragen", "registers/interventies",
    }  # fmt: skip
    shared = {label for label, each in CONTRACTS.items() if any(word in each.delivered_by for word in several)}
    assert len(shared) > 15
    assert {label for label in shared if not CONTRACTS[label].deliverer} <= alone


def test_no_personal_column_reaches_a_model():
    personal = {column.name for contract in CONTRACTS.values() for column in lay_out(contract).vault_columns}
    assert {"bsn", "toelichting", "open_antwoord", "geboortedatum"} <= personal
    texts = [text for name, text in generate().items() if name.endswith(".sql")]
    words = {line.strip(" ,") for text in texts for line in text.splitlines()}
    assert words & personal == set()
