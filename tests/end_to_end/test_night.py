"""A night, end to end, in a small city: real messages in, audited marts and true indicators out."""

import re
import shutil
import subprocess
from datetime import date

import pytest
from psycopg.rows import tuple_row

from synthetic import make_city
from synthetic.places import PLANTED
from tests.conftest import temporary_home
from tests.end_to_end.browser import CHROMIUM
from tests.end_to_end.nights import environment, published, run_night, warehouse_command
from tests.end_to_end.planted import PERSONS, leaks, plant
from tests.end_to_end.sites import differing, findings
from tests.recompute.from_messages import state_from_messages
from tests.recompute.indicators import PERIODS, Key, Value, values
from tests.recompute.output import differences
from tests.recompute.register import Register
from tests.recompute.spells import Part, SpellKey, spell_values
from warehouse.database.connection import connect, connect_as_administrator
from warehouse.explain import NothingToExplain, explain
from warehouse.report.figures import FIGURES
from warehouse.settings import PROJECT

CLIENTS, SEED = 40, 11

VALUES = """
select indicator_code, periode_type, periode_start, gemeente_code, wet, zorgsoort, aanbieder_agb, waarde
from indicator.indicator_waarden where indicator_code = any(%s)
and num_nonnulls(productgroep, product_code, verwijzer, stadsdeel, leeftijdsgroep, geslacht) = 0
"""

SPELLS = """
select indicator_code, periode_type, periode_start, gemeente_code, wet,
    zorgsoort, productgroep, product_code, aanbieder_agb, waarde
from indicator.indicator_waarden where indicator_code = any(%s)
and num_nonnulls(verwijzer, stadsdeel, leeftijdsgroep, geslacht) = 0
"""


@pytest.fixture(scope="module")
def city():
    """A home in which one night has run on everything the city delivered until the summer of 2025."""
    with temporary_home("city") as settings:
        make_city(settings.inbox, clients=CLIENTS, seed=SEED, until=date(2025, 6, 30))
        plant(settings.inbox)
        night = run_night(settings)
        (settings.home / "night 1.txt").write_text(night.stdout + night.stderr, encoding="utf-8")
        assert night.returncode == 0, night.stderr[-3000:]
        yield settings


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """The values that were planted in the city: the same persons every time."""
    return plant(tmp_path_factory.mktemp("planted"))


def computed(settings):
    with connect(settings, "bi_reader") as connection, connection.cursor(row_factory=tuple_row) as cursor:
        return {Key(*row[:7]): row[7] for row in cursor.execute(VALUES, [list(PERIODS)])}


def assert_values_are_true(settings, at_least):
    expected = values(state_from_messages(settings.inbox))
    found = {key: Value(waarde, None, None) for key, waarde in computed(settings).items()}
    bare = {key: Value(value.waarde, None, None) for key, value in expected.items()}
    assert len(found) > at_least
    assert differences(bare, found) == []


def assert_spells_are_true(settings, at_least):
    found = spell_values(state_from_messages(settings.inbox), Register(settings.inbox))
    expected = {key: value.waarde for key, value in found.items()}
    with connect(settings, "bi_reader") as connection, connection.cursor(row_factory=tuple_row) as cursor:
        rows = cursor.execute(SPELLS, [sorted({key.indicator_code for key in expected})]).fetchall()
    assert len(rows) > at_least
    assert {SpellKey(*row[:5], Part(*row[5:9])): row[9] for row in rows} == expected


def personal_values(settings):
    """Every BSN, name of ten letters or more, and full birth date that the vault holds."""
    with connect_as_administrator(settings) as connection:
        bsns = {bsn for (bsn,) in connection.execute("select bsn from vault.personen")}
        names = {
            name
            for (name,) in connection.execute(
                "select distinct naam_geslachtsnaam_achternaam from vault.clienten where length("
                "naam_geslachtsnaam_achternaam) >= 10"
            )
        }
    return bsns | names


def test_the_first_night_publishes_true_values(city):
    assert published(city).load_id is not None
    assert_values_are_true(city, at_least=5_000)
    assert_spells_are_true(city, at_least=1_000)


