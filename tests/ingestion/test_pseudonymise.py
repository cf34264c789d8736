"""Personal values go to the vault, what is derived from them to raw."""

import datetime as dt
import hmac

import pyarrow as pa
import pytest

from ingestion.pseudonymise import KeyProblem, Pseudonyms, check_key, pseudonym_of, read_or_make_key, split
from ingestion.sources.ijw_iwmo.layout import raw_tables

KEY = bytes(range(32))


def client(**values):
    row = {"_source_file_id": 1, "_rij": 1, "_parent_rij": None}
    table = raw_tables()["clienten"]
    row |= {column.name: None for column in (*table.raw_columns, *table.vault_columns) if not column.derived_from}
    types = {"geboortedatum_datum": pa.date32(), "_source_file_id": pa.int64(), "_rij": pa.int32()}
    return pa.table({name: pa.array([value], types.get(name, pa.string())) for name, value in (row | values).items()})


def test_a_client_is_split_into_pseudonym_and_person():
    table = client(bsn="999900006", geboortedatum_datum=dt.date(2010, 5, 3), geslacht="1", commentaar="belt 's avonds")

    persons = Pseudonyms(KEY)
    parts = split(table, raw_tables()["clienten"], persons)

    raw = parts.raw.to_pylist()[0]
    assert raw["client_pseudoniem"] == hmac.new(KEY, b"999900006", "sha256").hexdigest()[:32]
    assert (raw["geboortejaar"], raw["geboortemaand"], raw["geslacht"]) == (2010, 5, "1")
    assert not {"bsn", "geboortedatum_datum", "commentaar"} & set(raw)
    assert parts.vault is not None
    assert parts.vault.to_pylist()[0]["bsn"] == "999900006"
    assert persons.met().to_pylist() == [{"bsn": "999900006", "client_pseudoniem": raw["client_pseudoniem"]}]


def test_a_row_without_a_bsn_or_birth_date_has_no_pseudonym_and_no_year():
    raw = split(client(), raw_tables()["clienten"], Pseudonyms(KEY)).raw.to_pylist()[0]

    assert (raw["client_pseudoniem"], raw["geboortejaar"], raw["geboortemaand"]) == (None, None, None)


@pytest.mark.parametrize(
    ("postcode", "pc4"),
    [("6511 AB", "6511"), ("6511AB", "6511"), (" 6511 ab ", "6511"), ("0511 AB", None), ("B-1000", None),
     ("6511", None), (None, None)],
)  # fmt: skip
def test_only_the_digits_of_a_dutch_postcode_leave_the_vault(postcode, pc4):
    layout = raw_tables()["contacten"]
    names = [column.name for column in (*layout.raw_columns, *layout.vault_columns) if not column.derived_from]
    table = pa.table(
        {"_source_file_id": [1], "_rij": [1], "_parent_rij": [1], "bsn": ["999900006"]}
        | {name: pa.array([postcode if name == "adres_postcode" else None], pa.string()) for name in names}
    )

    assert split(table, layout, Pseudonyms(KEY)).raw["adres_postcode_pc4"].to_pylist() == [pc4]


def test_another_key_gives_other_pseudonyms():
    assert pseudonym_of(KEY, "999900006") != pseudonym_of(bytes(32), "999900006")


def test_a_key_is_made_once_for_its_owner_only(tmp_path):
    path = tmp_path / "secrets" / "pseudonym.key"

    key = read_or_make_key(path)

    assert len(key) == 32
    assert read_or_make_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in path.parent.iterdir()] == ["pseudonym.key"]


@pytest.mark.parametrize(
    ("content", "mode", "words"),
    [("zz" * 32, 0o600, "hex"), ("00" * 16, 0o600, "32 bytes"), ("00" * 32, 0o644, "chmod")],
)
def test_a_key_that_cannot_be_trusted_is_refused(tmp_path, content, mode, words):
    path = tmp_path / "pseudonym.key"
    path.write_text(content)
    path.chmod(mode)

    with pytest.raises(KeyProblem, match=words):
        read_or_make_key(path)


def test_another_key_for_a_database_with_persons_is_refused(intake):
    check_key(intake.connection, KEY)
    check_key(intake.connection, KEY)

    with pytest.raises(KeyProblem, match="another key"):
        check_key(intake.connection, bytes(32))


def test_a_missing_key_is_not_made_anew_for_a_database_with_persons(intake, tmp_path):
    check_key(intake.connection, KEY)

    with pytest.raises(KeyProblem, match="gone"):
        read_or_make_key(tmp_path / "pseudonym.key", intake.connection)
    assert not (tmp_path / "pseudonym.key").exists()
