"""Defaults of every DAG, and the data that starts one.

Reads   nothing
Writes  nothing
"""

from datetime import UTC, datetime, timedelta

from airflow.sdk import Asset

START = datetime(2026, 1, 1, tzinfo=UTC)
NIGHT = "15 3 * * *"  # UTC; senders deliver until midnight

TASK_DEFAULTS = {
    "owner": "data-engineering",
    "retries": 1,  # a lost connection passes; a refusal is final and is not tried again
    "retry_delay": timedelta(seconds=30),
    "execution_timeout": timedelta(hours=2),
}

DAG_DEFAULTS = {
    "start_date": START,
    "catchup": False,  # a night takes in all that waits, so a missed night needs no run of its own
    "max_active_runs": 1,
    "default_args": TASK_DEFAULTS,
}

RAW_IJW_IWMO = Asset("raw_ijw_iwmo", uri="warehouse://raw_ijw_iwmo")
RAW_REGISTERS = Asset("raw_registers", uri="warehouse://raw_registers")
MARTS = Asset("marts", uri="warehouse://mart")
