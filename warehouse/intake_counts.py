"""How one night's deliveries fared, per source: the figures of the closing table and of the page.

Reads   meta.deliveries, meta.files as publisher (counts, never a record of a person)

One delivery is one file, one member of a zip, or what lay in an envelope. Each ends in one column:
offered = packaging + loaded + known already + held + refused + noted + waiting.
"""

from dataclasses import dataclass

import psycopg
from psycopg.rows import class_row

_PER_SOURCE = """
select
    told.source,
    count(*) as offered,
    count(*) filter (where told.fate = 'unpacked') as packaging,
    count(*) filter (where told.fate = 'loaded') as loaded,
    count(*) filter (where told.fate = 'skipped') as known,
    count(*) filter (where told.fate = 'held') as held,
    count(*) filter (where told.fate = 'refused') as refused,
    count(*) filter (where told.fate = 'noted') as noted,
    count(*) filter (where told.fate in ('landed', 'valid')) as waiting
from (
    select
        deliveries.source,
        case when deliveries.reaction = 'landed' then files.status else deliveries.reaction end as fate
    from meta.deliveries as deliveries
    left join meta.files as files on deliveries.file_id = files.file_id
    where deliveries.run_id = %s
) as told
group by told.source
order by told.source
"""


@dataclass(frozen=True)
class IntakeCounts:
    """Deliveries of one source in one night, by what became of them; `packaging` counts zips and envelopes."""

    source: str
    offered: int
    packaging: int
    loaded: int
    known: int
    held: int
    refused: int
    noted: int
    waiting: int


def intake_counts(connection: psycopg.Connection, run_id: str) -> list[IntakeCounts]:
    """The counts of every source that was offered something in that night, in order of name."""
    with connection.cursor(row_factory=class_row(IntakeCounts)) as cursor:
        return cursor.execute(_PER_SOURCE.encode(), (run_id,)).fetchall()
