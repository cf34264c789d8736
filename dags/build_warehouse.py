"""Build the marts aside, check them, and only then show them to readers.

Starts when every source of the night is in, not at an hour. Until `publish` is green, readers keep the last good
load; a red `gate_build` therefore harms nobody, but the figures stay as old as they were.

**If it fails**: docs/runbooks/build_warehouse.md. Running it again is always safe: it builds from all that is loaded.
"""

from airflow.sdk import dag

from dags.common.defaults import DAG_DEFAULTS, MARTS, RAW_IJW_IWMO, RAW_REGISTERS
from dags.common.steps import build_marts, gate_build, publish, write_report


@dag(schedule=[RAW_REGISTERS, RAW_IJW_IWMO], doc_md=__doc__, tags=["night", "build"], **DAG_DEFAULTS)
def build_warehouse() -> None:
    build_marts() >> gate_build() >> publish.override(outlets=[MARTS])() >> write_report()


build_warehouse()
