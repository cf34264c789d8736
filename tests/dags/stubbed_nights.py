"""Run nights with steps that do nothing, through the DAGs as they are, and print as JSON how each ended.

A night is a list of [name, what goes wrong]: nothing, or `refuse STEP`, `break STEP`, `die STEP`.

Run   python -m tests.dags.stubbed_nights '[["one", ""], ["two", "refuse gate_build"]]' RESULTS
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import warehouse

CANARY = "Wilhelmina-Kanarie 999900006"
STEPS = ("land_files", "validate_files", "load_raw", "gate_raw", "build_marts", "gate_build", "publish", "write_report")


class GateFailed(Exception):
    pass


class Plan:
    """What the stubbed steps do, and which were called with what."""

    trouble = ""

    def __init__(self) -> None:
        self.called: list[list[str]] = []

    def step(self, name: str) -> Callable[..., dict[str, int]]:
        def stub(*arguments: str) -> dict[str, int]:
            self.called.append([name, *arguments])
            what, _, which = self.trouble.partition(" ")
            if which in (name, f"{name} {arguments[0]}"):
                if what == "die":
                    os.kill(os.getpid(), signal.SIGKILL)
                raise GateFailed("2 controles gefaald") if what == "refuse" else ValueError(CANARY)
            return {"files": 3}

        return stub


def replace(name: str, **content: object) -> None:
    module = ModuleType(f"warehouse.{name}")
    module.__dict__.update(content)
    sys.modules[module.__name__] = module
    setattr(warehouse, name, module)


def main(nights: list[tuple[str, str]], results: Path) -> None:
    from dags.common import night

    plan = Plan()
    replace("gate", GateFailed=GateFailed)
    replace("build", BuildFailed=type("BuildFailed", (Exception,), {}))
    replace("publish", PublishRefused=type("PublishRefused", (Exception,), {}))
    replace("night", **{name: plan.step(name) for name in STEPS})
    ended = {}
    for name, trouble in nights:
        plan.trouble, plan.called = trouble, []
        code = night.main(name)
        ended[name] = {"code": code, "called": plan.called}
        results.write_text(json.dumps(ended))


def without_waiting() -> None:
    """Let a retry follow at once; the configuration must stand before Airflow is imported."""
    from dags.common.configuration import use_configuration
    from warehouse.settings import load_settings

    use_configuration(load_settings())
    from dags.common.defaults import TASK_DEFAULTS

    TASK_DEFAULTS["retry_delay"] = timedelta(0)


if __name__ == "__main__":
    without_waiting()
    main(json.loads(sys.argv[1]), Path(sys.argv[2]))
