"""What the warehouse tells those who deliver lists and registers: what there is to deliver, a template, who is late.

Reads   the contracts of ingestion/sources; the seed of gemeenten for their names; raw_<source> for what came in, as
        ingest_writer or publisher
Writes  the template of one delivery, whole or not at all
Run     warehouse template [DELIVERY] [-o FILE]; the late ones stand on the page
"""

import csv
import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import psycopg

from ingestion.tabular.contract import Contract, load_contracts
from ingestion.tabular.documentation import SOURCES
from ingestion.tabular.late import Late, late_deliveries
from warehouse.settings import PROJECT

GEMEENTEN = PROJECT / "dbt_project/seeds/codelijsten/gemeenten.csv"


def known_deliveries() -> Iterator[str]:
    """One line per delivery: its name, its title and who delivers it."""
    contracts = [contract for source in SOURCES for contract in load_contracts(source).values()]
    width = max(len(contract.label) for contract in contracts)
    for contract in contracts:
        yield f"{contract.label:{width}}  {contract.title} ({contract.delivered_by})"


def write_template(contract: Contract, path: Path | None = None, gemeenten: Sequence[str] = ()) -> Path:
    """Write the template of a delivery; by default <delivery>.xlsx here. Gives where. Raises OSError.

    With `gemeenten` (CBS codes) a sender picks the gemeente from a list of those.
    """
    from ingestion.tabular.template import template  # noqa: PLC0415 - openpyxl costs half a second of import

    target = path or Path(f"{contract.name}.xlsx")
    aside = target.with_name(target.name + ".part")
    aside.write_bytes(template(narrowed(contract, gemeenten)))
    os.replace(aside, target)  # noqa: PTH105 - states the atomicity
    return target


def narrowed(contract: Contract, gemeenten: Sequence[str]) -> Contract:
    """The contract with these gemeenten as the codes of its gemeente_code; as it is where there are none."""
    if not gemeenten:
        return contract
    with GEMEENTEN.open(encoding="utf-8", newline="") as lines:
        names = {row["gemeente_code"]: row["gemeente_naam"] for row in csv.DictReader(lines)}
    codes = {code: names.get(code, code) for code in gemeenten}
    columns = tuple(
        column.model_copy(update={"codes": ({"*": "Elke gemeente"} if "*" in column.shape else {}) | codes})
        if column.name == "gemeente_code"
        else column
        for column in contract.columns
    )
    return contract.model_copy(update={"columns": columns})


def late_senders(connection: psycopg.Connection, today: date) -> list[Late]:
    """Every delivery of every source that is late on that day, the longest waiting first."""
    late = [line for source in SOURCES for line in late_deliveries(connection, source, today)]
    return sorted(late, key=lambda line: (-line.days_late, line.contract.label, line.deliverer))


def name_of_sender(late: Late) -> str:
    """Who has to deliver, in words: a provider by its name and AGB code, else as the contract calls it."""
    if not late.deliverer:
        return late.contract.delivered_by
    if late.name:
        return f"{late.name} (AGB {late.deliverer})"
    return late.contract.column(late.contract.deliverer).codes.get(late.deliverer, late.deliverer)
