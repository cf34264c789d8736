"""A prepared home: every role logs in, the raw layer stands, a second time changes nothing."""

import pytest

from ingestion.sources.ijw_iwmo.layout import raw_tables
from warehouse.database.connection import ROLES
from warehouse.database.roles import LOGIN_ROLES


def test_the_roles_that_log_in_are_the_documented_ones():
    assert set(ROLES) == set(LOGIN_ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_logs_in_with_its_own_password_in_utc(connect, role):
    found = connect(role).execute("select current_user, current_setting('timezone')").fetchone()

    assert found == (role, "UTC")


def test_every_table_of_the_layout_stands_in_the_raw_layer(clean_home, connect):
    names = {
        row[0]
        for row in connect("transformer").execute("select tablename from pg_tables where schemaname = 'raw_ijw_iwmo'")
    }

    assert len(raw_tables()) >= 17
    assert names >= set(raw_tables())
