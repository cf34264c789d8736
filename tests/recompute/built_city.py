"""One small city, delivered and built once per test run, of which every indicator is computed in plain Python as well.

built_city()   a context: Settings of a home in which all models were built from the whole city, nothing published
built_rows()   what was built of some indicators
compare()      two sets of values, value by value, both ways; what was compared is counted per indicator
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

from psycopg import sql

from synthetic import make_city
from tests.conftest import temporary_home
from tests.ingestion.tabular.conftest import Senders
from tests.recompute.allocations import read_allocations
from tests.recompute.referrers import OF_TOEGANG
from tests.recompute.standing import sort_messages
from warehouse.build import run_dbt
from warehouse.database.connection import connect
from warehouse.database.prepare import prepare
from warehouse.settings import Settings

CLIENTS, SEED = 60, 37
SHOWN = 20
OF_NO_KNOWN_REFERRER = "ret"

COMPARED: dict[str, Counter[str]] = {}
"""By comparison, how many values of which indicator were compared."""


@contextmanager
def built_city() -> Iterator[Settings]:
    """The home of the city; its server stops at the end."""
    with temporary_home("recompute") as settings:
        prepare(settings)
        make_city(settings.inbox, clients=CLIENTS, seed=SEED, with_faulty=False)
        tell_the_toegang(settings.inbox)
        tell_the_finances(settings.inbox)
        with connect(settings, "ingest_writer", autocommit=True) as connection:
            Senders(settings, connection, ("ijw_iwmo", "registers", "wachtlijsten", "clientervaring")).run()
        run_dbt(settings, ["build", "--exclude-resource-type", "unit_test", "test"])
        yield settings


def tell_the_toegang(inbox: Path) -> None:
    """One more delivery of the toegang: who referred to toewijzingen that exist, and which are of a school."""
    products = {
        told.number: told.product
        for rows in sort_messages(inbox, {"301": read_allocations}).standing("301")
        for told in rows
    }
    referrers = cycle((*OF_TOEGANG, OF_NO_KNOWN_REFERRER))
    rows = []
    for place, ((wet, gemeente, number), product) in enumerate(sorted(products.items())):
        is_zbo = product[0] == "45"
        # of every third toewijzing the register knows nothing
        if not is_zbo and place % 3 == 0:
            continue
        own = {"verwijzing_nummer": f"V-ZBO-{place}", "wet": wet, "gemeente_code": gemeente, "bsn": ""}
        own |= {"aangeleverd_door": "regieteam", "verwijzer": next(referrers), "toewijzing_nummer": str(number)}
        own |= {"is_zbo": str(int(is_zbo)), "school": f"School {place % 3}" if is_zbo else "", "toelichting": ""}
        rows.append(own)
    deliver(inbox, "toegang/toegang_regieteam_2026-07-15.csv", rows, like="toegang_bjg_*.csv")


def tell_the_finances(inbox: Path) -> None:
    """One more delivery of the finances, of a quarter that no other is about: what had to be and may be saved."""
    quarter = {"periode_start": "2024-01-01", "periode_eind": "2024-03-31", "gemeente_code": "0268"}
    amounts = (("taakstelling", "jeugdwet", "dyslexie", "1000,50"), ("taakstelling", "wmo", "", "2000,00"))
    rows = [
        quarter | {"soort": soort, "wet": wet, "zorgsoort": zorgsoort, "bedrag_euro": euro}
        for soort, wet, zorgsoort, euro in (*amounts, ("besparing_laag", "jeugdwet", "", "300,25"))
    ]
    deliver(inbox, "financien/financien_2026-07-15.csv", rows, like="financien_*.csv")


def deliver(inbox: Path, name: str, rows: Iterable[dict[str, str]], like: str) -> None:
    """Write a file of a register; what `rows` leave open is as in the first row of the newest file of that pattern."""
    path = inbox / "registers" / name
    with max(path.parent.glob(like)).open(encoding="utf-8-sig", newline="") as lines:
        first = next(csv.DictReader(lines, delimiter=";"))
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(first), delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(first | row for row in rows)


def built_rows(settings: Settings, codes: Iterable[str], *columns: str) -> list[tuple[Any, ...]]:
    """These columns of every row that was built of these indicators; fails where there is none."""
    query = sql.SQL("select {} from build_indicator.indicator_waarden where indicator_code = any(%s)").format(
        sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connect(settings, "transformer") as connection:
        rows = connection.execute(query, [list(codes)]).fetchall()
    assert rows
    return rows


def compare(name: str, expected: Mapping[Any, Any], found: Mapping[Any, Any]) -> None:
    """Fail on a value that differs, is missing or is one too many; the first part of a key is its indicator."""
    differing = {
        key: (expected.get(key), found.get(key))
        for key in expected.keys() | found.keys()
        if expected.get(key) != found.get(key)
    }
    assert expected
    shown = "\n".join(f"{key}: {left} -> {right}" for key, (left, right) in sorted(differing.items(), key=str)[:SHOWN])
    assert not differing, f"{len(differing)} of {len(expected)} values differ (plain Python -> warehouse):\n{shown}"
    COMPARED[name] = Counter(indicator_of(key) for key in expected)


def indicator_of(key: Any) -> str:
    return str(key[0] if isinstance(key, tuple) else key.indicator_code)
