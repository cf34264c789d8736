import pytest

from tests.warehouse.small_build import make_build, publish_edition
from warehouse import gate_texts
from warehouse.gate import gate_build
from warehouse.publish import rollback
from warehouse.status import status


@pytest.fixture
def one_check(tmp_path, monkeypatch):
    monkeypatch.setattr(gate_texts, "FOLDER", tmp_path)
    (tmp_path / "build").mkdir()

    def ask(rule: str) -> None:
        text = f"checks for build_mart.fct_regels:\n  - row_count {rule}:\n      name: Er zijn regels\n"
        (tmp_path / "build" / "marts.yml").write_text(text, encoding="utf-8")

    return ask


def test_an_empty_warehouse_says_that_it_is_empty(clean_home):
    assert status(clean_home) == {
        "published": None,
        "sources": [],
        "kept": [],
        "last_load": None,
        "files": [],
        "steps": [],
        "gates": [],
        "alerts": [],
    }


def test_status_tells_what_readers_see_and_what_is_kept(clean_home):
    first = publish_edition(clean_home, 1)
    publish_edition(clean_home, 2)
    rollback(clean_home)
    told = status(clean_home)

    assert (told["published"]["load_id"], told["published"]["content_hash"]) == (1, first["content_hash"])
    assert [(load["load_id"], load["status"]) for load in told["kept"]] == [(2, "retired"), (1, "published")]
    assert told["last_load"]["load_id"] == 2


def test_status_tells_the_files_and_the_steps_of_the_last_run(clean_home, connect):
    with connect("ingest_writer") as writer:
        writer.execute(
            "insert into meta.files (file_id, sha256, source, name, size_bytes, status) values"
            " (1, 'a', 'ijw_iwmo', 'a', 1, 'loaded'), (2, 'b', 'ijw_iwmo', 'b', 1, 'refused'),"
            " (3, 'c', 'ijw_iwmo', 'c', 1, 'loaded')"
        )
        writer.execute(
            "insert into meta.steps (run_id, step, wall_seconds, cpu_seconds, peak_memory_mb, finished_at) values"
            " ('old', 'land_files', 1, 1, 1, now() - interval '1 day'), ('new', 'land_files', 2, 2, 2, now())"
        )
    told = status(clean_home)

    assert [(row["source"], row["status"], row["files"]) for row in told["files"]] == [
        ("ijw_iwmo", "loaded", 2),
        ("ijw_iwmo", "refused", 1),
    ]
    assert [(step["run_id"], step["step"]) for step in told["steps"]] == [("new", "land_files")]


def test_status_tells_the_last_time_that_a_gate_ran(clean_home, one_check):
    make_build(clean_home, 1)
    one_check("> 1000")
    gate_build(clean_home, "night")
    assert status(clean_home)["last_load"]["status"] == "refused"
    one_check("> 10")
    gate_build(clean_home, "night")
    told = status(clean_home)

    assert told["last_load"]["status"] == "audited"
    assert len(told["gates"]) == 3
    assert {(check["gate"], check["outcome"]) for check in told["gates"]} == {("build", "pass")}
