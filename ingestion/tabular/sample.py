"""Rows that keep a contract: the example of the template, and as many made-up ones as a test or a demo asks for.

Everything here is invented; the only BSN is one of the test range.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from ingestion.tabular.contract import Column, Contract
from ingestion.tabular.values import CellError, parser_of

Filled = dict[str, str]


def example_row(contract: Contract) -> Filled:
    """One row in the form of a CSV cell per column; empty where the contract gives no example."""
    return {column.name: column.example for column in contract.columns}


def typed(column: Column, cell: str) -> object:
    """A CSV cell as a workbook stores it: a number, a date, a text; None where it is empty."""
    if not cell:
        return None
    value = parser_of(column, "csv")(cell)
    if isinstance(value, bool):
        return int(value)
    return float(value) if isinstance(value, Decimal) else value


def sample_rows(contract: Contract, count: int) -> Iterator[Filled]:
    """`count` rows with different keys, each else equal to the example."""
    counter = _counter(contract)
    for number in range(count):
        yield {**example_row(contract), counter.name: _numbered(counter, number)}


def _counter(contract: Contract) -> Column:
    """The column of the key that can take any number of values."""
    columns = [contract.column(name) for name in contract.key]
    for column in sorted(columns, key=lambda column: column.type == "date"):
        try:
            found = {parser_of(column, "csv")(_numbered(column, number)) for number in (0, 9, 10, 99, 100)}
        except CellError:
            continue
        if len(found) == 5:
            return column
    raise ValueError(f"{contract.label}: no column of the key can be counted up")


def _numbered(column: Column, number: int) -> str:
    if column.codes:
        return column.example
    if column.type == "date":
        return (date.fromisoformat(column.example) - timedelta(days=number)).isoformat()
    if column.type == "integer":
        return str((column.minimum or 0) + number)
    if column.example.isdigit():
        return str(int(column.example) + number).zfill(len(column.example))
    return f"{column.example}{number}"
