"""Killed at any moment and started again, the intake ends where an undisturbed one does."""

import random
import shutil
import subprocess
import sys
import time

import pytest

from ingestion import quarantine
from tests.conftest import empty_database
from tests.ingestion.messages import all_types, make_message
from warehouse.settings import PROJECT

MOMENTS = 20
SEED = 268


def fill_inbox(intake, small_zip):
    members = {}
    for number, (wet, berichtsoort) in enumerate(all_types() * 6):
        message = make_message(wet, berichtsoort, number, lines=2 if berichtsoort != "323" else 12)
        members[f"{number} {wet}{berichtsoort}.xml"] = message
        if number % 3:
            intake.drop(f"{number} {wet}{berichtsoort}.xml", message)
    intake.drop("levering.zip", small_zip(members))
    intake.drop("kapot.xml", make_message("wmo", "301", 1)[:-40])


def state_of(intake):
    """What must not depend on being killed: rows, ledger, counts, vault; not the ways in which a content came."""
    counts = "select file_id, table_name, rows_read, rows_loaded, cents_read, cents_loaded from meta.record_counts"
    return {
        "rows": intake.rows(),
        "files": set(intake.connection.execute("select file_id, sha256, status, code from meta.files")),
        "counts": set(intake.connection.execute(counts)),
        "landing": sorted(path.name for path in intake.settings.landing.rglob("*") if path.is_file()),
        "quarantine": [found.sha256 for found in quarantine.list_files(intake.connection)],
    }


def start(intake):
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ingestion.killed_run", str(intake.settings.home)],
        cwd=PROJECT, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    return process


def persons(administrator):
    return set(administrator.execute("select client_pseudoniem, bsn from vault.personen"))


@pytest.mark.faults
@pytest.mark.slow
def test_a_run_killed_at_any_moment_and_run_again_ends_as_an_undisturbed_one(intake, administrator, small_zip):
    fill_inbox(intake, small_zip)
    began = time.monotonic()
    assert start(intake).wait() == 0
    lasts = time.monotonic() - began
    undisturbed, known = state_of(intake), persons(administrator)
    assert undisturbed["rows"]["prestaties"].total() > 1000
    pick = random.Random(SEED)  # noqa: S311 - a seed, not a secret
    killed, loaded_before_kill = 0, []

    for _ in range(MOMENTS):
        empty_database(intake.settings)
        for folder in (intake.settings.landing, intake.settings.quarantine):
            shutil.rmtree(folder)
            folder.mkdir()
        process = start(intake)
        time.sleep(pick.uniform(0.02, lasts))
        process.kill()
        killed += process.wait() == -9
        loaded_before_kill.append(sum(status == "loaded" for status in intake.status_of().values()))
        assert start(intake).wait() == 0
        assert state_of(intake) == undisturbed
        assert persons(administrator) == known

    assert killed > MOMENTS / 2, "most runs were over before they were killed"
    assert len(set(loaded_before_kill)) > 3, "the kills all fell in one step"
