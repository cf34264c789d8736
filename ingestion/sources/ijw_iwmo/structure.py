"""Decide whether a message is a sound iJw/iWmo message of a release that we load.

Reads   the bytes of one message, or of an envelope around one
Gives   Examined: law, message type and release by namespace, and the faults found

A sound message costs one pass of the parser with the schema in it: no tree, no Python per element, memory that
does not grow with the number of elements. Only a message with a fault is read again, to say where and what.

What the schema accepts, the parser must read as the standard means it:
* integers: " 5 ", "+5" and "007" are 5, 5 and 7; "-0" is 0;
* dates and times: white space around them is no part of them; 24:00:00 is the same time as 00:00:00 (XML Schema
  part 2, 3.2.8); a second can have any number of decimals;
* text: all of it counts, white space at its ends and line breaks too;
* a value goes on across comments, instructions and CDATA sections: 100<!-- -->00 is 10000.
Dates that no date column can hold (before year 1, after 9999) are refused, although the standard accepts them.
"""

import re
from dataclasses import dataclass

from lxml import etree

from ingestion.encoding import MEGABYTE, shown_element
from ingestion.guard import examine_bytes, safe_parser
from ingestion.outcomes import Fault
from ingestion.sources import Envelope
from ingestion.sources.ijw_iwmo import envelope
from ingestion.sources.ijw_iwmo.abridging import abridged
from ingestion.sources.ijw_iwmo.catalogue import NAMESPACE, RELEASE, WETTEN, load_catalogue
from ingestion.sources.ijw_iwmo.diagnosis import diagnose
from ingestion.sources.ijw_iwmo.releases import dagtekening_of, is_read, load_releases, release_on
from ingestion.sources.ijw_iwmo.schema import compile_schema
from ingestion.well_formed import Nothing, break_in, fault_of, root_of

ROOT = "Bericht"
HEAD = 4096
SLICE = MEGABYTE // 4
MESSAGE_NAMESPACE = re.compile(rb"http://www\.istandaarden\.nl/[a-z]{1,8}/[0-9_]{1,8}/[a-z]{1,8}[0-9]{3}/schema")
RELEASE_NAMED = re.compile(r"^http://www\.istandaarden\.nl/(?:ijw|iwmo)/([0-9]{1,2})_([0-9]{1,2})/")
WET_OF_STANDARD = {standard: wet for wet, (standard, _) in WETTEN.items()}


@dataclass(frozen=True)
class Kind:
    """Which message it is, as its namespace says; `release` for instance 3.2."""

    wet: str
    berichtsoort: str
    release: str

    @property
    def is_loaded(self) -> bool:
        return is_read(self.release) and (self.wet, self.berichtsoort) in load_catalogue().messages


@dataclass(frozen=True)
class Examined:
    """What a message says it is, and what is wrong with it.

    `wet`, `berichtsoort` and `release` are None where the namespace does not tell. `faults` of a sound message are
    remarks at most, codes whose reaction is to warn (X003, X011); else the reasons to refuse or hold come first.
    Of an envelope `berichtsoort` is its own kind (Di01, Du01, Fo01) and `envelope` what it says and holds. `afzender`
    is read from the header as it stands, whatever else is wrong.
    """

    wet: str | None
    berichtsoort: str | None
    release: str | None
    faults: tuple[Fault, ...]
    envelope: Envelope | None = None
    afzender: str | None = None


def examine(data: bytes) -> Examined:
    """Guard, recognise and check one message or envelope. Bad content gives faults, never an exception."""
    opened = envelope.open_envelope(data)
    if opened:
        release = envelope.RELEASE if opened.berichtcode else None
        return Examined(None, opened.berichtcode or None, release, opened.faults, opened.envelope)
    guarded = examine_bytes(data)
    if guarded.refusal:
        return _examined(None, (guarded.refusal,))
    text = guarded.text
    if guarded.is_intricate:
        try:
            text = abridged(text)
        except etree.XMLSyntaxError as error:
            return _examined(_kind(root_of(text)[0]), (break_in(text) or fault_of(error), *guarded.remarks))
    guess = kind_named(text)
    if guess and guess.is_loaded and not _out_of_force(text, guess) and _is_sound(text, guess):
        return _examined(guess, guarded.remarks)
    kind, fault = _recognise(text)
    faults = diagnose(text, kind.wet, kind.berichtsoort, kind.release) if kind and not fault else (fault,)
    return _examined(kind, (*filter(None, faults), *guarded.remarks))


