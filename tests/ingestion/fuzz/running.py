"""Many cases at once: what became of them, and what the official schemas say of those that were taken."""

from collections import Counter
from pathlib import Path

from ingestion.guard import examine_bytes
from ingestion.sources.ijw_iwmo.catalogue import NAMESPACE
from ingestion.sources.ijw_iwmo.rules.evaluation import every_rule
from ingestion.well_formed import root_of
from tests.ingestion.fuzz.cases import Case, fuzz, judged
from tests.ingestion.messages import all_types
from tests.ingestion.sources.ijw_iwmo.test_structure_agreement import official_schema, official_verdict


def fates_of(runs: int, chance: int) -> tuple[Counter[str], int]:
    """Verdicts by code, and in how many types and releases the messages were. Raises AssertionError (see cases.py)."""
    fates: Counter[str] = Counter()
    kinds: set[tuple[str, str, str]] = set()

    def check(case: Case) -> None:
        fates.update(fate.code for fate in judged(case))
        kinds.add((case.wet, case.berichtsoort, case.release))

    fuzz(check, runs, chance)
    return fates, len(kinds)


def held_against_the_schemas(shared_standard: Path, runs: int, chance: int) -> tuple[int, list[Case]]:
    """How many messages of release 3.2 passed our structure check, and those that the official schema refuses.

    What a rule of level 2 refuses had passed it.
    """
    passed_by = {"loaded", *(rule.melding for rule in every_rule())}
    schemas = {kind: official_schema(shared_standard, *kind) for kind in all_types()}
    disagreements: list[Case] = []
    passed = 0

    def check(case: Case) -> None:
        nonlocal passed
        for fate in judged(case):
            kind = _kind_of(fate.data)
            if fate.code in passed_by and kind in schemas:
                passed += 1
                if not official_verdict(schemas[kind], fate.data):
                    disagreements.append(case)

    fuzz(check, runs, chance)
    return passed, disagreements


def _kind_of(data: bytes) -> tuple[str, str] | None:
    """Law and number of a message of release 3.2, of which there are official schemas; None of anything else."""
    found = NAMESPACE.match(root_of(examine_bytes(data).text)[0])
    if not found or found[2] + found[3] != "32":
        return None
    return {"ijw": "jeugdwet", "iwmo": "wmo"}[found[1]], found[5]
