"""What a site must hold to for every reader, and what its figures must be: read again from the database.

findings(site)                   violations of axe and pages wider than a phone, of every page or of enough of each kind
differing(settings)              values of the CSV files that a query over the published views gives otherwise
"""

import csv
from importlib import resources
from pathlib import Path

from psycopg.rows import tuple_row

from tests.end_to_end.browser import browser
from warehouse.database.connection import connect
from warehouse.report.figures import FIGURES, periode_label
from warehouse.report.subjects import AANBIEDER_FIGURES, ZORGSOORT_FIGURES
from warehouse.report.topic_list import TOPICS
from warehouse.settings import Settings

PHONE = 375
"""Pixels."""
OF_EACH_KIND = 2
"""Pages of one zorgsoort or provider that are looked at: they come from one template."""

RUN_AXE = """
axe.run(document, {resultTypes: ["violations"]}).then(
  result => result.violations.map(each => each.id + ": " + each.nodes[0].html.slice(0, 160)))
"""


def findings(site: Path) -> tuple[int, list[str]]:
    """(pages looked at, what is wrong with them)."""
    folders = {page.parent for page in site.rglob("*.html")}
    pages = [
        page
        for folder in sorted(folders)
        for page in ([folder / "index.html"] if (folder / "index.html").exists() else [])
        + [each for each in sorted(folder.glob("*.html")) if each.name != "index.html"][
            : OF_EACH_KIND if folder != site else None
        ]
    ]
    axe = (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    found = []
    with browser() as tab:
        for page in pages:
            name = str(page.relative_to(site))
            tab.width(PHONE)
            tab.open(page)
            wide = tab.value("document.documentElement.scrollWidth")
            found += [f"{name} is {wide} pixels wide"] if wide > PHONE else []
            tab.value(f"{axe}; 0")
            found += [f"{name}: {each}" for each in tab.value(RUN_AXE)]
    return len(pages), found


def differing(settings: Settings) -> tuple[int, list[str]]:
    """(values compared, those that differ): each CSV of a figure against the plainest query for its rows."""
    kinds = [
        (settings.site, "", FIGURES),
        *((settings.site / topic.name, "", topic.figures) for topic in TOPICS),
        *((folder, "zorgsoort", ZORGSOORT_FIGURES) for folder in _folders(settings.site / "zorgsoorten")),
        *((folder, "aanbieder_agb", AANBIEDER_FIGURES) for folder in _folders(settings.site / "aanbieders")),
    ]
    count, found = 0, []
    with connect(settings, "bi_reader") as connection:
        for folder, by, figures in kinds:
            for figure in figures:
                path = folder / f"{figure.anchor}.csv"
                if not path.exists():
                    continue
                wanted = sorted({by, figure.split} - {"", "indicator"})
                known = _rows(connection, figure, wanted, {by: folder.name} if by else {})
                with path.open(encoding="utf-8", newline="") as lines:
                    for row in csv.DictReader(lines, delimiter=";"):
                        count += 1
                        if row["waarde"] and (row["periode"], row["waarde"]) not in known:
                            found.append(f"{folder.name}/{path.name}: {row}")
    return count, found


def _folders(parent: Path) -> list[Path]:
    return sorted(folder for folder in parent.iterdir() if folder.is_dir())


def _rows(connection, figure, wanted, about):
    """(period, value) of every row that is split by the wanted columns and by no other."""
    columns = ("wet", "zorgsoort", "aanbieder_agb", "gemeente_code", "productgroep", "product_code", "verwijzer",
               "stadsdeel", "leeftijdsgroep", "geslacht")  # fmt: skip
    split = " and ".join(f"{name} is {'not ' if name in wanted else ''}null" for name in columns)
    only = "".join(f" and {name} = %({name})s" for name in about)
    query = (
        "select periode_type, periode_start, waarde from indicator.indicator_waarden"
        f" where indicator_code = any(%(codes)s) and periode_type = %(kind)s and {split}{only}"
    )
    with connection.cursor(row_factory=tuple_row) as cursor:
        cursor.execute(query, {"codes": list(figure.indicators), "kind": figure.periode_type} | about)
        return {(periode_label(kind, start), str(value)) for kind, start, value in cursor}
