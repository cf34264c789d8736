"""The raw and vault tables of the client experience surveys, generated from their contracts."""

from ingestion.raw_layer import Table
from ingestion.tabular import layout


def tables() -> tuple[Table, ...]:
    """One table per contract, followed by its vault twin where it has personal columns."""
    return layout.tables("clientervaring")
