import psycopg
import pytest

from tests.warehouse.small_build import ROWS, audit, make_build, publish_edition, read
from warehouse import loads, retire
from warehouse.content_hash import content_hash
from warehouse.database.catalog import read_catalog
from warehouse.database.connection import connect_as_administrator
from warehouse.database.privileges import find_faults
from warehouse.publish import PublishRefused, publish, rollback
from warehouse.store import STORE

EDITION = "select distinct editie from mart.fct_regels"


def partitions(home) -> set[str]:
    rows = read(home, "select relname from pg_class where relispartition and relkind = 'r'", "publisher")
    return {row[0] for row in rows}


def statuses(home) -> dict[int, str]:
    return dict(read(home, "select load_id, status from meta.loads", "publisher"))


def test_readers_see_what_was_published_with_its_load_and_its_meaning(clean_home):
    counts = publish_edition(clean_home, 1)

    assert (counts["load_id"], counts["tables"], counts["is_unchanged"]) == (1, 3, 0)
    assert read(clean_home, "select count(*), min(load_id), max(load_id) from mart.fct_regels") == [(ROWS, 1, 1)]
    assert read(clean_home, "select waarde from indicator.indicator_waarden") == [(1,)]
    comments = "select obj_description('mart.fct_regels'::regclass), col_description('mart.fct_regels'::regclass, 3)"
    assert read(clean_home, comments) == [("Declaratieregels.", "Bedrag in centen.")]


def test_the_next_load_takes_the_place_of_the_one_before(clean_home):
    publish_edition(clean_home, 1)
    publish_edition(clean_home, 2)

    assert read(clean_home, EDITION) == [(2,)]
    assert read(clean_home, "select distinct load_id from mart.fct_regels") == [(2,)]
    assert statuses(clean_home) == {1: "retired", 2: "published"}


def test_the_date_of_the_data_is_shown_per_source(clean_home, connect):
    with connect("ingest_writer") as writer:
        writer.execute(
            "insert into meta.files (file_id, sha256, source, name, size_bytes, status)"
            " values (1, 'a', 'ijw_iwmo', 'a.xml', 1, 'loaded'), (2, 'b', 'registers', 'b.csv', 1, 'loaded')"
        )
    with connect("transformer") as transformer:
        transformer.execute(
            "create table intermediate.int_gegevens__tot_en_met as"
            " select 'ijw_iwmo' as bron, date '2025-03-31' as gegevens_tot_en_met"
        )
    publish_edition(clean_home, 1)

    shown = dict(read(clean_home, "select bron, gegevens_tot_en_met::text from mart.gegevens_tot_en_met"))
    assert shown.keys() == {"ijw_iwmo", "registers"}
    assert shown["ijw_iwmo"] == "2025-03-31"
    assert read(clean_home, "select data_until::text from meta.loads", "publisher") == [("2025-03-31",)]


def test_a_build_that_says_the_same_is_not_published_again(clean_home):
    first = publish_edition(clean_home, 1)
    make_build(clean_home, 1)
    audit(clean_home, "next night")
    second = publish(clean_home, "next night")

    assert (second["load_id"], second["is_unchanged"]) == (first["load_id"], 1)
    assert second["content_hash"] == first["content_hash"]
    assert statuses(clean_home) == {1: "published", 2: "unchanged"}
    assert len(partitions(clean_home)) == 3


def test_a_new_description_reaches_readers_also_when_no_figure_changed(clean_home, connect):
    publish_edition(clean_home, 1)
    make_build(clean_home, 1)
    with connect("transformer") as transformer:
        transformer.execute("comment on column build_mart.fct_regels.bedrag_cent is 'Bedrag, in eurocenten.'")
    audit(clean_home, "next night")
    publish(clean_home, "next night")

    described = read(clean_home, "select col_description('mart.fct_regels'::regclass, 3)")
    assert described == [("Bedrag, in eurocenten.",)]


def test_publishing_twice_changes_nothing(clean_home):
    first = publish_edition(clean_home, 1)
    again = publish(clean_home, "night_1")

    assert (again["load_id"], again["content_hash"]) == (first["load_id"], first["content_hash"])
    assert statuses(clean_home) == {1: "published"}


def test_nothing_is_published_without_a_gate(clean_home):
    make_build(clean_home, 1)

    with pytest.raises(PublishRefused, match="No gate has looked"):
        publish(clean_home, "night")


