"""The guard refuses by the bytes what no parser should see, and lets all else through unchanged."""

import gzip
import io
import tarfile
import zipfile

import pytest
from lxml import etree

from ingestion import guard
from ingestion.guard import LARGEST_MB, MEGABYTE, MOST_ATTRIBUTES, MOST_ELEMENTS, examine_bytes, safe_parser

PLAIN = b'<?xml version="1.0" encoding="UTF-8"?>\n<a>\n<b>tekst</b>\n</a>\n'


def zipped(data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("bericht.xml", data)
    return packed.getvalue()


def tarred(data: bytes, form: int) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=form) as archive:
        member = tarfile.TarInfo("bericht.xml")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def attributes(count: int) -> bytes:
    return b" ".join(b"a%d='%d>'" % (number, number) for number in range(count))


REFUSED = {
    "nothing": (b"", "F001", ""),
    "gzip": (gzip.compress(PLAIN), "F011", ""),
    "zip": (zipped(PLAIN), "F011", ""),
    "empty zip": (b"PK\x05\x06" + bytes(18), "F011", ""),
    "bzip2": (b"BZh91AY", "F011", ""),
    "7z": (b"7z\xbc\xaf\x27\x1c", "F011", ""),
    "tar of posix": (tarred(PLAIN, tarfile.PAX_FORMAT), "F011", ""),
    "tar of gnu": (tarred(PLAIN, tarfile.GNU_FORMAT), "F011", ""),
    "office container": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "X013", ""),
    "pdf": (b"%PDF-1.7", "X013", ""),
    "csv": (b"bsn;naam\n1;a\n", "X013", ""),
    "white space": (b" \n\t\n", "X013", ""),
    "json": (b'{"a": 1}', "X013", ""),
    "utf-16 with mark": (("\ufeff" + PLAIN.decode()).encode("utf-16-le"), "X012", ""),
    "utf-16 big-endian": (PLAIN.decode().encode("utf-16-be"), "X012", ""),
    "utf-32": (PLAIN.decode().encode("utf-32-le"), "X012", ""),
    "ebcdic": (PLAIN.decode().encode("cp500"), "X012", ""),
    "utf-7 by mark": (b"+ADw-a+AD4-", "X012", ""),
    "utf-7 by name": (PLAIN.replace(b"UTF-8", b"UTF-7"), "X012", ""),
    "ebcdic by name": (PLAIN.replace(b"UTF-8", b"IBM037"), "X012", ""),
    "utf-16 by name": (PLAIN.replace(b"UTF-8", b"utf-16"), "X012", ""),
    "latin-9 by name": (PLAIN.replace(b"UTF-8", b"ISO-8859-15"), "X012", ""),
    "name in a declaration too long to be one": (PLAIN.replace(b" enc", b" " * 500 + b" enc"), "X016", "regel 1"),
    "cut off after the first word": (PLAIN[:5], "X014", "regel 1"),
    "cut off in the declaration": (PLAIN[:25], "X014", "regel 1"),
    "cut off before the end of the declaration": (b"\xef\xbb\xbf" + PLAIN[:37], "X014", "regel 1"),
    "declaration that does not close": (PLAIN.replace(b"?>", b""), "X016", "regel 1"),
    "null byte": (PLAIN.replace(b"tekst", b"te\0kst"), "X009", "regel 3, teken 6"),
    "no utf-8": (PLAIN.replace(b"tekst", b"caf\xe9"), "X010", "regel 3, byte 50"),
    "no utf-8 behind a mark": (b"\xef\xbb\xbf" + PLAIN.replace(b"tekst", b"caf\xe9"), "X010", "regel 3, byte 53"),
    "surrogate in utf-8": (PLAIN.replace(b"tekst", b"\xed\xa0\x80"), "X010", "regel 3, byte 47"),
    "overlong utf-8": (PLAIN.replace(b"tekst", b"\xc0\xbc"), "X010", "regel 3, byte 47"),
    "no ascii": (PLAIN.replace(b"UTF-8", b"US-ASCII").replace(b"tekst", "é".encode()), "X010", "regel 3, byte 50"),
    "euro of windows under the name latin-1": (
        PLAIN.replace(b"UTF-8", b"ISO-8859-1").replace(b"tekst", b"\x80"), "X010", "regel 3, byte 52",
    ),
    "hole in windows-1252": (
        PLAIN.replace(b"UTF-8", b"Windows-1252").replace(b"tekst", b"\x81"), "X010", "regel 3, byte 54",
    ),
    "cut inside a character": (PLAIN.replace(b"tekst", "é".encode())[:47], "X014", "regel 3"),
    "doctype": (PLAIN.replace(b"<a>", b"<!DOCTYPE a><a>"), "X001", "regel 2"),
    "doctype in small letters": (PLAIN.replace(b"<a>", b"<!doctype a><a>"), "X001", "regel 2"),
    "doctype after a comment": (PLAIN.replace(b"<a>", b"<!-- a --><!DOCTYPE a><a>"), "X001", "regel 2"),
    "doctype after an instruction": (PLAIN.replace(b"<a>", b"<?a?>\n<!DOCTYPE a><a>"), "X001", "regel 3"),
    "doctype after a sham comment": (PLAIN.replace(b"<a>", b"<?<!-- ?><!DOCTYPE a><a>"), "X001", "regel 2"),
    "doctype behind sham cdata in a comment": (
        PLAIN.replace(b"<a>", b"<!-- <![CDATA[ --><!DOCTYPE a [<!ENTITY b 'c'>]><a>"), "X001", "regel 2",
    ),
    "entity of its own": (PLAIN.replace(b"<a>", b"<!ENTITY a 'b'><a>"), "X001", "regel 2"),
    "text of 11 million bytes": (PLAIN.replace(b"tekst", b"a" * 11_000_000), "X005", "regel 3"),
    "comment of 11 million bytes": (PLAIN.replace(b"<a>", b"<!--" + b"a" * 11_000_000 + b"--><a>"), "X005", "regel 2"),
    "many attributes": (PLAIN.replace(b"<b>", b"<b " + attributes(MOST_ATTRIBUTES + 1) + b">"), "X007", "regel 3"),
    "many namespaces": (PLAIN.replace(b"<b>", b"<b " + b"xmlns:a='u' " * 70 + b">"), "X007", "regel 3"),
    "many elements": (b"<a>" + b"<a/>" * MOST_ELEMENTS + b"</a>", "X008", ""),
    "many comments": (b"<a>" + b"<!---->" * MOST_ELEMENTS + b"</a>", "X008", ""),
}  # fmt: skip

