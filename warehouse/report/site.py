"""Write the static Dutch site about the published load.

Reads   indicator.* and mart.* as bi_reader; meta.* (counts and reasons, no persons) as publisher
Writes  <home>/site/index.html and one CSV per figure; a page appears whole or not at all
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from psycopg.rows import dict_row

from warehouse.database.connection import connect
from warehouse.intake_counts import intake_counts
from warehouse.reconcile import NothingToReconcile, read_figures
from warehouse.report import editions, reconciliation, subjects
from warehouse.report.figures import FIGURES
from warehouse.report.refusals import not_loaded, reasons_per_sender, remarked
from warehouse.report.sections import dutch_number, section_of, write
from warehouse.report.shown import shown_points
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
    with connect(settings, "publisher") as connection:
        load = _rows(connection, _LOAD, run_id)
        context: dict[str, object] = {
            "load": load[0] if load else None,
            "intake": intake_counts(connection, run_id),
            "reasons": _rows(connection, _REASONS, run_id),
            "files": _rows(connection, _FILES_TOTAL, run_id),
            "checks": _rows(connection, _CHECKS, run_id),
            "small": settings.small_count,
            # late is late today, whatever the deliveries say; the marts know nothing of it
            "late": late_senders(connection, datetime.now(UTC).date()),
        }
    settings.site.mkdir(parents=True, exist_ok=True)
    with connect(settings, "bi_reader") as connection:
        context["sources"] = _rows(connection, _SOURCES, run_id)
        refusals = reasons_per_sender(connection)
        context |= {"not_loaded": not_loaded(refusals), "remarked": remarked(refusals)}
        context["editions"] = _write_editions(settings, connection)
        context["has_reconciliation"] = _write_reconciliation(settings, connection)
        points = shown_points(connection, FIGURES, settings.small_count)[""]
        context["sections"] = [
            section_of(settings.site, figure, points[figure.anchor], hidden="verborgen") for figure in FIGURES
        ]
        _write_subjects(settings, connection)
    page = settings.site / "index.html"
    write(page, _environment().get_template("index.html").render(context))
    return page


def _write_reconciliation(settings: Settings, connection: psycopg.Connection) -> bool:
    """Write the page with published figures, if the published load knows any."""
    try:
        figures = read_figures(connection)
    except NothingToReconcile:
        return False
    template = _environment().get_template("aansluiting.html")
    write(settings.site / "aansluiting.html", template.render(reconciliation.page_of(figures)))
    write(settings.site / "aansluiting.csv", reconciliation.csv_of(figures))
    return True


def _write_editions(settings: Settings, connection: psycopg.Connection) -> int:
    """Write a page per edition that went out, and one that lists them. Gives how many there are."""
    found = editions.pages(connection, settings.site / "uitgaven")
    page = _environment().get_template("uitgave.html")
    for each in found:
        write(each.folder / "index.html", page.render(each.context))
    if found:
        listed = _environment().get_template("uitgaven.html").render(editions=[each.context for each in found])
        write(settings.site / "uitgaven" / "index.html", listed)
    return len(found)


def _write_subjects(settings: Settings, connection: psycopg.Connection) -> None:
    """Write a page per zorgsoort and per provider, and the page that leads to each."""
    known: dict[str, list[subjects.Subject]] = {
        "zorgsoort": subjects.zorgsoorten(connection, settings.site / "zorgsoorten", settings.small_count),
        "aanbieder": subjects.aanbieders(connection, settings.site / "aanbieders", settings.small_count),
    }
    for kind, found in known.items():
        folder, page = settings.site / LEADS[kind].folder, _environment().get_template(f"{kind}.html")
        for subject in found:
            text = page.render(subject.context | {"subject": subject, "small": settings.small_count})
            write(folder / f"{subject.name}.html", text)
        context = {
            "title": LEADS[kind].title,
            "lead": LEADS[kind].lead,
            "subjects": found,
            "alerts": subjects.alerts(connection) if kind == "aanbieder" else [],
            "known": {subject.name for subject in found},
        }
        write(folder / "index.html", _environment().get_template("onderwerpen.html").render(context))


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
