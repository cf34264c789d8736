"""Every rule of level 2 lets through what obeys it and tells what does not; official samples keep their fate."""

import hashlib
from datetime import date, timedelta

import pyarrow as pa
import pytest
from lxml import etree

from ingestion.outcomes import reaction_to
from ingestion.sources import LandedFile
from ingestion.sources.ijw_iwmo import document, parse
from ingestion.sources.ijw_iwmo.catalogue import load_catalogue
from ingestion.sources.ijw_iwmo.rules.evaluation import broken_rules, every_rule, judged
from ingestion.sources.ijw_iwmo.rules.fingerprints import fingerprints
from ingestion.sources.ijw_iwmo.rules.registry import MESSAGE_RULES
from ingestion.sources.ijw_iwmo.rules.together import repeats
from ingestion.sources.ijw_iwmo.source import SOURCE
from tests.ingestion.messages import SPELLINGS, Writer, all_types
from tests.ingestion.sources.ijw_iwmo.rules.breaches_in_answers_and_claims import BREACHES
from tests.synthetic.cities import delivered, small_city

CAME_IN_ON = date(2026, 8, 1)
"""After the Dagtekening of every message that is made here."""

LAW_OF = {"TR377": "jeugdwet", "TR409": "jeugdwet"}
REMARKED = {
    "jw317.xml": {"CS003.317"},
    "jw323.xml": {"TR101.323", "TR416.323"},
}
"""Official samples that break a rule themselves."""


@pytest.fixture
def files_of(tmp_path):
    def write(messages):
        """Files in landing with what the structure check says of them; only what it accepts."""
        found = {}
        for name, data in messages:
            examined = SOURCE.examine(data, name, is_production=False)
            if any(reaction_to(fault.code) != "warn" for fault in examined.faults):
                assert name.startswith("jw"), (name, examined.faults)
                continue
            digest = hashlib.sha256(data).hexdigest()
            path = tmp_path / digest
            path.write_bytes(data)
            file_id = int(digest[:15], 16)
            kind = (examined.wet, examined.berichtsoort, examined.release)
            found[file_id] = LandedFile(file_id, digest, name, path, len(data), *kind, came_in_on=CAME_IN_ON)
        return list(found.values())

    return write


def came_in(files, on=CAME_IN_ON):
    return {file.file_id: on for file in files}


@pytest.fixture
def codes_of(files_of):
    def judge(messages):
        """Name of each message with the codes it got; those without any left out."""
        files = files_of(messages)
        names = {file.file_id: file.name for file in files}
        return {
            names[file]: {fault.code for fault in faults}
            for reading in parse.read(files)
            for file, faults in broken_rules(reading.tables, came_in(files)).items()
        }

    return judge


def test_every_rule_is_broken_by_a_test():
    assert len(BREACHES) > 80
    assert {one.rule for one in BREACHES} == {rule.code for rule in every_rule()}
    assert {one.code for one in BREACHES} == {rule.melding for rule in every_rule()}


def test_a_rule_tells_what_breaks_it_and_nothing_else(codes_of):
    sound, broken = [], []
    for number, one in enumerate(BREACHES):
        writer = Writer(LAW_OF.get(one.rule, "jeugdwet"), one.berichtsoort, number, fill=1, lines=2)
        sound.append((f"{number}", writer.message()))
        again = Writer(LAW_OF.get(one.rule, "jeugdwet"), one.berichtsoort, number, fill=1, lines=2)
        broken.append((f"{number}", again.message(one.change)))
    assert len(sound) == len(broken) > 80

    assert codes_of(sound) == {}
    told = codes_of(broken)
    missed = [
        (one.rule, one.berichtsoort, told.get(f"{number}"))
        for number, one in enumerate(BREACHES)
        if one.code not in told.get(f"{number}", set())
    ]
    assert missed == []


def test_a_thousand_messages_with_every_optional_element_are_let_through(codes_of):
    messages = [
        (f"{wet} {berichtsoort} {seed}", Writer(wet, berichtsoort, seed, spelling=spelling, fill=1).message())
        for wet, berichtsoort in all_types()
        for seed, spelling in enumerate(SPELLINGS * 6)
    ]
    assert len(messages) > 1000
    assert codes_of(messages) == {}
    for (wet, berichtsoort), message in load_catalogue().messages.items():
        used = {path for name, data in messages if name.startswith(f"{wet} {berichtsoort} ") for path in paths_in(data)}
        assert {element.path for element in message.elements} - used == set(), (wet, berichtsoort)


def paths_in(data):
    names = [
        [etree.QName(above).localname for above in (node, *node.iterancestors())]
        for node in etree.fromstring(data).iter(etree.Element)
    ]
    return {"/" + "/".join(reversed(path)) for path in names}


def test_no_message_of_the_city_is_refused(codes_of):
    messages = list(delivered(small_city(100).inbox))
    assert len(messages) > 1000
    assert codes_of(messages) == {}


@pytest.mark.shared
def test_the_official_samples_are_remarked_upon_at_most(codes_of, shared_standard):
    samples = sorted((shared_standard / "samples" / "ijw-3.2").glob("*.xml"))
    assert len(samples) == 14
    told = codes_of([(path.name, path.read_bytes()) for path in samples])
    assert told == REMARKED
    assert {reaction_to(code) for codes in told.values() for code in codes} == {"warn"}


