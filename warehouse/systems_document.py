"""Write docs/systems.md: what stands in here for each system that the municipality has.

Reads   warehouse/lists/systems.csv (which systems there are, what stands in for each, what is to be said of it)
Writes  docs/systems.md (committed)
Run     python -m warehouse.systems_document, after a stand-in changes; a test compares

A stand-in is `kind:name`; `place_of` says where each kind is in the project, so that a name without a place fails.
"""

from functools import cache
from pathlib import Path

from warehouse.feeds.contract import CONTRACTS as FEEDS
from warehouse.indicator_document import MODELS, models_of
from warehouse.indicator_state import LISTS, rows_of
from warehouse.settings import PROJECT

DOCUMENT = PROJECT / "docs" / "systems.md"
MARTS = PROJECT / "dbt_project" / "models" / "marts"
COMMANDS = {"edition": "cli_edition.py", "status": "status.py"}

_INTRODUCTION = """# Systems, and what stands in for each

Made by `python -m warehouse.systems_document`; change `warehouse/lists/systems.csv`, not this page. A *contract* is a
delivery that the warehouse takes in ([registers](leveringen/registers.md), [waiting lists](leveringen/wachtlijsten.md),
[surveys](leveringen/clientervaring.md)), a *source* are the messages, a *mart* and an *indicator* are what readers
query, a *feed* is what `warehouse feeds` writes for others, a *page* is of the site.
"""


def write() -> str:
    """The text of docs/systems.md. Raises LookupError for a stand-in that is nowhere."""
    rows = rows_of(LISTS / "systems.csv")
    lines = [
        f"| {row['system']} | {row['name']} | {row['kind']} | {_stands_in(row['stands_in'])} | {row['remark']} |"
        for row in rows
    ]
    answered = sum(bool(row["stands_in"]) for row in rows)
    return "\n".join(
        [
            _INTRODUCTION,
            f"Of {len(rows)} systems {answered} have a stand-in; of the others the reason is said.\n",
            "| system | name | kind | stands in here | remark |",
            "| --- | --- | --- | --- | --- |",
            *lines,
            "",
        ]
    )


def place_of(kind: str, name: str) -> Path:
    """The file that is the stand-in. Raises LookupError where there is none."""
    source, _, delivery = name.partition("/")
    places = {
        "source": PROJECT / "ingestion" / "sources" / name,
        "contract": PROJECT / "ingestion" / "sources" / source / "contracts" / f"{delivery}.yml",
        "mart": next(MARTS.rglob(f"{name}.sql"), MARTS / name),
        "indicator": _models().get(name, MODELS / name),
        "feed": FEEDS / f"{name}.yml",
        "page": PROJECT / "warehouse" / "report" / "templates" / f"{name}.html",
        "command": PROJECT / "warehouse" / COMMANDS.get(name, name),
        "doc": PROJECT / name,
    }
    if kind not in places or not places[kind].exists():
        raise LookupError(f"{kind}:{name} is nowhere in the project")
    return places[kind]


@cache
def _models() -> dict[str, Path]:
    """Indicator -> its model; one that is only split by what has no column has a model among the variants alone."""
    return {
        code: folder / f"{model['name']}.sql"
        for folder in (MODELS / "varianten", MODELS)
        for code, model in models_of(folder).items()
    }


def _stands_in(text: str) -> str:
    shown = []
    for stand_in in text.split():
        kind, _, name = stand_in.partition(":")
        place_of(kind, name)
        shown.append(f"[{name}]({name.removeprefix('docs/')})" if kind == "doc" else f"{kind} `{name}`")
    return ", ".join(shown) or "nothing"


def main() -> None:
    DOCUMENT.write_text(write(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
