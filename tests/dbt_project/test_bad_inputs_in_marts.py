"""Bad inputs that only earlier messages or registers can show: loaded, and flagged in a mart with their code."""

from collections import defaultdict

import psycopg
import pytest
from psycopg import sql

from ingestion.sources.ijw_iwmo.rules.catalogue import load_rules
from tests.conftest import empty_database
from tests.dbt_project.raw_rows import CLIENT, JEUGDWET, Row, client, declaratie, header, load, prestatie, toewijzing
from warehouse.build import run_dbt
from warehouse.database.connection import connect as connect_to
from warehouse.database.roles import SCHEMAS

pytestmark = pytest.mark.slow

MANY = 501
OLD_PRODUCT = "45A05"
OTHER = "d" * 32
DAY, LATER = "2025-02-05", "2025-03-05"


def levering(table: str, file_id: int, number: int, status: str = "1", **columns: object) -> tuple[str, Row]:
    return table, {
        "_source_file_id": file_id,
        "_rij": 1,
        "client_pseudoniem": CLIENT,
        "toewijzingnummer": number,
        "product_categorie": "45",
        "product_code": "45A04",
        "begindatum": "2025-01-15",
        "statusaanlevering": status,
        **columns,
    }


def product(file_id: int, number: int, code: str) -> tuple[str, Row]:
    table, row = toewijzing(file_id, number)
    return table, row | {"product_code": code}


def line(file_id: int, row: int, reference: str, cents: int, **columns: object) -> tuple[str, Row]:
    table, found = prestatie(file_id, row, reference, cents)
    return table, found | columns


def claim(file_id: int, day: str, *lines: tuple[str, Row]) -> list[tuple[str, Row]]:
    return [
        header(file_id, "323", f"D{file_id}", day),
        client(file_id),
        declaratie(file_id, f"D{file_id}", day),
        *lines,
    ]


SCENES: dict[str, tuple[list[tuple[str, Row]], set[tuple[int, str, str, str]]]] = {
    # number and what: rows, and (file, class, rule, code) that must be told of them
    "F-013 a sender that the register does not have": (
        [header(130, "305", "F13", DAY), client(130)],
        {(130, "Header", "F013", "F013")},
    ),
    "X-046 one BSN with two birth years": (
        [
            header(460, "305", "X46A", DAY),
            client(460, geboortejaar=2012, geslacht="2", client_pseudoniem=OTHER),
            header(461, "305", "X46B", LATER),
            client(461, geboortejaar=2013, geslacht="2", client_pseudoniem=OTHER),
        ],
        {(461, "Client", "X043", "X043")},
    ),
    "X-049 a product code that the register does not have": (
        [header(490, "301", "X49", DAY), client(490), product(490, 490, "99X99")],
        {(490, "ToegewezenProduct", "TR381", "X050")},
    ),
    "X-050 a product code that has expired": (
        [header(500, "301", "X50", DAY), client(500), product(500, 500, OLD_PRODUCT)],
        {(500, "ToegewezenProduct", "X051", "X051")},
    ),
    "X-055 euros where there were cents": (
        [
            *claim(550, DAY, line(550, 1, "X55A", 40_000, productcode="45A06")),
            *claim(551, LATER, line(551, 1, "X55B", 400, productcode="45A06")),
        ],
        {(551, "Declaratie", "X063", "X063")},
    ),
    "X-058 an amount that is not volume times tariff": (
        claim(580, DAY, line(580, 1, "X58", 10_000, ingediendbedrag_bedrag=10_001)),
        {(580, "Prestatie", "TR346", "X066")},
    ),
    "X-059 a period outside the toewijzing": (
        [
            header(590, "301", "X59", "2025-01-10"),
            client(590),
            toewijzing(590, 590),
            *claim(591, DAY, line(591, 1, "X59", 10_000, toewijzingnummer=590, productperiode_begindatum="2025-01-01")),
        ],
        {(591, "Prestatie", "TR307", "X067")},
    ),
    "X-062 a start on a toewijzing that is not here": (
        [header(620, "305", "X62", DAY), client(620), levering("startproducten", 620, 620)],
        {(620, "StartProduct", "TR019", "X070")},
    ),
    "X-064 the removal of what never was": (
        [header(640, "305", "X64", DAY), client(640), levering("startproducten", 640, 640, "3")],
        {(640, "StartProduct", "TR063", "X072")},
    ),
    "X-065 a key that stands already": (
        [
            header(650, "305", "X65A", DAY),
            client(650),
            levering("startproducten", 650, 650),
            header(651, "305", "X65B", LATER),
            client(651),
            levering("startproducten", 651, 650),
        ],
        {(651, "StartProduct", "TR074", "X073")},
    ),
    "X-068 a number that was used before": (
        [header(680, "305", "X68", DAY), client(680), header(681, "305", "X68", LATER), client(681)],
        {(681, "Header", "TR056", "X076")},
    ),
    "X-070 a message that its receiver refused": (
        [
            header(700, "301", "X70", "2025-01-10"),
            client(700),
            toewijzing(700, 700),
            header(701, "302", "X70", "2025-01-10", identificatieretour="R70", dagtekeningretour="2025-01-12"),
            (
                "retourcodes",
                {"_source_file_id": 701, "_rij": 1, "klasse": "Client/ToegewezenProducten", "retourcode": "9332"},
            ),
        ],
        {(700, "Header", "X078", "X078")},
    ),
    "X-071 a retour of a message that is not here": (
        [header(710, "306", "X71", DAY, identificatieretour="R71", dagtekeningretour=DAY)],
        {(710, "Header", "X079", "X079")},
    ),
    "X-073 a client with very many lines": (
        claim(730, DAY, *(line(730, row, f"X73-{row}", 10_000) for row in range(1, MANY + 1))),
        {(730, "Client", "X081", "X081")},
    ),
}
REGISTERS: dict[str, Row] = {
    "producten": {
        "gemeente_code": "*",
        "wet": JEUGDWET,
        "product_categorie": "45",
        "product_code": OLD_PRODUCT,
        "geldig_van": "2020-01-01",
        "geldig_tot": "2024-12-31",
        "zorgsoort": "begeleiding_jeugd",
    },
    "aanbieders": {
        "aanbieder_agb": "99000009",
        "geldig_van": "2020-01-01",
        "naam": "Een ander",
        "is_gecontracteerd": True,
        "is_hoogspecialistisch": False,
    },
}


