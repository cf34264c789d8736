"""Have Arrow decide that it does without pandas.

Making its first array, Arrow imports pandas wherever that is installed, to see whether it was handed one of its
objects: a CPU second and 40 MB in every process of the intake, which hands it none.
A process that has pandas already is left alone. One that imports it later can still use both, but Arrow then sees
nothing special in pd.NA or pd.NaT in a list.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

import pyarrow as pa


class _WithoutPandas(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)
        return None


def leave_pandas_out() -> None:
    """Make Arrow look for pandas now and find none. Call before anything else makes an array; can run twice."""
    if "pandas" in sys.modules:
        return
    finder = _WithoutPandas()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([0])  # a list with something in it: both the Python and the C++ side ask once
    finally:
        sys.meta_path.remove(finder)
