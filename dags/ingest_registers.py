"""Take in the registers (products, providers, contracts, ...) that wait in the inbox.

Each task tells in its log and its XCom how many files and rows it saw. A refused file does not stop the others:
`warehouse quarantine list` names it and says why.

**If it fails**: docs/runbooks/ingest_ijw_iwmo.md holds for this source too. Running it again is always safe.

**What follows**: `build_warehouse` starts by itself when all sources of the night are in.
"""

from airflow.sdk import dag

from dags.common.defaults import DAG_DEFAULTS, NIGHT, RAW_REGISTERS
from dags.common.steps import gate_raw, land_files, load_raw, validate_files

SOURCE = "registers"


@dag(schedule=NIGHT, doc_md=__doc__, tags=["night", "ingest"], **DAG_DEFAULTS)
def ingest_registers() -> None:
    land_files(SOURCE) >> validate_files(SOURCE) >> load_raw(SOURCE) >> gate_raw.override(outlets=[RAW_REGISTERS])(SOURCE)


ingest_registers()
