"""A planted person is found in the vault and in landing, and nowhere else: not in ledger, raw layer, words or logs."""

import logging
import re

import pytest

from ingestion import load
from tests.ingestion.messages import all_types, make_message

BSN = "999900018"
CANARY = "Kanarievogel"
PERSONAL = re.compile(rb">(Appel|[^<>]{2,40})</basis:(Achternaam|Voornamen|Straatnaam|Plaatsnaam)>")
NOT_PERSONAL_SCHEMAS = ("meta", "raw_ijw_iwmo")


def planted(wet, berichtsoort, seed):
    message = make_message(wet, berichtsoort, seed, fill=1, bsns=(BSN,))
    message = PERSONAL.sub(lambda found: b">" + CANARY.encode() + b"</basis:" + found[2] + b">", message)
    return message.replace(b"<b:Commentaar>", b"<b:Commentaar>" + CANARY.encode() + b" ")


def tables_with(administrator, schemas, needle):
    """Tables of which a row, taken as text, holds the needle; and how many tables were searched."""
    names = administrator.execute(
        "select schemaname, tablename from pg_tables where schemaname = any(%s)", (list(schemas),)
    ).fetchall()
    return {
        f"{schema}.{table}"
        for schema, table in names
        if administrator.execute(
            f"select 1 from {schema}.{table} as t where t::text like %s limit 1", (f"%{needle}%",)
        ).fetchone()
    }, len(names)


@pytest.fixture
def planted_intake(intake, monkeypatch):
    for wet, berichtsoort in all_types():
        intake.drop(f"{wet}{berichtsoort}.xml", planted(wet, berichtsoort, 1))
        broken = planted(wet, berichtsoort, 2).replace(b"<b:BerichtVersie>3", b"<b:BerichtVersie>" + BSN.encode())
        intake.drop(f"kapot {wet}{berichtsoort}.xml", broken)
    intake.drop(f"client {BSN}.xml", planted("wmo", "301", 3))
    copy_table = load.copy_table

    def refuse_one(connection, schema, name, table, **options):
        if name == "contacten" and table.num_rows and "wmo301.xml" in intake.names(table["_source_file_id"]):
            connection.execute("select %s::text::date", (CANARY + BSN,))
        return copy_table(connection, schema, name, table, **options)

    monkeypatch.setattr(load, "copy_table", refuse_one)
    return intake


def test_a_planted_person_is_in_the_vault_and_nowhere_else(planted_intake, administrator, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    counts = planted_intake.run()
    assert (counts["loaded"], counts["refused"]) == (28, 29)

    printed = capfd.readouterr()
    for needle in (BSN, CANARY):
        found, searched = tables_with(administrator, NOT_PERSONAL_SCHEMAS, needle)
        assert searched > 25
        assert found == set()
        in_vault, _ = tables_with(administrator, ["vault"], needle)
        assert "vault.clienten" in in_vault
        server_logs = list((planted_intake.settings.logs / "postgresql").glob("*.log"))
        assert server_logs, "where does the server log?"
        server_log = "".join(path.read_text("utf-8", "replace") for path in server_logs)
        assert needle not in caplog.text + printed.out + printed.err + server_log
        letters = list((planted_intake.settings.quarantine / "ijw_iwmo").glob("*.txt"))
        assert len(letters) == 29
        assert not [path for path in letters if needle in path.read_text("utf-8")]
    assert "999900" not in "".join(planted_intake.messages())


def test_birth_dates_and_postcodes_leave_the_vault_as_year_and_four_digits_only(planted_intake, administrator):
    planted_intake.run()

    dates = administrator.execute(
        "select geboortedatum_datum::text from vault.clienten where geboortedatum_datum is not null"
    )
    years = administrator.execute(
        "select distinct geboortejaar from raw_ijw_iwmo.clienten where geboortejaar is not null"
    )
    codes = administrator.execute(
        "select distinct adres_postcode_pc4 from raw_ijw_iwmo.contacten where adres_postcode_pc4 is not null"
    )

    assert {date[:4] for (date,) in dates} == {str(year) for (year,) in years}
    assert {code for (code,) in codes} <= {"6511", "6525"}
