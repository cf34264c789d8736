"""Take in the registers (products, providers, …) that wait: land, validate, load, and ask whether they may come in.

* A refused file stops no other file. `warehouse quarantine list` names it and says why, in words for its sender.
* A red `gate_raw` stops the night for all: nothing is published, readers keep the last good load.
* **If a task is red**: its log ends with the reason; then docs/runbooks/ingest_ijw_iwmo.md. Running again is always
  safe: no file is loaded twice.
* `build_warehouse` starts by itself once *every* source has come in. After one late delivery, start it by hand.
"""

from airflow.sdk import dag

from dags.common.defaults import DAG_DEFAULTS, NIGHT, RAW_REGISTERS
from dags.common.steps import gate_raw, land_files, load_raw, validate_files

SOURCE = "registers"


@dag(schedule=NIGHT, doc_md=__doc__, tags=["night", "ingest"], **DAG_DEFAULTS)
def ingest_registers() -> None:
    (
        land_files(SOURCE)
        >> validate_files(SOURCE)
        >> load_raw(SOURCE)
        >> gate_raw.override(outlets=[RAW_REGISTERS])(SOURCE)
    )


ingest_registers()
