"""Our structure check and the official schemas give one verdict, on the samples and on thousands of mutants.

The official schemas are not part of the repository; without them these tests are skipped by name.
SDW_TEST_MUTANTS sets the number of mutants for each of the 28 message types (default 100).
"""

import os
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from ingestion.guard import safe_parser
from ingestion.outcomes import Fault, load_meldingen, reaction_to
from ingestion.sources.ijw_iwmo.catalogue import WETTEN, load_catalogue
from ingestion.sources.ijw_iwmo.structure import Examined, examine
from tests.ingestion.messages import SPELLINGS, all_types, make_message
from tests.ingestion.sources.ijw_iwmo.mutations import Mutant, mutate

pytestmark = pytest.mark.shared

MUTANTS = int(os.environ.get("SDW_TEST_MUTANTS", "100"))
MUTANTS_OF_A_MESSAGE = 10
IN_UTF8 = [spelling for spelling in SPELLINGS if spelling.encoding == "UTF-8"]
REFUSED_SAMPLES = {"jw315.xml": ("X031", "regel 44"), "jw318.xml": ("X024", "regel 33")}
YEAR_OUT_OF_REACH = re.compile(r"\s*(-[0-9]{4,}|[0-9]{5,})-[0-9]{2}-[0-9]{2}\s*")


def official_schema(shared_standard: Path, wet: str, berichtsoort: str) -> etree.XMLSchema:
    standard, prefix = WETTEN[wet]
    path = shared_standard / "xsd" / f"{standard}-3.2" / f"{prefix}{berichtsoort}.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


def official_verdict(schema: etree.XMLSchema, data: bytes) -> bool:
    try:
        return schema.validate(etree.fromstring(data, safe_parser()))
    except etree.XMLSyntaxError:
        return False


def is_sound(examined: Examined) -> bool:
    return all(reaction_to(fault.code) == "warn" for fault in examined.faults)


def is_ours_alone(data: bytes, examined: Examined) -> bool:
    """The one refusal beyond the standard: a date before year 1 or after 9999, which no date column can hold."""
    texts = (node.text or "" for node in etree.fromstring(data, safe_parser()).iter(etree.Element))
    years = [text for text in texts if YEAR_OUT_OF_REACH.fullmatch(text)]
    faults = [fault for fault in examined.faults if fault.code != "X003"]
    return bool(years) and len(faults) == len(years) and {fault.code for fault in faults} == {"X031"}


def personal_values(data: bytes, wet: str, berichtsoort: str) -> set[str]:
    """What a fault may not repeat: the text of each personal element, where it is long enough to recognise."""
    datatypes = load_catalogue().datatypes
    elements = load_catalogue().messages[wet, berichtsoort].elements
    personal = {
        element.name for element in elements if element.kind == "leaf" and datatypes[element.datatype].is_personal
    }
    try:
        root = etree.fromstring(data, safe_parser())
    except etree.XMLSyntaxError:
        return set()
    texts = ((node.text or "").strip() for node in root.iter(etree.Element) if etree.QName(node).localname in personal)
    return {text for text in texts if len(text) >= 5}


@pytest.mark.parametrize(("wet", "berichtsoort"), all_types())
def test_mutants_get_the_verdict_of_the_official_schema(shared_standard, wet, berichtsoort):
    message = load_catalogue().messages[wet, berichtsoort]
    schema = official_schema(shared_standard, wet, berichtsoort)
    rng = random.Random(f"{wet}{berichtsoort}")  # noqa: S311 - a seed, not a secret
    verdicts: Counter[str] = Counter()
    disagreements: list[tuple[bool, tuple[Fault, ...], Mutant]] = []
    for number in range(MUTANTS):
        if number % MUTANTS_OF_A_MESSAGE == 0:
            sound = make_message(wet, berichtsoort, seed=number, fill=rng.choice((0.2, 0.6, 1)))
        mutant = mutate(rng, sound, message)
        official, ours = official_verdict(schema, mutant.data), examine(mutant.data)
        if official and is_ours_alone(mutant.data, ours):
            verdicts["ours alone"] += 1
        elif official != is_sound(ours):
            disagreements.append((official, ours.faults, mutant))
        else:
            verdicts["sound" if official else "unsound"] += 1
        assert official or ours.faults, "a refusal without a fault"
        assert {fault.code for fault in ours.faults} <= set(load_meldingen())
        said = " ".join(f"{fault.place} {fault.fields}" for fault in ours.faults)
        assert not [value for value in personal_values(mutant.data, wet, berichtsoort) if value in said]

    assert disagreements == []
    assert verdicts["sound"] >= MUTANTS // 10, verdicts
    assert verdicts["unsound"] >= MUTANTS // 4, verdicts


def test_all_types_have_mutants_beyond_two_thousand():
    assert len(all_types()) == 28
    assert MUTANTS * len(all_types()) >= 2000


def test_samples_get_the_verdict_of_the_official_schema(shared_standard):
    samples = sorted((shared_standard / "samples" / "ijw-3.2").glob("*.xml"))
    assert len(samples) == 14

    for path in samples:
        data = path.read_bytes()
        examined = examine(data)
        assert (examined.wet, examined.berichtsoort, examined.release) == ("jeugdwet", path.stem[2:], "3.2")
        schema = official_schema(shared_standard, "jeugdwet", path.stem[2:])
        assert official_verdict(schema, data) == is_sound(examined)


def test_the_two_faulty_samples_are_refused_with_their_place(shared_standard):
    examined = {
        path.name: examine(path.read_bytes()) for path in (shared_standard / "samples" / "ijw-3.2").glob("*.xml")
    }

    refused = {
        name: (found.faults[0].code, found.faults[0].place.split(",")[0])
        for name, found in examined.items()
        if found.faults
    }
    assert refused == REFUSED_SAMPLES
