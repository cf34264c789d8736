"""The smallest delivery and build that pass every check in soda/: two messages, two clients, three lines.

load(settings)      as the intake does
build(settings)     as dbt does, with only the columns that a check looks at
"""

from warehouse.database.connection import connect, connect_as_administrator
from warehouse.settings import Settings

ANNE, BRAM = "a" * 32, "b" * 32

RAW = (
    "insert into meta.files (file_id, sha256, source, name, size_bytes, status, loaded_at) values"
    " (1, '1', 'ijw_iwmo', 'een.xml', 1, 'loaded', now()), (2, '2', 'ijw_iwmo', 'twee.xml', 1, 'loaded', now()),"
    " (3, '3', 'registers', 'oud.csv', 1, 'loaded', now()), (4, '4', 'registers', 'nieuw.csv', 1, 'loaded', now())",
    "insert into raw_ijw_iwmo.berichten (_source_file_id, _rij, wet, berichtsoort, afzender, ontvanger,"
    " berichtidentificatie_identificatie, berichtidentificatie_dagtekening) values"
    " (1, 1, 'jeugdwet', '301', '0268', '12345678', 'B1', '2025-01-02'),"
    " (2, 1, 'jeugdwet', '323', '12345678', '0268', 'B2', '2025-03-31')",
    "insert into raw_ijw_iwmo.prestaties (_source_file_id, _rij, client_pseudoniem, productreferentie_referentienummer,"
    f" ingediendbedrag_bedrag, ingediendbedrag_debetcredit) values (2, 1, '{ANNE}', '123456789', 10000, 'D'),"
    f" (2, 2, '{BRAM}', '123456788', 5000, 'D'), (2, 3, '{BRAM}', '123456787', 5000, 'C')",
    "insert into raw_registers.producten (_source_file_id, _rij, _delivered_on)"
    " select 3 + levering, regel, date '2025-01-01' + levering from generate_series(0, 1) as levering,"
    " generate_series(1, 20) as regel",
    "insert into raw_registers.toeleidingsstops (_source_file_id, _rij) values (4, 21)",
    "insert into meta.record_counts (file_id, table_name, rows_read, rows_loaded, cents_read, cents_loaded) values"
    " (1, 'berichten', 1, 1, 0, 0), (2, 'berichten', 1, 1, 0, 0), (2, 'prestaties', 3, 3, 10000, 10000),"
    " (3, 'producten', 20, 20, 0, 0), (4, 'producten', 20, 20, 0, 0), (4, 'toeleidingsstops', 1, 1, 0, 0)",
)

KEYS = "'12345678' as aanbieder_agb, '0268' as gemeente_code, 'P1' as product_id"

MARTS = {
    "dim_datum": "select date '2025-01-01' as datum",
    "dim_gemeente": "select '0268' as gemeente_code",
    "dim_aanbieder": "select '12345678' as aanbieder_agb",
    "dim_product": "select 'P1' as product_id",
    "dim_client": f"select client_id, 2010 as geboortejaar from (values ('{ANNE}'), ('{BRAM}')) as c (client_id)",
    "fct_berichten": (
        "select _source_file_id, berichtsoort, '12345678' as aanbieder_agb, '0268' as gemeente_code, "
        "berichtidentificatie_dagtekening as bericht_datum from raw_ijw_iwmo.berichten"
    ),
    "fct_toewijzingen": (
        f"select '{ANNE}' as client_id, {KEYS}, 100000000::bigint as toewijzing_nummer,"
        " date '2025-01-01' as ingangsdatum, null::date as einddatum"
    ),
    "fct_leveringen": f"select '{ANNE}' as client_id, {KEYS}",
    "fct_declaratieregels": (
        f"select client_id, {KEYS}, date '2025-02-01' as maand, date '2025-02-03' as productperiode_begindatum,"
        " date '2025-02-28' as productperiode_einddatum, eurocent::bigint as bedrag_eurocent,"
        " 'goedgekeurd' as regel_status, is_geleverd"
        f" from (values ('{ANNE}', 10000, true), ('{BRAM}', 5000, false), ('{BRAM}', -5000, false))"
        " as regels (client_id, eurocent, is_geleverd)"
    ),
    "fct_normering": (
        "select 'N1' as normering_nummer, '0268' as gemeente_code, date '2025-01-15' as geldig_van, 100 as bedrag_euro,"
        " 'van_kracht' as status"
    ),
    "fct_normering_maand": (
        "select 'N1' as normering_nummer, '0268' as gemeente_code, maand::date"
        " from generate_series(date '2025-01-01', date '2025-03-01', interval '1 month') as maand"
    ),
    "fct_normering_overschrijdingen": (
        "select '0268.N1' as normering_id, drempel_procent, maand::date as overschreden_maand, dag::date as gebleken_op"
        " from (values (70, '2025-01-01', '2025-02-06'), (90, '2025-02-01', '2025-03-06'), (100, null, null))"
        " as drempels (drempel_procent, maand, dag)"
    ),
    "fct_toeleidingsstops": (
        "select 'S1' as stop_nummer, '12345678' as aanbieder_agb, date '2025-02-01' as stop_van,"
        " date '2025-02-28' as stop_tot, _source_file_id, _rij from raw_registers.toeleidingsstops"
    ),
    "fct_aansluiting_boeking": (
        "select true as is_vergelijkbaar, 6 as geboekt_euro, 3 as gedeclareerd_euro, 2 as buiten_berichten_euro,"
        " 1 as verschil_euro"
    ),
    "fct_mijlpalen": "select date '2025-02-01' as gepland_op, 'gereed' as status, 'register' as herkomst",
    "fct_stop_voorstellen": "select 'S1' as stop_nummer",
    "fct_instroom_tijdens_stop": (
        "select 'S1' as stop_nummer, '12345678' as aanbieder_agb, date '2025-02-28' as toewijzingsdatum"
    ),
}

