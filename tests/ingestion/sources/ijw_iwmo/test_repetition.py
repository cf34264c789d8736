"""Leaving out what repeats changes no verdict, whatever is wrong with a message and wherever it stands."""

import random
import re

import pytest

from ingestion.guard import examine_bytes, safe_parser
from ingestion.sources.ijw_iwmo.catalogue import UNBOUNDED, load_catalogue
from ingestion.sources.ijw_iwmo.repetition import REPEATED, shortened
from ingestion.sources.ijw_iwmo.schema import compile_schema
from ingestion.sources.ijw_iwmo.source import SOURCE
from ingestion.sources.ijw_iwmo.structure import examine
from ingestion.well_formed import Nothing
from tests.bench.messages import claims

LINES = 60
MUTATIONS = 2000
KIND = ("jeugdwet", "323")
ALPHABET = b'0123456789<>/&;#"= \n-:.!?xaAZP' + "é".encode()


def accepts(text: bytes) -> bool:
    """The verdict of guard and schema over all of the text, without asking where the faults are."""
    guarded = examine_bytes(text)
    if guarded.refusal or guarded.is_intricate:
        return not examine(text).faults
    parser = safe_parser(Nothing(), compile_schema(*KIND))
    try:
        parser.feed(guarded.text)
        parser.close()
    except SyntaxError:
        return False
    return not len(parser.feed_error_log)


def accepts_shortened(text: bytes, piece: int) -> bool:
    """The verdict of what is left of it, read in pieces; of the whole where nothing may be left out."""
    read = short(text, piece)
    return accepts(text if read is None else read)


def short(text: bytes, piece: int = 1 << 20) -> bytes | None:
    return shortened((text[start : start + piece] for start in range(0, len(text), piece)), *KIND)


