"""The iJw/iWmo message catalogue: what a message looks like, as data.

Reads   catalogue/elements.csv, datatypes.csv, codelists.csv (facts of the standard, release 3.2)
Gives   the one description from which the structure check, the parser's columns, the raw tables,
        the dbt sources and the column documentation follow. Releases 3.0 and 3.1 have the same elements under another
        namespace (docs/decisions/releases.md); which releases we read stands in catalogue/releases.csv.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "catalogue"

WETTEN = {"jeugdwet": ("ijw", "jw"), "wmo": ("iwmo", "wmo")}
"""wet -> (name of the standard in a namespace, prefix of the message name in a namespace)."""

RELEASE = "3.2"
"""The newest release, of which the catalogue has the elements."""

SUBVERSION = "/Bericht/Header/BerichtSubversie"
NAMESPACE = re.compile(r"^http://www\.istandaarden\.nl/(ijw|iwmo)/(\d+)_(\d+)/(jw|wmo)(\d{3})/schema$")
UNBOUNDED = -1


@dataclass(frozen=True)
class Element:
    """One element of one message, as `elements.csv` has it.

    `kind` is class, cdt (composite datatype) or leaf; `namespace` is bericht or basis;
    `max_occurs` is UNBOUNDED for n; `fixed_value` is empty where the content is free.
    """

    path: str
    kind: str
    namespace: str
    datatype: str
    min_occurs: int
    max_occurs: int
    fixed_value: str
    is_key: bool

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[1]

    @property
    def parent(self) -> str:
        return self.path.rsplit("/", 1)[0]

    @property
    def repeats(self) -> bool:
        return self.max_occurs == UNBOUNDED


@dataclass(frozen=True)
class Datatype:
    """A logical datatype (LDT_) with its facets; None where a facet is absent."""

    name: str
    base: str
    min_length: int | None
    max_length: int | None
    min_inclusive: int | None
    max_inclusive: int | None
    pattern: str | None
    codelists: dict[str, str]
    is_personal: bool


@dataclass(frozen=True)
class Message:
    """One message type of one wet, for instance jeugdwet 301, with its elements in document order."""

    wet: str
    berichtsoort: str
    elements: tuple[Element, ...]
    release: str = RELEASE

    @property
    def name(self) -> str:
        return f"{WETTEN[self.wet][1].upper()}{self.berichtsoort}"

    @property
    def namespace(self) -> str:
        return f"{self._standard}/{WETTEN[self.wet][1]}{self.berichtsoort}/schema"

    @property
    def base_namespace(self) -> str:
        return f"{self._standard}/basisschema/schema"

    @property
    def _standard(self) -> str:
        return f"http://www.istandaarden.nl/{WETTEN[self.wet][0]}/{self.release.replace('.', '_')}"

    def in_release(self, release: str) -> "Message":
        """The same message in another release: what differs is the namespace and the subversion that repeats it."""
        if release == self.release:
            return self
        minor = release.partition(".")[2]
        elements = (
            replace(element, fixed_value=minor) if element.path == SUBVERSION else element for element in self.elements
        )
        return replace(self, elements=tuple(elements), release=release)

    def children_of(self, path: str) -> Iterator[Element]:
        """The direct children of the element at `path`, in document order."""
        return (element for element in self.elements if element.parent == path)


@dataclass(frozen=True)
class Catalogue:
    """All messages by (wet, berichtsoort), all datatypes by name, all code lists by name (code -> omschrijving)."""

    messages: dict[tuple[str, str], Message]
    datatypes: dict[str, Datatype]
    codelists: dict[str, dict[str, str]]

    def codes_of(self, datatype: str, wet: str) -> dict[str, str]:
        """The allowed codes of a datatype under one wet; empty where the datatype is not a code."""
        name = self.datatypes[datatype].codelists.get(wet, "")
        return self.codelists[name] if name else {}


@cache
def load_catalogue() -> Catalogue:
    """Read the catalogue once per process.

    Raises FileNotFoundError when the package was installed without its data.
    """
    by_message: dict[tuple[str, str], list[Element]] = {}
    for row in _rows("elements.csv"):
        by_message.setdefault((row["wet"], row["berichtsoort"]), []).append(
            Element(
                path=row["path"],
                kind=row["kind"],
                namespace=row["namespace"],
                datatype=row["datatype"],
                min_occurs=int(row["min_occurs"]),
                max_occurs=UNBOUNDED if row["max_occurs"] == "n" else int(row["max_occurs"]),
                fixed_value=row["fixed_value"],
                is_key=row["is_key"] == "1",
            )
        )
    codelists: dict[str, dict[str, str]] = {}
    for row in _rows("codelists.csv"):
        codelists.setdefault(row["codelist"], {})[row["code"]] = row["omschrijving"]
    return Catalogue(
        messages={key: Message(*key, tuple(elements)) for key, elements in by_message.items()},
        datatypes={row["datatype"]: _datatype(row) for row in _rows("datatypes.csv") if row["kind"] == "logical"},
        codelists=codelists,
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _datatype(row: dict[str, str]) -> Datatype:
    def number(column: str) -> int | None:
        return int(row[column]) if row[column] else None

    return Datatype(
        name=row["datatype"],
        base=row["base"],
        min_length=number("min_length"),
        max_length=number("max_length"),
        min_inclusive=number("min_inclusive"),
        max_inclusive=number("max_inclusive"),
        pattern=row["pattern"] or None,
        codelists={wet: row[f"codelist_{wet}"] for wet in WETTEN if row[f"codelist_{wet}"]},
        is_personal=row["is_personal"] == "1",
    )
