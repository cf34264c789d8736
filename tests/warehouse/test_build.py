import os
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from tests.dbt_project.raw_rows import ROWS, load
from warehouse.build import BuildFailed, build, count, failures, run_dbt


@dataclass
class Result:
    """As much of what dbt says about a node as the build looks at."""

    name: str
    resource_type: str
    status: str = "success"
    adapter_response: dict = field(default_factory=dict)

    @property
    def node(self) -> SimpleNamespace:
        return SimpleNamespace(name=self.name, resource_type=self.resource_type)


def test_rows_are_counted_of_what_holds_rows():
    results = [
        Result("fct_berichten", "model", adapter_response={"rows_affected": 7}),
        Result("stg_ijw_iwmo__berichten", "model", adapter_response={"rows_affected": -1}),
        Result("gemeenten", "seed", adapter_response={"rows_affected": 342}),
        Result("grain_of_fct_berichten", "test", "pass", {"rows_affected": 1}),
    ]
    assert count(results) == {"models": 2, "seeds": 1, "tests": 1, "rows": 349}


def test_only_what_failed_is_named_not_what_waited_for_it():
    results = [
        Result("fct_berichten", "model", "error"),
        Result("grain_of_fct_berichten", "test", "skipped"),
        Result("dim_datum", "model"),
        Result("unique_dim_datum_datum", "test", "fail"),
    ]
    assert failures(results) == ["fct_berichten", "unique_dim_datum_datum"]


@pytest.mark.slow
def test_a_failed_build_names_its_nodes_and_no_value(clean_home, connect):
    # a start of somebody whom no message describes
    stray = {"client_pseudoniem": "geheim" * 5}
    rows = [(table, row | stray if table == "startproducten" else row) for table, row in ROWS if table != "clienten"]
    load(connect("ingest_writer"), rows)
    with pytest.raises(BuildFailed) as failure:
        run_dbt(clean_home, ["build", "--exclude-resource-type", "unit_test"])
    assert "relationships_fct_leveringen_client_id__client_id__ref_dim_client_" in failure.value.nodes
    assert "geheim" not in str(failure.value)


@pytest.mark.slow
def test_an_empty_warehouse_builds_and_what_no_model_makes_disappears(clean_home, connect):
    writer = connect("transformer")
    writer.execute("create table build_mart.fct_van_vorig_jaar (waarde integer)")
    before = dict(os.environ)

    counts = build(clean_home, "test")

    assert counts["models"] > 50
    assert counts["tests"] > 50
    assert counts["rows"] > 9_000, "the calendar and the gemeenten at least"
    tables = {name for (name,) in writer.execute("select tablename from pg_tables where schemaname = 'build_mart'")}
    assert "fct_berichten" in tables
    assert "fct_van_vorig_jaar" not in tables
    assert dict(os.environ) == before


@pytest.mark.slow
def test_a_build_that_cannot_start_says_where_to_look(clean_home):
    with pytest.raises(BuildFailed, match=r"none ran.*dbt\.log") as failure:
        run_dbt(clean_home, ["build", "--select", "no_such_model_at_all", "--vars", "{not yaml"])
    assert failure.value.nodes == ()
