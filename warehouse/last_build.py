"""What the last build was made of, so that the next one can go on from it instead of from nothing.

Reads   the code of this project, meta.files, counters of the raw tables, as role transformer
Writes  intermediate.built_from (one row), built_berichten, built_verwijzers, built_perioden, built_clienten and
        built_gegevens_tot_en_met: what the last build decided
Run     by warehouse.build, around dbt

A build goes on when only messages came in: the models that are incremental then find out which clients are touched
(int_clienten__touched) and which periods (int_perioden__touched). Any other change, of code, of a register, of rows
that were there, builds from nothing.
"""

import psycopg

from warehouse.made_of import code_fingerprint
from warehouse.settings import PROJECT

# of messages the files may grow in number; what was there must still be there
_OTHER_SOURCES = """
select coalesce(md5(string_agg(row(file_id, status, loaded_at)::text, ',' order by file_id)), '')
from meta.files
where source <> 'ijw_iwmo'
"""

_MESSAGES = """
select coalesce(
    string_agg(concat_ws(' ', relname, n_tup_upd, n_tup_del, pg_relation_filenode(relid)), ',' order by relid), ''
)
from pg_stat_user_tables
where schemaname = 'raw_ijw_iwmo'
"""

_FORGET = """
drop table if exists
    intermediate.built_from, intermediate.built_berichten, intermediate.built_verwijzers, intermediate.built_perioden,
    intermediate.built_clienten, intermediate.built_gegevens_tot_en_met
"""

# unlogged, as the models are: a crash empties all of them together
_REMEMBER = (
    _FORGET,
    """
    create unlogged table intermediate.built_berichten as
    select _source_file_id, oordeel from intermediate.int_berichten__verdicts
    """,
    """
    create unlogged table intermediate.built_verwijzers as
    select wet, gemeente_code, toewijzing_nummer, verwijzer from intermediate.int_toewijzingen__referrer
    """,
    """
    create unlogged table intermediate.built_perioden as
    select feit, maand, rijen, vingerafdruk from intermediate.int_perioden__fingerprints
    """,
    """
    create unlogged table intermediate.built_clienten as
    select client_id, geldig_van, geldig_tot, geboortejaar, geboortemaand, geslacht, stadsdeel
    from intermediate.int_clienten__periods
    """,
    """
    create unlogged table intermediate.built_gegevens_tot_en_met as
    select gegevens_tot_en_met from intermediate.int_gegevens__tot_en_met
    """,
    "create unlogged table intermediate.built_from (basis text not null)",
)


def basis(connection: psycopg.Connection) -> str:
    """All that a build may read apart from new messages, as a text to compare."""
    parts = [code_fingerprint(PROJECT)]
    for query in (_OTHER_SOURCES, _MESSAGES):
        row = connection.execute(query.encode()).fetchone()
        parts.append(str(row[0]) if row else "")
    return "\n".join(parts)


def goes_on(connection: psycopg.Connection, now: str) -> bool:
    """Whether only messages came in since the last build. Forgets that build if not: half of another is no basis."""
    found = connection.execute("select to_regclass('intermediate.built_from') is not null").fetchone()
    known = connection.execute("select basis from intermediate.built_from").fetchone() if found and found[0] else None
    if known and known[0] == now:
        return True
    connection.execute(_FORGET)
    return False


def remember(connection: psycopg.Connection, made_from: str) -> None:
    """Keep what a build that ended well was made from and decided. `made_from`: `basis` from before that build."""
    for statement in _REMEMBER:
        connection.execute(statement.encode())
    connection.execute("insert into intermediate.built_from (basis) values (%s)", (made_from,))
