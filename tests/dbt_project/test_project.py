"""What every model, seed and name of the dbt project has in common."""

import csv
import re
from pathlib import Path

import pytest
import yaml

from ingestion.sources.ijw_iwmo.catalogue import load_catalogue
from ingestion.tabular.contract import load_codelists
from warehouse.delivered_marts import MARTS
from warehouse.settings import PROJECT

FOLDER = PROJECT / "dbt_project"
MODELS = sorted((FOLDER / "models").rglob("*.sql"))
SEEDS = sorted((FOLDER / "seeds").rglob("*.csv"))
WITHOUT_A_RULE = {"dim_code", "dim_datum", "indicator_definities"} | {
    mart for marts in MARTS.values() for mart in marts.values()
}
"""Models that only copy or list. Of the plain marts the one decision, is_newest_delivery, is tested in fct_wachtlijst
(per period) and int_producten__register (all of it)."""


def described(path: Path) -> dict:
    return yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8"))


def rows_of(name: str) -> list[dict[str, str]]:
    path = next(path for path in SEEDS if path.stem == name)
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_states_its_grain_and_its_meaning(path):
    assert text_of(path).startswith("-- Grain: one row per ")
    models = described(path)["models"]
    assert [model["name"] for model in models] == [path.stem]
    assert len(models[0]["description"]) > 20
    assert models[0]["config"]["meta"]["grain"]
    assert all(column["description"] for column in models[0]["columns"])


@pytest.mark.parametrize(
    "path", [path for path in MODELS if "staging" not in path.parts and path.stem not in WITHOUT_A_RULE],
    ids=lambda path: path.stem,
)  # fmt: skip
def test_a_model_that_decides_has_a_unit_test(path):
    tests = described(path)["unit_tests"]
    assert tests
    assert {test["model"] for test in tests} == {path.stem}


@pytest.mark.parametrize("path", [path for path in MODELS if path.stem.startswith("ind_")], ids=lambda path: path.stem)
def test_an_indicator_has_a_unit_test_of_its_rule_and_one_of_nothing(path):
    expected = [test["expect"].get("rows") for test in described(path)["unit_tests"]]

    assert [] in expected, "no unit test in which nothing comes out"
    assert any(expected), "no unit test in which something comes out"


def test_there_are_models_of_every_layer():
    layers = {path.relative_to(FOLDER / "models").parts[0] for path in MODELS}
    assert layers == {"staging", "intermediate", "marts", "indicators"}
    assert len(MODELS) > 50


def test_only_staging_reads_sources_and_staging_reads_nothing_else():
    for path in MODELS:
        is_staging = "staging" in path.parts
        assert ("source(" in text_of(path)) == is_staging, path
        assert ("ref(" in text_of(path)) != is_staging or path.stem == "dim_datum", path


def test_no_model_reads_from_a_layer_above_it():
    order = {"stg": 0, "int": 1, "dim": 2, "fct": 2, "ind": 3, "indicator": 3}
    for path in MODELS:
        own = order[path.stem.split("_")[0]]
        for reference in re.findall(r"ref\('(\w+)'\)", text_of(path)):
            assert order.get(reference.split("_")[0], 0) <= own, f"{path.stem} reads {reference}"


def test_a_replay_cannot_give_another_outcome():
    forbidden = re.compile(
        r"\b(now|random|clock_timestamp|gen_random_uuid|nextval)\s*\(|\bcurrent_(date|time|timestamp)\b|_loaded_at",
        re.I,
    )
    texts = [path for path in MODELS if "staging" not in path.parts] + sorted((FOLDER / "macros").glob("*.sql"))
    assert len(texts) > 30
    assert {path.stem: found.group() for path in texts if (found := forbidden.search(text_of(path)))} == {}


def test_names_fit_in_postgresql_with_what_dbt_adds_to_them():
    names = [path.stem for path in MODELS + SEEDS]
    names += [test["name"] for path in MODELS for test in described(path).get("unit_tests", [])]
    assert len(names) > 140
    assert [name for name in names if len(name) > 50] == []


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_names_its_source_version_and_date(path):
    seed = described(path)["seeds"][0]
    assert seed["name"] == path.stem
    assert {"source", "version", "downloaded"} <= seed["config"]["meta"].keys()
    columns = list(rows_of(path.stem)[0])
    assert list(seed["config"]["column_types"]) == columns
    assert [column["name"] for column in seed["columns"]] == columns


def test_every_category_of_the_standard_has_a_zorgsoort():
    chosen = {(row["wet"], row["product_categorie"]): row["zorgsoort"] for row in rows_of("zorgsoort_per_categorie")}
    catalogue = load_catalogue()
    wanted = {(wet, code) for wet in ("jeugdwet", "wmo") for code in catalogue.codes_of("LDT_ProductCategorie", wet)}
    assert len(wanted) > 40
    assert chosen.keys() == wanted
    assert set(chosen.values()) <= load_codelists()["zorgsoort"].keys()


def test_every_indicator_that_is_computed_is_defined_and_the_other_way_round():
    computed = set()
    for path in MODELS:
        if path.stem.startswith("ind_"):
            computed |= set(re.findall(r"'(IND\d{3})'", text_of(path)))
    assert len(computed) > 5
    assert {row["indicator_code"] for row in rows_of("indicatoren")} == computed


def test_gemeenten_have_four_digits_and_one_row():
    codes = [row["gemeente_code"] for row in rows_of("gemeenten")]
    assert len(codes) == 342
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"\d{4}", code) for code in codes)


@pytest.mark.shared
def test_gemeenten_are_those_of_the_official_list(shared_standard):
    with (shared_standard / "codelists" / "CBS_gemeentecode_2026.csv").open(encoding="utf-8", newline="") as lines:
        official = {(row["code"], row["gemeente"]) for row in csv.DictReader(lines)}
    assert {(row["gemeente_code"], row["gemeente_naam"]) for row in rows_of("gemeenten")} == official
