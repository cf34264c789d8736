"""Freeze an edition: the figures of the published load for one gemeente, protected, for good.

Reads   indicator.indicator_waarden, meta.published, meta.loads, editions before this one
Writes  uitgave.uitgaven, uitgave.uitgave_cijfers, in one transaction as indicator_publisher
Run     warehouse edition freeze 2025-H1 --gemeente 0268

What an edition is and what it promises: docs/decisions/editions.md.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import psycopg

from warehouse.database.connection import connect
from warehouse.edition import shelf
from warehouse.edition.cells import Cell, read_cells
from warehouse.edition.lines import Key
from warehouse.edition.populations import POPULATIONS, Population
from warehouse.edition.protect import Earlier, Protected, protect
from warehouse.settings import Settings

CODE = re.compile(r"(?P<year>20\d\d)(-H(?P<half>[12]))?")
YEARS_BACK = 4
"""An edition starts with the first day of the year so many years before its own."""


class EditionRefused(Exception):
    """There is no edition; the message says why and what to do."""


@dataclass(frozen=True)
class Frozen:
    """What was frozen: figures in all, of those small by themselves, and hidden to protect these."""

    edition: shelf.Edition
    figures: int
    small: int
    hidden_besides: int


def last_day(code: str) -> date:
    """The last day of the period of an edition: 2025-H1, 2025-H2, or 2025 for a year. Raises EditionRefused."""
    found = CODE.fullmatch(code)
    if found is None:
        raise EditionRefused(f"'{code}' names no edition: write a year (2025) or half a year (2025-H1).")
    return date(int(found["year"]), 6, 30) if found["half"] == "1" else date(int(found["year"]), 12, 31)


def freeze(settings: Settings, code: str, gemeente: str) -> Frozen:
    """Freeze what readers see now. Raises EditionRefused when there is nothing, when the edition exists, when data do
    not reach the end of its period, or when a small count cannot be hidden well enough."""
    until = last_day(code)
    with connect(settings, "indicator_publisher") as connection:
        load = _published(connection)
        if any(edition.uitgave_code == code for edition in shelf.editions(connection, gemeente)):
            raise EditionRefused(f"Edition {code} of {gemeente} was frozen before. What went out does not change.")
        if load.data_until is None or load.data_until < until:
            raise EditionRefused(f"Data go through {load.data_until or 'no date'}, edition {code} ends on {until}.")
        edition = shelf.Edition(
            code, gemeente, load.load_id, load.content_hash, load.data_until, settings.small_count, datetime.now(UTC)
        )
        before = shelf.earlier(connection, gemeente)
        content: list[shelf.Figure] = []
        small = besides = 0
        for population in POPULATIONS:
            cells = read_cells(
                connection, population, gemeente=gemeente, since=date(until.year - YEARS_BACK, 1, 1), until=until
            )
            protected = _protect(population, cells, settings.small_count, before)
            content += _figures(population, cells, protected)
            small += len(protected.primary)
            besides += len(protected.hidden - protected.primary)
        if not content:
            raise EditionRefused(f"The published load has no figures of {gemeente} in these years.")
        shelf.put(connection, edition, content)
    return Frozen(edition, len(content), small, besides)


def _protect(
    population: Population,
    cells: Mapping[str, Mapping[Key, Cell]],
    threshold: int,
    before: Mapping[str, Earlier],
) -> Protected:
    counts, *amounts = (
        {key: cell.value for key, cell in cells[code].items()} for code in (population.count, *population.amounts)
    )
    protected = protect(counts, amounts, threshold, before.get(population.count))
    if protected.exposed:
        raise EditionRefused(
            f"{len(protected.exposed)} small counts of {population.count} could be found out from what else is shown. "
            "Nothing was frozen: take splits out of the edition (warehouse/edition/populations.py)."
        )
    return protected


def _figures(
    population: Population, cells: Mapping[str, Mapping[Key, Cell]], protected: Protected
) -> Iterator[shelf.Figure]:
    """Every cell; an amount or a mean of persons who were not counted stays hidden: nobody knows how few they are."""
    shown = cells[population.count].keys() - protected.hidden
    for code, found in cells.items():
        for key, cell in found.items():
            yield shelf.Figure(code, key, cell.value if key in shown else None, cell.is_provisional)


@dataclass(frozen=True)
class _Load:
    load_id: int
    content_hash: str
    data_until: date | None


def _published(connection: psycopg.Connection) -> _Load:
    row = connection.execute(
        "select loads.load_id, loads.content_hash, loads.data_until"
        " from meta.published as published inner join meta.loads as loads on published.load_id = loads.load_id"
    ).fetchone()
    if row is None:
        raise EditionRefused("Nothing is published yet: run a night first.")
    return _Load(*row)
