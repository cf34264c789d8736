"""The chains of messages of the small city, read back from its inbox for the tests of the rules."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.recompute.reader import RETOUR_OF, Message, find, find_all, text_of
from tests.recompute.standing import Messages, sort_messages
from tests.synthetic.cities import small_city

LARGER_CITY = 500
KEEP: dict[str, Callable[[Message], Message]] = {
    soort: lambda message: message for soort in (*RETOUR_OF.values(), "323", "325")
}


@cache
def chains() -> Messages:
    """Every message that is no retour, by type, and which were refused."""
    return sort_messages(small_city(LARGER_CITY).inbox, KEEP)


@dataclass(frozen=True)
class Version:
    """A toewijzing as one 301 gives it; dates as text, empty where absent."""

    stamp: tuple[str, str]
    dagtekening: str
    ingangsdatum: str
    einddatum: str
    reden: str
    product: tuple[str, str]
    aanbieder: str
    referentie: str
    frequentie: str
    volume: str
    budget: str

    @property
    def is_removal(self) -> bool:
        return self.reden == "13" and self.einddatum == self.ingangsdatum


Number = tuple[str, str, int]


def versions_in(message: Message) -> list[tuple[Number, Version]]:
    """The toewijzingen of a 301 with their numbers."""
    return [
        (
            (message.wet, message.afzender, int(text_of(row, "ToewijzingNummer"))),
            Version(
                stamp=(text_of(row, "Toewijzingsdatum"), text_of(row, "Toewijzingstijd")),
                dagtekening=message.dagtekening,
                ingangsdatum=text_of(row, "Ingangsdatum"),
                einddatum=text_of(row, "Einddatum"),
                reden=text_of(row, "RedenWijziging"),
                product=(text_of(row, "Product/Categorie"), text_of(row, "Product/Code")),
                aanbieder=message.ontvanger,
                referentie=text_of(row, "ReferentieAanbieder"),
                frequentie=text_of(row, "Omvang/Frequentie"),
                volume=text_of(row, "Omvang/Volume"),
                budget=text_of(row, "Budget"),
            ),
        )
        for row in find_all(message.root, "Client/ToegewezenProducten/ToegewezenProduct")
    ]


@cache
def standing_versions() -> dict[Number, list[Version]]:
    """Every standing version of every toewijzing, as often as it was told."""
    found: dict[Number, list[Version]] = {}
    for message in chains().standing("301"):
        for number, version in versions_in(message):
            found.setdefault(number, []).append(version)
    return found


@cache
def owners() -> dict[Number, str]:
    """The Bsn to whom each toewijzing was given."""
    return {
        number: message.text("Client/Bsn") for message in chains().standing("301") for number, _ in versions_in(message)
    }


def latest_versions(until: str = "9999") -> dict[Number, Version]:
    """The version that counts of every toewijzing, for who has read what was dated up to `until`."""
    latest: dict[Number, Version] = {}
    for number, versions in standing_versions().items():
        known = [version for version in versions if version.dagtekening <= until]
        if known:
            latest[number] = max(known, key=lambda version: version.stamp)
    return latest


def signed(element: Any, path: str) -> int:
    """An amount in cents with its sign."""
    amount = find(element, path)
    names = ("TotaalBedrag", "Bedrag")
    cents = next(int(text_of(amount, name)) for name in names if text_of(amount, name))
    return -cents if text_of(amount, "DebetCredit") == "C" else cents
