"""Build seeds, staging, marts and indicators aside, in one dbt process, and test them while they are built.

Reads   raw_* as role transformer, dbt_project/
Writes  schemas seeds, staging, intermediate, build_mart, build_indicator; <home>/dbt/target, <home>/logs/dbt.log
Run     warehouse build, or the task build_marts of the DAG build_warehouse

Unit tests are left out: they prove the models, not the data, and run with the tests of the project.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from warehouse import last_build, loads
from warehouse.database.connection import connect, parameters
from warehouse.made_of import made_of
from warehouse.settings import PROJECT, Settings

ENVIRONMENT = {"host": "HOST", "port": "PORT", "dbname": "DBNAME", "user": "USER", "password": "PASSWORD"}
"""Connection parameter -> the end of its variable in dbt_project/profiles.yml."""

TABLES = ("model", "seed")
GOOD, NOT_RUN = {"success", "pass"}, {"skipped"}

WHOLE = ("--full-refresh",)
OF_MESSAGES = (
    "--select",
    *(
        f"source:{name}+,{kind}"
        for name in ("raw_ijw_iwmo", "meta")
        for kind in ("config.schema:intermediate", "resource_type:test")
    ),
    "config.schema:build_mart",
    "config.schema:build_indicator",
)
"""What a build does that goes on: all that reads messages, and what the publish took away. The rest stands."""


class BuildFailed(Exception):
    """Some nodes failed; the build is not fit to be looked at. `nodes` names them, without any value of the data."""

    def __init__(self, nodes: Sequence[str], log: Path) -> None:
        names = ", ".join(nodes) or "none ran"
        super().__init__(f"dbt failed: {names}. What each said is in {log}.")
        self.nodes = tuple(nodes)


class NodeResult(Protocol):
    """What dbt says about one node it ran."""

    status: object
    node: object
    adapter_response: Mapping[str, object]


def build(settings: Settings, run_id: str) -> dict[str, int | str]:
    """Build and test everything once. Gives the number of models, seeds and tests, and of rows in built tables.

    Raises BuildFailed naming the nodes that failed.
    """
    with connect(settings, "publisher") as connection:
        # before the build: what is loaded while it runs is news for the next one
        loads.record_building(connection, run_id, made_of(connection))
    return count(build_on(settings, ["--exclude-resource-type", "unit_test"]))


def build_if_needed(settings: Settings, run_id: str) -> dict[str, int | str]:
    """Build, unless readers see a load that was made of the same code and data. Then gives stands: its load_id."""
    with connect(settings, "publisher") as connection:
        standing = loads.standing_load(connection, made_of(connection))
        if standing is not None:
            loads.record_standing(connection, run_id, standing)
            return {"stands": standing}
    return build(settings, run_id)


def build_on(settings: Settings, arguments: Sequence[str] = ()) -> Sequence[NodeResult]:
    """Run `dbt build`, on from the last build where only messages came in, else from nothing. Raises BuildFailed."""
    with connect(settings, "transformer") as connection:
        made_from = last_build.basis(connection)
        goes_on = last_build.goes_on(connection, made_from)
    extent = WHOLE if not goes_on else () if "--select" in arguments else OF_MESSAGES
    results = run_dbt(settings, ["build", *arguments, *extent])
    with connect(settings, "transformer") as connection:
        last_build.remember(connection, made_from)
    return results


def run_dbt(settings: Settings, arguments: Sequence[str]) -> Sequence[NodeResult]:
    """Run one dbt command in this process as role transformer; gives the result of every node.

    Raises BuildFailed when a node failed, or when dbt did not come as far as running nodes.
    """
    # an import of dbt costs seconds, which no other command of the warehouse should pay
    from dbt.cli.main import dbtRunner  # noqa: PLC0415

    with _environment(settings):
        outcome = dbtRunner().invoke([*_output(settings), *arguments, *_places(settings)])
    results: Sequence[NodeResult] = getattr(outcome.result, "results", None) or []
    if not outcome.success or not results:
        raise BuildFailed(failures(results), settings.logs / "dbt.log")
    return results


def failures(results: Sequence[NodeResult]) -> list[str]:
    """The names of the nodes that failed; a node that was skipped because of one of them is not named."""
    return sorted(_name(result) for result in results if str(result.status) not in GOOD | NOT_RUN)


def count(results: Sequence[NodeResult]) -> dict[str, int | str]:
    """Models, seeds and tests that ran well, and the rows that built tables got."""
    kinds = Counter(_kind(result) for result in results)
    rows = sum(_rows(result) for result in results if _kind(result) in TABLES)
    return {"models": kinds["model"], "seeds": kinds["seed"], "tests": kinds["test"], "rows": rows}


def _name(result: NodeResult) -> str:
    return str(getattr(result.node, "name", "unnamed"))


def _kind(result: NodeResult) -> str:
    return str(getattr(result.node, "resource_type", ""))


def _rows(result: NodeResult) -> int:
    affected = result.adapter_response.get("rows_affected", 0)
    return affected if isinstance(affected, int) and affected > 0 else 0


def _output(settings: Settings) -> list[str]:
    return ["--no-write-json", "--log-level", "none", "--log-level-file", "info", "--log-path", str(settings.logs)]


def _places(settings: Settings) -> list[str]:
    return [
        "--project-dir",
        str(PROJECT),
        "--profiles-dir",
        str(PROJECT / "dbt_project"),
        "--target-path",
        str(settings.home / "dbt" / "target"),
        "--vars",
        json.dumps({"klein_aantal": settings.small_count}),
    ]


@contextmanager
def _environment(settings: Settings) -> Iterator[None]:
    """Give dbt the connection through its environment, and take it back afterwards."""
    found = parameters(settings, "transformer")
    wanted = {f"SDW_DBT_{ending}": found.get(name, "") for name, ending in ENVIRONMENT.items()}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
