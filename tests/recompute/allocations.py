"""Toewijzingen and their versions from standing 301 messages (choices 2, 3 and 11)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from tests.recompute.reader import Message, find_all, text_of
from tests.recompute.register import Register
from tests.recompute.state import Event, State, Version

Number = tuple[str, str, int]


@dataclass
class VersionRow:
    """One version; `reden` is that of the message that fills it."""

    einddatum: date | None
    reden: str = ""


@dataclass
class AllocationRow:
    """A toewijzing as its messages tell it; product is categorie and code."""

    wet: str
    gemeente: str
    aanbieder: str
    person: str
    product: tuple[str, str]
    ingangsdatum: date
    versions: dict[tuple[str, str], VersionRow] = field(default_factory=dict)

    @property
    def latest(self) -> VersionRow:
        return self.versions[max(self.versions)]

    @property
    def is_removed(self) -> bool:
        return self.latest.reden == "13" and self.latest.einddatum == self.ingangsdatum


def standing_allocations(messages: Iterable[Message]) -> dict[Number, AllocationRow]:
    """Every toewijzing that was not removed, by wet, gemeente and number."""
    found: dict[Number, AllocationRow] = {}
    for message in messages:
        person = message.text("Client/Bsn")
        for row in find_all(message.root, "Client/ToegewezenProducten/ToegewezenProduct"):
            number = (message.wet, message.afzender, int(text_of(row, "ToewijzingNummer")))
            allocation = found.setdefault(number, _allocation(message, person, row))
            stamp = (text_of(row, "Toewijzingsdatum"), text_of(row, "Toewijzingstijd"))
            version = allocation.versions.setdefault(stamp, VersionRow(_day(row, "Einddatum")))
            version.reden = version.reden or text_of(row, "RedenWijziging")
    return {number: allocation for number, allocation in found.items() if not allocation.is_removed}


def add_versions(state: State, allocations: dict[Number, AllocationRow], register: Register) -> None:
    for row in allocations.values():
        zorgsoort = register.zorgsoort(row.wet, row.gemeente, row.product, row.ingangsdatum)
        for (day, _), version in row.versions.items():
            event = Event(date.fromisoformat(day), row.person, row.gemeente, row.wet, zorgsoort, row.aanbieder)
            state.versions.append(Version(event, version.reden))


def _allocation(message: Message, person: str, row: etree._Element) -> AllocationRow:
    return AllocationRow(
        wet=message.wet,
        gemeente=message.afzender,
        aanbieder=message.ontvanger,
        person=person,
        product=(text_of(row, "Product/Categorie"), text_of(row, "Product/Code")),
        ingangsdatum=date.fromisoformat(text_of(row, "Ingangsdatum")),
    )


def _day(row: etree._Element, name: str) -> date | None:
    text = text_of(row, name)
    return date.fromisoformat(text) if text else None
