"""Killed at any moment and started again, the intake ends where an undisturbed one does."""

import json
import random
import shutil
import signal
import subprocess
import sys

import pytest

from ingestion import quarantine
from tests.conftest import empty_database
from tests.ingestion.envelopes import envelope, fault
from tests.ingestion.messages import all_types, make_message
from warehouse.settings import PROJECT

MOMENTS_PER_STEP = 7
SEED = 268


def fill_inbox(intake, small_zip):
    members = {}
    for number, (wet, berichtsoort) in enumerate(all_types() * 3):
        message = make_message(wet, berichtsoort, number, lines=2 if berichtsoort != "323" else 12)
        members[f"{number} {wet}{berichtsoort}.xml"] = message
        if number % 3 == 0:
            intake.drop(f"{number}.xml", envelope(message, f"{'JW' if wet == 'jeugdwet' else 'WMO'}{berichtsoort}"))
        if number % 3 or number % 2:
            intake.drop(f"{number} {wet}{berichtsoort}.xml", message)
    intake.drop("levering.zip", small_zip(members))
    intake.drop("fout.xml", fault("IB014"))
    intake.drop("kapot.xml", make_message("wmo", "301", 1)[:-40])


def state_of(intake, administrator):
    """What must not depend on being killed: rows, ledger, counts, vault; not the ways in which a content came."""
    files = "select file_id, sha256, status, code, container, channel, received_at, referentienummer from meta.files"
    counts = "select file_id, table_name, rows_read, rows_loaded, cents_read, cents_loaded from meta.record_counts"
    folder = intake.settings.quarantine / "ijw_iwmo"
    return {
        "rows": intake.rows(),
        "files": set(intake.connection.execute(files)),
        "counts": set(intake.connection.execute(counts)),
        "landing": sorted(path.name for path in intake.settings.landing.rglob("*") if path.is_file()),
        "refused": [found.sha256 for found in quarantine.list_files(intake.connection)],
        "quarantine": sorted(path.name for path in folder.iterdir() if not path.name.startswith(".")),
        "persons": set(administrator.execute("select client_pseudoniem, bsn from vault.personen")),
    }


def run(intake, *fatal):
    return subprocess.run(
        [sys.executable, "-m", "tests.ingestion.killed_run", str(intake.settings.home), *map(str, fatal)],
        cwd=PROJECT, stdout=subprocess.PIPE, check=False,
    )  # fmt: skip


@pytest.mark.faults
@pytest.mark.slow
def test_a_run_killed_at_any_moment_and_run_again_ends_as_an_undisturbed_one(intake, administrator, small_zip):
    fill_inbox(intake, small_zip)
    calls = json.loads(run(intake).stdout)
    undisturbed = state_of(intake, administrator)
    assert undisturbed["rows"]["prestaties"].total() > 500
    assert len(undisturbed["refused"]) == 1
    pick = random.Random(SEED)  # noqa: S311 - a seed, not a secret
    moments = [(step, pick.randint(1, calls[step] - 20)) for step in calls for _ in range(MOMENTS_PER_STEP)]
    assert len(moments) == 21
    loaded_before_kill = set()

    for step, call in moments:
        empty_database(intake.settings)
        for folder in (intake.settings.landing, intake.settings.quarantine):
            shutil.rmtree(folder)
            folder.mkdir()

        assert run(intake, step, call).returncode == -signal.SIGKILL
        loaded_before_kill.add(sum(status == "loaded" for status in intake.status_of().values()))
        assert run(intake).returncode == 0

        assert state_of(intake, administrator) == undisturbed, (step, call)

    assert len(loaded_before_kill) > 2, "no kill fell between two batches of the load"
