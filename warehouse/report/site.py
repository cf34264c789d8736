"""Write the static Dutch site about the published load.

Reads   indicator.* and mart.* as bi_reader; meta.* (counts and reasons, no persons) as publisher
Writes  <home>/site/**.html and one CSV per figure and table; a page appears whole or not at all
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import psycopg
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from psycopg.rows import dict_row

from ingestion.tabular.late import Late
from warehouse.database.connection import connect
from warehouse.intake_counts import intake_counts
from warehouse.reconcile import Compared, NothingToReconcile, read_figures
from warehouse.report import editions, reconciliation, subjects
from warehouse.report.beside import Beside, read_beside
from warehouse.report.figures import FIGURES
from warehouse.report.numbers import dutch_number
from warehouse.report.refusals import not_loaded, reasons_per_sender, remarked
from warehouse.report.sections import section_of, write
from warehouse.report.shown import shown_points
from warehouse.report.topic_list import GEGEVENSKWALITEIT, TOPICS
from warehouse.report.topics import TopicPage, page_of
from warehouse.senders import late_senders, name_of_sender
from warehouse.settings import Settings

_LOAD = """
select loads.load_id, loads.data_until, left(loads.content_hash, 16) as content_hash, published.published_at
from meta.published as published inner join meta.loads as loads on published.load_id = loads.load_id
"""

_REASONS = """
select code, count(*) as aantal, min(message) as voorbeeld
from meta.outcomes
where run_id = %(run_id)s and reaction in ('refuse', 'hold')
group by code order by count(*) desc, code
"""

_FILES_TOTAL = """
select
    case status
        when 'loaded' then 'geladen'
        when 'refused' then 'geweigerd'
        when 'held' then 'vastgehouden'
        when 'unpacked' then 'uitgepakt'
        when 'noted' then 'genoteerd'
        else 'nog te behandelen'
    end as stand,
    count(*) as aantal