def _examined(kind: Kind | None, faults: tuple[Fault, ...]) -> Examined:
    if kind is None:
        return Examined(None, None, None, faults)
    return Examined(kind.wet, kind.berichtsoort, kind.release, faults)


def _is_sound(text: bytes, kind: Kind) -> bool:
    return is_accepted(text, compile_schema(kind.wet, kind.berichtsoort, kind.release))


def is_accepted(text: bytes, schema: etree.XMLSchema) -> bool:
    """One pass of the parser with the schema in it; stops at the first error."""
    parser = safe_parser(Nothing(), schema)
    try:
        for start in range(0, len(text), SLICE):
            parser.feed(text[start : start + SLICE])
            if len(parser.feed_error_log):
                return False
        parser.close()
    except etree.XMLSyntaxError:
        return False
    return not len(parser.feed_error_log)


def kind_named(text: bytes) -> Kind | None:
    """The first message namespace in the text: a guess that the schema proves, since it asks for that root."""
    found = MESSAGE_NAMESPACE.search(text, 0, HEAD)
    return _kind(found[0].decode()) if found else None


def _kind(namespace: str) -> Kind | None:
    found = NAMESPACE.match(namespace)
    if not found:
        return None
    standard, major, minor, prefix, number = found.groups()
    wet = WET_OF_STANDARD[standard]
    return Kind(wet, number, f"{major}.{minor}") if prefix == WETTEN[wet][1] else None


def _recognise(text: bytes) -> tuple[Kind | None, Fault | None]:
    """What the root element says the message is, and the fault in that; a fault whenever there is no kind."""
    namespace, name = root_of(text)
    kind = _kind(namespace)
    if not name:
        return None, break_in(text)
    if kind is None or not is_read(kind.release):
        return kind, Fault("X020", fields={"reden": _why_not(namespace), "verwacht": RELEASE})
    if not kind.is_loaded:
        known = ", ".join(sorted({berichtsoort for _, berichtsoort in load_catalogue().messages}))
        return kind, Fault("X023", fields={"berichtsoort": kind.berichtsoort, "verwacht": known})
    if name != ROOT:
        return kind, Fault("X017", fields={"element": shown_element(name)})
    return kind, _out_of_force(text, kind)


def _out_of_force(text: bytes, kind: Kind) -> Fault | None:
    """The fault of a message of a release that was not in force on its dagtekening."""
    release = load_releases()[kind.release]
    if kind.release == RELEASE:
        return None
    dagtekening = dagtekening_of(text)
    if dagtekening is None or release.fits(dagtekening):
        return None  # without a date the structure check says what is missing
    wanted = release_on(dagtekening)
    reason = (
        f"De namespace hoort bij release {release.name} ({release.period}); op de dagtekening, "
        f"{dagtekening:%d-%m-%Y}, geldt {wanted.name}"
    )
    return Fault("X020", fields={"reden": reason, "verwacht": wanted.name})


def _why_not(namespace: str) -> str:
    """Why this namespace is not that of a message that we load."""
    if not namespace:
        return "Er is geen namespace"
    named = RELEASE_NAMED.match(namespace)
    release = f"{named[1]}.{named[2]}" if named else RELEASE
    if is_read(release):
        return "De namespace is niet die van een bericht van iJw of iWmo"
    known = load_releases()
    if release not in known:
        return f"De namespace hoort bij release {release}, die wij niet kennen"
    return f"De namespace hoort bij release {release}; {known[RELEASE].period} geldt {RELEASE}"
