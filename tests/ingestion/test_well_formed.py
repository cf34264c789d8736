"""Where a text stops being XML, and its blocks."""

import random

import pytest
from lxml import etree

from ingestion.well_formed import blocks, break_in, fault_of, root_of


@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_blocks_cover_a_text_and_know_their_line(size):
    rng = random.Random(size)  # noqa: S311 - a seed, not a secret
    text = bytes(rng.choice(b"ab\n") for _ in range(500))

    found = list(blocks(text, size))

    assert b"".join(text[block.start : block.end] for block in found) == text
    assert len(found) >= 500 // size
    for block in found:
        assert block.end - block.start <= size
        assert block.line == text.count(b"\n", 0, block.start) + 1


def test_a_block_ends_with_a_line_where_it_can():
    assert [block.end for block in blocks(b"aa\nbb\ncc", 4)] == [3, 6, 8]


def test_a_sound_text_has_no_break():
    assert break_in(b"<a>\n<b/>\n</a>\n") is None


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (b"<a>\n<b>\n", "X014", 3),
        (b"<a>\n</b></a>", "X016", 2),
        (b"<a/>\n\n<a/>", "X015", 3),
        (b"<a/>\nklaar", "X015", 2),
        (b"<a>\n\n" + b"<!--" + b"a" * 10_100_000 + b"--></a>", "X005", 3),
    ],
)
def test_a_break_is_told_with_its_line(text, code, line):
    fault = break_in(text)

    assert fault is not None
    assert (fault.code, fault.place) == (code, f"regel {line}")


def test_the_root_is_told_although_the_text_breaks_behind_it():
    assert root_of(b'<p:a xmlns:p="urn:x"><b></a>') == ("urn:x", "a")
    assert root_of(b"<!-- nothing -->") == ("", "")


def test_a_lack_of_memory_is_no_fault_of_the_message():
    error = etree.XMLSyntaxError("out of memory", etree.ErrorTypes.ERR_NO_MEMORY, 1, 1)

    with pytest.raises(MemoryError):
        fault_of(error)
