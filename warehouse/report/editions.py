"""The report to the council: a page per edition, of the figures that were frozen and of nothing else.

Reads   uitgave.*, mart.fct_duiding, mart.dim_gemeente and what beside.py reads, as bi_reader
Writes  <home>/site/uitgaven/index.html and, per edition, a folder with its page and its figures as CSV

A page is drawn once. Only a note (duiding) that is written later draws it again; its figures never change.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import psycopg

from warehouse.edition import shelf
from warehouse.edition.lines import DIMENSIONS, Key
from warehouse.report.beside import Beside, read_beside
from warehouse.report.figures import (
    CLIENTS,
    COSTS,
    FLOW,
    MEAN_COSTS,
    PER_AGE,
    PER_SEX,
    PER_STADSDEEL,
    PER_ZORGSOORT,
    REFERRERS,
    STAND,
    Figure,
    Point,
    periode_label,
)
from warehouse.report.sections import section_of, write

WETTEN = {"jeugdwet": "Jeugdwet", "wmo": "Wmo"}
MARK_WITHIN = 600
"""Characters from the start of a page within which its mark stands."""

_ALL = (
    STAND,
    CLIENTS,
    COSTS,
    MEAN_COSTS,
    replace(FLOW, title="Instroom", question="Hoeveel mensen begonnen per half jaar met zorg?",
            indicators=("IND004",), periode_type="halfjaar", split="wet"),
    replace(FLOW, anchor="uitstroom", title="Uitstroom", question="Van hoeveel mensen eindigde de zorg per half jaar?",
            indicators=("IND006",), periode_type="halfjaar", split="wet"),
)  # fmt: skip

_PER_WET = (
    PER_ZORGSOORT,
    replace(COSTS, anchor="kosten_zorgsoort", title="Kosten per zorgsoort", split="zorgsoort"),
    replace(FLOW, anchor="instroom_zorgsoort", title="Instroom per zorgsoort", indicators=("IND004",), kind="bar",
            question="Hoeveel mensen begonnen per half jaar, per zorgsoort?", periode_type="halfjaar",
            split="zorgsoort"),
    REFERRERS,
    PER_STADSDEEL,
    PER_AGE,
    PER_SEX,
)  # fmt: skip

_NOTES = """
select indicator_code, duiding from mart.fct_duiding
where gemeente_code = %(gemeente)s and uitgave_code = %(edition)s
"""


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


def notes(connection: psycopg.Connection, edition: shelf.Edition) -> dict[str, str]:
    """indicator code -> what the municipality notes of it in this edition."""
    about = {"gemeente": edition.gemeente_code, "edition": edition.uitgave_code}
    return dict(connection.execute(_NOTES.encode(), about).fetchall())


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
    """One edition as a page: where it goes, and what its template needs. `is_drawn` is whether it stands there."""

    folder: Path
    is_drawn: bool
    context: dict[str, object]


def pages(connection: psycopg.Connection, folder: Path) -> list[Page]:
    """Every edition that went out, the newest first; writes the CSV files of those that were not drawn yet."""
    made: list[Page] = []
    before: dict[str, tuple[shelf.Edition, list[shelf.Figure]]] = {}
    for edition in shelf.editions(connection):
        figures = shelf.figures(connection, edition.gemeente_code, edition.uitgave_code)
        place = folder / f"{edition.gemeente_code}-{edition.uitgave_code}"
        last = before.get(edition.gemeente_code)
        written = notes(connection, edition)
        context: dict[str, object] = {
            "edition": edition,
            "name": place.name,
            "gemeente": _name_of(connection, edition.gemeente_code),
            "mark": mark_of(edition, written),
            "notes": written,
            "before": last[0] if last else None,
            "changes": changes(last[1], figures) if last else [],
            "shown": sum(figure.value is not None for figure in figures),
            "hidden": sum(figure.value is None for figure in figures),
        }
        is_drawn = is_marked(place / "index.html", str(context["mark"]))
        if not is_drawn:
            write(place / "cijfers.csv", csv_of(figures))
            beside = replace(
                read_beside(connection, edition.gemeente_code), until={"ijw_iwmo": edition.gegevens_tot_en_met}
            )
            context["sections"] = _sections(place, figures, beside)
        made.append(Page(place, is_drawn, context))
        before[edition.gemeente_code] = (edition, figures)
    return made[::-1]


def mark_of(edition: shelf.Edition, written: Mapping[str, str]) -> str:
    """What a page is drawn again for: another edition in its place, or another note. Nothing else changes its bytes."""
    about = [edition.gemeente_code, edition.uitgave_code, edition.content_hash, str(edition.gemaakt_op)]
    text = "\n".join([*about, *(f"{code} {note}" for code, note in sorted(written.items()))])
    return hashlib.sha256(text.encode()).hexdigest()


def is_marked(page: Path, mark: str) -> bool:
    """Whether the page was drawn with this mark."""
    return page.is_file() and f'content="{mark}"' in page.read_text(encoding="utf-8")[:MARK_WITHIN]


def _sections(place: Path, figures: Sequence[shelf.Figure], beside: Beside) -> list[dict[str, object]]:
    return [section_of(place, section.figure, points_of(section, figures), beside) for section in sections()]


def _name_of(connection: psycopg.Connection, gemeente: str) -> str:
    row = connection.execute(
        "select gemeente_naam from mart.dim_gemeente where gemeente_code = %s", (gemeente,)
    ).fetchone()
    return str(row[0]) if row else gemeente
