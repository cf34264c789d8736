"""The containers: nothing beyond this machine, no secret in a file of ours, one lock file, ordinary users."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from dags.common.serve import COMPONENTS
from warehouse.database.configuration import server_settings
from warehouse.settings import PROJECT, Settings

COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
DOCKERFILES = sorted((PROJECT / "docker").glob("*/Dockerfile"))
ASKED = re.compile(r"\$\{([A-Z_]+):-")


def text_of(name):
    return (PROJECT / name).read_text(encoding="utf-8")


def test_every_component_of_airflow_has_a_service_and_the_database_too():
    assert set(SERVICES) == {*COMPONENTS, "postgres", "prepare", "warehouse"}
    for name in COMPONENTS:
        assert SERVICES[name]["command"] == [name]


def test_no_port_is_open_to_another_machine():
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert len(ports) == 2
    assert all(port.startswith("127.0.0.1:") for port in ports), ports


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_container_can_do_as_little_as_possible(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert "healthcheck" in service or service["restart"] == "no"


def test_secrets_come_from_files():
    assert list(COMPOSE["secrets"]) == ["postgres_password"]
    assert "file" in COMPOSE["secrets"]["postgres_password"]
    readers = [name for name, service in SERVICES.items() if service.get("secrets")]
    assert sorted(readers) == ["postgres", "prepare", "warehouse"]
    values = [(name, value) for service in SERVICES.values() for name, value in service["environment"].items()]
    assert len(values) > 10
    for name, value in values:
        assert "PASSWORD" not in name or name.endswith("_FILE"), name
        assert not re.search(r"://[^/@]+:[^/@]+@", str(value)), name


def test_what_can_be_set_is_told_in_the_example():
    asked = set(ASKED.findall(text_of("docker-compose.yml")))
    told = set(re.findall(r"^([A-Z_]+)=", text_of(".env.example"), flags=re.MULTILINE))
    assert len(asked) >= 4
    assert asked == told


def test_settings_of_the_warehouse_are_called_as_they_are():
    known = {f"SDW_{name.upper()}" for name in Settings.model_fields}
    used = {name for service in SERVICES.values() for name in service["environment"] if name.startswith("SDW_")}
    used |= set(re.findall(r"SDW_[A-Z_]+", text_of("docker/airflow/Dockerfile")))
    assert len(used) >= 4
    assert used <= known


@pytest.mark.parametrize("path", DOCKERFILES, ids=lambda path: path.parent.name)
def test_an_image_runs_as_an_ordinary_user_from_a_pinned_base(path):
    text = path.read_text(encoding="utf-8")
    assert re.search(r"^USER [1-9][0-9]*:[1-9][0-9]*$", text, flags=re.MULTILINE)
    bases = re.findall(r"^FROM (\S+)", text, flags=re.MULTILINE)
    assert bases
    assert all(re.search(r":\d", base) for base in bases), bases
    assert not re.search(r"^ADD |^# syntax=|--index-url|curl |wget ", text, flags=re.MULTILINE)


def test_there_is_an_image_for_every_build():
    built = {service["build"]["dockerfile"] for service in SERVICES.values()}
    assert built == {str(path.relative_to(PROJECT)) for path in DOCKERFILES}
    assert len(built) == 2


def test_the_image_installs_from_the_lock_file_by_hash():
    text = text_of("docker/airflow/Dockerfile").replace("\\\n", " ")
    installs = re.findall(r"pip (?:install|sync).+?(?:&&|$)", text, flags=re.MULTILINE)
    assert len(installs) == 3
    assert all("--require-hashes" in line or "--editable ." in line for line in installs)


def test_what_is_ours_alone_stays_out_of_an_image():
    left_out = text_of(".dockerignore").split()
    assert {".git", ".env", "var", ".venv"} <= set(left_out)


def test_the_database_in_a_container_logs_as_little_as_the_embedded_one():
    embedded = server_settings(port=1, socket=None, logs=Path("/nowhere"), total_bytes=2**33)
    in_container = dict(
        re.findall(r"^([a-z_]+) = '([^']*)'$", text_of("docker/postgres/postgresql.conf"), flags=re.MULTILINE)
    )
    about_logs = {name for name in embedded if name.startswith("log_")} - {
        "log_directory", "log_filename", "log_truncate_on_rotation", "log_rotation_age", "log_rotation_size",
    }  # fmt: skip
    assert len(about_logs) >= 8
    assert {name: in_container.get(name) for name in about_logs} == {name: embedded[name] for name in about_logs}
    decides_plans = {"jit", "max_parallel_workers_per_gather", "timezone", "datestyle", "random_page_cost"}
    assert {name: in_container[name] for name in decides_plans} == {name: embedded[name] for name in decides_plans}


def test_compose_accepts_the_file():
    if shutil.which("docker") is None or subprocess.run(["docker", "compose", "version"], check=False).returncode:
        pytest.skip("there is no docker compose here")
    checked = subprocess.run(
        ["docker", "compose", "--env-file", ".env.example", "config", "--quiet"],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr
