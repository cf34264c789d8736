"""The intake does without pandas, and who needs it later still can."""

import subprocess
import sys

INTAKE = """
import sys
from ingestion.sources import NAMES, load_source
sources = [load_source(name) for name in NAMES]
import pyarrow as pa
import numpy as np
assert pa.array(np.arange(3)).to_pylist() == pa.array([0, 1, 2]).to_pylist() and len(sources) > 1
assert "pandas" not in sys.modules, "pandas was imported"
"""
LATER = """
import pandas as pd
frame = pd.DataFrame({"a": [1, 2], "b": ["x", None]})
assert pa.Table.from_pandas(frame).to_pandas().equals(frame)
assert pa.array(frame["a"]).to_pylist() == [1, 2]
"""


def test_the_intake_does_not_import_pandas():
    subprocess.run([sys.executable, "-c", INTAKE], check=True)


def test_pandas_and_arrow_still_work_together_in_a_process_that_took_something_in():
    subprocess.run([sys.executable, "-c", INTAKE + LATER], check=True)
