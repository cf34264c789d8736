"""The zip around a workbook: refused before any parser sees it if it is too big, confused, or carries code.

Reads   the bytes of one XLSX file
Gives   the content of its parts, unpacked by our own count: what a header of the zip claims is never believed
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from ingestion.tabular.sheet import CellFault, Refused

MEGABYTE = 1024 * 1024
PACKED_MB, UNPACKED_MB, MOST_RATIO, MOST_PARTS = 25, 200, 100, 2_000
SMALL_PART = MEGABYTE
CHUNK = 256 * 1024
WORKBOOK = "xl/workbook.xml"
CODE_OR_LINKS = re.compile(
    r"(?i).*(vbaproject|vbadata|macrosheets/|activex/|externallinks/|embeddings/|ctrlprops/|querytables/|connections\.xml)"
)
ENCRYPTED_FLAG = 0x1
LOCAL_HEADER = 30


@dataclass(frozen=True)
class Container:
    """A zip that may be opened: its bytes and its parts by name."""

    data: bytes
    parts: dict[str, zipfile.ZipInfo]

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of one part in pieces. Raises Refused when it is not what the zip says it is."""
        info = self.parts[name]
        packed = memoryview(self.data)[_start(self.data, info) :][: info.compress_size]
        inflate = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
        size = check = 0
        for piece in _unpacked(packed, inflate):
            size += len(piece)
            check = zlib.crc32(piece, check)
            if size > info.file_size:
                _broken("een onderdeel is groter dan de zip zegt")
            yield piece
        if size != info.file_size or check != info.CRC or (inflate and (not inflate.eof or inflate.unused_data)):
            _broken("een onderdeel is beschadigd")

    def content(self, name: str) -> bytes:
        return b"".join(self.chunks(name))


def open_container(data: bytes) -> Container:
    """Check the zip as a whole. Raises Refused; unpacks nothing."""
    if len(data) > PACKED_MB * MEGABYTE:
        raise Refused(CellFault("F010", fields={"mb": -(-len(data) // MEGABYTE), "grens": PACKED_MB}))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, RuntimeError):
        _broken("de zip is beschadigd")
    _check_entries(data, infos)
    parts = {info.filename: info for info in infos}
    if WORKBOOK not in parts:
        raise Refused(CellFault("F011", fields={"reden": "het is een archief en geen werkmap"}))
    if any(CODE_OR_LINKS.match(name) for name in parts):
        raise Refused(CellFault("E009"))
    return Container(data, parts)


def _check_entries(data: bytes, infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if any(info.flag_bits & ENCRYPTED_FLAG for info in infos):
        raise Refused(CellFault("E008"))
    if len(infos) > MOST_PARTS:
        _broken(f"meer dan {MOST_PARTS} onderdelen")
    if len({name.casefold() for name in names}) != len(names):
        _broken("twee onderdelen met dezelfde naam")
    if any(name.startswith(("/", "\\")) or ".." in name or "\\" in name or ":" in name for name in names):
        _broken("een onderdeel met een verboden naam")
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        _broken("een onderdeel met een onbekende compressie")
    total = sum(info.file_size for info in infos)
    for info in infos:
        ratio = info.file_size // max(info.compress_size, 1)
        if total > UNPACKED_MB * MEGABYTE or (info.file_size > SMALL_PART and ratio > MOST_RATIO):
            raise Refused(CellFault("E001", fields={"mb": total // MEGABYTE, "verhouding": ratio}))
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            _broken("onderdelen overlappen elkaar")
        end = _start(data, info) + info.compress_size
        if data[info.header_offset + LOCAL_HEADER :][: len(info.orig_filename.encode())] != _raw_name(info):
            _broken("een onderdeel heeft twee namen")
    if end > len(data):
        _broken("de zip is afgebroken")


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")


def _start(data: bytes, info: zipfile.ZipInfo) -> int:
    """Where the packed bytes begin, by the lengths in the local header."""
    header = data[info.header_offset :][:LOCAL_HEADER]
    if len(header) < LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        _broken("de zip is beschadigd")
    return (
        info.header_offset
        + LOCAL_HEADER
        + int.from_bytes(header[26:28], "little")
        + int.from_bytes(header[28:], "little")
    )


def _unpacked(packed: memoryview, inflate: "zlib._Decompress | None") -> Iterator[bytes]:
    for start in range(0, len(packed), CHUNK):
        pending = bytes(packed[start : start + CHUNK])
        if inflate is None:
            yield pending
            continue
        try:
            while pending:
                yield inflate.decompress(pending, CHUNK)
                pending = inflate.unconsumed_tail
        except zlib.error:
            _broken("een onderdeel is beschadigd")
    if inflate is not None and (rest := inflate.flush(CHUNK)):
        yield rest


def _broken(reason: str) -> NoReturn:
    raise Refused(CellFault("E007", fields={"reden": reason}))
