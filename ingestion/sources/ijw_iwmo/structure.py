"""Decide whether a message is a sound iJw/iWmo message of a release that we load.

Reads   the bytes of one message
Gives   Examined: law, message type and release by namespace, the faults found, the content for the parser

A sound message costs one pass of the parser with the schema in it: no tree, no Python per element, memory that
does not grow with the number of elements. Only a message with a fault is read again, to say where and what.
"""

import re
from dataclasses import dataclass

from lxml import etree

from ingestion.guard import examine_bytes, safe_parser
from ingestion.outcomes import Fault
from ingestion.sources.ijw_iwmo.catalogue import NAMESPACE, RELEASE, WETTEN, load_catalogue
from ingestion.sources.ijw_iwmo.diagnosis import Nothing, diagnose, root_of, shown_element
from ingestion.sources.ijw_iwmo.schema import compile_schema

ROOT = "Bericht"
HEAD = 4096
SLICE = 1024 * 1024
MESSAGE_NAMESPACE = re.compile(rb"http://www\.istandaarden\.nl/[a-z]{1,8}/[0-9_]{1,8}/[a-z]{1,8}[0-9]{3}/schema")
WET_OF_STANDARD = {standard: wet for wet, (standard, _) in WETTEN.items()}


@dataclass(frozen=True)
class Examined:
    """What a message says it is, and what is wrong with it.

    `wet`, `berichtsoort` and `release` are None where the namespace does not tell. `faults` may hold remarks only:
    the reaction to a code decides. `content` is what to parse: UTF-8 without byte order mark, comments or CDATA
    sections, with LF line ends; empty when there is nothing to parse.
    """

    wet: str | None
    berichtsoort: str | None
    release: str | None
    faults: tuple[Fault, ...]
    content: bytes = b""


@dataclass(frozen=True)
class _Kind:
    wet: str
    berichtsoort: str
    release: str

    @property
    def is_loaded(self) -> bool:
        return self.release == RELEASE and (self.wet, self.berichtsoort) in load_catalogue().messages


def examine(data: bytes) -> Examined:
    """Guard, recognise and check one message. Bad content gives faults, never an exception."""
    guarded = examine_bytes(data)
    if guarded.refusal:
        return Examined(None, None, None, (guarded.refusal,))
    content = _without_markup(guarded.text) if guarded.has_markup else guarded.text
    guess = _first_kind_named(content)
    if guess and guess.is_loaded and _is_sound(content, guess):
        return Examined(guess.wet, guess.berichtsoort, guess.release, guarded.remarks, content)
    kind, fault = _recognise(guarded.text)
    if kind is None:
        return Examined(None, None, None, (*guarded.remarks, fault or Fault("X016")))
    faults = (fault,) if fault else diagnose(guarded.text, kind.wet, kind.berichtsoort)
    return Examined(kind.wet, kind.berichtsoort, kind.release, guarded.remarks + faults)


def _is_sound(content: bytes, kind: _Kind) -> bool:
    """One pass of the parser with the schema in it; stops at the first slice with an error."""
    parser = safe_parser(Nothing(), compile_schema(kind.wet, kind.berichtsoort))
    try:
        for start in range(0, len(content), SLICE):
            parser.feed(content[start : start + SLICE])
            if len(parser.feed_error_log):
                return False
        parser.close()
    except etree.XMLSyntaxError:
        return False
    return not len(parser.feed_error_log)


def _without_markup(text: bytes) -> bytes:
    """The same message without comments, instructions and CDATA sections; the text itself if it is no XML."""
    try:
        tree = etree.fromstring(text, safe_parser())
    except etree.XMLSyntaxError:
        return text
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)


def _first_kind_named(content: bytes) -> _Kind | None:
    """The first message namespace in the text: a guess that the schema proves, since it asks for that root."""
    found = MESSAGE_NAMESPACE.search(content, 0, HEAD)
    return _kind(found[0].decode()) if found else None


def _kind(namespace: str) -> _Kind | None:
    found = NAMESPACE.match(namespace)
    if not found:
        return None
    standard, major, minor, prefix, number = found.groups()
    wet = WET_OF_STANDARD[standard]
    return _Kind(wet, number, f"{major}.{minor}") if prefix == WETTEN[wet][1] else None


def _recognise(text: bytes) -> tuple[_Kind | None, Fault | None]:
    """What the root element says the message is, and the fault in that, if any."""
    root = root_of(text)
    if isinstance(root, Fault):
        return None, root
    namespace, name = root
    kind = _kind(namespace)
    if kind is None:
        return None, Fault("X020", fields={"reden": _why_not(namespace), "verwacht": RELEASE})
    if kind.release != RELEASE:
        return kind, Fault(
            "X020", fields={"reden": f"De namespace hoort bij release {kind.release}", "verwacht": RELEASE}
        )
    if not kind.is_loaded:
        known = ", ".join(sorted({soort for _, soort in load_catalogue().messages}))
        return kind, Fault("X023", fields={"berichtsoort": kind.berichtsoort, "verwacht": known})
    if name != ROOT:
        return kind, Fault("X017", fields={"element": shown_element(name)})
    return kind, None


def _why_not(namespace: str) -> str:
    return "De namespace is niet die van een iJw- of iWmo-bericht" if namespace else "Het bericht heeft geen namespace"
