from ingestion.sources.ijw_iwmo.layout import raw_tables
from warehouse.settings import PROJECT
from warehouse.staging_models import generate
from warehouse.staging_names import CODED, EVERYWHERE, GRAINS, IN_TABLE, staging_name


def test_what_is_committed_is_what_the_catalogue_gives():
    files = generate()
    assert len(files) == 2 + 2 * len(raw_tables())
    assert [name for name, text in files.items() if (PROJECT / name).read_text(encoding="utf-8") != text] == []


def test_no_file_is_left_of_a_table_that_is_no_more():
    folder = PROJECT / "dbt_project/models/staging/ijw_iwmo"
    assert {f"dbt_project/models/staging/ijw_iwmo/{path.name}" for path in folder.iterdir()} == {
        name for name in generate() if "/staging/" in name
    }


def test_every_raw_column_reaches_staging_under_a_name_of_its_own():
    for table in raw_tables().values():
        names = [staging_name(table.name, column.name) for column in table.raw_columns]
        assert names, table.name
        assert len(names) == len(set(names)), table.name


def test_nothing_is_renamed_that_is_not_there():
    raw = {(table.name, column.name) for table in raw_tables().values() for column in table.raw_columns}
    assert IN_TABLE.keys() <= raw
    assert EVERYWHERE.keys() <= {column for _, column in raw}
    assert GRAINS.keys() == raw_tables().keys()


def test_codes_are_listed_under_the_name_of_their_column():
    rows = generate()["dbt_project/seeds/codelijsten/codelijsten.csv"].splitlines()[1:]
    concepts = {row.split(",", 1)[0] for row in rows}
    names = {staging_name(table.name, column.name) for table in raw_tables().values() for column in table.raw_columns}
    assert set(CODED.values()) <= concepts
    # two columns share the code list yes and no
    assert concepts - names == {"ja_nee"}


def test_no_personal_column_is_named_in_the_sources():
    sources = generate()["dbt_project/models/staging/ijw_iwmo/_sources.yml"]
    personal = {column.name for table in raw_tables().values() for column in table.vault_columns}
    assert len(personal) > 20
    assert [name for name in sorted(personal) if f"- name: {name}\n" in sources] == []