from meta.files group by stand order by aantal desc
"""

_SOURCES = """
select bron, gegevens_tot_en_met, to_char(loaded_at, 'YYYY-MM-DD HH24:MI') as geladen_op
from mart.gegevens_tot_en_met order by bron
"""

_CHECKS = """
select gate, count(*) as aantal, count(*) filter (where outcome = 'pass') as geslaagd
from meta.gate_checks where run_id = %(run_id)s group by gate order by gate
"""


@dataclass(frozen=True)
class _Lead:
    """The page that leads to those of one kind."""

    folder: str
    title: str
    lead: str


FULL = 100
"""Percent of a ceiling."""

LEADS = {
    "zorgsoort": _Lead(
        "zorgsoorten", "Zorgsoorten", "Per zorgsoort: hoeveel mensen, welke kosten, wie verwijst, wie levert."
    ),
    "aanbieder": _Lead(
        "aanbieders", "Aanbieders", "Per aanbieder: wat is gedeclareerd tegen het plafond, prognose, stops."
    ),
}


def write_report(settings: Settings, run_id: str) -> Path:
    """Write the site for one night and give the path of its first page.

    Raises psycopg.Error when the database cannot be read; then the page of the night before stays.
    """
    settings.site.mkdir(parents=True, exist_ok=True)
    with connect(settings, "publisher") as publisher, connect(settings, "bi_reader") as reader:
        load = _rows(publisher, _LOAD, run_id)
        beside = read_beside(reader)
        refusals = reasons_per_sender(reader)
        # late is late today, whatever the deliveries say; the marts know nothing of it
        late = late_senders(publisher, datetime.now(UTC).date())
        quality: dict[str, object] = {
            "late": late,
            "not_loaded": not_loaded(refusals),
            "remarked": remarked(refusals),
        }
        night: dict[str, object] = {
            "load": load[0] if load else None,
            "intake": intake_counts(publisher, run_id),
            "reasons": _rows(publisher, _REASONS, run_id),
            "files": _rows(publisher, _FILES_TOTAL, run_id),
            "checks": _rows(publisher, _CHECKS, run_id),
            "sources": _rows(reader, _SOURCES, run_id),
        }
        topics = _topic_pages(settings, {"publisher": publisher, "bi_reader": reader}, beside)
        reconciled = _reconciled(reader)
        listed = editions.pages(reader, settings.site / "uitgaven")
        pages = _Pages(settings, _menu(topics, has_editions=bool(listed), has_reconciliation=reconciled is not None))
        _write_editions(pages, listed)
        if reconciled is not None:
            pages.write("aansluiting.html", "aansluiting.html", reconciliation.page_of(reconciled))
            write(settings.site / "aansluiting.csv", reconciliation.csv_of(reconciled))
        for topic in topics:
            besides = quality if topic.topic is GEGEVENSKWALITEIT else {}
            pages.write("onderwerp.html", f"{topic.topic.name}.html", {"page": topic, **besides})
        alerts = _write_subjects(pages, reader, beside)
        points = shown_points(reader, FIGURES, settings.small_count)[""]
        sections = [section_of(settings.site, figure, points[figure.anchor], beside) for figure in FIGURES]
    asks = _asks(alerts, late)
    return pages.write("index.html", "index.html", night | {"sections": sections, "asks": asks})


@dataclass(frozen=True)
class _Pages:
    """Renders templates into the site, each with the menu of all its pages."""

    settings: Settings
    menu: list[tuple[str, str]]

    def write(self, template: str, place: str, context: dict[str, object]) -> Path:
        """Render a template to a place in the site, and give its path."""
        path = self.settings.site / place
        about = {"menu": self.menu, "root": "../" * place.count("/"), "here": place, "small": self.settings.small_count}
        write(path, _environment().get_template(template).render(about | context))
        return path


def _menu(topics: Sequence[TopicPage], *, has_editions: bool, has_reconciliation: bool) -> list[tuple[str, str]]:
    return [
        ("index.html", "Overzicht"),
        *((f"{lead.folder}/index.html", lead.title) for lead in LEADS.values()),
        *((f"{page.topic.name}.html", page.topic.title) for page in topics),
        *([("uitgaven/index.html", "Uitgaven voor de raad")] if has_editions else []),
        *([("aansluiting.html", "Aansluiting")] if has_reconciliation else []),
    ]


def _asks(alerts: Sequence[subjects.Row], late: Sequence[Late]) -> list[tuple[str, str]]:
    """What a reader must look at first, with the page that tells more."""
    proposed = sum(1 for row in alerts if row["voorstel"])
    above = sum(1 for row in alerts if (row["prognose_procent"] or 0) > FULL)
    told = [
        (f"{proposed} keer wordt voorgesteld een toeleidingsstop in te stellen of op te heffen", proposed),
        (f"{above} keer loopt de prognose boven het plafond of de bestedingsruimte uit", above),
    ]
    found = [(text, "aanbieders/index.html") for text, count in told if count]
    if late:
        found.append((f"{len(late)} leveringen zijn te laat", f"{GEGEVENSKWALITEIT.name}.html#leveringen"))
    return found


def _topic_pages(settings: Settings, connections: Mapping[str, psycopg.Connection], beside: Beside) -> list[TopicPage]:
    names = subjects.names_of_providers(connections["bi_reader"])
    found = [
        page_of(connections, settings.site / topic.name, topic, beside, names=names, threshold=settings.small_count)
        for topic in TOPICS
    ]
    return [page for page in found if page]


def _reconciled(connection: psycopg.Connection) -> list[Compared] | None:
    """Published figures beside computed ones, if the published load knows any."""
    try:
        return read_figures(connection)
    except NothingToReconcile:
        return None


def _write_editions(pages: _Pages, listed: Sequence[editions.Page]) -> None:
    """Write the page of each edition that has none yet, and one that lists them all."""
    for each in listed:
        if not each.is_drawn:
            pages.write("uitgave.html", f"uitgaven/{each.folder.name}/index.html", each.context)
    if listed:
        pages.write("uitgaven.html", "uitgaven/index.html", {"editions": [each.context for each in listed]})


def _write_subjects(pages: _Pages, connection: psycopg.Connection, beside: Beside) -> list[subjects.Row]:
    """Write a page per zorgsoort and per provider, and the page that leads to each. Gives every ceiling."""
    site, small = pages.settings.site, pages.settings.small_count
    known: dict[str, list[subjects.Subject]] = {
        "zorgsoort": subjects.zorgsoorten(connection, site / "zorgsoorten", small, beside),
        "aanbieder": subjects.aanbieders(connection, site / "aanbieders", small, beside),
    }
    alerts = subjects.alerts(connection)
    for kind, found in known.items():
        folder = LEADS[kind].folder
        for subject in found:
            pages.write(f"{kind}.html", f"{folder}/{subject.name}.html", subject.context | {"subject": subject})
        context: dict[str, object] = {
            "title": LEADS[kind].title,
            "lead": LEADS[kind].lead,
            "subjects": found,
            "alerts": alerts if kind == "aanbieder" else [],
            "known": {subject.name for subject in found},
        }
        pages.write("onderwerpen.html", f"{folder}/index.html", context)
    return alerts


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("warehouse.report"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["getal"] = dutch_number
    environment.filters["woorden"] = subjects.words
    environment.filters["sender"] = name_of_sender
    return environment


def _rows(connection: psycopg.Connection, query: str, run_id: str) -> list[dict[str, object]]:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query.encode(), {"run_id": run_id}).fetchall()
