"""The report to the council: a page per edition, of the figures that were frozen and of nothing else.

Reads   uitgave.*, mart.fct_duiding, mart.fct_gepubliceerde_cijfers, indicator.indicator_definities, as bi_reader
Writes  <home>/site/uitgaven/index.html and, per edition, a folder with its page and its figures as CSV

The figures of a page never change. What stands beside them does: definitions are today's, and a note (duiding) may be
written after the edition was frozen.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import psycopg
from psycopg.rows import dict_row

from warehouse.edition import shelf
from warehouse.edition.lines import DIMENSIONS, Key
from warehouse.report.figures import Figure, Point, periode_label
from warehouse.report.sections import section_of, write

WETTEN = {"jeugdwet": "Jeugdwet", "wmo": "Wmo"}

_ALL = (
    Figure("stand", "Cliënten met zorg", "Hoeveel mensen kregen elke maand zorg die is gedeclareerd en goedgekeurd?",
           ("IND001",), "maand", "wet", "line", "cliënten"),
    Figure("clienten", "Cliënten per jaar", "Hoeveel mensen kregen in een jaar zorg?",
           ("IND002",), "jaar", "wet", "bar", "cliënten"),
    Figure("kosten", "Kosten per jaar", "Wat is per jaar van levering gedeclareerd en goedgekeurd?",
           ("IND009",), "jaar", "wet", "bar", "euro"),
    Figure("kosten_per_client", "Kosten per cliënt", "Wat kostte zorg gemiddeld per cliënt per jaar?",
           ("IND010",), "jaar", "wet", "bar", "euro per cliënt"),
    Figure("instroom", "Instroom", "Hoeveel mensen begonnen per half jaar met zorg?",
           ("IND004",), "halfjaar", "wet", "line", "cliënten"),
    Figure("uitstroom", "Uitstroom", "Van hoeveel mensen eindigde de zorg per half jaar?",
           ("IND006",), "halfjaar", "wet", "line", "cliënten"),
)  # fmt: skip

_PER_WET = (
    Figure("zorgsoort", "Cliënten per zorgsoort", "Hoeveel mensen kregen in een jaar zorg, per zorgsoort?",
           ("IND002",), "jaar", "zorgsoort", "bar", "cliënten"),
    Figure("kosten_zorgsoort", "Kosten per zorgsoort", "Wat is per zorgsoort gedeclareerd en goedgekeurd?",
           ("IND009",), "jaar", "zorgsoort", "bar", "euro"),
    Figure("instroom_zorgsoort", "Instroom per zorgsoort", "Hoeveel mensen begonnen per half jaar, per zorgsoort?",
           ("IND004",), "halfjaar", "zorgsoort", "bar", "cliënten"),
    Figure("verwijzer", "Verwezen cliënten per verwijzer", "Wie verwees wie een nieuwe of verlengde toewijzing kreeg?",
           ("IND005",), "jaar", "verwijzer", "bar", "cliënten"),
    Figure("stadsdeel", "Cliënten per stadsdeel", "Waar woonden de mensen die in een jaar zorg kregen?",
           ("IND002",), "jaar", "stadsdeel", "bar", "cliënten"),
    Figure("leeftijd", "Cliënten naar leeftijd", "Hoe oud waren de mensen die in een jaar zorg kregen?",
           ("IND002",), "jaar", "leeftijdsgroep", "bar", "cliënten"),
    Figure("geslacht", "Cliënten naar geslacht", "Wie kreeg in een jaar zorg?",
           ("IND002",), "jaar", "geslacht", "bar", "cliënten"),
)  # fmt: skip

_TARGETS = """
select cijfer_naam, waarde, eenheid, periode_start, periode_eind, soort_cijfer, bron_document
from mart.fct_gepubliceerde_cijfers
where soort_cijfer in ('doel', 'norm') and indicator_code = %(code)s
    and (gemeente_code is null or gemeente_code = %(gemeente)s)
