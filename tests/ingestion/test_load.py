"""Loading: everything of a file or nothing, once, whoever else is loading."""

import threading

import psycopg
import pytest

from ingestion import copying, load
from ingestion.outcomes import Fault
from ingestion.pseudonymise import KeyProblem, pseudonym_of
from ingestion.sources import Counts, Reading
from ingestion.sources.ijw_iwmo import document, parse
from ingestion.sources.ijw_iwmo.casts import ARROW_TYPES
from tests.ingestion.messages import SPELLINGS, TEST_BSNS, Writer, all_types, make_message


def counts_of(intake):
    rows = intake.connection.execute(
        "select name, table_name, rows_read, rows_loaded, cents_read, cents_loaded"
        " from meta.record_counts inner join meta.files using (file_id)"
    )
    return {(name, table): tuple(numbers) for name, table, *numbers in rows}


def declaration(debits, credits):
    """A 323 of one client with these amounts in cents, and their total."""
    amounts = [("D", cents) for cents in debits] + [("C", cents) for cents in credits]

    def put_amounts(message):
        for number, (line, (sign, cents)) in enumerate(zip(message.below("Prestatie"), amounts, strict=True)):
            line.set("Eenheid", "01")
            line.set("ProductTarief", 100)
            line.set("IngediendBedrag/Bedrag", cents)
            line.set("IngediendBedrag/DebetCredit", sign)
            reference = line.find("ProductReferentie")
            reference.drop("VorigReferentieNummer")
            if sign == "C":
                reference.set("VorigReferentieNummer", f"EERDER{number}")
        declaratie = message.find("Declaratie")
        declaratie.set("TotaalIngediendBedrag/TotaalBedrag", sum(debits) - sum(credits))
        declaratie.set("TotaalIngediendBedrag/DebetCredit", "D")

    writer = Writer("jeugdwet", "323", 1, lines=len(amounts), fill=0, bsns=TEST_BSNS[:1])
    return writer.message(put_amounts)


def test_all_28_message_types_load_in_full(intake):
    for number, (wet, berichtsoort) in enumerate(all_types()):
        spelling = SPELLINGS[number % len(SPELLINGS)]
        intake.drop(f"{wet}_{berichtsoort}.xml", make_message(wet, berichtsoort, 1, spelling=spelling, fill=1))

    counts = intake.run()

    assert counts["landed"] == counts["valid"] == counts["loaded"] == 28
    assert set(intake.status_of().values()) == {"loaded"}
    assert all(rows.total() for rows in intake.rows().values()), "a raw table stayed empty"
    assert counts["rows"] == intake.row_count()


def test_a_second_run_changes_nothing(intake):
    intake.drop("a.xml", make_message("wmo", "301", 1))
    intake.run()
    rows = intake.rows()

    assert intake.run() == {
        "offered": 1, "known": 1, "landed": 0, "unpacked": 0, "skipped": 0, "examined": 0, "valid": 0, "held": 0,
        "noted": 0, "loaded": 0, "refused": 0, "rows": 0,
    }  # fmt: skip
    assert intake.rows() == rows


def test_rows_and_cents_are_counted_per_file_and_table(intake):
    intake.drop("a.xml", declaration([10_000, 250], [300]))

    intake.run()

    assert counts_of(intake) == {
        ("a.xml", "berichten"): (1, 1, 0, 0),
        ("a.xml", "declaraties"): (1, 1, 0, 0),
        ("a.xml", "clienten"): (1, 1, 0, 0),
        ("a.xml", "prestaties"): (3, 3, 9_950, 9_950),
    }


def test_rows_that_do_not_arrive_break_the_count_law_and_load_nothing(intake, monkeypatch):
    intake.drop("a.xml", declaration([10_000], []))
    copy_table = load.copy_table

    def lose_rows(connection, schema, name, table, **options):
        return copy_table(connection, schema, name, table.slice(1) if name == "prestaties" else table, **options)

    monkeypatch.setattr(load, "copy_table", lose_rows)

    with pytest.raises(psycopg.errors.CheckViolation, match="count_law"):
        intake.run()
    assert intake.row_count() == 0
    assert intake.status_of() == {"a.xml": "valid"}


