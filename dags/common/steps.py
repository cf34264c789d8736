"""The tasks that the DAGs string together: each calls one step of a night and hands on its counts.

Reads   warehouse.night, inside the tasks: parsing a DAG must stay cheap
Writes  the step's counts as one XCom (not one each, hence multiple_outputs); where the step refused the data, which
        is no broken machine, an XCom `refused`
"""

from collections.abc import Callable

from airflow.sdk import get_current_context, task
from airflow.sdk.exceptions import AirflowFailException

from dags.common.failures import StepBroke, without_values
from dags.common.task_log import let_sigterm_end_us, say

Counts = dict[str, int | str]

REFUSED = "refused"


@task(multiple_outputs=False)
def land_files(source: str) -> Counts:
    """Copy what senders dropped into landing: bytes unchanged, each content once."""
    return _run("land_files", source)


@task(multiple_outputs=False)
def validate_files(source: str) -> Counts:
    """Decide about each landed file: valid, refused (the sender gets a reason) or held."""
    return _run("validate_files", source)


@task(multiple_outputs=False)
def load_raw(source: str) -> Counts:
    """Load the valid files: all of a file or nothing of it, and never twice."""
    return _run("load_raw", source)


@task(multiple_outputs=False)
def gate_raw(source: str) -> Counts:
    """May this delivery come in? A check that fails, crashes or did not run stops the night here."""
    return _run("gate_raw", source)


@task(multiple_outputs=False)
def build_marts() -> Counts:
    """Build marts and indicators aside, where no reader looks."""
    return _run("build_marts")


@task(multiple_outputs=False)
def gate_build() -> Counts:
    """May this build go out? A check that fails, crashes or did not run stops the night here."""
    return _run("gate_build")


@task(multiple_outputs=False)
def publish() -> Counts:
    """Point all readers at the new build, in one step."""
    return _run("publish")


@task(multiple_outputs=False)
def write_report() -> Counts:
    """Write the page about what readers now see."""
    return _run("write_report")


def _run(name: str, *arguments: str) -> Counts:
    """Call a step of warehouse.night for the night of this run.

    A refusal fails the task for good: what is refused now is refused again. All else may pass and is tried again.
    """
    from warehouse import night
    from warehouse.build import BuildFailed
    from warehouse.gate import GateFailed
    from warehouse.publish import PublishRefused

    step: Callable[..., Counts] = getattr(night, name)
    night_id = _night_id()
    let_sigterm_end_us()
    say(f"{name} started", night=night_id)
    try:
        counts = step(*arguments, night_id)
    except (BuildFailed, GateFailed, PublishRefused) as refusal:
        say(f"{name} refused the data: {refusal}", is_error=True, night=night_id)
        failure: Exception = AirflowFailException(f"{type(refusal).__name__}: {refusal}")
        get_current_context()["ti"].xcom_push(REFUSED, True)
    except Exception as error:
        say(f"{name} broke: {without_values(error)}", is_error=True, night=night_id)
        failure = StepBroke(without_values(error))
    else:
        say(f"{name} finished: {_shown(counts)}", night=night_id)
        return counts
    # raised here, not above: an exception that is on its way drags along the one it handles, values and all
    raise failure


def _night_id() -> str:
    """How this night is called, the same in all its DAGs.

    As its starter asked (`{"night": ...}`); else as the newest run whose data started this one; else as this run.
    """
    context = get_current_context()
    run = context["dag_run"]
    if asked := (run.conf or {}).get("night"):
        return str(asked)
    events = [event for of_asset in context["triggering_asset_events"].values() for event in of_asset]
    newest = max(events, key=lambda event: event.timestamp, default=None)
    return str(newest.source_run_id if newest else run.run_id)


def _shown(counts: Counts) -> str:
    return ", ".join(f"{name} {value}" for name, value in counts.items()) or "nothing to do"
