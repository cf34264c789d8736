"""Each check in soda/, shown to pass on a healthy build and to fail on the fault it is there for."""

import psycopg
import pytest

from tests.warehouse import healthy_build
from tests.warehouse.small_build import audit
from warehouse.check_files import read_definitions
from warehouse.database.connection import connect_as_administrator
from warehouse.gate import SODA, STILL, gate_build, gate_raw
from warehouse.gate_texts import FOLDER
from warehouse.publish import publish
from warehouse.settings import Settings

IJW, REGISTERS, WAITING, SURVEY, BUILD = "ijw_iwmo", "registers", "wachtlijsten", "clientervaring", "build"
TOTAL = "num_nonnulls(wet, gemeente_code, zorgsoort, aanbieder_agb) = 0"

BSNS = "999990007, 999990019, 999990020, 999990032"
"""Four test numbers that pass the 11-proef."""

FAULTS = [
    (IJW, "Elk binnengekomen bestand is beoordeeld", "update meta.files set status = 'valid' where file_id = 1"),
    (
        IJW,
        "Een levering is niet grotendeels geweigerd",
        "insert into meta.deliveries (run_id, source, path, size_bytes, mtime_ns, reaction)"
        " select 'night', 'ijw_iwmo', n::text, 1, 1, 'refused' from generate_series(1, 100) as n",
    ),
    (IJW, "Elke tabel heeft precies zoveel rijen", "delete from raw_ijw_iwmo.prestaties where _rij in (2, 3)"),
    (
        IJW,
        "Een cliënt staat alleen met een pseudoniem in de nieuwe rijen",
        "update raw_ijw_iwmo.prestaties set client_pseudoniem = 'Anne' where _rij = 1",
    ),
    (
        IJW,
        "Geen kolom met nieuwe rijen is gevuld met burgerservicenummers",
        "update raw_ijw_iwmo.prestaties set productreferentie_referentienummer ="
        f" (array[{BSNS}])[_rij]::text",
    ),
    (IJW, "Er is ten minste één bericht geladen", "delete from raw_ijw_iwmo.berichten"),
    (
        IJW,
        "Elk geladen bestand heeft precies één kop",
        "update raw_ijw_iwmo.berichten set _source_file_id = 2, _rij = 2 where _source_file_id = 1",
    ),
    (
        IJW,
        "De geladen declaratieregels tellen op",
        "update raw_ijw_iwmo.prestaties set ingediendbedrag_bedrag = 10001 where _rij = 1",
    ),
    (
        IJW,
        "De jongste dagtekening is niet ouder",
        "insert into meta.loads (run_id, status, data_until) values ('x', 'published', '2025-04-30');"
        "update meta.published set load_id = (select max(load_id) from meta.loads)",
    ),
    (REGISTERS, "Het productregister is niet meer dan gehalveerd", "delete from raw_registers.producten"
     " where _source_file_id = 4 and _rij > 9; update meta.record_counts set rows_read = 9, rows_loaded = 9"
     " where file_id = 4"),
    (WAITING, "Geen regel van een wachtlijst noemt meer dan honderdduizend", "insert into raw_wachtlijsten.jeugd_ggz"
     " (_source_file_id, _rij, aantal_wachtenden) values (9, 1, 999990007);"
     "insert into meta.files (file_id, sha256, source, name, size_bytes, status) values"
     " (9, '9', 'wachtlijsten', 'x.csv', 1, 'loaded');"
     "insert into meta.record_counts (file_id, table_name, rows_read, rows_loaded) values (9, 'jeugd_ggz', 1, 1)"),
    (SURVEY, "De meeste beantwoorde vragen staan in het vragenregister",
     "insert into meta.files (file_id, sha256, source, name, size_bytes, status) values"
     " (9, '9', 'clientervaring', 'x.csv', 1, 'loaded');"
     "insert into raw_clientervaring.ervaring_vragen (_source_file_id, _rij, onderzoek, vraag_code) values"
     " (9, 1, 'ceo_wmo', 'wmo_01');"
     "insert into raw_clientervaring.ervaring_antwoorden (_source_file_id, _rij, onderzoek, vraag_code) values"
     " (9, 1, 'ceo_wmo', 'wmo_99');"
     "insert into meta.record_counts (file_id, table_name, rows_read, rows_loaded) values"
     " (9, 'ervaring_vragen', 1, 1), (9, 'ervaring_antwoorden', 1, 1)"),
    (
        BUILD,
        "Elke bron is de laatste keer door haar eigen poort gekomen",
        "insert into meta.gate_checks (run_id, gate, check_name, outcome) values ('x', 'raw registers', 'y', 'fail')",
    ),
    (BUILD, "Er zijn berichten", "delete from build_mart.fct_berichten"),
    (BUILD, "Er is een kalender", "delete from build_mart.dim_datum"),
    (BUILD, "Er zijn gemeenten", "delete from build_mart.dim_gemeente"),
    (BUILD, "Elk verschillend bericht dat is geladen", "delete from build_mart.fct_berichten where"
     " _source_file_id = 1"),
    (BUILD, "De declaratieregels tellen tot op de cent", "update build_mart.fct_declaratieregels"
     " set bedrag_eurocent = -4999 where bedrag_eurocent = -5000"),
    (BUILD, "Hooguit 1 op 100 declaratieregels is hoger", "insert into build_mart.fct_declaratieregels"
     " select client_id, aanbieder_agb, gemeente_code, product_id, maand, productperiode_begindatum,"
     " productperiode_einddatum, 25000001, regel_status, false from build_mart.fct_declaratieregels,"
     " generate_series(1, 4)"),
    (BUILD, "Hooguit 1 op 100 declaratieregels gaat over zorg van voor 2015", "insert into"
     " build_mart.fct_declaratieregels select client_id, aanbieder_agb, gemeente_code, product_id, maand,"
     " date '2014-12-31', productperiode_einddatum, 0, regel_status, false from build_mart.fct_declaratieregels,"
     " generate_series(1, 4)"),
    (BUILD, "Hooguit 1 op 100 toewijzingen", "insert into build_mart.fct_toewijzingen select client_id, aanbieder_agb,"
     " gemeente_code, product_id, toewijzing_nummer, ingangsdatum, ingangsdatum - 1 from build_mart.fct_toewijzingen,"
     " generate_series(1, 11)"),
    (BUILD, "Hooguit 1 op 100 cliënten", "insert into build_mart.dim_client select md5(n::text), 1899 from"
     " generate_series(1, 11) as n"),
    (BUILD, "IND009 per maand", "update build_indicator.indicator_waarden set waarde = 100.01 where"
     " indicator_code = 'IND009' and periode_type = 'maand'"),
    (BUILD, "IND001 per maand", "update build_mart.fct_declaratieregels set is_geleverd = true"),
    (BUILD, "Een totaal over zorgsoorten", "update build_indicator.indicator_waarden set waarde = 2 where"
     " indicator_code = 'IND002' and zorgsoort is null"),
    (BUILD, "Een totaal over gemeenten", "update build_indicator.indicator_waarden set waarde = 2 where"
     " indicator_code = 'IND002' and gemeente_code is null"),
    (BUILD, "De kosten per wet, gemeente, zorgsoort en aanbieder", "delete from build_indicator.indicator_waarden where"
     " indicator_code = 'IND009' and wet is not null and num_nonnulls(gemeente_code, zorgsoort, aanbieder_agb) = 0"),
    (BUILD, "Een verhouding is haar teller", "update build_indicator.indicator_waarden set noemer = 0 where"
     f" indicator_code = 'IND010' and {TOTAL}"),
    (BUILD, "Het aantal unieke cliënten in een jaar", "delete from build_indicator.indicator_waarden where"
     f" indicator_code = 'IND002' and {TOTAL}"),
    (BUILD, "Een aantal cliënten is een heel getal", "update build_indicator.indicator_waarden set waarde = 1.5 where"
     " indicator_code = 'IND002'"),
    (BUILD, "IND001 naar toewijzing", "update build_mart.fct_toewijzingen set einddatum = date '2025-02-27'"),
    (BUILD, "Ook een verhouding van een variant", "update build_indicator.indicator_varianten set noemer = 0 where"
     f" indicator_code = 'IND010' and {TOTAL}"),
    (BUILD, "Prijseffect en volume-effect tellen", "insert into build_indicator.indicator_varianten (indicator_code,"
     " variant, periode_type, periode_start, waarde) values ('IND085', 'verandering', 'jaar', date '2025-01-01', 1)"),
    (BUILD, "Geboekt is gedeclareerd", "update build_mart.fct_aansluiting_boeking set verschil_euro = 2"),
    (BUILD, "Elke mijlpaal van het register telt", "delete from build_mart.fct_mijlpalen"),
    (BUILD, "Elk plafond dat geldt of gold", "delete from build_mart.fct_normering_maand where maand = '2025-01-01'"),
    (BUILD, "Een hogere drempel is nooit eerder bereikt", "update build_mart.fct_normering_overschrijdingen"
     " set overschreden_maand = date '2024-12-01' where drempel_procent = 90"),
    (BUILD, "Een hogere drempel is nooit eerder bereikt", "update build_mart.fct_normering_overschrijdingen"
     " set overschreden_maand = null where drempel_procent = 70"),
    (BUILD, "Een hogere drempel is nooit eerder bereikt", "update build_mart.fct_normering_overschrijdingen"
     " set gebleken_op = date '2025-01-31' where drempel_procent = 90"),
    (BUILD, "Elke toeleidingsstop staat in het register", "update build_mart.fct_toeleidingsstops set _rij = 22"),
    (BUILD, "Elke toeleidingsstop staat in het register", "update build_mart.fct_stop_voorstellen"
     " set stop_nummer = 'S2'"),
    (BUILD, "Wie als instroom tijdens een stop telt", "update build_mart.fct_instroom_tijdens_stop"
     " set toewijzingsdatum = date '2025-03-01'"),
    (BUILD, "Een cliënt staat overal alleen met een pseudoniem", "update build_mart.fct_leveringen set"
     " client_id = 'Anne'"),
    (BUILD, "Geen kolom is gevuld met burgerservicenummers", "insert into build_mart.fct_toewijzingen select client_id,"
     f" aanbieder_agb, gemeente_code, product_id, unnest(array[{BSNS}]), ingangsdatum, einddatum from"
     " build_mart.fct_toewijzingen"),
]  # fmt: skip

