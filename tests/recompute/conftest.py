"""The city that is built once, and at the end of a test run how many values were compared of each indicator."""

from collections.abc import Iterator

import pytest

from tests.recompute.built_city import COMPARED, built_city
from warehouse.settings import Settings


@pytest.fixture(scope="session")
def built() -> Iterator[Settings]:
    with built_city() as settings:
        yield settings


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if COMPARED:
        terminalreporter.section("values compared with plain Python")
    for name, counts in COMPARED.items():
        per_indicator = ", ".join(f"{code} {count:,}" for code, count in sorted(counts.items()))
        terminalreporter.write_line(f"{name}: {counts.total():,} ({per_indicator})")
