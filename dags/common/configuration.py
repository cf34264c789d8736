"""How Airflow is set up for one home, in one place: the night, `make airflow` and the containers all use this.

Reads   the settings of the warehouse, the password of role `airflow`
Writes  <home>/airflow/airflow.cfg and users.json (mode 0600: they hold secrets), <home>/secrets/airflow_*.password

Never imports Airflow: it reads its configuration while it is being imported, so this must come first.
"""

import base64
import json
import os
from configparser import ConfigParser
from io import StringIO
from pathlib import Path

from sqlalchemy.engine import URL

from warehouse.database.connection import parameters
from warehouse.database.passwords import ensure_password
from warehouse.settings import PROJECT, Settings

ADMIN = "admin"
LOOPBACK = "127.0.0.1"
PORT = 8080


def use_configuration(settings: Settings, *, port: int = PORT) -> None:
    """Make the Airflow that this process imports, or starts, the one of this home. Call it before importing Airflow.

    Any AIRFLOW__SECTION__KEY of the environment wins, as everywhere with Airflow. Raises DatabaseError when the home
    was never prepared.
    """
    folder = settings.home / "airflow"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    parser = ConfigParser(interpolation=None)
    parser.read_dict(_escaped(_sections(settings, folder, port)))
    text = StringIO()
    parser.write(text)
    _write_private(folder / "airflow.cfg", text.getvalue())
    os.environ["AIRFLOW_HOME"] = str(folder)


def make_users(settings: Settings) -> None:
    """Give the UI its one user; the night needs none. The password stays what it was."""
    users = {ADMIN: ensure_password(settings, "airflow_admin")}
    _write_private(settings.home / "airflow" / "users.json", json.dumps(users) + "\n")


def task_logs(settings: Settings) -> Path:
    """The folder with the logs of Airflow's components and tasks."""
    return settings.logs / "airflow"


def _sections(settings: Settings, folder: Path, port: int) -> dict[str, dict[str, str]]:
    address = metadata_url(settings)
    return {
        "core": {
            "dags_folder": str(PROJECT / "dags"),
            "plugins_folder": str(folder / "plugins"),
            "load_examples": "False",
            "executor": "LocalExecutor",
            "parallelism": "2",
            "dags_are_paused_at_creation": "False",
            "fernet_key": _fernet_key(settings),
            "execution_api_server_url": f"http://{LOOPBACK}:{port}/execution/",
            "simple_auth_manager_users": f"{ADMIN}:admin",
            "simple_auth_manager_passwords_file": str(folder / "users.json"),
        },
        "database": {
            "sql_alchemy_conn": address,
            # said twice: Airflow would guess a driver that is not in the lock file
            "sql_alchemy_conn_async": address,
            "sql_alchemy_pool_size": "5",
        },
        "api": {
            "host": LOOPBACK,
            "port": str(port),
            "base_url": f"http://{LOOPBACK}:{port}",
            "workers": "1",
            "secret_key": ensure_password(settings, "airflow_api"),
            "instance_name": "Warehouse sociaal domein",
        },
        "api_auth": {"jwt_secret": ensure_password(settings, "airflow_jwt")},
        "logging": {
            "base_log_folder": str(task_logs(settings)),
            "logging_level": "WARNING",
            "namespace_levels": "dags=INFO warehouse=INFO ingestion=INFO py.warnings=ERROR",
            "dag_processor_child_process_log_directory": str(task_logs(settings) / "dag_processor"),
        },
        "dag_processor": {"min_file_process_interval": "60"},
        # a first task under load takes longer than the default of 5 s to reach the API server
        "workers": {"execution_api_timeout": "60"},
        "usage_data_collection": {"enabled": "False"},
    }


def metadata_url(settings: Settings) -> str:
    """The address of Airflow's own tables: schema `airflow` (by the role's search_path) in the warehouse's database."""
    found = parameters(settings, "airflow")
    user, password = found.pop("user"), found.pop("password")
    database, host, port = found.pop("dbname"), found.pop("host", ""), int(found.pop("port", "5432"))
    is_socket = host.startswith("/")
    url = URL.create(
        "postgresql+psycopg",
        username=user,
        password=password,
        host=None if is_socket else host,
        port=None if is_socket else port,
        database=database,
        query=found | ({"host": host, "port": str(port)} if is_socket else {}),
    )
    return url.render_as_string(hide_password=False)


def _write_private(path: Path, text: str) -> None:
    """Write a file with secrets: for its owner only from its first byte on, whole or not at all."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    written = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    written.replace(path)


def _fernet_key(settings: Settings) -> str:
    return base64.urlsafe_b64encode(bytes.fromhex(ensure_password(settings, "airflow_fernet"))).decode("ascii")


def _escaped(sections: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    # Airflow interpolates: a % that belongs to a value is written twice
    return {
        name: {key: value.replace("%", "%%") for key, value in section.items()} for name, section in sections.items()
    }