SPLITS = "cube (gemeente_code, wet, zorgsoort, aanbieder_agb)"
INDICATORS = f"""
with facts (indicator_code, periode_type, periode_start, waarde, teller, noemer) as (
    values
    ('IND001', 'maand', date '2025-02-01', 1::numeric, null::numeric, null::numeric),
    ('IND002', 'jaar', date '2025-01-01', 1, null, null),
    ('IND009', 'maand', date '2025-02-01', 100, null, null),
    ('IND009', 'jaar', date '2025-01-01', 100, null, null),
    ('IND010', 'jaar', date '2025-01-01', 100, 100, 1)
)

select indicator_code, periode_type, periode_start, gemeente_code, wet, zorgsoort, aanbieder_agb,
    null as productgroep, null as product_code, null as verwijzer, null as stadsdeel, null as leeftijdsgroep,
    null as geslacht, max(waarde) as waarde, max(teller) as teller, max(noemer) as noemer
from facts
cross join (
    values ('0268', 'jeugdwet', 'pleegzorg', '12345678')
) as split (gemeente_code, wet, zorgsoort, aanbieder_agb)
group by indicator_code, periode_type, periode_start, {SPLITS}
"""

VARIANTS = f"""
with facts (indicator_code, variant, periode_type, periode_start, periode_eind, waarde, teller, noemer) as (
    values
    ('IND001', 'stand_toegewezen', 'maand', date '2025-02-01', date '2025-02-28', 1::numeric, null::numeric,
        null::numeric),
    ('IND010', 'per_clientmaand', 'jaar', date '2025-01-01', date '2025-12-31', 100, 100, 1),
    ('IND152', 'status=gereed', 'kwartaal', date '2025-01-01', date '2025-03-31', 1, null, null)
)

select indicator_code, variant, periode_type, periode_start, periode_eind, gemeente_code, wet, zorgsoort, aanbieder_agb,
    null as productgroep, null as product_code, null as verwijzer, null as stadsdeel, null as leeftijdsgroep,
    null as geslacht, max(waarde) as waarde, max(teller) as teller, max(noemer) as noemer
from facts
cross join (
    values ('0268', 'jeugdwet', 'pleegzorg', '12345678')
) as split (gemeente_code, wet, zorgsoort, aanbieder_agb)
group by indicator_code, variant, periode_type, periode_start, periode_eind, {SPLITS}
"""


def load(settings: Settings) -> None:
    with connect_as_administrator(settings) as connection:
        for statement in RAW:
            connection.execute(statement)


def build(settings: Settings) -> None:
    with connect(settings, "transformer") as connection:
        for name, query in MARTS.items():
            connection.execute(f"create table build_mart.{name} as {query}")
        connection.execute(f"create table build_indicator.indicator_waarden as {INDICATORS}")
        connection.execute(f"create table build_indicator.indicator_varianten as {VARIANTS}")
