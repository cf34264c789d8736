"""Many messages as one document, and one of claims as several, whatever their spelling."""

from lxml import etree

from ingestion.sources.ijw_iwmo import document
from ingestion.sources.ijw_iwmo.document import document_of, parts_of
from tests.ingestion.messages import SPELLINGS, make_message


def clients_in(text):
    return [[element.text for element in client.iter()] for client in etree.fromstring(text).iter("{*}Client")]


def test_each_message_stands_in_the_document_as_it_was_sent(landed):
    messages = [make_message("wmo", "301", seed, spelling=spelling) for seed, spelling in enumerate(SPELLINGS)]

    root = etree.fromstring(document_of([landed(message, "wmo", "301") for message in messages]))

    found = [[element.text for element in child.iter()] for child in root.iterchildren(tag=etree.Element)]
    assert found == [[element.text for element in etree.fromstring(message).iter()] for message in messages]


def test_every_part_has_the_head_and_together_they_have_every_client_once(landed, monkeypatch):
    monkeypatch.setattr(document, "PIECE_BYTES", 300)
    monkeypatch.setattr(document, "PART_BYTES", 700)
    for spelling in SPELLINGS:
        message = make_message("jeugdwet", "323", 1, spelling=spelling, lines=8)
        parts = list(parts_of(landed(message, "jeugdwet", "323")))

        assert [client for part in parts for client in clients_in(part)] == clients_in(message)
        assert all(part.count(b"TotaalBedrag>") == 2 for part in parts)
        assert len(parts) > 3 or spelling.is_playful, spelling


def test_a_message_is_not_cut_where_a_comment_stands(landed, monkeypatch):
    monkeypatch.setattr(document, "PIECE_BYTES", 300)
    monkeypatch.setattr(document, "PART_BYTES", 700)
    message = make_message("jeugdwet", "323", 1, lines=8)
    end = b"</b:Client>"
    clients = message.split(end)
    assert len(clients) == 9, "another spelling?"
    message = end.join([*clients[:4], b"<!--" + clients[4] + end + b"-->" + clients[5], *clients[6:]])

    parts = list(parts_of(landed(message, "jeugdwet", "323")))

    assert len(parts) > 2
    assert b"<!--" in parts[-1]
    assert [client for part in parts for client in clients_in(part)] == clients_in(message)