def test_the_page_is_there_and_shows_every_figure(city):
    page = (city.site / "index.html").read_text(encoding="utf-8")
    assert all(f'id="{figure.anchor}"' in page for figure in FIGURES)
    drawn, hidden = page.count('<svg role="img"'), page.count("te weinig mensen")
    assert drawn + hidden == len(FIGURES)
    assert hidden, "in a small city there are few, and their costs tell how few"
    assert "<script" not in page


def test_a_figure_is_explained_down_to_the_files_it_comes_from(city):
    whole = explain(city, "IND001", "2024", {"gemeente_code": "0268"})
    assert whole[0] == "IND001 Stand cliënten"
    shown = [line for line in whole if line.startswith("  maand 2024-")]
    assert len(shown) == 12
    assert re.match(r"  maand 2024-01-01 to 2024-01-31: [0-9]+ clienten", shown[0])
    assert any(line.startswith("Computed in ind_stand_clienten") for line in whole)
    lines, files = next(re.findall(r"[0-9]+", line)[:2] for line in whole if "raw_ijw_iwmo.prestaties" in line)
    with connect(city, "publisher") as connection:
        loaded = connection.execute(
            "select sum(rows_loaded), count(*) from meta.record_counts where table_name = 'prestaties'"
        ).fetchone()
    assert (int(lines), int(files)) == loaded
    assert loaded[1] > 0
    with pytest.raises(NothingToExplain, match="IND001 has no value for 1999"):
        explain(city, "IND001", "1999", {})


def test_a_night_with_nothing_new_changes_nothing(city):
    before, values_before = published(city), computed(city)
    night = run_night(city)
    assert night.returncode == 0, night.stderr[-3000:]
    assert published(city) == before
    assert computed(city) == values_before


def test_the_next_deliveries_are_added_and_the_values_stay_true(city):
    before = published(city)
    make_city(city.inbox, clients=CLIENTS, seed=SEED, since=date(2025, 6, 30))
    night = run_night(city)
    assert night.returncode == 0, night.stderr[-3000:]
    assert published(city).load_id != before.load_id
    assert_values_are_true(city, at_least=6_000)
    assert_spells_are_true(city, at_least=1_500)


def test_the_page_of_a_provider_dates_its_ceiling_and_its_stops(city):
    page = (city.site / "aanbieders" / f"{PLANTED.agb}.html").read_text(encoding="utf-8")
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())

    assert f"<h1>{PLANTED.naam}" in page
    for crossed in (r"70 % 2025-05 2025-06-\d\d", r"90 % 2025-09 2025-10-\d\d", r"100 % 2025-10 2025-11-\d\d"):
        assert re.search(crossed, text), crossed
    assert re.search(r"S-2024-001 Begeleiding jeugd 2024-03-01 2024-06-30 \D+ 0 0", text)
    assert re.search(r"S-2025-002 Begeleiding jeugd 2025-10-01 loopt \D+ 2 1", text)


