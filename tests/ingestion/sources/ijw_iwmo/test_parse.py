"""Every table equals what a second, plain reader makes of the same message."""

import pyarrow as pa
import pytest

from ingestion.counting import count_rows
from ingestion.landing import DamagedLanding
from ingestion.sources.ijw_iwmo import document, parse
from ingestion.sources.ijw_iwmo.assembly import columns_of
from tests.ingestion.messages import SPELLINGS, Spelling, all_types, make_message
from tests.ingestion.sources.ijw_iwmo.reference import read_rows

KEY = ("_source_file_id", "_rij")
FAULTY_SAMPLES = {"jw315.xml", "jw318.xml"}


def read(files):
    tables: dict[str, list[pa.Table]] = {}
    for reading in parse.read(files):
        assert reading.refused == {}
        for name, table in reading.tables.items():
            tables.setdefault(name, []).append(table)
    return {name: pa.concat_tables(pieces) for name, pieces in tables.items()}


def rows_of(tables):
    return {name: {tuple(row[key] for key in KEY): row for row in table.to_pylist()} for name, table in tables.items()}


def expected_rows(messages, files):
    found: dict[str, dict[tuple[object, ...], dict[str, object]]] = {}
    for (data, wet, berichtsoort), file in zip(messages, files, strict=True):
        for name, rows in read_rows(data, wet, berichtsoort, file.file_id).items():
            empty = {column: None for column, _ in columns_of(name)}
            found.setdefault(name, {}).update({tuple(row[key] for key in KEY): empty | row for row in rows})
    return found


@pytest.mark.parametrize("spelling", SPELLINGS, ids=lambda spelling: f"{spelling.prefix}-{spelling.encoding}")
def test_every_type_in_every_spelling_reads_as_the_reference_says(landed, spelling):
    messages = [
        (make_message(wet, soort, seed, spelling=spelling, fill=fill), wet, soort)
        for wet, soort in all_types()
        for seed, fill in enumerate((0, 0.5, 1))
    ]
    files = [landed(*message) for message in messages]

    tables = read(files)

    assert len(messages) == 84
    assert set(tables) == {*expected_rows(messages, files)}
    assert rows_of(tables) == expected_rows(messages, files)


def test_a_message_reads_the_same_alone_together_and_in_pieces(landed, monkeypatch):
    files = [landed(make_message(wet, soort, 7, lines=4), wet, soort) for wet, soort in all_types()]
    together = rows_of(read(files))
    alone: dict[str, dict[tuple[object, ...], object]] = {}
    for file in files:
        for name, rows in rows_of(read([file])).items():
            alone.setdefault(name, {}).update(rows)
    monkeypatch.setattr(parse, "LARGE_BYTES", -1)
    monkeypatch.setattr(document, "PIECE_BYTES", 200)
    monkeypatch.setattr(document, "PART_BYTES", 500)

    assert alone == together
    assert rows_of(read(files)) == together


def test_types_are_those_of_the_raw_layout(landed):
    tables = read([landed(make_message(wet, soort, 1, fill=1), wet, soort) for wet, soort in all_types()])

    assert len(tables) == 17
    for name, table in tables.items():
        assert tuple(zip(table.column_names, table.schema.types, strict=True)) == columns_of(name)


def test_rows_and_money_are_counted(landed):
    message = make_message("wmo", "323", 1, lines=2)
    file = landed(message, "wmo", "323")
    lines = read_rows(message, "wmo", "323", 0)["prestaties"]
    cents = sum(
        line["ingediendbedrag_bedrag"] * (-1 if line["ingediendbedrag_debetcredit"] == "C" else 1) for line in lines
    )

    (reading,) = parse.read([file])

    counted = count_rows(reading.tables, parse.MONEY).to_pylist()
    assert {"file_id": file.file_id, "table_name": "prestaties", "rows": 4, "cents": cents} in counted
    assert {"file_id": file.file_id, "table_name": "berichten", "rows": 1, "cents": 0} in counted


@pytest.mark.parametrize("large", [1 << 25, -1], ids=["together", "in pieces"])
@pytest.mark.parametrize(
    ("sound", "wrong"),
    [(b"Begindatum>2", b"Begindatum>2x"), (b"</b:ToewijzingNummer>", b"99999999999999999</b:ToewijzingNummer>")],
)
def test_a_value_of_the_wrong_type_refuses_its_own_file(landed, monkeypatch, sound, wrong, large):
    monkeypatch.setattr(parse, "LARGE_BYTES", large)
    message = next(
        message for seed in range(50) if sound in (message := make_message("jeugdwet", "305", seed, lines=2, fill=1))
    )
    good = [landed(make_message("jeugdwet", "305", seed), "jeugdwet", "305") for seed in range(100, 103)]
    bad = landed(message.replace(sound, wrong), "jeugdwet", "305")

    readings = list(parse.read([*good[:2], bad, good[2]]))

    refused = {file_id: faults for reading in readings for file_id, faults in reading.refused.items()}
    loaded = {row["_source_file_id"] for r in readings for row in r.tables.get("berichten", pa.table({})).to_pylist()}
    assert list(refused) == [bad.file_id]
    assert refused[bad.file_id][0].code == "X031"
    assert refused[bad.file_id][0].place.startswith("StartProduct ")
    assert str(refused[bad.file_id][0].fields["element"]).encode() in wrong
    assert {file.file_id for file in good} <= loaded


@pytest.mark.parametrize("large", [1 << 25, -1], ids=["together", "in pieces"])
def test_a_file_that_the_parser_cannot_read_is_refused_alone(landed, monkeypatch, large):
    monkeypatch.setattr(parse, "LARGE_BYTES", large)
    good = [landed(make_message("wmo", "301", seed), "wmo", "301") for seed in range(5)]
    cut = landed(make_message("wmo", "301", 9)[:-30], "wmo", "301")
    double = landed(make_message("wmo", "301", 8) + b"<b:Bericht xmlns:b='x'></b:Bericht>", "wmo", "301")

    readings = list(parse.read([*good[:2], cut, *good[2:4], double, good[4]]))

    refused = {file_id: faults[0].code for reading in readings for file_id, faults in reading.refused.items()}
    assert refused == {cut.file_id: "X090", double.file_id: "X090"}


def test_a_damaged_file_is_noticed_while_it_is_read(landed):
    file = landed(make_message("wmo", "301", 1), "wmo", "301")
    file.path.write_bytes(make_message("wmo", "301", 2))

    with pytest.raises(DamagedLanding):
        list(parse.read([file]))


def test_white_space_around_numbers_and_dates_is_no_part_of_them(landed):
    playful = Spelling(prefix="p", line_end="\n", is_playful=True)
    message = make_message("jeugdwet", "323", 1, spelling=playful, lines=3)
    assert b"\n</" in message, "nothing to trim: another seed?"

    table = read([landed(message, "jeugdwet", "323")])["prestaties"]

    assert table["productperiode_begindatum"].null_count == 0
    assert table["ingediendbedrag_bedrag"].null_count == 0


@pytest.mark.shared
def test_every_official_sample_reads_as_the_reference_says(landed, shared_standard):
    messages = [
        (path.read_bytes(), "jeugdwet", path.stem[-3:])
        for path in sorted((shared_standard / "samples" / "ijw-3.2").glob("*.xml"))
        if path.name not in FAULTY_SAMPLES
    ]
    files = [landed(*message) for message in messages]

    assert len(messages) == 12
    assert rows_of(read(files)) == expected_rows(messages, files)