@pytest.fixture
def in_parts(monkeypatch):
    def cut(message):
        """The clients of a message one by one."""
        monkeypatch.setattr(parse, "LARGE_BYTES", -1)
        monkeypatch.setattr(document, "PIECE_BYTES", 200)
        monkeypatch.setattr(document, "PART_BYTES", 300)
        parts = list(judged(parse.read(message), came_in(message)))
        monkeypatch.undo()
        return parts

    return cut


def test_a_message_in_parts_is_told_the_same(files_of, in_parts):
    """Every breach of a claim, and ten of them in one message."""
    broken = [one for one in BREACHES if one.berichtsoort == "323"]
    changes = [(one.change,) for one in broken]
    changes += [tuple(one.change for one in broken[number::3]) for number in range(3)]
    told = set()
    for number, chosen in enumerate(changes):

        def break_all(message, chosen=chosen):
            for change in chosen:
                change(message)

        files = files_of([("groot", Writer("jeugdwet", "323", number, fill=1, lines=6).message(break_all))])
        (whole,) = judged(parse.read(files), came_in(files))
        *parts, last = in_parts(files)

        assert len(parts) > 3
        assert all(part.is_piece for part in parts)
        assert (last.refused, last.remarks) == (whole.refused, whole.remarks)
        if not whole.refused:
            for name, table in whole.tables.items():
                assert pa.concat_tables([part.tables[name] for part in parts if name in part.tables]).equals(table)
        told |= {fault.code for faults in (whole.refused | whole.remarks).values() for fault in faults}
    assert told >= {one.code for one in broken}
    assert len(told) > 15


def test_a_rule_about_claims_together_is_one_that_is_asked_over_the_parts():
    """All but one of which the answer for each part by itself is that for the message."""
    by_itself = {rule.code for rule in MESSAGE_RULES if 323 in rule.berichtsoorten and rule.keep is None}
    assert by_itself == {"CS002"}


def test_equal_values_have_equal_fingerprints_and_others_do_not():
    texts = ["", "a", "b", "aa", "abcdefgh", "abcdefghi", "é", "éa", None, "a"]
    numbers = [0, 1, 2, 2, 1, 0, None, -2, 9, 1]
    rows = pa.table({"text": texts, "number": pa.array(numbers, pa.int64()), "day": pa.array(range(10), pa.date32())})
    for columns in (("text",), ("number",), ("text", "number"), ("number", "text"), ("day", "text")):
        wanted = [tuple(row[name] for name in columns) for row in rows.to_pylist()]
        found = fingerprints(rows, columns).tolist()
        assert len(set(found)) == len(set(wanted)) > 4
        assert [found.index(key) for key in found] == [wanted.index(key) for key in wanted]
    sliced = pa.concat_tables([rows.slice(5), rows.slice(0, 5)])
    assert fingerprints(sliced, ("text",)).tolist() == [*found_of(rows)[5:], *found_of(rows)[:5]]


def found_of(rows):
    return fingerprints(rows, ("text",)).tolist()


def test_a_hundred_thousand_keys_are_told_apart_and_the_one_that_stands_twice_is_found():
    rows = pa.table(
        {
            "_source_file_id": pa.array([7] * 100_000, pa.int64()),
            "_rij": pa.array(range(1, 100_001), pa.int32()),
            "key": [f"P{number % 99_999:05d}" for number in range(100_000)],
        }
    )
    question = repeats("key")
    assert question.find(question.keep(rows)).to_pylist() == [{"_source_file_id": 7, "_rij": 1}]


def test_a_refused_message_leaves_its_neighbours(files_of):
    broken = next(one for one in BREACHES if one.code == "X064")
    messages = [("goed", Writer("wmo", "323", 1).message()), ("fout", Writer("wmo", "323", 2).message(broken.change))]
    files = files_of(messages)
    (reading,) = judged(parse.read(files), came_in(files))

    assert list(reading.refused) == [files[1].file_id]
    assert reading.tables
    assert {file for table in reading.tables.values() for file in table["_source_file_id"].to_pylist()} == {
        files[0].file_id
    }


def test_an_aid_may_be_assigned_twice_under_the_wmo(codes_of):
    overlap = next(one for one in BREACHES if one.rule == "TR302").change

    def as_aids(message):
        overlap(message)
        for found in message.below("Product"):
            found.set("Categorie", "11")

    writer = Writer("wmo", "301", 5, fill=1, lines=2)
    assert codes_of([("hulpmiddel", writer.message(as_aids))]) == {}


def test_a_rule_does_not_hold_for_an_older_release(files_of):
    change = next(one for one in BREACHES if one.rule == "CS336").change
    files = files_of([("oud", Writer("wmo", "301", 1, fill=1).message(change))])
    (reading,) = parse.read(files)
    berichten = reading.tables["berichten"]
    column = berichten.column_names.index("release")
    old = berichten.set_column(column, "release", [["3.0"] * berichten.num_rows])

    assert [fault.code for faults in broken_rules(reading.tables, came_in(files)).values() for fault in faults] == [
        "CS336"
    ]
    assert broken_rules(reading.tables | {"berichten": old}, came_in(files)) == {}


def test_a_dagtekening_may_be_a_day_ahead_of_receipt_and_no_more(files_of):
    files = files_of([("start", Writer("wmo", "305", 1).message())])
    (reading,) = parse.read(files)
    dagtekening = reading.tables["berichten"]["berichtidentificatie_dagtekening"][0].as_py()

    def codes(received):
        found = broken_rules(reading.tables, came_in(files, received))
        return [fault.code for faults in found.values() for fault in faults]

    assert codes(dagtekening - timedelta(days=1)) == []
    assert codes(dagtekening - timedelta(days=2)) == ["X033"]
    assert codes(None) == []
