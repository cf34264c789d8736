"""Leaving out what repeats changes no verdict, whatever is wrong with a message and wherever it stands."""

import random
import re

import pytest

from ingestion.guard import examine_bytes, safe_parser
from ingestion.sources.ijw_iwmo import repetition
from ingestion.sources.ijw_iwmo.catalogue import UNBOUNDED, load_catalogue
from ingestion.sources.ijw_iwmo.repetition import REPEATED, condensed
from ingestion.sources.ijw_iwmo.schema import compile_schema
from ingestion.well_formed import Nothing
from tests.bench.messages import claims

LINES = 60
MUTATIONS = 2000
KIND = ("jeugdwet", "323")
ALPHABET = b'0123456789<>/&;#"= \n-:.!?xaAZP' + "é".encode()


def plain(data: bytes) -> bytes:
    return examine_bytes(data).text


def accepts(parts) -> bool:
    """The verdict of the schema over some text in parts."""
    parser = safe_parser(Nothing(), compile_schema(*KIND))
    try:
        for part in parts:
            parser.feed(part)
        parser.close()
    except SyntaxError:
        return False
    return not len(parser.feed_error_log)


def read(text: bytes) -> bytes:
    return b"".join(condensed(text, *KIND))


SOUND = plain(claims(1, LINES))


def in_line(number: int, old: bytes, new: bytes) -> bytes:
    """The message with something else in one of its claim lines."""
    lines = SOUND.split(b"<jw323:Prestatie>")
    assert old in lines[number]
    lines[number] = lines[number].replace(old, new, 1)
    return b"<jw323:Prestatie>".join(lines)


def test_most_of_a_sound_message_is_left_out_and_the_rest_is_sound():
    text = plain(claims(1, 5000))

    assert len(read(text)) < len(text) / 20
    assert accepts([text])
    assert accepts(condensed(text, *KIND))


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

        assert not accepts([text])
        assert not accepts(condensed(text, *KIND))


def test_a_line_that_is_sound_in_another_way_is_still_accepted():
    text = in_line(7, b"2026-01-31", b"2026-01-30").replace(b"<jw323:Eenheid>04", b"<jw323:Eenheid>83", 3)

    assert accepts([text])
    assert accepts(condensed(text, *KIND))


def test_no_mutation_changes_the_verdict():
    chance = random.Random(3)  # noqa: S311 - mutations, no secrets
    refused = left_out = 0
    for _ in range(MUTATIONS):
        text = bytearray(SOUND)
        for _ in range(chance.choice((1, 1, 2, 3))):
            place = chance.randrange(len(text))
            sign = chance.choice(ALPHABET).to_bytes(1)
            text[place : place + chance.choice((0, 1, 1))] = chance.choice((b"", sign, sign, sign))
        guarded = examine_bytes(bytes(text))
        if guarded.refusal:
            continue
        mutated = guarded.text
        is_sound = accepts([mutated])

        assert accepts(condensed(mutated, *KIND)) == is_sound, mutated
        refused += not is_sound
        left_out += len(read(mutated)) < len(mutated) / 2
    assert refused > MUTATIONS / 10
    assert left_out > MUTATIONS / 2, "the short way was hardly taken"


def test_no_mutation_of_a_digit_changes_the_verdict_of_a_message_in_several_parts(monkeypatch):
    monkeypatch.setattr(repetition, "MEGABYTE", len(SOUND) // 3)
    chance = random.Random(4)  # noqa: S311 - as above
    digits = [found.start() for found in re.finditer(rb"[0-9]", SOUND)]
    verdicts = set()
    for _ in range(MUTATIONS):
        text = bytearray(SOUND)
        text[chance.choice(digits)] = ord(chance.choice("0123456789"))
        is_sound = accepts([bytes(text)])

        assert accepts(condensed(bytes(text), *KIND)) == is_sound
        verdicts.add(is_sound)
    assert verdicts == {True, False}


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