def test_nothing_is_published_past_a_closed_gate(clean_home):
    publish_edition(clean_home, 1)
    make_build(clean_home, 2)
    audit(clean_home, "night", is_open=False)

    with pytest.raises(PublishRefused, match="The gate refused"):
        publish(clean_home, "night")
    assert read(clean_home, EDITION) == [(1,)]


def test_only_the_very_tables_that_the_gate_saw_are_published(clean_home):
    make_build(clean_home, 1)
    audit(clean_home, "night")
    make_build(clean_home, 1)

    with pytest.raises(PublishRefused, match="changed after the gate"):
        publish(clean_home, "night")


def test_a_new_column_and_a_new_mart_reach_readers(clean_home):
    publish_edition(clean_home, 1)
    wider = {
        "build_mart.fct_regels": "select n as regel_id, 'agb1' as aanbieder_agb, 'EUR' as munt, n * 100 as bedrag_cent,"
        " {edition} as editie from generate_series(1, {rows}) as n",
        "build_mart.fct_nieuw": "select {edition} as editie",
    }
    publish_edition(clean_home, 2, tables=wider)

    assert read(clean_home, "select distinct editie, munt from mart.fct_regels") == [(2, "EUR")]
    assert read(clean_home, "select editie, load_id from mart.fct_nieuw") == [(2, 2)]
    assert rollback(clean_home) == 1
    assert read(clean_home, "select distinct editie, munt from mart.fct_regels") == [(1, None)]
    assert read(clean_home, "select * from mart.fct_nieuw") == []


def test_a_broken_promise_is_refused_with_every_breach_named(clean_home):
    publish_edition(clean_home, 1)
    broken = {
        "build_mart.fct_regels": "select 'x' as regel_id, 'agb1' as aanbieder_agb, {edition} as editie",
        "build_mart.dim_aanbieder": "",
    }
    with pytest.raises(PublishRefused) as refusal:
        publish_edition(clean_home, 2, tables=broken)

    text = str(refusal.value)
    assert "mart.fct_regels: column bedrag_cent is gone" in text
    assert "mart.fct_regels: column regel_id was integer and is now text" in text
    assert "mart.dim_aanbieder has readers but is not in this build" in text
    assert read(clean_home, EDITION) == [(1,)]
    assert statuses(clean_home)[2] == "audited"


def test_names_that_the_publish_needs_are_refused(clean_home):
    taken = {
        "build_mart.gegevens_tot_en_met": "select 1 as editie",
        "build_indicator.fct_regels": "select 1 as load_id",
    }
    with pytest.raises(PublishRefused) as refusal:
        publish_edition(clean_home, 1, tables=taken)

    assert "build_mart.gegevens_tot_en_met: this name is taken" in str(refusal.value)
    assert "fct_regels is in build_indicator and in build_mart" in str(refusal.value)
    assert "build_indicator.fct_regels has a column load_id" in str(refusal.value)


def test_tables_with_indexes_of_equal_names_are_published_night_after_night(clean_home, connect):
    for edition in (1, 2):
        make_build(clean_home, edition)
        with connect("transformer") as transformer:
            transformer.execute("alter table build_mart.fct_regels add constraint fct_regels_pk primary key (regel_id)")
            transformer.execute("create index on build_mart.fct_regels (aanbieder_agb)")
        audit(clean_home, f"night {edition}")
        publish(clean_home, f"night {edition}")

    assert read(clean_home, EDITION) == [(2,)]


def test_what_is_published_survives_a_crash_also_when_it_was_built_unlogged(clean_home, connect):
    make_build(clean_home, 1)
    with connect("transformer") as transformer:
        transformer.execute("alter table build_mart.fct_regels set unlogged")
    audit(clean_home, "night")
    publish(clean_home, "night")

    kept = read(clean_home, "select relpersistence::text from pg_class where relname = 'fct_regels__1'", "publisher")
    assert kept == [("p",)]


def test_rollback_shows_the_load_before_and_publish_undoes_it(clean_home):
    publish_edition(clean_home, 1)
    publish_edition(clean_home, 2)

    assert rollback(clean_home) == 1
    assert read(clean_home, EDITION) == [(1,)]
    assert statuses(clean_home) == {1: "published", 2: "retired"}
    assert publish(clean_home, "night_2")["load_id"] == 2
    assert read(clean_home, EDITION) == [(2,)]


def test_rollback_without_an_earlier_load_is_refused(clean_home):
    with pytest.raises(PublishRefused, match="nothing to go back to"):
        rollback(clean_home)
    publish_edition(clean_home, 1)
    with pytest.raises(PublishRefused, match="nothing to go back to"):
        rollback(clean_home)
    assert read(clean_home, EDITION) == [(1,)]