JUMPS = [
    "Er zijn niet meer dan 1 op 10 berichten verdwenen sinds de vorige lading",
    "Er zijn niet meer dan 1 op 10 toewijzingen verdwenen sinds de vorige lading",
    "Er zijn niet meer dan 1 op 10 leveringen verdwenen sinds de vorige lading",
    "Er zijn niet meer dan 1 op 10 declaratieregels verdwenen sinds de vorige lading",
    "De kosten van een jaar zijn niet meer dan 1 op 10 gedaald sinds de vorige lading, vanaf 100.000 euro",
    "Het aantal cliënten van een jaar is niet meer dan 1 op 10 gedaald sinds de vorige lading, vanaf 100",
]


def closing(home: Settings, gate: str) -> set[str]:
    result = gate_build(home, "night") if gate == BUILD else gate_raw(home, gate, "night")
    assert {check.outcome for check in result.checks} <= {"pass", "fail"}, result.blocking
    return {check.name for check in result.blocking}


def change(connection: psycopg.Connection, statements: str) -> None:
    for statement in statements.split(";"):
        connection.execute(statement)


@pytest.fixture
def healthy(clean_home):
    healthy_build.load(clean_home)
    healthy_build.build(clean_home)
    return clean_home


def test_a_healthy_delivery_and_build_pass_every_check(healthy):
    assert {gate: closing(healthy, gate) for gate in (IJW, REGISTERS, WAITING, SURVEY, BUILD)} == {
        gate: set() for gate in (IJW, REGISTERS, WAITING, SURVEY, BUILD)
    }