PASSED = {
    "plain": PLAIN,
    "without declaration": PLAIN[PLAIN.index(b"<a>") :],
    "64 attributes": PLAIN.replace(b"<b>", b"<b " + attributes(MOST_ATTRIBUTES) + b">"),
    "equal signs in a text": PLAIN.replace(b"tekst", b"'='" * 500),
    "the mark of a tar where a tar has it": b"<a>".ljust(257) + b"ustar  </a>",
    "a word of doctype in a comment": PLAIN.replace(b"<a>", b"<!-- <!DOCTYPE a> --><a>"),
    "a word of doctype in cdata": PLAIN.replace(b"tekst", b"<![CDATA[<!DOCTYPE a>]]>"),
    "a word of doctype in an instruction": PLAIN.replace(b"<a>", b"<?a <!DOCTYPE a>?><a>"),
    "style sheet": PLAIN.replace(b"<a>", b"<?xml-stylesheet href='http://localhost:9/a.xsl'?><a>"),
    "style sheet without declaration": b"<?xml-stylesheet href='a.xsl'?>" + PLAIN[PLAIN.index(b"<a>") :],
    "letters of many alphabets": PLAIN.replace(b"tekst", "éß漢😀\u202e".encode()),
    "a comment that never ends": PLAIN.replace(b"<a>", b"<!-- <a>") + b"<!DOCTYPE a>",
}


