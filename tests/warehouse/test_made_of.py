"""A night that finds nothing new builds nothing; whatever changed, it builds."""

import shutil

import pytest

from tests.warehouse.small_build import make_build, publish_edition, read
from warehouse import build, gate, loads
from warehouse.database.connection import connect
from warehouse.made_of import CODE, code_fingerprint, made_of
from warehouse.publish import publish
from warehouse.settings import PROJECT

FILE = (
    "insert into meta.files (file_id, sha256, source, name, size_bytes, status, decided_at)"
    " values (%s, %s, 'ijw_iwmo', 'a.xml', 1, %s, now())"
)
ROW = "insert into raw_ijw_iwmo.berichten (_source_file_id, _rij) values (1, %s)"


@pytest.fixture
def night(clean_home, monkeypatch):
    """Run a night of which the build is the small one. Gives the counts of its build and of its publish."""

    def build_on(settings, arguments):
        make_build(settings, 1)
        return []

    monkeypatch.setattr(build, "build_on", build_on)
    monkeypatch.setattr(gate, "build_texts", lambda _: gate.intake_texts())

    def run(run_id):
        built = build.build_if_needed(clean_home, run_id)
        gate.gate_build(clean_home, run_id).raise_if_blocked()
        return built, publish(clean_home, run_id)

    return run


def fingerprint(home):
    with connect(home, "publisher") as connection:
        return made_of(connection)


def test_a_night_without_news_builds_nothing_and_readers_keep_their_load(clean_home, night):
    first, published = night("one")
    second, stands = night("two")

    assert "stands" not in first
    assert second == {"stands": published["load_id"]}
    assert (stands["load_id"], stands["is_unchanged"], stands["tables"]) == (published["load_id"], 1, 0)
    assert read(clean_home, "select count(*) from meta.gate_checks where run_id = 'two'", "publisher")[0][0] > 1


def test_a_night_that_says_the_same_stands_too(clean_home, night, connect):
    night("one")
    with connect("ingest_writer") as writer:
        writer.execute(FILE, (1, "a", "refused"))

    built, _ = night("two")
    stands, _ = night("three")
    assert "stands" not in built
    assert stands == {"stands": 1}


def test_after_a_rollback_the_build_of_the_load_that_went_does_not_stand(clean_home, night):
    night("one")
    with connect(clean_home, "publisher") as connection:
        other = loads.standing_load(connection, fingerprint(clean_home))
        connection.execute("update meta.loads set content_hash = 'another' where load_id = %s", (other,))
        connection.execute(
            "insert into meta.loads (run_id, status, content_hash, made_of) values ('x', 'unchanged', 'third', %s)",
            (fingerprint(clean_home),),
        )
        connection.execute("update meta.loads set made_of = '' where load_id = %s", (other,))

    assert "stands" not in night("two")[0]


def test_what_changes_between_build_and_gate_closes_the_gate(clean_home, night, connect):
    night("one")
    build.build_if_needed(clean_home, "two")
    with connect("ingest_writer") as writer:
        writer.execute(FILE, (1, "a", "loaded"))

    result = gate.gate_build(clean_home, "two")
    assert [check.name for check in result.blocking] == [gate.STANDS]
    with pytest.raises(Exception, match="refused"):
        publish(clean_home, "two")


@pytest.mark.parametrize("status", ["loaded", "refused", "held"])
def test_every_decision_about_a_file_is_news(clean_home, connect, status):
    before = fingerprint(clean_home)
    with connect("ingest_writer") as writer:
        writer.execute(FILE, (1, "a", status))
    assert fingerprint(clean_home) != before


def test_a_row_that_came_or_went_by_hand_is_news(clean_home, connect):
    seen = {fingerprint(clean_home)}
    for statement in (ROW % 1, "delete from raw_ijw_iwmo.berichten"):
        with connect("ingest_writer") as writer:
            writer.execute(statement)
            writer.execute("select pg_stat_force_next_flush()")
        seen.add(fingerprint(clean_home))
    assert len(seen) == 3


def test_code_is_news(tmp_path):
    for name in CODE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(PROJECT / name, tmp_path / name)
    before = code_fingerprint.__wrapped__(tmp_path)
    assert before == code_fingerprint(PROJECT)

    (tmp_path / "dbt_project.yml").write_text("vars: {}")
    assert code_fingerprint.__wrapped__(tmp_path) != before


def test_a_first_publish_of_an_earlier_version_is_built_once_more(clean_home, night):
    publish_edition(clean_home, 1)
    assert "stands" not in night("two")[0]
