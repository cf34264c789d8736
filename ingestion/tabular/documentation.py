"""Write what follows from the contracts for others to read: the dbt sources, and a page per source for senders.

Reads   the contracts of every tabular source
Writes  dbt_project/models/staging/<source>/_sources.yml, docs/leveringen/<source>.md (both committed)
Run     python -m ingestion.tabular.documentation, after a contract changes; a test compares
"""

from pathlib import Path

import yaml

from ingestion.tabular.contract import Contract, load_contracts
from ingestion.tabular.layout import tables
from ingestion.tabular.wording import allowed_in, kind_of, sentences_of

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = {
    "registers": ("Registers", "Registers that the municipality and its partners keep, row by row as delivered."),
    "wachtlijsten": ("Wachtlijsten", "Waiting lists, row by row as delivered."),
    "clientervaring": ("Cliëntervaring", "Client experience surveys, row by row as delivered, without open answers."),
}
"""Source -> its title for senders (Dutch), its description for engineers."""


def generate() -> dict[str, str]:
    """Every generated file: path from the project root -> content."""
    files: dict[str, str] = {}
    for source in SOURCES:
        files[f"dbt_project/models/staging/{source}/_sources.yml"] = dbt_sources(source)
        files[f"docs/leveringen/{source}.md"] = page(source)
    return files


def main() -> None:
    for name, content in generate().items():
        path = PROJECT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")


def dbt_sources(source: str) -> str:
    """The dbt source of every raw table of one source; the vault has none."""
    schema = f"raw_{source}"
    described = [
        {
            "name": table.name,
            "description": table.comment,
            "columns": [{"name": column.name, "description": column.comment} for column in table.columns],
        }
        for table in tables(source)
        if table.schema == schema
    ]
    content = {"sources": [{"name": schema, "description": SOURCES[source][1], "tables": described}]}
    head = "# Generated from the contracts by `python -m ingestion.tabular.documentation`.\n"
    return head + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)


def page(source: str) -> str:
    """What every delivery of one source must look like, in Dutch, as Markdown."""
    contracts = load_contracts(source)
    lines = [
        "<!-- Generated from the contracts by `python -m ingestion.tabular.documentation`. -->",
        f"# {SOURCES[source][0]}: wat u aanlevert",
        "",
        f"Lever CSV (UTF-8, puntkomma, een kopregel) of XLSX in de map `inbox/{source}/<levering>/`. Zet de dag van de",
        f"levering in de bestandsnaam, bijvoorbeeld `{next(iter(contracts))}_2026-06-30.xlsx`.",
        f"Een sjabloon met uitleg en keuzelijsten maakt `warehouse template {source}/<levering> -o sjabloon.xlsx`.",
        "",
        "| levering | wat | door wie | wanneer |",
        "| --- | --- | --- | --- |",
        *(
            f"| [{name}](#{name}) | {contract.title} | {contract.delivered_by} | {contract.schedule.text} |"
            for name, contract in contracts.items()
        ),
    ]
    for contract in contracts.values():
        lines += _section(contract)
    return "\n".join(lines) + "\n"


def _section(contract: Contract) -> list[str]:
    rows = [
        f"| {column.name} | {column.description} | {kind_of(column)} | {'ja' if column.required else 'nee'} "
        f"| {_codes(contract, column.name) or allowed_in(column).replace('|', chr(92) + '|')} |"
        for column in contract.columns
    ]
    return [
        "",
        f"## {contract.name}",
        "",
        f"**{contract.title}** (versie {contract.version}). {contract.description}",
        "",
        *(f"- {sentence}" for sentence in sentences_of(contract)),
        "",
        "| kolom | betekenis | soort | verplicht | toegestaan |",
        "| --- | --- | --- | --- | --- |",
        *rows,
    ]


def _codes(contract: Contract, name: str) -> str:
    codes = contract.column(name).codes
    return ", ".join(f"`{code}`" for code in codes)


if __name__ == "__main__":
    main()
