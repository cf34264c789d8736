"""Say what a step did: in the log of the process, and for a night without a scheduler also where the UI looks for it.

Writes  <home>/logs/airflow/dag_id=…/run_id=…/task_id=…/attempt=….log, one JSON object per line, as a worker would
"""

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
from airflow.sdk import get_current_context

log = structlog.get_logger("dags.step")

_task_logs: ContextVar[Path | None] = ContextVar("_task_logs", default=None)


@contextmanager
def without_scheduler(folder: Path) -> Iterator[None]:
    """Within this block tasks run in this process: their log files below `folder` are ours to write."""
    token = _task_logs.set(folder)
    try:
        yield
    finally:
        _task_logs.reset(token)


def say(event: str, *, is_error: bool = False, **fields: Any) -> None:
    """Log one event of the running task, with ids and counts only."""
    (log.error if is_error else log.info)(event, **fields)
    if folder := _task_logs.get():
        line = {"timestamp": datetime.now(UTC).isoformat(), "level": "error" if is_error else "info", "event": event}
        file = folder / path_of(get_current_context()["ti"])
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(line | fields) + "\n")


def path_of(task_instance: Any) -> Path:
    """Where Airflow looks for the log of a task instance (its setting log_filename_template, left at its default)."""
    return Path(
        f"dag_id={task_instance.dag_id}",
        f"run_id={task_instance.run_id}",
        f"task_id={task_instance.task_id}",
        f"attempt={task_instance.try_number}.log",
    )


def let_sigterm_end_us() -> None:
    """Undo what Airflow does at the start of each task: a worker survives SIGTERM, a night must not."""
    if _task_logs.get():
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
