import pytest

from tests.warehouse.small_build import make_build
from warehouse.content_hash import combine, content_hash, table_hashes

SCHEMAS = ["build_mart"]
ROWS = "(1, 'a', '2025-01-02'::date, 1.50), (2, null, null, 0), (2, null, null, 0)"


@pytest.fixture
def hash_of(clean_home, connect):
    """The hash of a table t made by this query, in a session with these settings."""
    transformer = connect("transformer")

    def make(query: str, *settings: str) -> str:
        transformer.execute("drop table if exists build_mart.t")
        transformer.execute(f"create table build_mart.t as {query}")
        for setting in settings:
            transformer.execute(f"set {setting}")
        return content_hash(transformer, SCHEMAS)

    return make


def values(rows: str = ROWS, columns: str = "n, naam, dag, bedrag") -> str:
    return f"select {columns} from (values {rows}) as t (n, naam, dag, bedrag)"


def test_the_same_rows_have_the_same_hash_in_any_order(hash_of):
    usual = hash_of(values())

    assert len(usual) == 64
    assert hash_of(values() + " order by n desc") == usual
    assert hash_of(values(columns="bedrag, naam, n, dag")) == usual


def test_the_session_does_not_matter(hash_of):
    query = "select timestamptz '2025-01-02 03:04:05+00' as moment, date '2025-01-02' as dag, 0.1::float8 as deel"
    usual = hash_of(query)

    assert hash_of(query, "timezone = 'Asia/Tokyo'", "datestyle = 'German, DMY'", "extra_float_digits = -3") == usual


@pytest.mark.parametrize(
    "other",
    [
        values(ROWS.replace("1.50", "1.51")),
        values(ROWS.replace("'a'", "'b'")),
        values(ROWS.replace("(2, null", "(2, ''")),
        values(ROWS.replace(", (2, null, null, 0)", "", 1)),
        values(ROWS + ", (3, 'c', null, 0)"),
        values(columns="n, naam as naam_anders, dag, bedrag"),
        values(columns="n::bigint, naam, dag, bedrag"),
        values(columns="n, naam, dag"),
    ],
)
def test_any_other_content_has_another_hash(hash_of, other):
    usual = hash_of(values())

    assert other != values()
    assert hash_of(other) != usual


def test_values_do_not_run_into_each_other(hash_of):
    assert hash_of("select 'a,b' as x, 'c' as y") != hash_of("select 'a' as x, 'b,c' as y")
    assert hash_of("select 'a' as x, 'b' as y") != hash_of("select 'b' as x, 'a' as y")


def test_when_and_by_which_load_is_not_content(hash_of):
    usual = hash_of(values())

    assert hash_of(values(columns="n, naam, dag, bedrag, 7 as load_id, now() as _loaded_at")) == usual


def test_each_table_counts_by_its_published_name(clean_home, connect):
    make_build(clean_home, 1)
    hashes = table_hashes(connect("transformer"), ["build_mart", "build_indicator"])

    assert set(hashes) == {"mart.dim_aanbieder", "mart.fct_regels", "indicator.indicator_waarden"}
    assert len(set(hashes.values())) == 3
    assert combine(hashes) == combine(dict(reversed(hashes.items())))
    assert combine(hashes) != combine({**hashes, "mart.dim_aanbieder": hashes["mart.fct_regels"]})


def test_an_empty_table_is_content_too(hash_of):
    assert hash_of(values() + " where false") != hash_of(values())
