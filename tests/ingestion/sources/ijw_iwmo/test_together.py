"""Judged together, a message gets the verdict that it gets alone, whatever its neighbours are."""

import random

import pytest

from ingestion.sources.ijw_iwmo.catalogue import load_catalogue
from ingestion.sources.ijw_iwmo.source import SOURCE
from ingestion.sources.ijw_iwmo.together import FEW, HOLDER
from tests.bench.messages import starts
from tests.ingestion.messages import SPELLINGS, all_types, make_message
from tests.ingestion.sources.ijw_iwmo.mutations import mutate

MUTANTS = 1500
GOOD = starts(1).replace(b"\r\n", b"\n")
OPEN, CLOSE = GOOD[: GOOD.index(b">", GOOD.index(b"Bericht ")) + 1], b"</jw305:Bericht>"
BODY = GOOD[len(OPEN) :].strip().removesuffix(CLOSE)
ROOT = OPEN[OPEN.index(b"<jw305") :]


def together(*contents, is_production=False):
    return SOURCE.examine_together(contents, is_production=is_production)


def alone(data, *, is_production=False):
    return SOURCE.examine(data, "bericht.xml", is_production=is_production)


@pytest.mark.parametrize("is_production", [False, True])
def test_messages_of_every_type_and_spelling_get_the_verdict_that_they_get_alone(is_production):
    messages = [
        make_message(*kind, seed, spelling=spelling, fill=1)
        for kind in all_types()
        for seed, spelling in enumerate((*SPELLINGS, SPELLINGS[0]))
    ]

    found = together(*messages, is_production=is_production)

    decided = [(seen, data) for seen, data in zip(found, messages, strict=True) if seen]
    assert len({(seen.wet, seen.berichtsoort) for seen, _ in decided}) == 28
    assert [seen for seen, _ in decided] == [alone(data, is_production=is_production) for _, data in decided]
    assert is_production <= any(fault.code == "F014" for seen, _ in decided for fault in seen.faults)


def test_what_is_odd_in_a_value_is_told_of_the_message_that_it_is_in():
    odd = GOOD.replace(b"Ver&amp;zonnen", "Ver\u200bzonnen".encode())

    found = together(GOOD, odd, GOOD)

    assert [[fault.code for fault in seen.faults] for seen in found] == [[], ["X082"], []]
    assert found[1] == alone(odd)


def test_a_mutant_is_accepted_among_sound_messages_only_where_it_is_alone():
    rng = random.Random(305)  # noqa: S311 - a seed, not a secret
    message = load_catalogue().messages["jeugdwet", "305"]
    accepted = refused = 0
    for _ in range(MUTANTS):
        sound = [starts(rng.randrange(9999)) for _ in range(FEW * 2)]
        mutant = mutate(rng, starts(rng.randrange(9999)), message).data
        place = rng.randrange(len(sound))
        sound[place] = mutant

        found = together(*sound)

        assert sum(seen is None for seen in found) <= FEW
        assert [seen for seen in found if seen] == [
            alone(data) for seen, data in zip(found, sound, strict=True) if seen
        ], mutant
        accepted += found[place] is not None
        refused += any(fault.code != "X011" for fault in alone(mutant).faults)
    assert accepted > MUTANTS / 10, "hardly any mutant was sound"
    assert refused > MUTANTS / 3, "hardly any mutant was broken"


@pytest.mark.parametrize(
    "contents",
    [
        (OPEN + BODY, CLOSE),
        (OPEN + BODY[:200], ROOT + BODY[200:] + CLOSE),
        (OPEN + BODY + CLOSE + ROOT + BODY + CLOSE,),
        (OPEN + BODY + CLOSE + f"</{HOLDER}><{HOLDER}>".encode() + ROOT + BODY + CLOSE,),
        (OPEN + BODY + CLOSE + f"</{HOLDER}>".encode(), f"<{HOLDER}>".encode() + ROOT + BODY + CLOSE),
        (OPEN + BODY + CLOSE + b"<!--", ROOT + BODY + CLOSE + b"-->"),
        (OPEN + BODY + CLOSE + b"<![CDATA[", ROOT + BODY + CLOSE + b"]]>"),
        (OPEN + BODY + CLOSE + b"<?a ", ROOT + BODY + CLOSE + b"?>"),
        (b"<!DOCTYPE a>" + ROOT + BODY + CLOSE,),
        (ROOT.replace(b"<jw305", b"<x:y/><jw305") + BODY + CLOSE,),
        (b"tekst" + ROOT + BODY + CLOSE,),
        (OPEN + BODY + CLOSE + b"tekst",),
        (OPEN + BODY.replace(b"<jw305:Bsn>", b"<jw305:Bsn xmlns:q=''>") + CLOSE,),
        (OPEN.replace(b"UTF-8", b"UTF-16") + BODY + CLOSE,),
        (OPEN + BODY.replace(b"Ver&amp;zonnen", b"\xff") + CLOSE,),
        (OPEN + BODY.replace(b"Ver&amp;zonnen", b"\0") + CLOSE,),
        (OPEN + BODY.replace(b"Ver&amp;zonnen", b"&onbekend;") + CLOSE,),
        (b"",),
        (b"Bericht",),
        (b"Bericht" * 100_000,),
    ],
)
def test_no_file_reaches_outside_itself(contents):
    assert not alone(GOOD).faults

    found = together(*[GOOD] * FEW, *contents, *[GOOD] * FEW)

    assert not any(found[FEW:-FEW])
    assert sum(seen is None for seen in found) <= FEW * 2
    assert any(alone(data).faults for data in contents)


def test_a_broken_message_costs_its_nearest_neighbours_at_most_a_second_look():
    broken = GOOD.replace(b"<jw305:Geslacht>1", b"<jw305:Geslacht>x")

    found = together(*[GOOD] * 100, broken, *[GOOD] * 100)

    assert found[100] is None
    assert sum(seen is None for seen in found) <= FEW
