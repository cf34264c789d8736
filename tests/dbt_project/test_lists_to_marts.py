"""The lists, registers and surveys of a city, from inbox to mart: what counts, what is history, who is not in it."""

import re

import pytest
from psycopg import sql

from ingestion.tabular.contract import load_contracts
from synthetic.lijsten.cells import BSNS, FREE_TEXT
from synthetic.lijsten.write import FAULTY_NAME, SOURCES, deliveries, write_lists
from synthetic.parameters import Parameters
from tests.conftest import temporary_home
from tests.ingestion.tabular.conftest import Senders
from warehouse.build import run_dbt
from warehouse.database.connection import connect as connect_to
from warehouse.database.connection import connect_as_administrator
from warehouse.database.prepare import prepare
from warehouse.delivered_marts import MARTS, keeps_history

pytestmark = pytest.mark.slow

STORY = Parameters(300, 7)
PLAIN = [(load_contracts(source)[name], mart) for source, marts in MARTS.items() for name, mart in marts.items()]
MODELS = [
    *(f"+{mart}" for _, mart in PLAIN),
    "+fct_wachtlijst",
    "+fct_ervaring_antwoorden",
    "delivered_rows_are_in_their_mart",
]


@pytest.fixture(scope="module")
def city():
    """A home in which everything the city delivers besides messages was taken in, and its marts were built."""
    with temporary_home("lists") as settings:
        prepare(settings)
        write_lists(settings.inbox, STORY)
        with connect_to(settings, "ingest_writer", autocommit=True) as connection:
            Senders(settings, connection).run()
        built = run_dbt(settings, ["build", "--exclude-resource-type", "unit_test", "--select", *MODELS])
        assert "delivered_rows_are_in_their_mart" in {result.node.name for result in built}
        yield settings


@pytest.fixture
def ask(city):
    with connect_as_administrator(city) as connection:
        yield lambda query: connection.execute(query).fetchall()


def test_every_mart_has_rows(ask):
    empty = [
        mart for _, mart in PLAIN if not ask(sql.SQL("select from build_mart.{} limit 1").format(sql.Identifier(mart)))
    ]
    assert empty == []


@pytest.mark.parametrize(("contract", "mart"), PLAIN, ids=[mart for _, mart in PLAIN])
def test_of_what_counts_each_key_stands_once(ask, contract, mart):
    counting = "where is_geldig" if keeps_history(contract) else ""
    key = ", ".join(contract.key)
    found = ask(f"select {key} from build_mart.{mart} {counting} group by {key} having count(*) > 1")
    assert found == []


def test_a_corrected_list_replaces_and_both_stay_in_sight(ask):
    lists = ask(
        "select peildatum, aanbieder_agb, count(distinct _source_file_id),"
        " count(distinct _source_file_id) filter (where is_geldig), max(geleverd_op) filter (where is_geldig),"
        " max(geleverd_op) from build_mart.fct_wachtlijst where lijst = 'jeugd_ggz' group by 1, 2"
    )
    assert len(lists) >= 12
    assert {row[3] for row in lists} == {1}
    assert {row[2] for row in lists} == {1, 2}
    assert all(row[4] == row[5] for row in lists)


def test_a_wave_of_a_survey_has_its_answers_and_its_response(ask):
    answered = ask(
        "select golf, count(distinct respondent_nummer) from build_mart.fct_ervaring_antwoorden"
        " where is_geldig group by golf order by golf"
    )
    responded = ask(
        "select golf, sum(aantal_antwoorden)::integer from build_mart.fct_ervaring_respons"
        " where is_geldig group by golf order by golf"
    )
    assert len(answered) > 1
    assert answered == responded


def test_an_answer_is_positive_as_the_question_register_says(ask):
    (counts,) = ask(
        "select count(*) filter (where is_positief), count(*) filter (where not is_positief),"
        " count(*) filter (where is_beantwoord and is_positief is null and schaal <> 'rapportcijfer'),"
        " count(*) filter (where not is_vergelijkbaar),"
        " count(*) filter (where is_positief is not null and schaal = 'rapportcijfer'),"
        " count(*) filter (where is_beantwoord and schaal = 'rapportcijfer')"
        " from build_mart.fct_ervaring_antwoorden where is_geldig"
    )
    assert counts[0] > 10 and counts[1] > 10
    # a mark is neither: the register names no positive ones
    assert counts[2:5] == (0, 0, 0)
    assert counts[5] > 10


def test_the_faulty_list_is_refused_and_not_a_row_of_it_is_loaded(ask):
    faulty = {each.path.partition("/")[2] for each in deliveries(STORY) if each.name.startswith(FAULTY_NAME)}
    refused = {name for (name,) in ask("select name from meta.files where status = 'refused'")}
    assert {name.rpartition("/")[2] for name in refused} == {name.rpartition("/")[2] for name in faulty}
    assert ask("select count(*) from meta.files where status not in ('loaded', 'refused')") == [(0,)]
    assert ask("select count(distinct source) from meta.files where status = 'loaded'") == [(len(SOURCES),)]


def test_no_mart_has_a_personal_column(ask):
    personal = {"bsn", "toelichting", "open_antwoord", "geboortedatum"}
    columns = {
        name for (name,) in ask("select column_name from information_schema.columns where table_schema = 'build_mart'")
    }
    assert "client_id" in columns
    assert columns & personal == set()


def test_no_planted_person_or_text_leaves_vault_and_landing(city, ask):
    pattern = re.compile("|".join([*BSNS, "Kwetternest", "Wobbelien"]))
    assert pattern.search(FREE_TEXT)
    in_vault = ask("select count(*) from vault.toegang where toelichting ~ 'Kwetternest' and bsn is not null")
    assert in_vault[0][0] > 0
    tables = ask(
        "select schemaname, tablename from pg_tables where schemaname in ('meta', 'intermediate', 'seeds')"
        " or schemaname like 'raw%' or schemaname like 'build%'"
    )
    assert len(tables) > 80
    leaking = [
        f"{schema}.{table}"
        for schema, table in tables
        for (row,) in ask(sql.SQL("select t::text from {} as t").format(sql.Identifier(schema, table)))
        if pattern.search(row)
    ]
    assert leaking == []
    apart = (city.landing, city.quarantine, city.inbox, city.home / "database")
    texts = [path for path in city.home.rglob("*") if path.is_file() and not any(map(path.is_relative_to, apart))]
    assert len(texts) > 20
    assert [path for path in texts if pattern.search(path.read_text(encoding="utf-8", errors="replace"))] == []
