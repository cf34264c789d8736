"""Run a whole night in one process: every DAG tagged `night`, in the order in which their data start them.

The DAGs are those of the scheduler and leave the same traces in Airflow; only the waiting is left out, and the price
of starting Airflow (some 7 CPU seconds) is paid once instead of once per task.

Reads   the DAGs, the settings of the environment
Writes  runs in Airflow's own tables; the log to standard output
Run     python -m dags.common.night [NIGHT [PARENT]]    with the process id of a PARENT: ends when that one ends
Exit    0 all green; 1 the data were refused or a night was busy: nothing was published; 3 something broke
"""

import os
import signal
import sys
import threading
import time
from datetime import UTC, datetime

import structlog

from dags.common.configuration import task_logs, use_configuration
from dags.common.failures import without_values
from dags.common.turns import Busy, alone
from warehouse.settings import load_settings

DONE, REFUSED, BROKEN = 0, 1, 3

log = structlog.get_logger("dags.night")


def main(night: str) -> int:
    """Run the night of that name. Returns the exit code; what went wrong is in the log."""
    try:
        settings = load_settings()
        with alone(settings, doing=f"de nacht {night}"):
            use_configuration(settings)
            # Airflow reads its configuration while it is imported
            from dags.common.runs import run_night

            fates = run_night(night, task_logs(settings))
    except Busy as busy:
        log.error("night not started", night=night, reason=str(busy))
        return REFUSED
    except Exception as error:
        log.error("night broke", night=night, reason=without_values(error))
        return BROKEN
    log.info("night ended", night=night, **fates)
    return exit_code(set(fates.values()))


def exit_code(fates: set[str]) -> int:
    """The worst that happened to any DAG of the night."""
    if "broken" in fates:
        return BROKEN
    return DONE if fates == {"success"} else REFUSED


def end_with(parent: int) -> None:
    """End this process, at once, when its parent has ended: a night that nobody follows would keep others waiting."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    # Ctrl-C means stop; Airflow would take it for a task that failed, and try it again
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if len(sys.argv) > 2:
        end_with(int(sys.argv[2]))
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else datetime.now(UTC).strftime("night_%Y%m%dT%H%M%S_%f")))
