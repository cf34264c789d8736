"""Toewijzingen and their versions from standing 301 messages (choices 2, 3 and 11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from tests.recompute.reader import Message, find_all, text_of
from tests.recompute.register import Register
from tests.recompute.state import UNKNOWN, Event, State, Version

Number = tuple[str, str, int]
"""wet, gemeente, ToewijzingNummer."""

NOBODY: Mapping[Number, str] = MappingProxyType({})
"""Of no toewijzing is it known who referred."""


@dataclass(frozen=True)
class ToegewezenProduct:
    """One toewijzing as one 301 gives it; `product` is categorie and code, `stamp` Toewijzingsdatum and -tijd."""

    number: Number
    aanbieder: str
    person: str
    product: tuple[str, str]
    ingangsdatum: date
    stamp: tuple[str, str]
    einddatum: date | None
    reden: str
    referentie: str = ""


@dataclass
class VersionRow:
    """One version; `reden` is that of the message that fills it."""

    einddatum: date | None
    reden: str = ""


@dataclass
class AllocationRow:
    """A toewijzing by number, with its versions by stamp."""

    told: ToegewezenProduct
    versions: dict[tuple[str, str], VersionRow] = field(default_factory=dict)

    @property
    def latest(self) -> VersionRow:
        return self.versions[max(self.versions)]

    @property
    def is_removed(self) -> bool:
        return self.latest.reden == "13" and self.latest.einddatum == self.told.ingangsdatum

    def zorgsoort_on(self, day: date, register: Register) -> str:
        wet, gemeente, _ = self.told.number
        return register.zorgsoort(wet, gemeente, self.told.product, day)

    def productgroep_on(self, day: date, register: Register) -> str:
        wet, gemeente, _ = self.told.number
        return register.product(wet, gemeente, self.told.product, day).productgroep


def read_allocations(message: Message) -> list[ToegewezenProduct]:
    """Every ToegewezenProduct of a 301."""
    person = message.text("Client/Bsn")
    return [
        ToegewezenProduct(
            number=(message.wet, message.afzender, int(text_of(row, "ToewijzingNummer"))),
            aanbieder=message.ontvanger,
            person=person,
            product=(text_of(row, "Product/Categorie"), text_of(row, "Product/Code")),
            ingangsdatum=date.fromisoformat(text_of(row, "Ingangsdatum")),
            stamp=(text_of(row, "Toewijzingsdatum"), text_of(row, "Toewijzingstijd")),
            einddatum=_day(text_of(row, "Einddatum")),
            reden=text_of(row, "RedenWijziging"),
            referentie=text_of(row, "ReferentieAanbieder"),
        )
        for row in find_all(message.root, "Client/ToegewezenProducten/ToegewezenProduct")
    ]


def standing_allocations(messages: Iterable[list[ToegewezenProduct]]) -> dict[Number, AllocationRow]:
    """Every toewijzing that was not removed, by wet, gemeente and number."""
    found: dict[Number, AllocationRow] = {}
    for rows in messages:
        for row in rows:
            allocation = found.setdefault(row.number, AllocationRow(row))
            version = allocation.versions.setdefault(row.stamp, VersionRow(row.einddatum))
            version.reden = version.reden or row.reden
    return {number: allocation for number, allocation in found.items() if not allocation.is_removed}


def add_versions(
    state: State,
    allocations: dict[Number, AllocationRow],
    register: Register,
    referrers: Mapping[Number, str] = NOBODY,
) -> None:
    for number, row in allocations.items():
        wet, gemeente, _ = number
        event = Event(
            day=date.min,
            person=row.told.person,
            gemeente=gemeente,
            wet=wet,
            zorgsoort=row.zorgsoort_on(row.told.ingangsdatum, register),
            aanbieder=row.told.aanbieder,
            productgroep=row.productgroep_on(row.told.ingangsdatum, register),
            product_code=row.told.product[1] or UNKNOWN,
            verwijzer=referrers.get(number, UNKNOWN),
        )
        for (day, _), version in row.versions.items():
            state.versions.append(Version(replace(event, day=date.fromisoformat(day)), version.reden))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
