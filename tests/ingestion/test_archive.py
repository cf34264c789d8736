"""A zip is looked into without trusting what it says."""

import struct
import zipfile
from io import BytesIO

import pytest

from ingestion import archive
from ingestion.archive import Archive, ArchiveFault, is_archive

LARGEST = 1 << 20


def opened(content: bytes) -> Archive:
    return Archive(BytesIO(content), LARGEST)


def reason_of(content: bytes) -> str:
    with pytest.raises(ArchiveFault) as refused:
        opened(content)
    assert refused.value.fault.code == "F011"
    return str(refused.value.fault.fields["reden"])


def test_members_come_out_whole_and_in_order(small_zip):
    content = small_zip({"b.xml": b"twee", "map/a.xml": b"een", "map/": b""})
    found = opened(content)

    assert is_archive(content)
    assert [(member.name, b"".join(found.pieces(member))) for member in found.members()] == [
        ("b.xml", b"twee"),
        ("map/a.xml", b"een"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"PK\x03\x04 geen zip", "beschadigd"), (b"PK\x05\x06" + bytes(18), "geen bestand")],
)
def test_what_is_no_sound_zip_is_refused(content, reason):
    assert reason in reason_of(content)


def test_a_cut_off_zip_is_refused(small_zip):
    content = small_zip({"a.xml": b"een" * 1000})

    assert "beschadigd" in reason_of(content[: len(content) // 2])


def test_limits_hold_for_the_whole(small_zip, monkeypatch):
    content = small_zip({f"{number}.xml": b"x" * 50 for number in range(5)})
    monkeypatch.setattr(archive, "MOST_MEMBERS", 4)
    assert "meer dan 4" in reason_of(content)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 5)
    monkeypatch.setattr(archive, "MOST_UNPACKED_BYTES", 249)
    assert "groter dan" in reason_of(content)


def test_members_that_share_bytes_are_refused(small_zip):
    content = bytearray(small_zip({"a.xml": b"een", "b.xml": b"twee"}))
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<I", 0)  # its data are said to stand where a.xml stands

    assert "overlappen" in reason_of(bytes(content))


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"../a.xml": b"x"}, "F007"),
        ({"/a.xml": b"x"}, "F007"),
        ({"__MACOSX/._a.xml": b"x"}, "F007"),
        ({"a.xml": b""}, "F001"),
        ({"a.xml": b"x" * (LARGEST + 1)}, "F010"),
    ],
)
def test_a_member_can_be_refused_alone(small_zip, members, code, monkeypatch):
    monkeypatch.setattr(archive, "MOST_RATIO", 10_000)
    found = opened(small_zip({**members, "goed.xml": b"goed"})).members()

    assert [member.fault and member.fault.code for member in found] == [code, None]


def test_a_member_that_grows_too_much_is_refused(small_zip):
    content = small_zip({"bom.xml": bytes(LARGEST + 1)})
    member = Archive(BytesIO(content), LARGEST * 2).members()[0]

    assert member.fault is not None
    assert "keer zo groot" in str(member.fault.fields["reden"])


def test_an_encrypted_member_is_refused(small_zip):
    content = bytearray(small_zip({"a.xml": b"een"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + place] |= 1

    member = opened(bytes(content)).members()[0]

    assert member.fault is not None
    assert "wachtwoord" in str(member.fault.fields["reden"])


def test_a_damaged_member_is_found_while_it_is_read(small_zip):
    content = bytearray(small_zip({"a.xml": b"een" * 100}))
    content[40] ^= 0xFF
    found = opened(bytes(content))

    with pytest.raises(ArchiveFault, match="F011"):
        b"".join(found.pieces(found.members()[0]))


def test_a_name_in_utf8_without_the_flag_is_read_as_utf8():
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as writer:
        writer.writestr("zorg-é.xml", b"x")
    data = content.getvalue()
    for signature, place in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        start = data.index(signature)
        data = data[: start + place] + b"\0" + data[start + place + 1 :]

    assert opened(data).members()[0].name == "zorg-é.xml"
