"""Build the marts and indicators aside, check them, and only then show them to readers.

* Starts when every source of the night has come in, not at an hour.
* Until `publish` is green readers keep the last good load, whole. A red task here harms no reader; the figures stay
  as old as they were.
* **If a task is red**: its log ends with the reason; then docs/runbooks/build_warehouse.md. Running again is always
  safe: it builds from all that is loaded.
* Was it published and is it wrong? `warehouse rollback` shows readers the load before, at once.
"""

from airflow.sdk import dag

from dags.common.defaults import (
    DAG_DEFAULTS,
    MARTS,
    RAW_CLIENTERVARING,
    RAW_IJW_IWMO,
    RAW_REGISTERS,
    RAW_WACHTLIJSTEN,
)
from dags.common.steps import build_marts, gate_build, publish, write_report


@dag(
    schedule=[RAW_REGISTERS, RAW_IJW_IWMO, RAW_WACHTLIJSTEN, RAW_CLIENTERVARING],
    doc_md=__doc__,
    tags=["night", "build"],
    **DAG_DEFAULTS,
)
def build_warehouse() -> None:
    build_marts() >> gate_build() >> publish.override(outlets=[MARTS])() >> write_report()


build_warehouse()
