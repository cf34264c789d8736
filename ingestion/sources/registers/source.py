"""Registers that the municipality and its partners keep: one contract each in contracts/, all read alike."""

from ingestion.tabular.source import TabularSource

SOURCE = TabularSource("registers")
