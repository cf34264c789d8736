"""A page per topic that is no single zorgsoort or provider: figures, tables, and what a reader must know of both.

Reads   indicator.indicator_waarden and what the listings of the topic read
Writes  <home>/site/<topic>/*.csv (site.py writes the pages)

A new page is one more entry in topic_list.py. A topic of which the load holds nothing gets no page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg

from warehouse.report.beside import Beside
from warehouse.report.figures import Figure
from warehouse.report.listings import Listing, table_of
from warehouse.report.sections import section_of
from warehouse.report.shown import shown_points


@dataclass(frozen=True)
class Topic:
    """One page: the name of its file, what it says on top, its figures and its tables, in order."""

    name: str
    title: str
    lead: str
    remarks: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class TopicPage:
    """A topic with what its template needs."""

    topic: Topic
    tables: list[dict[str, object]]
    sections: list[dict[str, object]]


def page_of(
    connections: Mapping[str, psycopg.Connection],
    folder: Path,
    topic: Topic,
    beside: Beside,
    *,
    names: Mapping[str, str],
    threshold: int,
) -> TopicPage | None:
    """The page of a topic, or None where there is nothing to show.

    `connections` are by role; `names` say what a series is called that is known by a code.
    """
    points = shown_points(connections["bi_reader"], topic.figures, threshold)[""] if topic.figures else {}
    tables = [table_of(connections[listing.role], folder, listing, threshold) for listing in topic.listings]
    sections = []
    for figure in topic.figures:
        named = [point.called(names.get(point.reeks, point.reeks)) for point in points[figure.anchor]]
        if named:
            sections.append(section_of(folder, figure, named, beside) | {"folder": f"{folder.name}/"})
    if not sections and not any(table["rows"] for table in tables):
        return None
    return TopicPage(topic, tables, sections)