@pytest.mark.parametrize("name", REFUSED)
def test_bytes_are_refused_with_code_and_place(name):
    data, code, place = REFUSED[name]

    refusal = examine_bytes(data).refusal

    assert refusal is not None
    assert (refusal.code, refusal.place) == (code, place)


def test_a_file_beyond_the_limit_is_refused_with_its_size():
    refusal = examine_bytes(bytes(LARGEST_MB * MEGABYTE + 1)).refusal

    assert refusal is not None
    assert (refusal.code, refusal.fields) == ("F010", {"mb": LARGEST_MB + 1, "grens": LARGEST_MB})


@pytest.mark.parametrize("name", PASSED)
def test_bytes_are_passed_on_as_they_are(name):
    guarded = examine_bytes(PASSED[name])

    assert guarded.refusal is None
    assert guarded.text == PASSED[name]
    assert guarded.remarks == ()


def test_what_hides_a_doctype_from_the_guard_is_refused_by_the_parser():
    guarded = examine_bytes(PASSED["a comment that never ends"])

    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(guarded.text, safe_parser())


def test_a_byte_order_mark_is_left_out():
    assert examine_bytes(b"\xef\xbb\xbf" + PLAIN).text == PLAIN


def test_windows_and_old_mac_line_ends_become_plain_ones():
    assert examine_bytes(PLAIN.replace(b"\n", b"\r\n")).text == PLAIN
    assert examine_bytes(PLAIN.replace(b"\n", b"\r")).text == PLAIN


@pytest.mark.parametrize(
    ("name", "codec"), [("ISO-8859-1", "iso-8859-1"), ("windows-1252", "cp1252"), ("latin1", "latin1")]
)
def test_a_single_byte_encoding_is_read_with_a_remark(name, codec):
    data = PLAIN.replace(b"UTF-8", name.encode()).replace(b"tekst", "café".encode(codec))

    guarded = examine_bytes(data)

    assert guarded.text == PLAIN.replace(b"tekst", "café".encode())
    assert [remark.code for remark in guarded.remarks] == ["X011"]
    assert guarded.remarks[0].fields == {"tekenset": name}


def test_a_long_text_in_a_single_byte_encoding_is_read_whole():
    long = "é" * (2 * MEGABYTE + 3)
    data = PLAIN.replace(b"UTF-8", b"ISO-8859-1").replace(b"tekst", long.encode("latin1"))

    assert examine_bytes(data).text == PLAIN.replace(b"tekst", long.encode())


@pytest.mark.parametrize(
    "value",
    [b"100<!-- -->00", b"<!-- x -->10000", b"10000<?doe iets?>", b"1<!-- a\nb -->0000", b"<![CDATA[1]]><!-- x -->"],
)
def test_a_comment_inside_a_value_is_remarked(value):
    guarded = examine_bytes(PLAIN.replace(b"tekst", value))

    assert [(remark.code, remark.place) for remark in guarded.remarks] == [("X003", "regel 3")]
    assert guarded.remarks[0].fields == {"element": "b"}


def test_remarks_end_at_a_limit():
    guarded = examine_bytes(PLAIN.replace(b"tekst", b"a<!-- -->" * 2 * guard.REMARKS_KEPT))

    assert len(guarded.remarks) == guard.REMARKS_KEPT


def test_a_broken_character_after_a_megabyte_is_found_at_its_place():
    data = b"<a>" + "é".encode() * MEGABYTE + b"\xe9" + "é".encode() * MEGABYTE + b"</a>"

    refusal = examine_bytes(data).refusal

    assert refusal is not None
    assert refusal.place == f"regel 1, byte {4 + 2 * MEGABYTE}"


def test_a_name_that_hides_a_number_of_a_person_is_not_repeated():
    refusal = examine_bytes(b"<a><p999900006 b='" + b"\xe9" + b"'/></a>").refusal

    assert refusal is not None
    assert "999900006" not in str(refusal)
    assert refusal.fields["element"] == "p…"
