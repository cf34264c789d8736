"""Where a figure comes from: the lineage that dbt knows, and clear words where there is nothing to explain."""

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
