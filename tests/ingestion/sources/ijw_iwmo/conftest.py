"""Messages on disk as landing would hold them."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from ingestion.ledger import file_id_of
from ingestion.sources import LandedFile

Landed = Callable[[bytes, str, str], LandedFile]


@pytest.fixture
def landed(tmp_path: Path) -> Landed:
    def land(data: bytes, wet: str, berichtsoort: str) -> LandedFile:
        digest = sha256(data).hexdigest()
        path = tmp_path / digest
        path.write_bytes(data)
        return LandedFile(file_id_of(digest), digest, f"{berichtsoort}.xml", path, len(data), wet, berichtsoort, "3.2")

    return land
