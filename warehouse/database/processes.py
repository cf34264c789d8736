"""What Linux says about a process: its folder, and the CPU time of it and its children.

Reads   /proc
"""

import os
from pathlib import Path

PROCESSES = Path("/proc")
ATTEMPTS = 10


def works_in(pid: int, folder: Path) -> bool:
    """Whether the process lives and has `folder` as its working directory."""
    try:
        return (PROCESSES / str(pid) / "cwd").readlink() == folder
    except OSError:
        return False


def seconds_of_family(pid: int) -> float:
    """CPU seconds of a process, its living children and those that ended; 0 when it is gone."""
    # a child that ends between two readings would count twice or not at all: read again until the parent stood still
    for _ in range(ATTEMPTS):
        before = _ticks(pid)
        living = [_ticks(child)[:2] for child in _children(pid)]
        if _ticks(pid)[2:] == before[2:]:
            break
    return (sum(before) + sum(map(sum, living))) / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    numbers = (int(path.name) for path in PROCESSES.glob("[0-9]*"))
    return [number for number in numbers if _stat(number)[1:2] == [str(pid)]]


def _ticks(pid: int) -> list[int]:
    """utime, stime, cutime and cstime (proc(5)); empty when the process is gone."""
    return [int(field) for field in _stat(pid)[11:15]]


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat behind the name, which is in brackets and may hold spaces."""
    try:
        text = (PROCESSES / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return []
    return text.rpartition(")")[2].split()
