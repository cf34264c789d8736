"""The one place that knows Soda: run checks against the warehouse and say what became of each.

Reads   the database, through checks given as text
Writes  nothing: no telemetry, no file in the home folder of the user, no sample of rows, no log

Soda keeps its state in one place per process: one scan at a time. The import costs about a second of CPU.
"""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from warehouse.settings import PROJECT

if TYPE_CHECKING:
    from soda.scan import Scan

DATA_SOURCE = "warehouse"
NO_TELEMETRY = PROJECT / "soda" / "no_telemetry.yml"
DECIDED = {"pass": "pass", "fail": "fail"}


class ScanCrashed(Exception):
    """Soda did not come to the end of its checks; the text holds no value of the data."""


@dataclass(frozen=True)
class Verdict:
    """What Soda found for one check: outcome pass, fail or error; `value` as measured; `reason` of an error."""

    name: str
    outcome: str
    value: float | None = None
    reason: str = ""


def scan(parameters: Mapping[str, str], texts: Mapping[str, str]) -> tuple[tuple[Verdict, ...], int]:
    """Run every check in these SodaCL texts (file name -> text). Gives a verdict per check and Soda's exit code.

    Exit code 0 is all passed, 2 some failed, 3 some could not be run. Raises ScanCrashed.
    """
    run = _new_scan()
    try:
        run.add_configuration_yaml_str(json.dumps({f"data_source {DATA_SOURCE}": _connection(parameters)}))
        for file, text in texts.items():
            run.add_sodacl_yaml_str(text, file_name=file)
        exit_code = run.execute()
        return tuple(_verdicts(run)), exit_code
    except Exception as error:
        raise ScanCrashed(_reason(error)) from None
    finally:
        _close(run)


class NoSampler:
    """A sample would be rows of persons: keep none."""

    def store_sample(self, sample_context: object) -> None:
        """Soda calls this with the rows of a failed check."""


def _new_scan() -> "Scan":
    _silence()
    # on import Soda sets up its telemetry by what this object says, so it comes first; both cost too much for the top
    from soda.common.config_helper import ConfigHelper  # noqa: PLC0415

    if ConfigHelper.get_instance(str(NO_TELEMETRY)).send_anonymous_usage_stats:
        raise ScanCrashed("Soda was imported before its telemetry was switched off")
    from soda.scan import Scan  # noqa: PLC0415

    run = Scan()
    run.set_data_source_name(DATA_SOURCE)
    run.disable_telemetry()
    run.sampler = NoSampler()
    return run


def _silence() -> None:
    """Soda logs queries and the text of database errors, which can hold a value of a row."""
    logging.getLogger("soda").setLevel(logging.CRITICAL + 1)


def _connection(parameters: Mapping[str, str]) -> dict[str, str]:
    names = {"host": "host", "port": "port", "dbname": "database", "user": "username", "password": "password"}
    found = {soda: parameters.get(ours, "") for ours, soda in names.items()}
    return {"type": "postgres", **found, **({"sslmode": parameters["sslmode"]} if "sslmode" in parameters else {})}


def _verdicts(run: "Scan") -> Iterator[Verdict]:
    for check in run._checks:
        outcome = DECIDED.get(getattr(check.outcome, "value", ""), "error")
        value = getattr(check, "check_value", None)
        number = float(value) if isinstance(value, int | float) and outcome != "error" else None
        yield Verdict(check.name, outcome, number, "" if outcome != "error" else _why(run._queries, check))


def _why(queries: Sequence[Any], check: Any) -> str:
    own = [query for metric in check.metrics.values() for query in metric.queries]
    shared = [query for query in queries if check.partition is not None and query.partition is check.partition]
    for query in [*own, *shared]:
        if query.exception is not None:
            return _reason(query.exception)
        if own and query.row is not None:
            return "de vraag gaf geen getal"
    return "niet uitgevoerd"


def _reason(error: BaseException) -> str:
    """What went wrong, without any value of a row: only errors about names and syntax are quoted."""
    code = getattr(error, "pgcode", None) or ""
    diagnosis = getattr(error, "diag", None)
    if diagnosis is not None and code.startswith("42"):
        return f"{diagnosis.message_primary} ({code})"
    return f"{type(error).__name__}{f' ({code})' if code else ''}"


def _close(run: "Scan") -> None:
    """Soda leaves its connection open in a transaction, which would hold locks on the tables of the build."""
    for source in run._data_source_manager.data_sources.values():
        if source.connection is not None:
            source.connection.close()
