"""Take in the iJw/iWmo messages that wait in the inbox.

Each task tells in its log and its XCom how many files and rows it saw. A refused file does not stop the others:
`warehouse quarantine list` names it and says why.

**If it fails**: docs/runbooks/ingest_ijw_iwmo.md. Running it again is always safe: a file is loaded once.

**What follows**: `build_warehouse` starts by itself when all sources of the night are in.
"""

from airflow.sdk import dag

from dags.common.defaults import DAG_DEFAULTS, NIGHT, RAW_IJW_IWMO
from dags.common.steps import gate_raw, land_files, load_raw, validate_files

SOURCE = "ijw_iwmo"


@dag(schedule=NIGHT, doc_md=__doc__, tags=["night", "ingest"], **DAG_DEFAULTS)
def ingest_ijw_iwmo() -> None:
    land_files(SOURCE) >> validate_files(SOURCE) >> load_raw(SOURCE) >> gate_raw.override(outlets=[RAW_IJW_IWMO])(SOURCE)


ingest_ijw_iwmo()
