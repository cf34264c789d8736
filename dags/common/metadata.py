"""Airflow's own tables: bring them up to date and keep them truthful when nights run without a scheduler.

Reads, Writes  schema `airflow`, through Airflow's models
"""

from collections.abc import Collection

import structlog
from airflow.jobs.job import most_recent_job
from airflow.models.asset import AssetDagRunQueue
from airflow.models.dagrun import DagRun
from airflow.models.xcom import XComModel
from airflow.utils import db
from airflow.utils.session import create_session
from airflow.utils.state import DagRunState, State
from airflow.utils.types import DagRunTriggeredByType
from sqlalchemy import delete, select

from dags.common.turns import Busy

log = structlog.get_logger("dags.night")


def migrate() -> None:
    """Bring the tables to this version of Airflow, if they are not."""
    try:
        db.check_migrations(1)  # type: ignore[no-untyped-call]
    except TimeoutError:
        log.info("preparing Airflow's own tables")
        db.upgradedb()


def refuse_running_scheduler() -> None:
    """Raise Busy if a scheduler gave a sign of life in the last half minute: it would run the same tasks again."""
    job = most_recent_job("SchedulerJob")
    if job is not None and job.is_alive():
        raise Busy(f"[L001] Op deze database draait Airflow (op {job.hostname}). Start de nacht daar, of stop Airflow.")


def close_unfinished_nights() -> None:
    """Fail the runs that a killed night left half done: a scheduler would take them up, the next night starts anew."""
    of_a_night = DagRun.triggered_by == DagRunTriggeredByType.TEST
    with create_session() as session:
        for run in session.scalars(select(DagRun).where(of_a_night, DagRun.state.in_(State.unfinished_dr_states))):
            log.info("closing an unfinished run", dag=run.dag_id, run=run.run_id)
            for task in run.get_task_instances(state=State.unfinished, session=session):
                task.set_state(State.FAILED, session=session)
            run.set_state(DagRunState.FAILED)


def forget_answered_events(dag_ids: Collection[str]) -> None:
    """Drop the data events that wait for these DAGs: a night answered them, a later scheduler must not do so again."""
    with create_session() as session:
        session.execute(delete(AssetDagRunQueue).where(AssetDagRunQueue.target_dag_id.in_(dag_ids)))


def has_value(run: DagRun, key: str) -> bool:
    """Whether any task of the run handed on a value under this key."""
    with create_session() as session:
        found = XComModel.get_many(run_id=run.run_id, dag_ids=run.dag_id, key=key, limit=1)
        return session.scalars(found).first() is not None
