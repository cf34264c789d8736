"""Write docs/indicators-state.md: of each indicator there should be, what computes and proves it, or why nothing does.

Reads   warehouse/lists/indicators.csv (which there are), dbt models and seeds, tests/recompute;
        warehouse/lists/indicator_values.csv: what a published load held, and how it met the published figures
Writes  docs/indicators-state.md (committed); with `measure` first indicator_values.csv, from the published load
Run     python -m warehouse.indicator_state [measure], after an indicator changes; a test compares
"""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from warehouse.database.connection import connect
from warehouse.indicator_document import MODELS, models_of
from warehouse.settings import PROJECT, load_settings

DOCUMENT = PROJECT / "docs" / "indicators-state.md"
LISTS = PROJECT / "warehouse" / "lists"
MEASURED = LISTS / "indicator_values.csv"
SEEDS = PROJECT / "dbt_project" / "seeds"
RECOMPUTE = PROJECT / "tests" / "recompute"

DIMENSIONS = (
    "gemeente_code", "wet", "zorgsoort", "productgroep", "product_code", "aanbieder_agb", "verwijzer", "stadsdeel",
    "leeftijdsgroep", "geslacht",
)  # fmt: skip
OUTCOMES = ("gelijk", "verklaard", "onverklaard", "niet_vergeleken")

_QUERY = """
with waarden as (
    select indicator_code, count(*) as waarden, concat_ws(' ', {dimensions}) as dimensies
    from indicator.indicator_waarden
    group by indicator_code
),
aansluiting as (
    select indicator_code, {outcomes}
    from indicator.indicator_aansluiting
    where indicator_code is not null
    group by indicator_code
)
select
    coalesce(waarden.indicator_code, aansluiting.indicator_code) as indicator_code,
    coalesce(waarden.waarden, 0) as waarden, waarden.dimensies, {named}
from waarden
full join aansluiting on waarden.indicator_code = aansluiting.indicator_code
order by 1
"""

_INTRODUCTION = """# State of the indicators

Made by `python -m warehouse.indicator_state`; change its sources, not this page. What each indicator counts, and how it
is read, stands in [indicators.md](indicators.md). *Values* and *split by* are what the last measured load of the known
city held (`python -m warehouse.indicator_state measure` measures the load that is published now). *Recomputed in* names
the plain Python that computes it a second time; a test run ends with how many values were compared. *Published figures*
are those of the council papers about this indicator: how many there are, and what `warehouse reconcile` made of them in
that load; a figure that is not compared is a target, or of a time or area without data.
"""


def write() -> str:
    """The text of docs/indicators-state.md."""
    listed = rows_of(LISTS / "indicators.csv")
    defined = {row["indicator_code"] for row in rows_of(SEEDS / "keuzes" / "indicatoren.csv")}
    variants = Counter(row["indicator_code"] for row in rows_of(SEEDS / "keuzes" / "varianten.csv"))
    published = Counter(row["indicator_code"] for row in rows_of(SEEDS / "gepubliceerd" / "gepubliceerde_cijfers.csv"))
    models = models_of(MODELS / "varianten") | models_of(MODELS)
    measured = {row["indicator_code"]: row for row in rows_of(MEASURED)}
    proofs = recomputed()
    lines = []
    for row in listed:
        code = row["indicator_code"]
        is_built = code in defined and code in models
        model = f"`{models[code]['name']}`" if is_built else "no: no source"
        lines.append(
            f"| {code} | {row['name']} | {model} "
            f"| {_values(measured.get(code, {}))} | {variants[code] or ''} | {', '.join(proofs.get(code, ()))} "
            f"| {_published(published[code], measured.get(code, {}))} |"
        )
    built = sum(row["indicator_code"] in defined for row in listed)
    return "\n".join(
        [
            _INTRODUCTION,
            f"Of {len(listed)} indicators {built} are built and {len(proofs.keys() & defined)} are recomputed.\n",
            "| indicator | name | computed by | values; split by | variants | recomputed in | published figures |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *lines,
            "",
        ]
    )


def recomputed() -> dict[str, list[str]]:
    """Indicator -> the modules of tests/recompute that hold its code as a value, not in a docstring."""
    found: dict[str, list[str]] = {}
    for path in sorted(RECOMPUTE.glob("*.py")):
        if path.stem.startswith("test_"):
            continue
        for code in sorted(set(re.findall(r"\"(IND\d{3})\"", path.read_text(encoding="utf-8")))):
            found.setdefault(code, []).append(path.stem)
    return found


def measure() -> None:
    """Note what the published load holds of each indicator, and how it met the published figures."""
    query = _QUERY.format(
        dimensions=", ".join(f"case when bool_or({name} is not null) then '{name}' end" for name in DIMENSIONS),
        outcomes=", ".join(f"count(*) filter (where uitkomst = '{name}') as {name}" for name in OUTCOMES),
        named=", ".join(f"coalesce(aansluiting.{name}, 0) as {name}" for name in OUTCOMES),
    )
    with connect(load_settings(), "bi_reader") as connection:
        cursor = connection.execute(query.encode())
        with MEASURED.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow([column.name for column in cursor.description or ()])
            writer.writerows(cursor)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _values(measured: dict[str, str]) -> str:
    if not int(measured.get("waarden") or 0):
        return ""
    count = f"{int(measured['waarden']):,}"
    return f"{count}; {measured['dimensies'].replace(' ', ', ')}" if measured["dimensies"] else count


def _published(count: int, measured: dict[str, str]) -> str:
    if not count:
        return ""
    parts = [f"{measured[name]} {name.replace('_', ' ')}" for name in OUTCOMES if int(measured.get(name) or 0)]
    return f"{count}: {', '.join(parts)}" if parts else str(count)


def main() -> None:
    if "measure" in sys.argv[1:]:
        measure()
    DOCUMENT.write_text(write(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
