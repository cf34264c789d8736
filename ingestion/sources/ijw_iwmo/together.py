"""Judge many small messages in one reading of the schema, which costs little more than half of reading each apart.

Reads   the bytes of some files
Gives   examine_together(): of each file that is sound beyond doubt what `structure.examine` says of it; None of any
        other, which must be looked at alone

Messages of one kind are put in one document, each in an element of its own that must hold one Bericht. If the schema
accepts the document, each file in it is sound by itself, since none can reach outside its own element:
* the name of that element stands in the document exactly as often as we put it there;
* nothing in it can hide a tag: no comment, CDATA section, instruction or declaration;
* a file declares namespaces in its first tag only, and only those that the guard knows;
* no file is so long that the guard would count or measure anything in it.
A document that is refused is halved until its sound files are found.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from lxml import etree

from ingestion.guard import KNOWN_NAMESPACE, LONG_TEXT
from ingestion.outcomes import Fault
from ingestion.sources.ijw_iwmo.catalogue import RELEASE, load_catalogue
from ingestion.sources.ijw_iwmo.schema import schema_texts
from ingestion.sources.ijw_iwmo.sender import sender_of
from ingestion.sources.ijw_iwmo.structure import Examined, Kind, is_accepted, kind_named

HOLDER = "BerichtVanEenBestand"
FIRST, BETWEEN, LAST = f"<Bestanden><{HOLDER}>", f"</{HOLDER}><{HOLDER}>", f"</{HOLDER}></Bestanden>"
LONGEST_OPENING = 2048
LARGEST_BYTES = LONG_TEXT
DOCUMENT_BYTES = 4 << 20
FEW = 4
"""So many files of a document that is refused are looked at alone: halving them costs as much."""

OPENING = re.compile(
    rb"""(?:<\?xml[ ]version=(["'])1\.0\1(?:[ ]encoding=(["'])(?:UTF|utf)-8\2)?[ ]?\?>)?[ \t\r\n]*+"""
    rb"""(?P<tag><(?:[A-Za-z_][\w.-]*:)?Bericht[ \t\r\n][^<>]*>)"""
)
HIDING = re.compile(rb"<[!?]")

SCHEMA = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:bericht="{namespace}">
<xs:import namespace="{namespace}" schemaLocation="berichtschema"/>
<xs:element name="Bestanden"><xs:complexType><xs:sequence>
<xs:element name="{holder}" maxOccurs="unbounded"><xs:complexType><xs:sequence>
<xs:element ref="bericht:Bericht"/>
</xs:sequence></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element>
</xs:schema>"""

Remarks = Callable[[bytes], tuple[Fault, ...]]
Content = tuple[int, bytes, bytes]
"""Number of a file, its content, and how that opens."""


def examine_together(contents: Sequence[bytes], remarks: Remarks) -> list[Examined | None]:
    """Examine small files together. `remarks` tells what is odd in a text, and of a document if any file in it is."""
    found: list[Examined | None] = [None] * len(contents)
    for kind, alike in _by_kind(contents).items():
        for sound, is_odd in _sound_ones(alike, kind, remarks):
            for number, data, _ in sound:
                found[number] = Examined(
                    kind.wet,
                    kind.berichtsoort,
                    kind.release,
                    remarks(data) if is_odd else (),
                    afzender=sender_of(data, kind.berichtsoort),
                )
    return found


def _by_kind(contents: Sequence[bytes]) -> dict[Kind, list[Content]]:
    """The files that can be judged together, by kind."""
    found: dict[Kind, list[Content]] = {}
    for number, data in enumerate(contents):
        opening = _opening(data)
        kind = _kind_of(opening) if len(data) < LARGEST_BYTES else None
        if kind and not _can_hide(data, len(opening)):
            found.setdefault(kind, []).append((number, data, opening))
    return found


def _opening(data: bytes) -> bytes:
    """All up to the end of the first tag of a message; empty where that is far away."""
    name = data.find(b"Bericht", 0, LONGEST_OPENING)
    return data[: data.find(b">", name, LONGEST_OPENING) + 1] if name >= 0 else b""


def _can_hide(data: bytes, start: int) -> bool:
    """True where something behind the first tag can hide a tag; one byte is found ten times as fast as two."""
    if data.find(b"!", start) < 0 and data.find(b"?", start) < 0:
        return False
    return HIDING.search(data, start) is not None


@lru_cache(1024)
def _kind_of(opening: bytes) -> Kind | None:
    """The kind of message that opens so, where it can be judged with others. Most senders open all in one way."""
    found = OPENING.fullmatch(opening)
    if not found:
        return None
    tag = found["tag"]
    known = len(KNOWN_NAMESPACE.findall(tag))
    kind = kind_named(tag)
    if not kind or not known == tag.count(b"xmlns") == tag.count(b"="):
        return None
    return kind if kind.is_loaded and kind.release == RELEASE else None


def _sound_ones(alike: list[Content], kind: Kind, remarks: Remarks) -> Iterator[tuple[list[Content], bool]]:
    """Files that are sound, document by document, and whether any in it is odd."""
    if len(alike) > 1 and sum(len(data) for _, data, _ in alike) > DOCUMENT_BYTES:
        yield from _halves(alike, kind, remarks)
        return
    document = _document([_bare(data, opening) for _, data, opening in alike])
    namespaces = sum(opening.count(b"xmlns") for _, _, opening in alike)
    if _is_plain(document, len(alike), namespaces) and is_accepted(document, _schema(kind)):
        yield alike, bool(remarks(document))
    elif len(alike) > FEW:
        yield from _halves(alike, kind, remarks)


def _halves(alike: list[Content], kind: Kind, remarks: Remarks) -> Iterator[tuple[list[Content], bool]]:
    middle = len(alike) // 2
    for half in (alike[:middle], alike[middle:]):
        yield from _sound_ones(half, kind, remarks)


def _bare(data: bytes, opening: bytes) -> bytes:
    """A message without its XML declaration."""
    return data[opening.find(b"?>") + 2 :] if opening.startswith(b"<?") else data


def _document(messages: Sequence[bytes]) -> bytes:
    return FIRST.encode() + BETWEEN.encode().join(messages) + LAST.encode()


def _is_plain(document: bytes, files: int, namespaces: int) -> bool:
    """True where no file can reach outside its element, and each is what the guard lets through without a remark."""
    if document.count(HOLDER.encode()) != 2 * files or document.count(b"xmlns") != namespaces or b"\0" in document:
        return False
    return document.isascii() or _is_utf8(document)


def _is_utf8(document: bytes) -> bool:
    try:
        document.decode()
    except UnicodeDecodeError:
        return False
    return True


class _Schemas(etree.Resolver):
    """Hands out the schema of a message and its base schema from memory."""

    def __init__(self, base: str, message: str) -> None:
        super().__init__()
        self._base, self._message = base, message

    def resolve(self, system_url: str, public_id: str, context: object) -> object:  # type: ignore[override]
        text = self._message if system_url.endswith("berichtschema") else self._base
        return self.resolve_string(text, context, base_url=None)


@cache
def _schema(kind: Kind) -> etree.XMLSchema:
    """The schema of a document of messages of one kind."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_Schemas(*schema_texts(kind.wet, kind.berichtsoort, kind.release)))
    namespace = load_catalogue().messages[kind.wet, kind.berichtsoort].namespace
    return etree.XMLSchema(etree.fromstring(SCHEMA.format(namespace=namespace, holder=HOLDER).encode(), parser))