def add_registers(connection: psycopg.Connection) -> None:
    for number, (table, row) in enumerate(REGISTERS.items(), 3):
        whole = row | {
            "_source_file_id": 99 if table == "producten" else 98,
            "_rij": number,
            "_delivered_on": "2025-01-01",
        }
        connection.execute(
            sql.SQL("insert into raw_registers.{} ({}) values ({})").format(
                sql.Identifier(table),
                sql.SQL(", ").join(map(sql.Identifier, whole)),
                sql.SQL(", ").join(sql.Placeholder() * len(whole)),
            ),
            list(whole.values()),
        )


@pytest.fixture(scope="module")
def told(home):
    """File -> what fct_afkeuringen says of it; and the other marts that the tests ask."""
    empty_database(home)
    with connect_to(home, "ingest_writer") as connection:
        load(connection, [row for rows, _ in SCENES.values() for row in rows])
        add_registers(connection)
    wanted = ["-s", "+fct_afkeuringen", "+fct_berichten"]
    run_dbt(home, ["build", *wanted, "--exclude-resource-type", "test", "unit_test"])
    with connect_to(home, "transformer") as connection:
        found = defaultdict(set)
        for file_id, *rest in connection.execute(
            "select _source_file_id, klasse, regel, afkeuring_code from build_mart.fct_afkeuringen"
        ).fetchall():
            found[file_id].add((file_id, *rest))
        yield found


@pytest.mark.parametrize("name", SCENES)
def test_a_bad_input_is_loaded_and_flagged_with_its_code(told, name):
    rows, wanted = SCENES[name]
    files = {row["_source_file_id"] for _, row in rows}

    assert wanted <= {breach for file_id in files for breach in told[file_id]}
    for _, _, rule, _ in wanted:
        assert load_rules()[rule].reactie == "warn"
        assert load_rules()[rule].omschrijving


def test_what_a_receiver_refused_is_in_no_count_x_070(told, home):
    with connect_to(home, "transformer") as connection:
        status = "select bericht_status from build_mart.fct_berichten where _source_file_id = 700"
        assert connection.execute(status).fetchall() == [("geweigerd",)]
        numbers = connection.execute(
            "select toewijzing_nummer from intermediate.int_toewijzingen__latest_version"
        ).fetchall()
    assert (590,) in numbers
    assert (700,) not in numbers


def test_nobody_can_look_for_one_person_under_two_bsns_x_047():
    """X044 would need names beside BSNs: only the vault has both, and no step may read it."""
    rule = load_rules()["X044"]
    assert rule.waar == "niet_van_toepassing"
    assert "in de kluis lezen" in rule.reden
    grants = {right for tables in SCHEMAS["vault"].tables.values() for right in tables.values()}
    assert grants == {"INSERT"}
