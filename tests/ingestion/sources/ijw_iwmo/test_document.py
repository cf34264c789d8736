"""Many messages as one document, in pieces, whatever their spelling."""

from lxml import etree

from ingestion.sources.ijw_iwmo import document
from ingestion.sources.ijw_iwmo.document import Document
from tests.ingestion.messages import SPELLINGS, make_message


def test_each_message_stands_in_the_document_as_it_was_sent(landed):
    messages = [make_message("wmo", "301", seed, spelling=spelling) for seed, spelling in enumerate(SPELLINGS)]

    root = etree.fromstring(Document([landed(message, "wmo", "301") for message in messages]).read())

    found = [[element.text for element in child.iter()] for child in root.iterchildren(tag=etree.Element)]
    assert found == [[element.text for element in etree.fromstring(message).iter()] for message in messages]


def test_the_document_is_the_same_however_small_the_pieces(landed, monkeypatch):
    files = [landed(make_message("jeugdwet", "323", 1, spelling=spelling), "jeugdwet", "323") for spelling in SPELLINGS]
    whole = Document(files).read()
    monkeypatch.setattr(document, "PIECE_BYTES", 700)
    reader = Document(files)

    assert b"".join(iter(lambda: reader.read(97), b"")) == whole
    assert b"\r" not in whole