def test_a_file_that_the_database_does_not_take_is_refused_alone(intake, monkeypatch):
    for number in range(9):
        intake.drop(f"{number}.xml", make_message("jeugdwet", "305", number))
    intake.land()
    intake.validate()
    (bad,) = intake.connection.execute("select file_id from meta.files where name = '4.xml'").fetchone()
    copied = []
    copy_table = load.copy_table

    def refuse_one(connection, schema, name, table, **options):
        copied.append(name)
        if bad in table["_source_file_id"].to_pylist():
            connection.execute("select 'geheim'::date")
        return copy_table(connection, schema, name, table, **options)

    monkeypatch.setattr(load, "copy_table", refuse_one)

    counts = intake.load()

    assert (counts["loaded"], counts["refused"]) == (8, 1)
    assert intake.status_of()["4.xml"] == "refused"
    assert intake.codes() == {"L009": 1}
    assert "geheim" not in intake.messages()[0]
    assert len(list((intake.settings.quarantine / "ijw_iwmo").iterdir())) == 2
    assert intake.connection.execute(
        "select count(distinct _source_file_id) from raw_ijw_iwmo.berichten"
    ).fetchone() == (8,)
    assert len(copied) > 10, "the batch was not halved"


def test_a_file_that_turns_out_wrong_while_it_is_read_is_refused_alone(intake, monkeypatch):
    for number in range(3):
        intake.drop(f"{number}.xml", make_message("wmo", "307", number))
    cast_text = parse.Assembly._cast
    seen = []

    def spoil(assembly, source, column, *rest):
        if column.name == "einddatum" and len(assembly.files) == 3:
            seen.append(assembly.files[1].name)
            assembly.wrong[assembly.files[1].file_id] = [Fault("X031", "StopProduct 1", {"element": "Einddatum"})]
        return cast_text(assembly, source, column, *rest)

    monkeypatch.setattr(parse.Assembly, "_cast", spoil)

    counts = intake.run()

    assert (counts["loaded"], intake.codes()) == (2, {"X031": 1})
    assert intake.status_of()[seen[0]] == "refused"


def test_a_large_file_loads_in_pieces_to_the_same_rows(intake, monkeypatch):
    for wet, berichtsoort in all_types():
        intake.drop(f"{wet}{berichtsoort}.xml", make_message(wet, berichtsoort, 5, lines=3))
    intake.run()
    together = intake.rows()
    load.forget_loaded(intake.connection, source="ijw_iwmo")
    monkeypatch.setattr(parse, "LARGE_BYTES", -1)
    monkeypatch.setattr(document, "PIECE_BYTES", 200)
    monkeypatch.setattr(document, "PART_BYTES", 500)
    monkeypatch.setattr(load, "BATCH_BYTES", 1)

    assert intake.load()["loaded"] == 28
    assert intake.rows() == together


def test_a_large_file_that_breaks_halfway_leaves_nothing(intake, monkeypatch):
    intake.drop("a.xml", make_message("jeugdwet", "323", 1, lines=2))
    intake.drop("b.xml", make_message("jeugdwet", "323", 2, lines=2))
    monkeypatch.setattr(load, "BATCH_BYTES", 1)
    read = parse.read

    def break_off(files):
        yield from read(files)
        if files[0].name == "a.xml":
            yield Reading(refused={files[0].file_id: (Fault("X090", fields={"reden": "afgebroken"}),)})

    monkeypatch.setattr(parse, "read", break_off)

    counts = intake.run()

    assert (counts["loaded"], counts["refused"]) == (1, 1)
    assert intake.status_of() == {"a.xml": "refused", "b.xml": "loaded"}
    assert {name for name, _ in counts_of(intake)} == {"b.xml"}


def test_remarks_about_a_loaded_file_are_told(intake, monkeypatch):
    intake.drop("a.xml", make_message("wmo", "305", 1))
    read = parse.read

    def with_remark(files):
        for reading in read(files):
            yield Reading(
                reading.tables,
                {(files[0].file_id, "berichten"): Counts(rows_read=2, rows_quarantined=1)},
                remarks={files[0].file_id: (Fault("X011", fields={"tekenset": "x"}),)},
            )

    monkeypatch.setattr(parse, "read", with_remark)

    assert intake.run()["loaded"] == 1
    assert intake.codes() == {"X011": 1}
    assert counts_of(intake)["a.xml", "berichten"][:2] == (2, 1)