def test_status_names_the_stop_with_who_came_in_on_no_ground(city):
    status = subprocess.run(
        [*warehouse_command("status"), "--home", str(city.home)],
        cwd=PROJECT,
        env=environment(city) | {"COLUMNS": "250"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = status.stderr.splitlines()
    [place] = [place for place, line in enumerate(lines) if f"{PLANTED.agb} {PLANTED.naam}" in line]
    assert "stop since 2025-10-01, 1 in without ground" in lines[place + 1]


def test_the_indicators_of_stops_say_what_was_planted(city):
    query = (
        "select periode_start, waarde from indicator.indicator_waarden where indicator_code = '{}'"
        " and periode_type = '{}' and num_nonnulls(gemeente_code, wet, zorgsoort, aanbieder_agb) = 0 order by 1"
    )
    with connect(city, "bi_reader") as connection, connection.cursor(row_factory=tuple_row) as cursor:
        without_ground = cursor.execute(query.format("IND035", "maand").encode()).fetchall()
        stopped = cursor.execute(query.format("IND034", "peildatum").encode()).fetchall()

    assert without_ground == [(date(2025, 10, 1), 1)]
    assert stopped[:4] == [(date(2024, month, day), 1) for month, day in ((3, 31), (4, 30), (5, 31), (6, 30))]
    assert stopped[4] == (date(2025, 10, 31), 1)


def test_a_lost_row_stops_the_night_and_readers_keep_the_last_load(city):
    before, values_before = published(city), computed(city)
    with connect_as_administrator(city) as connection:
        connection.execute(
            "delete from raw_ijw_iwmo.prestaties where (_source_file_id, _rij) in"
            " (select _source_file_id, _rij from raw_ijw_iwmo.prestaties order by 1, 2 limit 1)"
        )
    night = run_night(city)
    assert night.returncode == 1, night.stderr[-3000:]
    assert "Nothing was published" in night.stderr
    assert "Why: gate_" in night.stderr
    assert published(city) == before
    assert computed(city) == values_before


def test_no_personal_value_leaves_vault_and_landing(city, planted):
    """After nights with refusals and a closed gate: logs, letters, XCom, Soda, dbt, page, ledger."""
    values = personal_values(city) | planted
    assert len(planted) == 5 * PERSONS
    assert len(values) > CLIENTS + len(planted)
    pattern = re.compile("|".join(re.escape(value) for value in sorted(values)))
    files, tables, searched, looked_in = leaks(city, pattern)

    assert files == []
    assert tables == []
    names = {str(path.relative_to(city.home)) for path in searched}
    assert {"logs/dbt.log", "site/index.html", "night 1.txt"} <= names
    for folder in ("dbt/target/", "logs/airflow/", "logs/postgresql/"):
        assert any(name.startswith(folder) for name in names), folder
    assert sum(path.is_relative_to(city.quarantine) for path in searched) > PERSONS
    assert {'"airflow"."xcom"', '"meta"."outcomes"', '"meta"."gate_checks"', '"meta"."files"'} <= set(looked_in)
    with connect(city, "publisher") as connection:
        (refused,) = connection.execute(
            "select count(*) from meta.files where status = 'refused' and name like %s", ["%kanarie%"]
        ).fetchone()
    assert refused == PERSONS


def test_a_personal_value_that_leaks_is_found(city, planted):
    """The search above sees what it looks for: one value in a log, another in a table."""
    one, other = sorted(planted)[0], sorted(planted)[-1]
    pattern = re.compile("|".join(map(re.escape, planted)))
    leak = city.logs / "lek.log"
    leak.write_text(f"fout bij {one}", encoding="utf-8")
    with connect_as_administrator(city, autocommit=True) as connection:
        connection.execute("create table meta.lek (tekst text)")
        connection.execute("insert into meta.lek values (%s)", [other])
        files, tables, _, _ = leaks(city, pattern)
        connection.execute("drop table meta.lek")
    leak.unlink()

    assert files == [leak]
    assert tables == ['"meta"."lek"']


def test_landing_alone_gives_the_same_hash_in_an_empty_database(city):
    # the row that an earlier test took away comes back from landing as well
    with temporary_home("replayed") as settings:
        for folder in ("landing", "secrets"):
            shutil.copytree(city.home / folder, settings.home / folder)
        for password in settings.secrets.glob("*.password"):
            password.unlink()
        replayed = subprocess.run(
            [*warehouse_command("replay"), "--home", str(settings.home)],
            cwd=PROJECT,
            env=environment(settings),
            capture_output=True,
            text=True,
            check=False,
        )
        assert replayed.returncode == 0, replayed.stderr[-3000:]
        assert published(settings).content_hash == published(city).content_hash


def test_every_link_of_the_site_leads_somewhere(city):
    pages = sorted(city.site.rglob("*.html"))
    links = [(page, link) for page in pages for link in re.findall(r'href="([^"#]+)', page.read_text(encoding="utf-8"))]
    broken = [f"{page.name}: {link}" for page, link in links if not (page.parent / link).is_file()]

    assert {"index.html", "aansluiting.html"} < {page.name for page in pages}
    assert len(links) > 50
    assert broken == []


def test_every_id_of_a_page_is_there_once_and_every_link_within_it_leads_somewhere(city):
    for page in sorted(city.site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        ids = re.findall(r'\bid="([^"]+)"', text)
        assert len(ids) == len(set(ids)) > 0, page.name
        assert set(re.findall(r'href="#([^"]+)', text)) <= set(ids), page.name


def test_every_value_of_the_site_is_one_that_a_query_gives(city):
    count, found = differing(city)
    assert count > 1_000
    assert found == []


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_no_page_has_a_violation_of_axe_or_is_wider_than_a_phone(city):
    count, found = findings(city.site)
    assert count > 10
    assert found == []
