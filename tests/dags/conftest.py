"""Airflow is only imported in processes of its own: it changes logging, signals and the environment of its host."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import temporary_home
from warehouse.database.prepare import prepare
from warehouse.settings import PROJECT, Settings


def run_module(home: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m …` for a home, with nothing of our own environment that could change the outcome."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "SDW_"))}
    kept |= {"SDW_HOME": str(home.home), "SDW_INBOX": str(home.inbox)}
    if home.database_url:
        kept["SDW_DATABASE_URL"] = home.database_url
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=PROJECT, env=kept, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session")
def home() -> Iterator[Settings]:
    """A home of our own: Airflow fills a schema, and other tests take roles away and put them back."""
    with temporary_home() as settings:
        prepare(settings)
        yield settings


@pytest.fixture(scope="session")
def facts(home: Settings) -> dict[str, Any]:
    """What Airflow sees in dags/."""
    seen = run_module(home, "tests.dags.facts")
    assert seen.returncode == 0, seen.stderr
    return json.loads(seen.stdout)


@pytest.fixture(scope="session")
def dags(facts: dict[str, Any]) -> dict[str, Any]:
    assert facts["import_errors"] == {}
    assert len(facts["dags"]) >= 3, "found hardly any DAG: wrong folder?"
    return facts["dags"]


@pytest.fixture(scope="session")
def run_nights(home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, Any]]:
    """Run nights of stubbed steps in one process; `output` is all that it printed."""

    def run(*nights: tuple[str, str]) -> dict[str, Any]:
        results: Path = tmp_path_factory.mktemp("nights") / "results.json"
        process = run_module(home, "tests.dags.stubbed_nights", json.dumps(nights), str(results))
        ended = json.loads(results.read_text()) if results.exists() else {}
        return {"nights": ended, "output": process.stdout + process.stderr, "code": process.returncode}

    return run
