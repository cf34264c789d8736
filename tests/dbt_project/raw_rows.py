"""A few messages as they stand in the raw tables: one client in Nijmegen, with every fate that a message can have."""

import psycopg
from psycopg import sql

CLIENT = "c" * 32
GEMEENTE, AANBIEDER = "0268", "99000001"
JEUGDWET, RELEASE = "jeugdwet", "3.2"

Row = dict[str, object]


def header(file_id: int, berichtsoort: str, identificatie: str, dagtekening: str, **columns: object) -> tuple[str, Row]:
    """The header of one message; the gemeente sends 301, 302 and 325, the aanbieder the others."""
    parties = (GEMEENTE, AANBIEDER) if berichtsoort in {"301", "302", "325"} else (AANBIEDER, GEMEENTE)
    return "berichten", {
        "_source_file_id": file_id,
        "_rij": 1,
        "wet": JEUGDWET,
        "berichtsoort": berichtsoort,
        "release": RELEASE,
        "afzender": parties[0],
        "ontvanger": parties[1],
        "berichtidentificatie_identificatie": identificatie,
        "berichtidentificatie_dagtekening": dagtekening,
        **columns,
    }


def client(file_id: int, **columns: object) -> tuple[str, Row]:
    return "clienten", {"_source_file_id": file_id, "_rij": 1, "client_pseudoniem": CLIENT, **columns}


def retourcode(file_id: int, row: int, klasse: str, code: str) -> tuple[str, Row]:
    return "retourcodes", {"_source_file_id": file_id, "_rij": row, "klasse": klasse, "retourcode": code}


def toewijzing(file_id: int, number: int) -> tuple[str, Row]:
    return "toewijzingen", {
        "_source_file_id": file_id,
        "_rij": 1,
        "client_pseudoniem": CLIENT,
        "toewijzingnummer": number,
        "product_categorie": "45",
        "product_code": "45A04",
        "toewijzingsdatum": "2025-01-10",
        "toewijzingstijd": "10:00:00",
        "ingangsdatum": "2025-01-15",
    }


def declaratie(file_id: int, number: str, month: str) -> tuple[str, Row]:
    return "declaraties", {
        "_source_file_id": file_id,
        "_rij": 1,
        "declaratienummer": number,
        "declaratieperiode_begindatum": month,
        "declaratieperiode_einddatum": month,
        "declaratiedagtekening": month,
    }


def prestatie(file_id: int, row: int, reference: str, cents: int, credits: str | None = None) -> tuple[str, Row]:
    return "prestaties", {
        "_source_file_id": file_id,
        "_rij": row,
        "client_pseudoniem": CLIENT,
        "productreferentie_referentienummer": reference,
        "productreferentie_vorigreferentienummer": credits,
        "toewijzingnummer": 7,
        "productcategorie": "45",
        "productcode": "45A04",
        "productperiode_begindatum": "2025-01-15",
        "productperiode_einddatum": "2025-01-31",
        "geleverdvolume": 4,
        "eenheid": "04",
        "producttarief": cents // 4,
        "ingediendbedrag_bedrag": cents,
        "ingediendbedrag_debetcredit": "C" if credits else "D",
    }


PERSON = {"geboortejaar": 2012, "geslacht": "2"}
ANSWERED = {"dagtekeningretour": "2025-01-12", "identificatieretour": "R1"}
JANUARY, FEBRUARY = "2025-01-01", "2025-02-01"

ROWS: list[tuple[str, Row]] = [
    # accepted toewijzing 7, refused toewijzing 8
    header(1, "301", "T1", "2025-01-10"),
    client(1, **PERSON),
    toewijzing(1, 7),
    header(2, "302", "T1", "2025-01-10", **ANSWERED),
    header(3, "301", "T2", "2025-01-10"),
    client(3, **PERSON),
    toewijzing(3, 8),
    header(4, "302", "T2", "2025-01-10", **ANSWERED),
    retourcode(4, 1, "Client", "0200"),
    retourcode(4, 2, "Client/ToegewezenProducten/ToegewezenProduct", "9332"),
    # the start, without an answer yet
    header(5, "305", "S1", "2025-04-20"),
    client(5, **PERSON),
    (
        "startproducten",
        {
            "_source_file_id": 5,
            "_rij": 1,
            "client_pseudoniem": CLIENT,
            "toewijzingnummer": 7,
            "product_categorie": "45",
            "product_code": "45A04",
            "begindatum": "2025-01-15",
            "statusaanlevering": "1",
        },
    ),
    # P1 approved, P2 refused by the 325, P3 credited by Q3, P4 without a 325
    header(7, "323", "D1", "2025-02-05"),
    client(7),
    declaratie(7, "D1", JANUARY),
    prestatie(7, 1, "P1", 10_000),
    prestatie(7, 2, "P2", 20_000),
    prestatie(7, 3, "P3", 30_000),
    header(
        8,
        "325",
        "A1",
        "2025-02-10",
        declaratieidentificatie_identificatie="D1",
        declaratieidentificatie_dagtekening="2025-02-05",
    ),
    retourcode(8, 1, "Header", "0200"),
    retourcode(8, 2, "DeclaratieAntwoord", "0200"),
    retourcode(8, 3, "DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie", "9321"),
    prestatie(8, 1, "P2", 20_000),
    header(9, "323", "D2", "2025-03-05"),
    client(9),
    declaratie(9, "D2", FEBRUARY),
    prestatie(9, 1, "Q3", 30_000, credits="P3"),
    header(
        10,
        "325",
        "A2",
        "2025-03-10",
        declaratieidentificatie_identificatie="D2",
        declaratieidentificatie_dagtekening="2025-03-05",
    ),
    retourcode(10, 1, "Header", "0200"),
    retourcode(10, 2, "DeclaratieAntwoord", "8001"),
    header(11, "323", "D3", "2025-04-30"),
    client(11),
    declaratie(11, "D3", "2025-04-01"),
    prestatie(11, 1, "P4", 40_000),
]

REGISTER: Row = {
    "_source_file_id": 99,
    "_rij": 2,
    "gemeente_code": "*",
    "wet": JEUGDWET,
    "product_categorie": "45",
    "product_code": "45A04",
    "geldig_van": "2020-01-01",
    "product_naam": "Begeleiding individueel",
    "zorgsoort": "begeleiding_jeugd",
    "is_groep": False,
    "is_verblijf": False,
    "is_zbo": False,
    "scope_uitvoeringsagenda": True,
    "scope_prognosemodel": True,
    "scope_begroting_jeugd": True,
    "_delivered_on": "2025-01-01",
}


def load(connection: psycopg.Connection, rows: list[tuple[str, Row]]) -> None:
    """Put rows of messages and the product register into the raw tables, as role ingest_writer."""
    with connection.transaction():
        for table, row in rows:
            _insert(connection, "raw_ijw_iwmo", table, row)
        _insert(connection, "raw_registers", "producten", REGISTER)


def _insert(connection: psycopg.Connection, schema: str, table: str, row: Row) -> None:
    statement = sql.SQL("insert into {} ({}) values ({})").format(
        sql.Identifier(schema, table),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(sql.Placeholder() * len(row)),
    )
    connection.execute(statement, list(row.values()))
