"""What was refused, held, or loaded with a remark of the standard: per sender and reason, for who manages contracts.

Reads   mart.fct_afkeuringen, mart.dim_aanbieder, mart.dim_gemeente as bi_reader
Gives   the rows of the section `Geweigerd per afzender en reden`, counted in files
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from ingestion.outcomes import load_meldingen

UNKNOWN = "afzender onbekend"

_PER_SENDER_AND_REASON = """
select
    afkeuringen.afzender,
    coalesce(aanbieders.aanbieder_naam, gemeenten.gemeente_naam) as naam,
    afkeuringen.bron,
    afkeuringen.besluit,
    afkeuringen.afkeuring_code,
    afkeuringen.regel,
    count(distinct afkeuringen._source_file_id) as bestanden
from mart.fct_afkeuringen as afkeuringen
left join mart.dim_aanbieder as aanbieders on afkeuringen.afzender = aanbieders.aanbieder_agb
left join mart.dim_gemeente as gemeenten on afkeuringen.afzender = gemeenten.gemeente_code
group by 1, 2, 3, 4, 5, 6
order by bestanden desc, afkeuringen.afzender nulls last, afkeuringen.besluit, afkeuringen.afkeuring_code,
    afkeuringen.regel, afkeuringen.bron
"""


@dataclass(frozen=True)
class Reason:
    """One reason of one sender; `bestanden` counts files, `besluit` is geweigerd, vastgehouden or geladen."""

    afzender: str
    bron: str
    besluit: str
    code: str
    reden: str
    bestanden: int


def reasons_per_sender(connection: psycopg.Connection) -> list[Reason]:
    """Every sender and reason in the published load, the most frequent first."""
    return [
        Reason(sender(code, name), bron, besluit, afkeuring, reason(afkeuring, regel), files)
        for code, name, bron, besluit, afkeuring, regel, files in connection.execute(_PER_SENDER_AND_REASON)
    ]


def not_loaded(reasons: Sequence[Reason]) -> list[Reason]:
    """Those that kept a file out."""
    return [told for told in reasons if told.besluit != "geladen"]


def remarked(reasons: Sequence[Reason]) -> list[Reason]:
    """Those about messages that were loaded."""
    return [told for told in reasons if told.besluit == "geladen"]


def sender(code: str | None, name: str | None) -> str:
    """A sender as a page names it: by name and code, as far as they are known."""
    if code is None:
        return UNKNOWN
    return f"{name} ({code})" if name else code


def reason(code: str, regel: str | None) -> str:
    """What a code means in one sentence, without the particulars of one file."""
    known = load_meldingen().get(code) or load_meldingen().get(regel or "")
    if known is None:
        return f"Regel {regel or code} is niet gevolgd"
    first = re.sub(r"\s*\([^)]*\)", "", re.split(r"\. |; ", known.text.replace("(niveau 1)", ""))[0])
    told = re.sub(r"\{\w+\}", "…", re.sub(r"\s*\([^)]*$", "", first)).strip()
    return told if any(sign.isalpha() for sign in told) else "Release of vorm die niet wordt geladen"