@pytest.mark.parametrize(("gate", "name", "fault"), FAULTS, ids=[name for _, name, _ in FAULTS])
def test_each_check_sees_its_fault(healthy, gate, name, fault):
    with connect_as_administrator(healthy) as administrator:
        change(administrator, fault)

    assert any(closed.startswith(name) for closed in closing(healthy, gate))


def test_what_readers_had_does_not_vanish(healthy, connect):
    with connect_as_administrator(healthy) as administrator:
        for name in ("fct_toewijzingen", "fct_leveringen", "fct_declaratieregels", "fct_berichten"):
            administrator.execute(f"insert into build_mart.{name} select t.* from build_mart.{name} as t,"
                                  " generate_series(1, 2500)")  # fmt: skip
        administrator.execute("update build_indicator.indicator_waarden set waarde = waarde * 10000")
    audit(healthy, "yesterday")
    publish(healthy, "yesterday")
    healthy_build.build(healthy)

    assert closing(healthy, BUILD) == set(JUMPS)


def test_a_check_without_a_test_is_no_check():
    paths = [path for path in FOLDER.rglob("*.yml") if path.stem != "no_telemetry"]
    definitions, _ = read_definitions({str(path): path.read_text(encoding="utf-8") for path in paths})
    names = {definition.name for definition in definitions}
    tested = [name for _, name, _ in FAULTS] + JUMPS

    assert len(names) > 30
    assert {name for name in names if not any(name.startswith(start) for start in tested)} == set()
    assert [start for start in tested if not any(name.startswith(start) for name in names)] == []
    assert not {SODA, STILL} & names
