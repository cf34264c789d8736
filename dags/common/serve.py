"""Serve Airflow for this home, on loopback only: scheduler, dag processor, triggerer, API server with the UI.

Reads   the settings of the environment
Writes  <home>/logs/airflow/<component>.log
Run     python -m dags.common.serve              all four, until Ctrl-C
        python -m dags.common.serve COMPONENT    one of them in the foreground, as a container does
        python -m dags.common.serve prepare      only prepare the database, before any of them
Exit    0 stopped; 1 a night or another Airflow is running; 2 no such component; 3 something broke
"""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

from rich.console import Console

from dags.common.configuration import ADMIN, LOOPBACK, PORT, make_users, task_logs, use_configuration
from dags.common.turns import Busy, alone
from warehouse.database.errors import DatabaseError
from warehouse.database.passwords import password_file
from warehouse.database.prepare import prepare
from warehouse.settings import Settings, SettingsError, load_settings

STOPPED, BUSY, USAGE, BROKEN = 0, 1, 2, 3
SECONDS_TO_START, SECONDS_TO_STOP = 180, 20

COMPONENTS = {
    # serving logs to other machines is left out: it would listen on every address
    "scheduler": ("scheduler", "--skip-serve-logs"),
    "dag-processor": ("dag-processor",),
    "triggerer": ("triggerer", "--skip-serve-logs"),
    "api-server": ("api-server",),
}

console = Console(stderr=True, highlight=False)


def main(arguments: list[str]) -> int:
    """Serve all components, or become the one that is named. Returns the exit code."""
    try:
        settings = load_settings()
        if arguments:
            return _become(settings, arguments[0])
        with alone(settings, doing="Airflow (make airflow)"):
            return _serve(settings)
    except Busy as busy:
        console.print(str(busy), markup=False, soft_wrap=True)
        return BUSY
    except (DatabaseError, SettingsError, OSError) as error:
        console.print(f"Airflow cannot start: {error}", markup=False, soft_wrap=True)
        return BROKEN


def prepare_airflow(settings: Settings, *, port: int = PORT) -> None:
    """Prepare the database and Airflow's own tables in it. Raises DatabaseError."""
    prepare(settings)
    use_configuration(settings, port=port)
    make_users(settings)
    # Airflow reads its configuration while it is imported
    from dags.common.metadata import migrate

    migrate()


def free_port(first: int = PORT) -> int:
    """The first port from `first` on that nobody listens on."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            if probe.connect_ex((LOOPBACK, port)) != 0:
                return port
    raise OSError(f"ports {first} to {first + 99} on {LOOPBACK} are all taken")


def _become(settings: Settings, name: str) -> int:
    if name == "prepare":
        prepare_airflow(settings)
        return STOPPED
    if name not in COMPONENTS:
        console.print(
            f"No component {name}; there are: prepare, {', '.join(COMPONENTS)}.", markup=False, soft_wrap=True
        )
        return USAGE
    use_configuration(settings)
    os.execv(sys.executable, [sys.executable, "-m", "airflow", *COMPONENTS[name]])  # noqa: S606  no shell is the point


def _serve(settings: Settings) -> int:
    port = free_port()
    is_first_time = not password_file(settings, "airflow_admin").exists()
    console.print("Starting Airflow …")
    prepare_airflow(settings, port=port)
    from dags.common import metadata

    metadata.refuse_running_scheduler()
    metadata.close_unfinished_nights()
    logs = task_logs(settings)
    logs.mkdir(parents=True, exist_ok=True)
    # Ctrl-C, also where a shell started us with that ignored; a polite kill; a terminal that is closed
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, arguments in COMPONENTS.items():
            processes[name] = _start(arguments, logs / f"{name}.log")
        if _is_up(processes, port):
            _tell(settings, port, is_first_time)
        ended = _wait_for_an_end(processes)
        console.print(f"{ended} ended by itself; see {logs / ended}.log", markup=False, soft_wrap=True)
        return BROKEN
    except KeyboardInterrupt:
        console.print("Stopping Airflow …")
        return STOPPED
    finally:
        _stop(processes)


def _start(arguments: tuple[str, ...], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "airflow", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a group of its own, so that its children end with it
        )


def _is_up(processes: dict[str, subprocess.Popen[bytes]], port: int) -> bool:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and all(process.poll() is None for process in processes.values()):
        try:
            with urlopen(f"http://{LOOPBACK}:{port}/api/v2/monitor/health", timeout=5):
                return True
        except OSError:
            time.sleep(0.5)
    return False


def _tell(settings: Settings, port: int, is_first_time: bool) -> None:
    file = password_file(settings, "airflow_admin")
    password = file.read_text(encoding="ascii").strip() if is_first_time else f"in {file}"
    console.print(
        f"Airflow is at http://{LOOPBACK}:{port}, user {ADMIN}, password {password}", markup=False, soft_wrap=True
    )
    console.print(f"Its logs are in {task_logs(settings)}. Ctrl-C stops it.", markup=False, soft_wrap=True)


def _wait_for_an_end(processes: dict[str, subprocess.Popen[bytes]]) -> str:
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                return name
        time.sleep(1)


def _stop(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """End every component with all its children: asked first, made to after a while."""
    with ExitStack() as groups:
        for process in processes.values():
            groups.callback(_signal_group, process, signal.SIGKILL)
            _signal_group(process, signal.SIGTERM)
        until = time.monotonic() + SECONDS_TO_STOP
        for process in processes.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                continue


def _signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
