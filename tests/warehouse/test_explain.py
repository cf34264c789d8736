"""Where a figure comes from: the lineage that dbt knows, and clear words where there is nothing to explain."""

import json

import pytest

from tests.warehouse.small_build import publish_edition
from warehouse.explain import NothingToExplain, explain, lineage

GRAPH = {
    "0": {"name": "source.warehouse.raw_registers.cpv", "succ": [2]},
    "1": {"name": "source.warehouse.raw_registers.tarieven", "succ": [4]},
    "2": {"name": "model.warehouse.stg_registers__cpv", "succ": [3]},
    "3": {"name": "model.warehouse.fct_cpv", "succ": [5, 6]},
    "4": {"name": "model.warehouse.stg_registers__tarieven", "succ": [6]},
    "5": {"name": "model.warehouse.ind_cpv"},
    "6": {"name": "model.warehouse.ind_tarief"},
}


NO_SPLIT = (
    "null as wet, null as zorgsoort, null as aanbieder_agb, null as productgroep, null as product_code,"
    " null as verwijzer, null as stadsdeel, null as leeftijdsgroep, null as geslacht"
)
YEAR = "'jaar' as periode_type, date '2024-01-01' as periode_start, date '2024-12-31' as periode_eind"
OF_A_VARIANT = {
    "build_indicator.indicator_definities": (
        "select 'IND028' as indicator_code, 'Aandeel per aanvrager' as indicator_naam, 'Wie het vroeg.' as definitie"
    ),
    "build_indicator.indicator_waarden": (
        f"select 'IND009' as indicator_code, {YEAR}, '0268' as gemeente_code, {NO_SPLIT}, 1::numeric as waarde,"
        " null::numeric as teller, null::numeric as noemer, 'euro' as eenheid, false as is_voorlopig,"
        " false as is_onderdrukt"
    ),
    "build_indicator.indicator_varianten": (
        f"select 'IND028' as indicator_code, variant, {YEAR}, '0268' as gemeente_code, {NO_SPLIT},"
        " teller::numeric / 407 as waarde, teller::numeric, 407::numeric as noemer, 'aandeel' as eenheid,"
        " false as is_voorlopig, false as is_onderdrukt"
        " from (values ('aanvrager=gi', 179), ('aanvrager=bjg', 203)) as told (variant, teller)"
    ),
}


def test_a_model_rests_on_all_it_reads_down_to_its_deliveries_and_on_nothing_else():
    models, sources = lineage(GRAPH, {"ind_cpv"})
    assert models == ["fct_cpv", "stg_registers__cpv"]
    assert sources == ["raw_registers.cpv"]


def test_models_together_rest_on_what_any_of_them_reads():
    models, sources = lineage(GRAPH, {"ind_cpv", "ind_tarief"})
    assert models == ["fct_cpv", "stg_registers__cpv", "stg_registers__tarieven"]
    assert sources == ["raw_registers.cpv", "raw_registers.tarieven"]


def test_a_model_that_the_graph_does_not_know_rests_on_nothing():
    assert lineage(GRAPH, {"ind_unknown"}) == ([], [])


def test_an_indicator_that_was_never_published_is_named(clean_home):
    publish_edition(clean_home, 0)
    with pytest.raises(NothingToExplain, match=r"IND999 is no indicator of the load that readers see"):
        explain(clean_home, "IND999", "", {})


def test_what_exists_as_a_variant_only_is_explained_by_its_variants(clean_home):
    publish_edition(clean_home, 0, tables=OF_A_VARIANT)
    graph = clean_home.home / "dbt" / "target" / "graph_summary.json"
    graph.parent.mkdir(parents=True, exist_ok=True)
    made = {"name": "model.warehouse.ind_maatwerk_varianten"}
    graph.write_text(json.dumps({"linked": {"0": {"name": "model.warehouse.fct_cpv", "succ": [1]}, "1": made}}))
    lines = explain(clean_home, "IND028", "2024", {"gemeente_code": "0268"})

    assert lines[:2] == ["IND028 Aandeel per aanvrager", "Wie het vroeg."]
    assert [line.split(" aandeel")[1] for line in lines if "aanvrager=" in line] == [" = 203 / 407", " = 179 / 407"]
    assert "Computed in ind_maatwerk_varianten, by way of:" in lines
    assert "  fct_cpv" in lines
    with pytest.raises(NothingToExplain, match=r"IND028 has no value for 2023"):
        explain(clean_home, "IND028", "2023", {})
