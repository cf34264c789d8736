"""What fuzzing found once, each as the input that showed it."""

import zipfile
from io import BytesIO

import pytest

from ingestion.archive import Archive, ArchiveFault
from tests.ingestion.messages import make_message


def test_a_zip_whose_directory_points_before_its_first_byte_is_refused(small_zip):
    """Fewer bytes before the directory than it says: zipfile then seeks to a negative place."""
    whole = small_zip({"1.xml": make_message("wmo", "301", 1)})
    directory = whole.index(b"PK\x01\x02")
    shortened = whole[:40] + whole[directory - 40 :]
    assert zipfile.ZipFile(BytesIO(shortened)).infolist()[0].header_offset < 0

    archive = Archive(BytesIO(shortened), 1 << 20)
    (member,) = archive.members()
    with pytest.raises(ArchiveFault) as refusal:
        list(archive.pieces(member))
    assert refusal.value.fault.code == "F011"
