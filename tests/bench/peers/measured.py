"""What a piece of work costs this process: CPU seconds of itself and its children, and its peak memory.

Stands alone, for processes of the product and of the peers, which live in environments of their own.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path

LARGEST = "VmHWM:"
"""Peak of this program itself; ru_maxrss would start from the memory of the process that started it."""


def client_seconds() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def peak_mb() -> float:
    """Peak memory in MB of 10^6 bytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(LARGEST)).split()[1]) * 1024 / 1e6


def process_seconds(pid: int) -> float:
    """CPU seconds of another process, to the nanosecond where the kernel keeps them."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
    except FileNotFoundError:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def tell(work: Callable[[], dict[str, float]]) -> None:
    """Do the work and print what it cost, with what it says of itself, as one line of JSON."""
    before = client_seconds()
    told = work()
    cost = {"client": client_seconds() - before, "peak_mb": peak_mb(), "start_up": before}
    sys.stdout.write(json.dumps(cost | told) + "\n")