SOUND = claims(1, LINES)
PIECES = (len(SOUND) // 7, len(SOUND) // 3, len(SOUND))


def in_line(number: int, old: bytes, new: bytes) -> bytes:
    """The message with something else in one of its claim lines."""
    lines = SOUND.split(b"<jw323:Prestatie>")
    assert old in lines[number]
    lines[number] = lines[number].replace(old, new, 1)
    return b"<jw323:Prestatie>".join(lines)


def with_references(made) -> bytes:
    """The message with another reference in each of its lines."""
    return re.sub(rb"(<ijw:ReferentieNummer>)[^<]*", lambda found: found[1] + made(), SOUND)


def test_most_of_a_sound_message_is_left_out_and_the_rest_is_sound():
    text = claims(1, 5000)

    assert len(short(text)) < len(text) / 50
    assert accepts(text)
    assert accepts(short(text))


@pytest.mark.parametrize("length", [(20,), tuple(range(1, 21))], ids=["of one length", "of any length"])
def test_references_of_random_letters_are_left_out_as_well(length):
    chance = random.Random(5)  # noqa: S311 - references, no secrets
    sound = claims(1, 3000)
    text = re.sub(
        rb"(<ijw:ReferentieNummer>)[^<]*",
        lambda found: found[1] + bytes(chance.choices(b"abcXYZ0189", k=chance.choice(length))),
        sound,
    )

    assert len(short(text)) < len(text) / 5
    assert accepts(short(text))


@pytest.mark.parametrize("reference", [b"", b"012345678901234567890", b" ", "é".encode() * 20, b"&amp;", b"a-b c"])
def test_an_odd_reference_among_many_is_judged_by_what_it_is(reference):
    made = iter([b"%020d" % number for number in range(30)] + [reference] + [b"%020d" % n for n in range(30, 90)])
    text = with_references(lambda: next(made))

    assert text.count(b"<ijw:ReferentieNummer>" + reference + b"<") == 1
    for piece in PIECES:
        assert accepts_shortened(text, piece) == accepts(text)


def test_letters_in_place_of_the_bytes_of_another_sign_are_counted():
    """Twenty signs of two bytes fit; forty letters do not, though the bytes stand below each other."""
    made = iter(["é".encode() * 20] * 30 + [b"a" * 40] * 30)

    assert not accepts_shortened(with_references(lambda: next(made)), len(SOUND))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"2026-01-31", b"2026-02-31"),
        (b"2026-01-31", b"2026-13-01"),
        (b"<jw323:Eenheid>04", b"<jw323:Eenheid>99"),
        (b"<jw323:ProductCategorie>50", b"<jw323:ProductCategorie>00"),
        (b"<jw323:ProductCode>", b"<jw324:ProductCode>"),
        (b"<jw323:ToewijzingNummer>", b"<jw323:ToewijzingNummer>-"),
        (b"<jw323:ToewijzingNummer>", b"<jw323:ToewijzingNummer>9999"),
        (b"<jw323:GeleverdVolume>", b"<jw323:GeleverdVolume>1234567890"),
        (b"<jw323:Eenheid>04</jw323:Eenheid>", b""),
        (b"<ijw:ReferentieNummer>P", b"<ijw:ReferentieNummer>&#0;"),
        (b"<ijw:ReferentieNummer>P", b"<!-- <jw323:Prestatie> -->"),
        (b"<ijw:ReferentieNummer>", b'<ijw:ReferentieNummer a="1">'),
        (b"<ijw:ReferentieNummer>", b'<ijw:ReferentieNummer xmlns:ijw="urn:1">'),
        (b"</jw323:Prestatie>", b"</jw323:Prestatie>5"),
        (b"</jw323:Prestatie>", b""),
    ],
)
def test_one_unsound_line_among_many_is_still_refused(old, new):
    for number in (2, LINES // 2, LINES - 1):
        text = in_line(number, old, new)

        assert not accepts(text)
        assert not any(accepts_shortened(text, piece) for piece in PIECES)


def test_a_line_that_is_sound_in_another_way_is_still_accepted():
    text = in_line(7, b"2026-01-31", b"2026-01-30").replace(b"<jw323:Eenheid>04", b"<jw323:Eenheid>83", 3)

    assert accepts(text)
    assert all(accepts_shortened(text, piece) for piece in PIECES)


def test_no_mutation_changes_the_verdict():
    chance = random.Random(3)  # noqa: S311 - mutations, no secrets
    refused = left_out = 0
    for _ in range(MUTATIONS):
        text = bytearray(SOUND)
        for _ in range(chance.choice((1, 1, 2, 3))):
            place = chance.randrange(len(text))
            sign = chance.choice(ALPHABET).to_bytes(1)
            text[place : place + chance.choice((0, 1, 1))] = chance.choice((b"", sign, sign, sign))
        mutated = bytes(text)
        is_sound = accepts(mutated)

        assert accepts_shortened(mutated, chance.choice(PIECES)) == is_sound, mutated
        refused += not is_sound
        left_out += len(short(mutated) or mutated) < len(mutated) / 2
    assert refused > MUTATIONS / 10
    assert left_out > MUTATIONS / 2, "the short way was hardly taken"


def test_no_mutation_of_a_digit_changes_the_verdict():
    chance = random.Random(4)  # noqa: S311 - as above
    digits = [found.start() for found in re.finditer(rb"[0-9]", SOUND)]
    verdicts = set()
    for _ in range(MUTATIONS):
        text = bytearray(SOUND)
        text[chance.choice(digits)] = ord(chance.choice("0123456789"))
        is_sound = accepts(bytes(text))

        assert accepts_shortened(bytes(text), chance.choice(PIECES)) == is_sound
        verdicts.add(is_sound)
    assert verdicts == {True, False}


def test_a_message_in_pieces_is_judged_as_it_is_in_one():
    """What the intake asks: the verdict with every remark, or none where the whole must be read."""
    for name, text in {
        "sound": SOUND,
        "latin": SOUND.replace(b"UTF-8", b"ISO-8859-1"),
        "unsound": in_line(9, b"2026-01-31", b"2026-02-31"),
        "comment": in_line(9, b"</jw323:Prestatie>", b"</jw323:Prestatie><!-- -->"),
        "open end": in_line(9, b"2026-01-31", b"9999-12-31"),
        "sign": in_line(9, b"<ijw:ReferentieNummer>P", b"<ijw:ReferentieNummer>&#8203;"),
    }.items():
        whole = SOURCE.examine(text, name, is_production=True)
        pieces = [text[start : start + 999] for start in range(0, len(text), 999)]
        examined = SOURCE.examine_large(iter(pieces), is_production=True)

        assert "F014" in {fault.code for fault in whole.faults}
        assert examined == (whole if name in {"sound", "latin"} else None), name


def test_a_claim_line_and_all_above_it_may_be_repeated_without_limit_or_stand_once():
    found = 0
    for message in load_catalogue().messages.values():
        by_path = {element.path: element for element in message.elements}
        for element in message.elements:
            if element.name == REPEATED:
                found += 1
                above = [by_path[path] for path in by_path if f"{element.path}/".startswith(f"{path}/")]
                assert {one.max_occurs for one in above} == {1, UNBOUNDED}
                assert element.max_occurs == UNBOUNDED
    assert found == 4
