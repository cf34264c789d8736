"""Client experience: what respondents answered, how many were asked, the questions, and figures published before."""

from ingestion.tabular.source import TabularSource

SOURCE = TabularSource("clientervaring")
