"""Airflow of one home: its own secrets, closed to others, on loopback, in the warehouse's database."""

import json
import stat
from configparser import ConfigParser

import pytest
from sqlalchemy.engine import make_url

from dags.common.configuration import make_users, metadata_url, use_configuration
from warehouse.database.errors import DatabaseError
from warehouse.database.passwords import password_of


@pytest.fixture
def configured(home, monkeypatch):
    monkeypatch.setenv("AIRFLOW_HOME", "")
    use_configuration(home)
    make_users(home)
    parser = ConfigParser()  # with interpolation, as Airflow reads it
    parser.read(home.home / "airflow" / "airflow.cfg")
    return parser


def test_only_the_owner_reads_the_secrets(home, configured):
    files = [home.home / "airflow" / "airflow.cfg", home.home / "airflow" / "users.json"]
    files += sorted(home.secrets.glob("airflow_*.password"))
    assert len(files) == 6
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_secrets_are_made_once_and_differ(home, configured):
    first = (home.home / "airflow" / "airflow.cfg").read_bytes()
    use_configuration(home)
    assert (home.home / "airflow" / "airflow.cfg").read_bytes() == first
    found = [configured["core"]["fernet_key"], configured["api"]["secret_key"], configured["api_auth"]["jwt_secret"]]
    assert len(set(found)) == 3
    assert min(map(len, found)) >= 43
    assert json.loads((home.home / "airflow" / "users.json").read_text()) == {
        "admin": password_of(home, "airflow_admin")
    }


def test_nothing_listens_beyond_this_machine_and_nothing_phones_home(configured):
    assert configured["api"]["host"] == "127.0.0.1"
    assert "scheduler" not in configured, "its health check is a server of its own; containers ask for it"
    assert configured["usage_data_collection"]["enabled"] == "False"
    assert configured["core"]["load_examples"] == "False"


def test_airflow_keeps_its_tables_in_the_warehouse_as_its_own_role(home, configured):
    url = make_url(configured["database"]["sql_alchemy_conn"])
    assert (url.username, url.database) == ("airflow", "warehouse")
    assert url.password == password_of(home, "airflow")
    assert configured["database"]["sql_alchemy_conn_async"] == configured["database"]["sql_alchemy_conn"]


def test_a_database_elsewhere_keeps_its_own_options(home):
    elsewhere = home.model_copy(
        update={"database_url": "postgresql://beheer:x@db.example:6432/zorg?sslmode=verify-full"}
    )
    url = make_url(metadata_url(elsewhere))
    assert (url.host, url.port, url.database, url.username) == ("db.example", 6432, "zorg", "airflow")
    assert url.query["sslmode"] == "verify-full"
    assert url.password == password_of(home, "airflow")


def test_what_is_not_prepared_is_named(new_home):
    with pytest.raises(DatabaseError, match="no password for role airflow"):
        use_configuration(new_home())
