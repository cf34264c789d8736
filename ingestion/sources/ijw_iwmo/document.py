"""Messages as XML documents for the parser: many small ones in one, a large one of claims in several.

Reads   files of landing; each is held against the hash in its name while it is read
Gives   <Berichten> with the root element of one or more messages inside, as UTF-8, line ends as they were sent

Only for files that the structure check accepted: each then has exactly one root element and no DOCTYPE,
so what surrounds the root (declaration, byte order mark, comments) can be left out or kept without harm.
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from ingestion.landing import landed_pieces, read_landed
from ingestion.sources import LandedFile

ROOT = "Berichten"
BEGIN, END = f"<{ROOT}>".encode(), f"</{ROOT}>".encode()
PROLOG = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml\b([^>]*)\?>)?")
ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)[\"']")

CLAIMS = "323"
"""Of this message every row but those of the head stands in a Client, so that some clients make a message too."""

PIECE_BYTES, PART_BYTES = 1 << 18, 1 << 20
CLIENT = re.compile(rb"<((?:[\w.-]+:)?Client)[\s/>]")
ABOVE_A_CLIENT = tuple(
    re.compile(rb"<((?:[\w.-]+:)?%s)[\s>]" % name) for name in (b"Clienten", b"Declaratie", b"Bericht")
)


@dataclass(frozen=True)
class _Frame:
    """What stands around the clients of a message; `client` is the tag that each begins with."""

    head: bytes
    client: bytes
    tail: bytes


def document_of(files: Sequence[LandedFile]) -> bytes:
    """Whole messages in one document. Raises DamagedLanding."""
    return b"".join([BEGIN, *[_text(read_landed(file)) for file in files], END])


def parts_of(file: LandedFile) -> Iterator[bytes]:
    """A message of claims as documents of some megabytes: in each its head, and some of its clients. As above.

    From a comment, instruction or CDATA section on it is not cut any more: the tag of a client may stand in it.
    """
    frame: _Frame | None = None
    waiting: list[bytes] = []
    is_plain = True
    for piece in _pieces_of(file):
        text = piece
        is_plain = is_plain and b"!" not in text and b"?" not in text
        if frame is None and is_plain:
            frame, text = _framed(b"".join([*waiting, text]))
            waiting = []
        cut = text.rfind(frame.client) if frame and is_plain and sum(map(len, waiting)) >= PART_BYTES else 0
        if frame and cut > 0:
            yield b"".join([BEGIN, frame.head, *waiting, text[:cut], frame.tail, END])
            waiting, text = [], text[cut:]
        waiting.append(text)
    yield b"".join([BEGIN, frame.head if frame else b"", *waiting, END])


def _framed(text: bytes) -> tuple[_Frame | None, bytes]:
    """The frame in a text with a client in it, and what follows its head."""
    found = CLIENT.search(text)
    if not found:
        return None, text
    head = text[: found.start()]
    above = [tag.search(head) for tag in ABOVE_A_CLIENT]
    tail = b"".join(b"</%s>" % tag[1] for tag in above if tag)
    return _Frame(head, b"<%s>" % found[1], tail), text[found.start() :]


def _text(data: bytes) -> bytes:
    """A whole message as UTF-8, without what stands before its first tag or comment."""
    start, encoding = _opened(data)
    return data[start:].decode(encoding).encode() if encoding else data[start:]


def _pieces_of(file: LandedFile) -> Iterator[bytes]:
    """The same, piece by piece."""
    pieces = landed_pieces(file, PIECE_BYTES)
    first = next(pieces, b"")
    start, encoding = _opened(first)
    decoder = codecs.getincrementaldecoder(encoding)() if encoding else None
    for piece in chain((first[start:],), pieces):
        yield decoder.decode(piece).encode() if decoder else piece


def _opened(data: bytes) -> tuple[int, str]:
    """Where what the parser is to read begins, and its encoding; empty where that is UTF-8, which is nearly always."""
    prolog = PROLOG.match(data)
    return (prolog.end(), _encoding(prolog[1] or b"")) if prolog else (0, "")


@lru_cache(64)
def _encoding(declaration: bytes) -> str:
    named = ENCODING.search(declaration)
    name = codecs.lookup(named[1].decode()).name if named else "utf-8"
    return "" if name in {"utf-8", "ascii"} else name