order by periode_start, cijfer_id
"""

_NOTES = """
select indicator_code, duiding from mart.fct_duiding
where gemeente_code = %(gemeente)s and uitgave_code = %(edition)s
"""

_DEFINITIONS = "select indicator_code, definitie from indicator.indicator_definities"


@dataclass(frozen=True)
class Section:
    """One figure of a page, and the wet that it is about; "" is both."""

    figure: Figure
    wet: str


@dataclass(frozen=True)
class Change:
    """A cell that the edition before said something else of; a value is None where it was or is hidden."""

    indicator_code: str
    periode: str
    split: str
    before: Decimal | None
    after: Decimal | None


def sections() -> Iterator[Section]:
    """Every section of a page, in order; those per wet have its name in their title and anchor."""
    for figure in _ALL:
        yield Section(figure, "")
    for wet, name in WETTEN.items():
        for figure in _PER_WET:
            yield Section(
                replace(figure, anchor=f"{figure.anchor}_{wet}", title=f"{figure.title} ({name})"),
                wet,
            )


def points_of(section: Section, figures: Sequence[shelf.Figure]) -> list[Point]:
    """The figures of an edition that a section shows, in order of period and series."""
    split = section.figure.split
    place, wet = DIMENSIONS.index(split), DIMENSIONS.index("wet")
    found = []
    for figure in figures:
        splits = figure.key.splits
        named = {
            number for number, value in enumerate(splits) if value is not None and DIMENSIONS[number] != "gemeente_code"
        }
        if (
            figure.indicator_code in section.figure.indicators
            and figure.key.period.periode_type == section.figure.periode_type
            and named == {place, wet}
            and section.wet in ("", splits[wet])
        ):
            found.append(
                Point(
                    periode_label(figure.key.period.periode_type, figure.key.period.start),
                    str(splits[place]).replace("_", " "),
                    figure.value,
                    figure.is_provisional,
                )
            )
    return sorted(found, key=lambda point: (point.periode, point.reeks))


def changes(before: Sequence[shelf.Figure], after: Sequence[shelf.Figure]) -> list[Change]:
    """What the edition before said otherwise of the same cells, in order of indicator, period and split."""
    earlier = {(figure.indicator_code, figure.key): figure.value for figure in before}
    found = [
        Change(figure.indicator_code, _period(figure.key), _split(figure.key), earlier[cell], figure.value)
        for figure in after
        if (cell := (figure.indicator_code, figure.key)) in earlier and earlier[cell] != figure.value
    ]
    return sorted(found, key=lambda change: (change.indicator_code, change.periode, change.split))


def _period(key: Key) -> str:
    return periode_label(key.period.periode_type, key.period.start)


def _split(key: Key) -> str:
    named = [value for name, value in zip(DIMENSIONS, key.splits, strict=True) if value and name != "gemeente_code"]
    return ", ".join(value.replace("_", " ") for value in named) or "totaal"


def beside(connection: psycopg.Connection, edition: shelf.Edition) -> dict[str, dict[str, object]]:
    """indicator code -> what stands beside its figures: definition, targets and norms, the note of the municipality."""
    about = {"gemeente": edition.gemeente_code, "edition": edition.uitgave_code}
    with connection.cursor(row_factory=dict_row) as cursor:
        notes = {row["indicator_code"]: row["duiding"] for row in cursor.execute(_NOTES.encode(), about)}
        definitions = {row["indicator_code"]: row["definitie"] for row in cursor.execute(_DEFINITIONS.encode())}
        codes = {code for section in sections() for code in section.figure.indicators}
        return {
            code: {
                "definition": definitions.get(code, ""),
                "note": notes.get(code, ""),
                "targets": cursor.execute(_TARGETS.encode(), about | {"code": code}).fetchall(),
            }
            for code in sorted(codes)
        }


def csv_of(figures: Sequence[shelf.Figure]) -> str:
    """Every figure of an edition: comma, point, ISO dates, an empty cell where it is hidden."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        [
            "indicator_code",
            "periode_type",
            "periode_start",
            "periode_eind",
            *DIMENSIONS,
            "waarde",
            "is_onderdrukt",
            "is_voorlopig",
        ]
    )
    for figure in sorted(figures, key=lambda each: (each.indicator_code, each.key.period, _split(each.key))):
        hidden = figure.value is None
        splits = (value or "" for value in figure.key.splits)
        value = "" if hidden else figure.value
        writer.writerow(
            [figure.indicator_code, *figure.key.period, *splits, value, int(hidden), int(figure.is_provisional)]
        )
    return text.getvalue()


@dataclass(frozen=True)
class Page:
    """One edition as a page: where it goes, and what its template needs."""

    folder: Path
    context: dict[str, object]


def pages(connection: psycopg.Connection, folder: Path) -> list[Page]:
    """Every edition that went out, the newest first; writes the CSV files of each."""
    made: list[Page] = []
    before: dict[str, tuple[shelf.Edition, list[shelf.Figure]]] = {}
    for edition in shelf.editions(connection):
        figures = shelf.figures(connection, edition.gemeente_code, edition.uitgave_code)
        place = folder / f"{edition.gemeente_code}-{edition.uitgave_code}"
        write(place / "cijfers.csv", csv_of(figures))
        last = before.get(edition.gemeente_code)
        made.append(
            Page(
                place,
                {
                    "edition": edition,
                    "name": place.name,
                    "gemeente": _name_of(connection, edition.gemeente_code),
                    "sections": [
                        section_of(place, section.figure, points_of(section, figures), hidden="verborgen")
                        for section in sections()
                    ],
                    "beside": beside(connection, edition),
                    "before": last[0] if last else None,
                    "changes": changes(last[1], figures) if last else [],
                    "shown": sum(figure.value is not None for figure in figures),
                    "hidden": sum(figure.value is None for figure in figures),
                },
            )
        )
        before[edition.gemeente_code] = (edition, figures)
    return made[::-1]


def _name_of(connection: psycopg.Connection, gemeente: str) -> str:
    row = connection.execute(
        "select gemeente_naam from mart.dim_gemeente where gemeente_code = %s", (gemeente,)
    ).fetchone()
    return str(row[0]) if row else gemeente
