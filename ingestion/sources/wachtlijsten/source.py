"""Waiting lists: what jeugd-GGZ providers, Buurtteams and, earlier, wijkteams report about who waits."""

from ingestion.tabular.source import TabularSource

SOURCE = TabularSource("wachtlijsten")
