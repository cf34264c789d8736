"""What goes out in each feed: a contract as data, and the columns that all feeds share.

Reads   warehouse/feeds/contracts/*.yml
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

CONTRACTS = Path(__file__).parent / "contracts"


@dataclass(frozen=True)
class Column:
    """A column of a feed; `type` is that of CSV on the Web."""

    name: str
    type: str
    description: str
    codes: str = ""


FIRST = (
    Column("gemeente_code", "string", "CBS-code van de gemeente.", "gemeenten"),
    Column("indicator_code", "string", "Nummer van de indicator; naam en definitie staan in de metadata."),
    Column("periode_start", "date", "Eerste dag van de periode."),
    Column("periode_eind", "date", "Laatste dag van de periode."),
    Column("periode_type", "string", "Soort periode.", "maand, halfjaar of jaar"),
)
LAST = (
    Column("waarde", "decimal", "Het cijfer; leeg als het is verborgen."),
    Column("eenheid", "string", "Waarin het cijfer is uitgedrukt."),
    Column("is_onderdrukt", "boolean", "Waar als het cijfer is verborgen om personen te beschermen."),
    Column("is_voorlopig", "boolean", "Waar als het cijfer nog kan veranderen."),
)
SPLITS = {
    "wet": Column("wet", "string", "Wet; leeg is alle wetten samen.", "jeugdwet of wmo"),
    "zorgsoort": Column("zorgsoort", "string", "Soort zorg; leeg is alle samen.", "codelijst zorgsoort"),
    "stadsdeel": Column("stadsdeel", "string", "Stadsdeel; leeg is niet daarnaar gesplitst."),
    "leeftijdsgroep": Column("leeftijdsgroep", "string", "Leeftijdsgroep; leeg is niet daarnaar gesplitst."),
    "geslacht": Column("geslacht", "string", "Geslacht; leeg is niet daarnaar gesplitst.", "man, vrouw of onbekend"),
    "verwijzer": Column("verwijzer", "string", "Verwijzer; leeg is niet daarnaar gesplitst.", "codelijst verwijzer"),
}


class Feed(BaseModel):
    """One contract. `from` is what it is taken from: a frozen edition, or the published load cell by cell."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: str
    title: str
    description: str
    access_rights: str
    frequency: str
    theme: tuple[str, ...]
    taken_from: str = Field(alias="from", pattern="^(edition|load)$")
    of_all_gemeenten: bool = False
    indicators: tuple[str, ...]
    splits: tuple[str, ...]
    periods: tuple[str, ...]
    months: tuple[int, ...] = ()
    not_known: tuple[str, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        return (*FIRST, *(SPLITS[name] for name in self.splits), *LAST)


@cache
def feeds() -> dict[str, Feed]:
    """Name -> contract, in order of the name."""
    return {
        path.stem: Feed(name=path.stem, **yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(CONTRACTS.glob("*.yml"))
    }