def test_an_old_run_that_is_started_again_takes_no_reader_back(clean_home):
    publish_edition(clean_home, 1)
    publish_edition(clean_home, 2)

    assert publish(clean_home, "night_1")["load_id"] == 2
    assert read(clean_home, EDITION) == [(2,)]


def test_three_loads_are_kept(clean_home):
    dropped = [publish_edition(clean_home, edition)["loads_dropped"] for edition in range(1, 6)]

    assert dropped == [0, 0, 0, 1, 1]
    assert statuses(clean_home) == {1: "dropped", 2: "dropped", 3: "retired", 4: "retired", 5: "published"}
    assert {name.rsplit("__", 1)[1] for name in partitions(clean_home)} == {"3", "4", "5"}
    with pytest.raises(PublishRefused, match="no longer kept"):
        publish(clean_home, "night_1")


def test_the_published_load_is_kept_also_after_a_rollback(clean_home):
    for edition in (1, 2, 3):
        publish_edition(clean_home, edition)
    rollback(clean_home)
    rollback(clean_home)
    publish_edition(clean_home, 4)

    assert statuses(clean_home) == {1: "dropped", 2: "retired", 3: "retired", 4: "published"}


def test_an_open_report_holds_up_the_cleaning_but_not_the_publish(clean_home, connect, monkeypatch):
    monkeypatch.setattr(retire, "PATIENCE_SECONDS", 0.1)
    for edition in (1, 2, 3):
        publish_edition(clean_home, edition)
    report = connect("bi_reader", autocommit=False)
    report.execute("set transaction isolation level repeatable read")
    assert report.execute(EDITION).fetchall() == [(3,)]

    late = publish_edition(clean_home, 4)
    assert (late["load_id"], late["loads_dropped"], late["loads_not_dropped"]) == (4, 0, 1)
    assert read(clean_home, EDITION) == [(4,)]
    assert report.execute("select distinct editie from mart.dim_aanbieder").fetchall() == [(3,)]
    report.rollback()

    assert publish(clean_home, "night_4")["loads_dropped"] == 1
    assert len(partitions(clean_home)) == 9


def test_a_load_that_was_left_half_dropped_is_dropped_later(clean_home, connect):
    for edition in (1, 2, 3):
        publish_edition(clean_home, edition)
    with connect("publisher") as publisher:
        loads.mark_dropped(publisher, [1])
        publisher.execute("alter table store.fct_regels detach partition store.fct_regels__1")
        publisher.execute("drop table store.dim_aanbieder__1")

    assert publish_edition(clean_home, 4)["loads_not_dropped"] == 0
    left = read(clean_home, f"select tablename from pg_tables where schemaname = '{STORE}'", "publisher")
    assert left
    assert not [name for (name,) in left if name.endswith("__1")]


def test_a_published_load_has_the_hash_of_its_build(clean_home, connect):
    counts = publish_edition(clean_home, 1)

    assert content_hash(connect("publisher"), ["mart", "indicator"]) == counts["content_hash"]
    assert content_hash(connect("bi_reader"), ["mart", "indicator"]) == counts["content_hash"]


HIDDEN = (
    "store.fct_regels",
    "store.fct_regels__1",
    "store.gegevens_tot_en_met",
    "meta.published",
    "meta.loads",
    "raw_ijw_iwmo.clienten",
    "vault.personen",
    "build_mart.fct_regels",
)


def test_a_published_home_is_still_as_it_was_prepared(clean_home):
    publish_edition(clean_home, 1)
    make_build(clean_home, 2)
    with connect_as_administrator(clean_home) as administrator:
        found = find_faults(read_catalog(administrator))

    assert {name: kind for name, kind in vars(found).items() if kind} == {}


def test_readers_reach_nothing_but_the_views(clean_home, connect):
    publish_edition(clean_home, 1)
    make_build(clean_home, 2)
    with connect_as_administrator(clean_home) as administrator:
        for relation in HIDDEN:
            assert administrator.execute(f"select to_regclass('{relation}') is not null").fetchone() == (True,)

    reader = connect("bi_reader")
    assert reader.execute(EDITION).fetchall() == [(1,)]
    for relation in HIDDEN:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.execute(f"select * from {relation}")
    reader.execute("set default_transaction_read_only = off")
    for change in ("delete from mart.fct_regels", "create table mart.x (n int)", "create temporary table x (n int)"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.execute(change)
