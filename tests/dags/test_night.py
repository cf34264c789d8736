"""A night without a scheduler: the same DAGs, in the order of their data, with an exit code that tells how it went."""

import json
import subprocess
import sys

import psutil
import pytest

from dags.common.night import exit_code
from dags.common.turns import alone
from tests.dags.conftest import run_module
from tests.dags.stubbed_nights import CANARY
from warehouse.database.connection import connect as connect_to
from warehouse.night_log import last_error
from warehouse.settings import PROJECT

INGEST = ["land_files", "validate_files", "load_raw", "gate_raw"]
BUILD = ["build_marts", "gate_build", "publish", "write_report"]


@pytest.fixture(scope="module")
def left_by_a_killed_night(run_nights, airflow):
    killed = run_nights(("killed", "die load_raw ijw_iwmo"))
    assert killed["code"] == -9
    return airflow.execute(
        "select state from dag_run where conf ->> 'night' = 'killed' and dag_id = 'ingest_ijw_iwmo'"
    ).fetchall()


@pytest.fixture(scope="module")
def ended(left_by_a_killed_night, run_nights):
    return run_nights(
        ("green", ""),
        ("refused_source", "refuse gate_raw ijw_iwmo"),
        ("refused_build", "refuse gate_build"),
        ("broken", "break load_raw registers"),
        ("last", ""),
    )


@pytest.fixture(scope="module")
def nights(ended):
    assert set(ended["nights"]) == {"green", "refused_source", "refused_build", "broken", "last"}, ended["output"]
    return ended["nights"]


@pytest.fixture(scope="module")
def airflow(home):
    with connect_to(home, "airflow", autocommit=True) as connection:
        yield connection


def tasks_of(airflow, night):
    return airflow.execute(
        "select ti.dag_id, ti.task_id, ti.state, ti.try_number, ti.run_id from task_instance as ti"
        " inner join dag_run as run on ti.dag_id = run.dag_id and ti.run_id = run.run_id"
        " where run.conf ->> 'night' = %s order by run.start_date, ti.start_date",
        [night],
    ).fetchall()


@pytest.fixture(scope="module")
def sources(dags):
    found = sorted(name.removeprefix("ingest_") for name in dags if name.startswith("ingest_"))
    assert {"ijw_iwmo", "registers"} <= set(found)
    return found


def test_a_green_night_runs_every_step_once_for_every_source_and_then_builds(nights, sources):
    assert nights["green"]["code"] == 0
    intake = [[step, source, "green"] for source in sources for step in INGEST]
    assert nights["green"]["called"] == intake + [[step, "green"] for step in BUILD]


def test_airflow_shows_the_night_as_it_went(nights, airflow, sources):
    tasks = tasks_of(airflow, "green")
    assert len(tasks) == 4 * len(sources) + 4
    assert {task[2:4] for task in tasks} == {("success", 1)}


def test_a_refused_source_lets_the_others_in_and_starts_no_build(nights, sources):
    assert nights["refused_source"]["code"] == 1
    called = [call[:2] for call in nights["refused_source"]["called"]]
    assert [call[1] for call in called if call[0] == "gate_raw"] == sources
    assert not {call[0] for call in called} & set(BUILD)


def test_a_refusal_is_final(nights, airflow):
    tries = {(task[0], task[1]): task[3] for task in tasks_of(airflow, "refused_build")}
    assert tries["build_warehouse", "gate_build"] == 1
    assert nights["refused_build"]["code"] == 1
    assert "publish" not in {call[0] for call in nights["refused_build"]["called"]}


def test_what_broke_is_tried_again_and_then_told_apart_from_a_refusal(nights, airflow):
    tries = {(task[0], task[1]): task[3] for task in tasks_of(airflow, "broken")}
    assert tries["ingest_registers", "load_raw"] == 2
    assert nights["broken"]["code"] == 3


