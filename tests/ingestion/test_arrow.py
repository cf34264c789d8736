"""The intake does without pandas and what reads Parquet, and who needs them later still can."""

import subprocess
import sys

INTAKE = """
import sys
from ingestion.sources import NAMES, load_source
sources = [load_source(name) for name in NAMES]
import pyarrow as pa
import pyarrow.compute
import numpy as np
assert pa.array(np.arange(3)).to_pylist() == pa.array([0, 1, 2]).to_pylist() and len(sources) > 1
assert pa.table({"a": [1, 2]}).filter(pa.compute.field("a") > 1).num_rows == 1
left_out = {"pandas", "pyarrow.dataset", "pyarrow._parquet"} & sys.modules.keys()
assert not left_out, f"{left_out} were imported"
"""
LATER = """
import pandas as pd
frame = pd.DataFrame({"a": [1, 2], "b": ["x", None]})
assert pa.Table.from_pandas(frame).to_pandas().equals(frame)
assert pa.array(frame["a"]).to_pylist() == [1, 2]
import io
import pyarrow.dataset, pyarrow.parquet
written = io.BytesIO()
pyarrow.parquet.write_table(pa.table({"a": [1, 2]}), written)
assert pyarrow.parquet.read_table(written).filter(pa.compute.field("a") > 1).num_rows == 1
"""


def test_the_intake_imports_neither():
    subprocess.run([sys.executable, "-c", INTAKE], check=True)


def test_all_of_them_still_work_together_in_a_process_that_took_something_in():
    subprocess.run([sys.executable, "-c", INTAKE + LATER], check=True)
