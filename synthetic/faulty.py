"""Placeholder"""

from pathlib import Path

FOLDER = "aanlevering_met_fouten"


def write_faulty(folder: Path) -> int:
    return 0
