"""Have Arrow take no more memory than the intake needs of it.

Making its first array, Arrow imports pandas wherever that is installed, to see whether it was handed one of its
objects; its filters import what reads Parquet and folders of files. The intake needs neither: together they are a CPU
second and 45 MB in every process. And Arrow's own pool of memory holds some 10 MB more than malloc does here.

A process that has imported either already is left alone. One that imports pandas later can still use both, but Arrow
then sees nothing special in pd.NA or pd.NaT in a list.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

import pyarrow as pa

LEFT_OUT = ("pandas", "pyarrow.dataset")


class _Without(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname in LEFT_OUT:
            raise ModuleNotFoundError(fullname)
        return None


def keep_arrow_small() -> None:
    """Make Arrow look for what it can do without, and find none. Call before anything else uses it; can run twice."""
    pa.set_memory_pool(pa.system_memory_pool())
    finder = _Without()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([0])  # a list with something in it: both the Python and the C++ side ask for pandas once
        import_module("pyarrow.acero")  # asks for pyarrow.dataset once
    finally:
        sys.meta_path.remove(finder)
