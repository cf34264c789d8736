"""DDL of a table: created, widened and documented by statements that can run twice."""

from ingestion.raw_layer import FILE_COLUMN, LOADED_COLUMN, ROW_COLUMN, Table, TableColumn, statements

TABLE = Table(
    "raw_example",
    "dingen",
    "Things of today's example.",
    (FILE_COLUMN, ROW_COLUMN, TableColumn("naam", "text", "What it is called."), LOADED_COLUMN),
)


def test_a_table_is_created_with_its_key_and_widened_by_what_it_lacks():
    create, widen, *_ = statements(TABLE)

    assert create.startswith("create table if not exists raw_example.dingen (")
    assert "primary key (_source_file_id, _rij)" in create
    assert "add column if not exists naam text" in widen
    assert "_source_file_id" not in widen


def test_every_column_and_the_table_are_documented_with_quotes_doubled():
    comments = [statement for statement in statements(TABLE) if statement.startswith("comment on")]

    assert len(comments) == 1 + len(TABLE.columns)
    assert comments[0].endswith("is 'Things of today''s example.'")


def test_a_type_is_told_as_the_database_tells_it():
    assert FILE_COLUMN.bare_type == "bigint"
    assert LOADED_COLUMN.bare_type == "timestamp with time zone"
