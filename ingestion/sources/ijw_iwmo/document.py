"""Many messages as one XML document, so that a batch of small files costs one call of the parser.

Reads   files of landing, in pieces; checks each against the hash in its name while reading
Gives   <Berichten> with the root element of each file inside, as UTF-8, line ends as XML 1.0 section 2.11 asks

Only for files that the structure check accepted: each then has exactly one root element and no DOCTYPE,
so what surrounds the root (declaration, byte order mark, comments) can be left out or kept without harm.
"""

import codecs
import hashlib
import re
from collections.abc import Iterator, Sequence

from ingestion.encoding import line_feeds
from ingestion.landing import DamagedLanding
from ingestion.sources import LandedFile

ROOT = "Berichten"
PIECE_BYTES = 1 << 20
PROLOG = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml\b([^>]*)\?>)?")
ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)[\"']")


class Document:
    """The document as a file object, read once from front to end; memory stays at a few pieces."""

    def __init__(self, files: Sequence[LandedFile]) -> None:
        self._pieces = pieces_of(files)
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size` of them; empty at the end."""
        if size < 0:
            left, self._left = self._left, b""
            return left + b"".join(self._pieces)
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._left = piece
        given, self._left = self._left[:size], self._left[size:]
        return given


def pieces_of(files: Sequence[LandedFile]) -> Iterator[bytes]:
    """The document in pieces of at most about a megabyte. Raises DamagedLanding."""
    yield f"<{ROOT}>".encode()
    for file in files:
        yield from _message(file)
    yield f"</{ROOT}>".encode()


def _message(file: LandedFile) -> Iterator[bytes]:
    digest = hashlib.sha256()
    with file.path.open("rb") as content:
        piece = content.read(PIECE_BYTES)
        digest.update(piece)
        prolog = PROLOG.match(piece)
        declaration = prolog[1] or b"" if prolog else b""
        named = ENCODING.search(declaration)
        decoder = _decoder(named[1].decode() if named else "utf-8")
        piece = piece[prolog.end() :] if prolog else piece
        carried = b""
        while piece:
            text = carried + (decoder.decode(piece).encode() if decoder else piece)
            carried = b"\r" if text.endswith(b"\r") else b""
            yield line_feeds(text[: len(text) - len(carried)])
            piece = content.read(PIECE_BYTES)
            digest.update(piece)
        yield line_feeds(carried)
    if digest.hexdigest() != file.sha256:
        raise DamagedLanding(file.path)


def _decoder(encoding: str) -> codecs.IncrementalDecoder | None:
    """None where the bytes are UTF-8 already, which is nearly always."""
    name = codecs.lookup(encoding).name
    return None if name in {"utf-8", "ascii"} else codecs.getincrementaldecoder(name)()