def test_two_loaders_at_once_load_everything_once(intake, connect, monkeypatch):
    for number in range(60):
        intake.drop(f"{number}.xml", make_message("jeugdwet", "301", number))
    intake.land()
    intake.validate()
    monkeypatch.setattr(load, "BATCH_FILES", 7)
    counts = []

    def run():
        counts.append(intake.load(connect("ingest_writer")))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(found["loaded"] for found in counts) == 60
    assert sum(found["rows"] for found in counts) == intake.row_count()
    assert set(intake.status_of().values()) == {"loaded"}


def test_a_file_that_another_loader_gives_up_is_loaded_by_this_one(intake, connect):
    intake.drop("a.xml", make_message("jeugdwet", "301", 1))
    intake.land()
    intake.validate()
    other = connect("ingest_writer", autocommit=False)
    other.execute("select from meta.files for update")
    counts = []
    waiting = threading.Thread(target=lambda: counts.append(intake.load()))
    waiting.start()

    other.rollback()
    waiting.join()

    assert counts[0]["loaded"] == 1


def test_forgotten_files_load_again_in_place_of_their_rows(intake):
    intake.drop("a.xml", make_message("jeugdwet", "301", 1, fill=1))
    intake.run()
    rows = intake.rows()

    assert load.forget_loaded(intake.connection, source="ijw_iwmo") == 1
    assert intake.rows() == rows, "readers keep the old rows until the new ones stand"
    assert intake.load()["loaded"] == 1
    assert intake.rows() == rows


def test_every_person_is_in_the_vault_once(clean_home, intake, administrator):
    for number in range(5):
        intake.drop(f"{number}.xml", make_message("jeugdwet", "305", number, bsns=("999900006", "999900018")))
    intake.run()

    persons = administrator.execute("select client_pseudoniem, bsn from vault.personen").fetchall()
    used = {
        pseudonym
        for (pseudonym,) in intake.connection.execute("select client_pseudoniem from raw_ijw_iwmo.startproducten")
    }

    assert 1 <= len(persons) <= 2
    assert {pseudonym for pseudonym, _ in persons} == used
    assert all(pseudonym == pseudonym_of(intake.key, bsn) for pseudonym, bsn in persons)


def test_the_persons_of_a_batch_that_failed_come_to_the_vault_with_its_halves(intake, administrator, monkeypatch):
    for number in range(4):
        intake.drop(f"{number}.xml", make_message("jeugdwet", "305", number, bsns=TEST_BSNS[number : number + 2]))
    copy_persons, batches = load.copy_persons, []

    def fail_once(connection, persons, known):
        added = copy_persons(connection, persons, known)
        batches.append(added.num_rows)
        if len(batches) == 1:
            connection.execute("select 'x'::date")
        return added

    monkeypatch.setattr(load, "copy_persons", fail_once)

    assert intake.run()["loaded"] == 4
    pseudonyms = administrator.execute("select array_agg(client_pseudoniem) from vault.personen").fetchone()[0]
    used = intake.connection.execute("select distinct client_pseudoniem from raw_ijw_iwmo.startproducten").fetchall()
    assert {pseudonym for (pseudonym,) in used} <= set(pseudonyms)
    assert len(batches) == 3
    assert sum(batches[1:]) == len(pseudonyms), "a person of the first half was offered again with the second"


def test_nothing_loads_with_another_key(intake):
    intake.drop("a.xml", make_message("jeugdwet", "305", 1))
    intake.run()
    intake.settings.pseudonym_key_file.write_text("00" * 32)
    intake.drop("b.xml", make_message("jeugdwet", "305", 2))

    with pytest.raises(KeyProblem):
        intake.run()
    assert intake.status_of() == {"a.xml": "loaded", "b.xml": "valid"}


def test_arrow_types_of_a_temporary_table_are_those_of_the_vault(intake):
    assert {name: copying._sql_type(kind) for name, kind in ARROW_TYPES.items()} == {name: name for name in ARROW_TYPES}
