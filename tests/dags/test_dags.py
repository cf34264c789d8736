"""What holds for every DAG: it says when and in which order, and nothing else."""

import ast
import re
from pathlib import Path

from warehouse.settings import PROJECT

KNOWN_TEAMS = {"data-engineering"}
DAG_FILES = sorted((PROJECT / "dags").glob("[a-z]*.py"))


def sources_with_a_dag(dags):
    return {name.removeprefix("ingest_") for name in dags if name.startswith("ingest_")}


def test_a_dag_is_called_as_its_file_a_verb_and_an_object(dags):
    assert {path.stem for path in DAG_FILES} == set(dags)
    for name, dag in dags.items():
        assert Path(dag["file"]).name == f"{name}.py"
        assert re.fullmatch(r"(ingest|build)_[a-z_]+", name), name


def test_every_task_has_an_owner_a_second_try_and_a_limit(dags):
    tasks = {f"{dag_id}.{task_id}": task for dag_id, dag in dags.items() for task_id, task in dag["tasks"].items()}
    assert len(tasks) >= 12
    for name, task in tasks.items():
        assert task["owner"] in KNOWN_TEAMS, name
        assert task["retries"] >= 1, name
        assert task["has_timeout"], name


def test_a_dag_runs_once_at_a_time_and_makes_up_for_nothing(dags):
    assert {(dag["max_active_runs"], dag["catchup"]) for dag in dags.values()} == {(1, False)}


def test_tasks_are_few_and_follow_one_another(dags):
    for name, dag in dags.items():
        assert 1 < len(dag["tasks"]) <= 5, name
        upstream = [task["upstream"] for task in dag["tasks"].values()]
        assert sorted(map(len, upstream)) == [0] + [1] * (len(upstream) - 1), name


def test_the_person_on_call_finds_a_document_and_its_runbook(dags):
    for name, dag in dags.items():
        runbooks = re.findall(r"docs/runbooks/[a-z_]+\.md", dag["doc"])
        assert runbooks, f"{name} names no runbook"
        for runbook in runbooks:
            assert (PROJECT / runbook).is_file(), f"{name} sends its reader to {runbook}, which is not there"
        for task_id, task in dag["tasks"].items():
            assert len(task["doc"]) > 20, f"{name}.{task_id} does not say what it does"


def test_the_build_waits_for_every_source_and_for_nothing_else(dags):
    renewed = {asset for name, dag in dags.items() if name.startswith("ingest_") for asset in dag["renews"]}
    assert renewed == {f"raw_{source}" for source in sources_with_a_dag(dags)}
    assert set(dags["build_warehouse"]["waits_for"]) == renewed


def test_the_last_task_of_an_ingest_is_its_gate_and_only_that_starts_the_build(dags):
    for source in sources_with_a_dag(dags):
        tasks = list(dags[f"ingest_{source}"]["tasks"])
        assert tasks == ["land_files", "validate_files", "load_raw", "gate_raw"]


def test_every_dag_is_part_of_the_night(dags):
    assert all("night" in dag["tags"] for dag in dags.values())


def test_tasks_are_steps_of_the_night(dags):
    night = ast.parse((PROJECT / "warehouse" / "night.py").read_text(encoding="utf-8"))
    steps = {node.name for node in night.body if isinstance(node, ast.FunctionDef)}
    tasks = {task for dag in dags.values() for task in dag["tasks"]}
    assert len(tasks) == 8
    assert tasks <= steps


def test_reading_the_dags_loads_nothing_heavy(facts):
    assert any("ingest_ijw_iwmo" in name for name in facts["imported"]), "the DAG files were not read here"
    assert not {"pandas", "pyarrow", "lxml", "dbt", "soda", "xml2arrow"} & set(facts["imported"])


def test_dag_files_hold_order_and_time_only():
    assert len(DAG_FILES) >= 3
    for path in DAG_FILES:
        text = path.read_text(encoding="utf-8")
        modules = {node.module for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)}
        assert modules == {"airflow.sdk", "dags.common.defaults", "dags.common.steps"}, path.name
        assert not re.search(r"\bselect\b.+\bfrom\b|insert into|delete from|Variable|psycopg", text, re.I), path.name


def test_no_sql_in_what_dags_share():
    modules = sorted(Path(PROJECT / "dags" / "common").glob("*.py"))
    assert len(modules) >= 6
    for path in modules:
        assert not re.search(r"\bselect .+ from\b|\binsert into\b|\bupdate .+ set\b", path.read_text("utf-8")), (
            path.name
        )
