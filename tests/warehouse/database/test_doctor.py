"""The doctor names what is wrong and what to do about it, and starts nothing."""

import os

import psycopg
import pytest

from warehouse.database import doctor
from warehouse.database.connection import connect_as_administrator
from warehouse.database.doctor import (
    Finding,
    examine,
    examine_disk,
    examine_inbox,
    examine_key,
    examine_python,
    examine_settings,
)
from warehouse.database.passwords import password_file
from warehouse.database.prepare import prepare


def by_name(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.name: finding for finding in findings}


def test_a_prepared_home_is_well(clean_home, monkeypatch):
    for name in [name for name in os.environ if name.startswith("SDW_")]:
        monkeypatch.delenv(name)

    findings = by_name(examine(clean_home))

    assert set(findings) == {"Python", "Disk", "Settings", "Database", "Grants", "Logins", "Pseudonym key", "Inbox"}
    assert [finding for finding in findings.values() if not finding.is_ok] == []


def test_every_fault_comes_with_advice_in_a_sentence(tmp_path, home):
    key = tmp_path / "open.key"
    key.write_text("00")
    key.chmod(0o644)
    file = tmp_path / "inbox.txt"
    file.touch()
    faults = [
        examine_python((3, 12, 1)),
        examine_settings(home, {"SDW_INBOKS": "x", "SDW_HOME": "x"}),
        examine_key(key, is_needed=False),
        examine_key(tmp_path / "lost.key", is_needed=True),
        examine_inbox(file),
    ]

    assert [fault.is_ok for fault in faults] == [False] * 5
    assert all(fault.advice.endswith(".") for fault in faults)
    assert "SDW_INBOKS" in faults[1].detail
    assert "SDW_HOME" not in faults[1].detail
    assert "0644" in faults[2].detail


def test_a_full_disk_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "FREE_BYTES", 2**60)

    assert not examine_disk(tmp_path / "not" / "there" / "yet").is_ok


def test_a_home_without_a_database_is_no_fault_and_gets_none(new_home):
    settings = new_home("empty")

    findings = by_name(examine(settings))

    assert findings["Database"].is_ok
    assert not settings.home.exists()


def test_a_surplus_grant_is_shown(home):
    with connect_as_administrator(home) as connection:
        connection.execute("grant select on vault.personen to bi_reader")
    try:
        finding = by_name(examine(home))["Grants"]
    finally:
        with connect_as_administrator(home) as connection:
            connection.execute("revoke select on vault.personen from bi_reader")

    assert not finding.is_ok
    assert "bi_reader SELECT on table vault.personen" in finding.detail


def test_a_role_whose_password_was_changed_elsewhere_is_named_and_the_advice_mends_it(home):
    with connect_as_administrator(home) as connection:
        connection.execute("alter role publisher password 'another one'")
    finding = by_name(examine(home))["Logins"]

    password_file(home, "publisher").unlink()
    prepare(home)

    assert (finding.is_ok, finding.detail) == (False, "refused: publisher")
    assert by_name(examine(home))["Logins"].is_ok


def test_a_lost_key_is_a_fault_once_there_are_pseudonyms(clean_home, connect):
    clean_home.pseudonym_key_file.unlink(missing_ok=True)
    assert by_name(examine(clean_home))["Pseudonym key"].is_ok
    connect("ingest_writer").execute("insert into vault.personen values ('0123', '999911120', 1)")

    assert not by_name(examine(clean_home))["Pseudonym key"].is_ok


def test_a_database_that_cannot_be_reached_is_a_finding(home):
    elsewhere = home.model_copy(update={"database_url": "postgresql://user:very-secret@127.0.0.1:9/nothing"})

    finding = by_name(examine(elsewhere))["Database"]

    assert not finding.is_ok
    assert "very-secret" not in finding.detail


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every folder")
def test_a_closed_inbox_is_named(tmp_path):
    closed = tmp_path / "ijw_iwmo"
    closed.mkdir(mode=0o000)

    assert not examine_inbox(tmp_path).is_ok


def test_the_vault_takes_one_row_per_pseudonym(clean_home, connect):
    writer = connect("ingest_writer")
    statement = "insert into vault.personen values ('0123', '999911120', 1) on conflict do nothing"
    writer.execute(statement)
    assert writer.execute(statement).rowcount == 0

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        writer.execute("select bsn from vault.personen")
