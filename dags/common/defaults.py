"""Defaults of every DAG, and the data that starts one.

Reads   nothing
Writes  nothing
"""

from datetime import timedelta
from typing import Any

from airflow.sdk import Asset, CronTriggerTimetable

# Senders deliver until midnight. The first night is the coming one: opening Airflow by day starts nothing.
NIGHT = CronTriggerTimetable("15 4 * * *", timezone="Europe/Amsterdam", run_immediately=False)

TASK_DEFAULTS: dict[str, Any] = {
    "owner": "data-engineering",
    "retries": 1,  # a lost connection passes; a refusal is final and is not tried again
    "retry_delay": timedelta(seconds=30),
    "execution_timeout": timedelta(hours=2),
}

DAG_DEFAULTS: dict[str, Any] = {
    "catchup": False,  # a night takes in all that waits, so a missed one needs no run of its own
    "max_active_runs": 1,
    "default_args": TASK_DEFAULTS,
}

RAW_IJW_IWMO = Asset("raw_ijw_iwmo", uri="warehouse://raw_ijw_iwmo")
RAW_REGISTERS = Asset("raw_registers", uri="warehouse://raw_registers")
RAW_WACHTLIJSTEN = Asset("raw_wachtlijsten", uri="warehouse://raw_wachtlijsten")
RAW_CLIENTERVARING = Asset("raw_clientervaring", uri="warehouse://raw_clientervaring")
MARTS = Asset("marts", uri="warehouse://mart")
