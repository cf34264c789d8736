"""Why a night stopped: the last error that its log tells of.

Reads   the log of a night (<home>/logs/<night>.log), as the steps and the night itself wrote it
"""

import re
from pathlib import Path

_ERROR = re.compile(
    r"^\S+ \[error *\] (?P<event>(?:(?!^\d{4}-\d\d-\d\dT).)*?)\s+\[dags\.(?:step|night)\](?P<fields>[^\n]*)",
    re.MULTILINE | re.DOTALL,
)
"""Only what our own steps say: they leave out the values that they met, where Airflow or a driver might not."""

_REASON = re.compile(r"\breason=(.*)")


def last_error(log: Path) -> str | None:
    """What the night stopped on, in words without any value of the data; None where its log tells of no error."""
    if not log.is_file():
        return None
    errors = list(_ERROR.finditer(log.read_text(encoding="utf-8", errors="replace")))
    if not errors:
        return None
    event, fields = errors[-1]["event"], errors[-1]["fields"]
    reason = _REASON.search(fields)
    return f"{event}: {reason[1]}" if reason else event