def test_the_last_error_of_a_night_is_read_from_its_own_log(ended, tmp_path):
    log = tmp_path / "night.log"
    log.write_text(ended["output"], encoding="utf-8")

    assert (last_error(log) or "").startswith("load_raw broke: ValueError (")


def test_no_value_of_a_failing_step_leaves_it(ended, nights, home, airflow):
    assert "load_raw broke: ValueError (" in ended["output"]
    assert CANARY not in ended["output"]
    logs = sorted((home.logs / "airflow").rglob("*.log"))
    assert len(logs) > 20
    assert not [log for log in logs if CANARY in log.read_text(encoding="utf-8")]
    for table in ("xcom", "rendered_task_instance_fields", "log", "task_instance", "dag_run"):
        assert CANARY not in str(airflow.execute(f"select * from {table}").fetchall()), table


def test_xcoms_carry_counts_only(nights, airflow):
    values = airflow.execute("select key, value::text from xcom").fetchall()
    assert len(values) > 20
    assert set(values) == {("return_value", '{"files": 3}'), ("refused", "true")}


def test_the_log_of_a_task_lies_where_the_ui_looks_for_it(nights, home, airflow):
    looked_at = 0
    for dag_id, task_id, _, try_number, run_id in tasks_of(airflow, "green"):
        log = home.logs / "airflow" / f"dag_id={dag_id}" / f"run_id={run_id}" / f"task_id={task_id}"
        lines = [json.loads(line) for line in (log / f"attempt={try_number}.log").read_text().splitlines()]
        assert [line["event"] for line in lines] == [f"{task_id} started", f"{task_id} finished: files 3"]
        looked_at += 1
    assert looked_at >= 12


def test_a_scheduler_that_starts_later_finds_no_work_left_over(nights, airflow):
    assert nights["last"]["code"] == 0
    assert airflow.execute("select count(*) from asset_event").fetchone()[0] > 0
    assert airflow.execute("select count(*) from asset_dag_run_queue").fetchone()[0] == 0


def test_what_a_killed_night_left_is_closed_by_the_next(left_by_a_killed_night, nights, airflow):
    assert left_by_a_killed_night == [("running",)]
    assert airflow.execute(
        "select state from dag_run where conf ->> 'night' = 'killed' and dag_id = 'ingest_ijw_iwmo'"
    ).fetchall() == [("failed",)]
    assert not airflow.execute("select 1 from task_instance where state = 'running'").fetchall()


def test_a_second_night_stops_without_doing_anything(home):
    with alone(home, doing="de nacht ervoor"):
        second = run_module(home, "dags.common.night", "second")
    assert second.returncode == 1
    assert "[L001] Hier loopt al: de nacht ervoor." in second.stdout + second.stderr


def test_a_home_that_was_never_prepared_is_a_broken_machine(new_home):
    night = run_module(new_home(), "dags.common.night", "early")
    assert night.returncode == 3
    assert "no password for role airflow" in night.stdout + night.stderr


def test_a_night_ends_with_the_process_that_follows_it():
    night = "import sys, time; from dags.common.night import end_with; end_with(int(sys.argv[1])); time.sleep(120)"
    follower = (
        "import os, subprocess, sys; quiet = subprocess.DEVNULL;"
        "print(subprocess.Popen([sys.executable, '-c', sys.argv[1], str(os.getpid())], stdout=quiet, stderr=quiet).pid)"
    )
    gone = subprocess.run(
        [sys.executable, "-c", follower, night], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    if psutil.pid_exists(int(gone.stdout)):
        psutil.Process(int(gone.stdout)).wait(timeout=60)


@pytest.mark.parametrize(
    ("fates", "code"),
    [
        ({"success"}, 0),
        ({"success", "refused", "not started"}, 1),
        ({"success", "broken", "refused"}, 3),
        ({"not started"}, 1),
    ],
)
def test_the_exit_code_tells_the_worst_that_happened(fates, code):
    assert exit_code(fates) == code
