"""Write every feed of a gemeente: a CSV and its metadata, from what went out before and what may go out by itself.

Reads   uitgave.*, indicator.*, meta.published, as indicator_publisher; the seed of gemeenten for their names
Writes  <home>/feeds/<gemeente>/<feed>.csv and <feed>.json, each whole or not at all
Run     warehouse feeds --gemeente 0268

What a feed may show, and why: docs/decisions/feeds.md. What each holds: docs/feeds.md.
"""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

import psycopg

from warehouse.database.connection import connect
from warehouse.edition import shelf
from warehouse.edition.freeze import last_day
from warehouse.feeds.contract import Feed, feeds
from warehouse.feeds.metadata import metadata
from warehouse.feeds.rows import Row, in_order, of_edition, of_load
from warehouse.settings import PROJECT, Settings

GEMEENTEN = PROJECT / "dbt_project" / "seeds" / "codelijsten" / "gemeenten.csv"


class FeedsRefused(Exception):
    """There is nothing that may go out; the message says why and what to do."""


@dataclass(frozen=True)
class Written:
    """One feed: its file, and how many figures it shows and hides."""

    path: Path
    figures: int
    hidden: int


def write_feeds(settings: Settings, gemeente: str, folder: Path | None = None) -> list[Written]:
    """Write all feeds as of the newest edition of the gemeente. Raises FeedsRefused when none was frozen."""
    folder = folder or settings.home / "feeds" / gemeente
    with connect(settings, "indicator_publisher") as connection:
        newest = {edition.gemeente_code: edition for edition in shelf.editions(connection)}
        if gemeente not in newest:
            raise FeedsRefused(
                f"No edition of {gemeente} was frozen, and a feed shows nothing that did not go out before: "
                f"warehouse edition freeze 2025-H1 --gemeente {gemeente}"
            )
        definitions = {
            code: (name, definition)
            for code, name, definition in connection.execute(
                "select indicator_code, indicator_naam, definitie from indicator.indicator_definities"
            )
        }
        units: dict[str, str] = dict(
            connection.execute("select indicator_code, eenheid from indicator.indicator_definities").fetchall()
        )
        folder.mkdir(parents=True, exist_ok=True)
        return [
            _write(
                folder, feed, _rows(connection, feed, newest, gemeente, units),
                newest if feed.of_all_gemeenten else {gemeente: newest[gemeente]}, definitions,
            )
            for feed in feeds().values()
        ]  # fmt: skip


def _rows(
    connection: psycopg.Connection,
    feed: Feed,
    newest: dict[str, shelf.Edition],
    gemeente: str,
    units: dict[str, str],
) -> list[Row]:
    if feed.taken_from == "load":
        edition = newest[gemeente]
        until = edition.gegevens_tot_en_met or last_day(edition.uitgave_code)
        return in_order(of_load(connection, feed, gemeente=gemeente, until=until, threshold=edition.drempel))
    editions = newest.values() if feed.of_all_gemeenten else [newest[gemeente]]
    return in_order(
        row
        for edition in editions
        for row in of_edition(feed, shelf.figures(connection, edition.gemeente_code, edition.uitgave_code), units)
    )


def _write(
    folder: Path,
    feed: Feed,
    rows: list[Row],
    editions: dict[str, shelf.Edition],
    definitions: dict[str, tuple[str, str]],
) -> Written:
    with GEMEENTEN.open(encoding="utf-8", newline="") as lines:
        names = {row["gemeente_code"]: row["gemeente_naam"] for row in csv.DictReader(lines)}
    dates = [edition.gegevens_tot_en_met for edition in editions.values() if edition.gegevens_tot_en_met]
    described = metadata(
        feed,
        publishers={code: names[code] for code in editions},
        until=min(dates),
        modified=max(edition.gemaakt_op.date() for edition in editions.values()),
        definitions=definitions,
        editions=[f"uitgave {edition.uitgave_code} van {code}" for code, edition in sorted(editions.items())],
    )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in feed.columns])
    writer.writerows(row.cells for row in rows)
    path = folder / f"{feed.name}.csv"
    _replace(path, text.getvalue())
    _replace(folder / f"{feed.name}.json", json.dumps(described, ensure_ascii=False, indent=2) + "\n")
    return Written(path, len(rows), sum(row.value is None for row in rows))


def _replace(path: Path, text: str) -> None:
    """A reader finds the old file or the new one, never half of it."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)
