"""Run DAGs one after another without a scheduler, as the data of one start the next.

Reads   the DAGs in dags/
Writes  one run per DAG in Airflow's own tables
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import structlog
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk import DAG, Asset, AssetAll
from airflow.utils.state import DagRunState

from dags.common import metadata
from dags.common.steps import REFUSED
from dags.common.task_log import without_scheduler
from warehouse.settings import PROJECT

NIGHT_TAG = "night"

log = structlog.get_logger("dags.night")


class DagsDoNotLoad(Exception):
    """A file in dags/ cannot be imported; the message names it."""


def run_night(night: str, task_logs: Path) -> dict[str, str]:
    """Run every DAG of a night. Returns its fate per DAG: success, refused, broken, or `not started`.

    The logs of its tasks go below `task_logs`.

    Raises Busy when a scheduler works on the same tables, DagsDoNotLoad.
    """
    metadata.migrate()
    metadata.refuse_running_scheduler()
    metadata.close_unfinished_nights()
    dags = load_night()
    with without_scheduler(task_logs):
        fates = run_in_data_order(dags, lambda dag_id: _run(dags[dag_id], night))
    metadata.forget_answered_events([dag_id for dag_id, fate in fates.items() if fate == "success"])
    return fates


def run_in_data_order(dags: Mapping[str, DAG], run: Callable[[str], str]) -> dict[str, str]:
    """Run each DAG once all its data were renewed; those that wait for none come first.

    `run` takes a dag id and returns its fate. A DAG whose data were not renewed is `not started`.
    """
    fates = dict.fromkeys(sorted(dags), "not started")
    renewed: set[str] = set()
    while ready := [name for name, fate in fates.items() if fate == "not started" and waits_for(dags[name]) <= renewed]:
        fates[ready[0]] = run(ready[0])
        if fates[ready[0]] == "success":
            renewed |= renews(dags[ready[0]])
    return fates


def waits_for(dag: DAG) -> set[str]:
    """The names of the assets that start this DAG, all of them together; none if time starts it."""
    condition = dag.timetable.asset_condition
    found = condition.objects if isinstance(condition, AssetAll) else ()
    return {asset.name for asset in found if isinstance(asset, Asset)}


def renews(dag: DAG) -> set[str]:
    """The names of the assets that a successful run of this DAG renews."""
    return {outlet.name for task in dag.tasks for outlet in task.outlets}


def load_night() -> dict[str, DAG]:
    """The DAGs tagged `night`, by dag id. Raises DagsDoNotLoad."""
    bag = DagBag(str(PROJECT / "dags"))
    dags = {dag_id: dag for dag_id, dag in bag.dags.items() if NIGHT_TAG in dag.tags}
    if bag.import_errors or not dags:
        raise DagsDoNotLoad(", ".join(bag.import_errors) or f"no DAG in {bag.dag_folder} has the tag {NIGHT_TAG}")
    return dags


def _run(dag: DAG, night: str) -> str:
    log.info("run started", dag=dag.dag_id, night=night)
    run = dag.test(run_conf={"night": night})
    if run.state == DagRunState.SUCCESS:
        fate = "success"
    else:
        fate = "refused" if metadata.has_value(run, REFUSED) else "broken"
    log.info("run ended", dag=dag.dag_id, night=night, fate=fate)
    return fate
