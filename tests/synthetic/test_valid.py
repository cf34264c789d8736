"""Every message is valid: by our own structure check, and by the official schemas where they are at hand."""

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from ingestion.sources.ijw_iwmo.structure import examine
from tests.synthetic.cities import delivered, small_city

SAMPLE = 40
"""Messages per type put to the official schema: several hundred in all."""


def test_our_structure_check_finds_nothing_against_any_message():
    seen = Counter()
    for name, data in delivered(small_city().inbox):
        found = examine(data)
        assert found.faults == (), name
        seen[found.wet, found.berichtsoort] += 1

    assert len(seen) == 28
    assert sum(seen.values()) > 5000


@pytest.mark.shared
def test_the_official_schemas_accept_the_messages(shared_standard: Path):
    schemas, seen = {}, Counter()
    for name, data in delivered(small_city().inbox):
        root = etree.fromstring(data)
        kind = etree.QName(root).namespace.split("/")[-2]
        if seen[kind] == SAMPLE:
            continue
        if kind not in schemas:
            folder = "ijw-3.2" if kind.startswith("jw") else "iwmo-3.2"
            schemas[kind] = etree.XMLSchema(etree.parse(shared_standard / "xsd" / folder / f"{kind}.xsd"))
        assert schemas[kind].validate(root), (name, schemas[kind].error_log)
        seen[kind] += 1

    assert len(seen) == 28
    assert sum(seen.values()) > 500


def test_prefixes_vary_over_the_senders():
    roots = {data.split(b"\r\n", 2)[1].split(b" ")[0] for _, data in delivered(small_city().inbox) if b"\r\n" in data}

    assert {b"<jw323:Bericht", b"<ns2:Bericht", b"<Bericht", b"<bericht:Bericht"} <= roots
