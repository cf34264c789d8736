"""kill -9 at random moments of a night; the next night gives the same hash as a night that nobody disturbed.

Every third blow also takes the database server with it. KILLS and the seed can be set from outside.
"""

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from ingestion.pseudonymise import read_or_make_key
from synthetic import make_city
from tests.conftest import temporary_home
from tests.end_to_end.nights import environment, night_command, published, run_night
from warehouse.database.connection import connect
from warehouse.settings import PROJECT, Settings

pytestmark = pytest.mark.faults

KILLS = int(os.environ.get("SDW_TEST_KILLS", "20"))
KILLS_PER_HOME = 5
SEED = int(os.environ.get("SDW_TEST_SEED", "268"))
CLIENTS = 40


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """Inbox and key, hash, and length in seconds of a night that nobody disturbed."""
    given = tmp_path_factory.mktemp("city")
    make_city(given / "inbox", clients=CLIENTS, seed=11)
    read_or_make_key(given / "pseudonym.key")
    with temporary_home("calm") as settings:
        begin_with(settings, given)
        began = time.monotonic()
        night = run_night(settings)
        assert night.returncode == 0, night.stderr[-3000:]
        content_hash = published(settings).content_hash
        assert content_hash
        return given, content_hash, time.monotonic() - began


def begin_with(settings: Settings, given: Path) -> None:
    """The same deliveries and the same key: with a key of its own a home has hashes of its own."""
    shutil.copytree(given / "inbox", settings.inbox)
    settings.secrets.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copy2(given / "pseudonym.key", settings.pseudonym_key_file)


@pytest.mark.parametrize("number", range(max(1, KILLS // KILLS_PER_HOME)))
def test_a_killed_night_is_made_good_by_the_next(undisturbed, number):
    given, expected, seconds = undisturbed
    moments = random.Random(SEED + number)  # noqa: S311 - moments, not secrets
    with temporary_home("killed") as settings:
        begin_with(settings, given)
        blows = [strike(settings, moments.uniform(1, seconds), blow % 3 == 2) for blow in range(KILLS_PER_HOME)]
        assert any(blows), "every night had ended before its blow: nothing was tested"
        night = run_night(settings)
        assert night.returncode == 0, night.stderr[-3000:]
        assert published(settings).content_hash == expected
        assert unfinished_files(settings) == 0


def strike(settings: Settings, after_seconds: float, with_server: bool) -> bool:
    """Begin a night and kill it, and perhaps the database, after so long. True when it was still running."""
    night = subprocess.Popen(
        night_command(settings),
        cwd=PROJECT,
        env=environment(settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after_seconds)
    was_running = night.poll() is None
    try:
        os.killpg(night.pid, signal.SIGKILL)
    except ProcessLookupError:
        was_running = False
    night.wait()
    if with_server:
        kill_server(settings)
    return was_running


def kill_server(settings: Settings) -> None:
    """kill -9 to the server and everything it started, if it runs."""
    for file in Path(settings.home).rglob("postmaster.pid"):
        server = int(file.read_text(encoding="ascii").split()[0])
        children = Path(f"/proc/{server}/task/{server}/children")
        doomed = [*children.read_text(encoding="ascii").split(), server] if children.exists() else [server]
        for process in doomed:
            try:
                os.kill(int(process), signal.SIGKILL)
            except ProcessLookupError:
                continue


def unfinished_files(settings: Settings) -> int:
    with connect(settings, "publisher") as connection:
        row = connection.execute("select count(*) from meta.files where status in ('landed', 'valid')").fetchone()
    assert row is not None
    return row[0]
