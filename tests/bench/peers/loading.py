"""What one would otherwise pick to get claim lines from XML into PostgreSQL: each loads the same files.

Run     python loading.py <way> <file> ...   with PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD set
Gives   one line of JSON: what it cost, and the rows and cents that stand in the table afterwards

The way is one of the functions below. Each checks less than we do: none checks structure or rules, none knows a file
again, none keeps personal values apart.
"""

# ruff: noqa: PLC0415 - a way pays for its own imports only

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from lines import COLUMNS, DATES, NUMBERS, SQL_COLUMNS, rows_of, typed_rows_of
from measured import tell

TABLE = "peers.prestaties"
KEYED = f"create table {TABLE} ({', '.join(SQL_COLUMNS)}, primary key (identificatie, referentie))"
BATCH = 20_000

Work = Callable[[list[Path]], None]


def lxml_copy() -> Work:
    import psycopg

    def load(files: list[Path]) -> None:
        with psycopg.connect() as connection:
            connection.execute(KEYED)
            with connection.cursor() as cursor, cursor.copy(f"copy {TABLE} from stdin") as copy:
                for file in files:
                    for row in rows_of(file):
                        copy.write_row(row)

    return load


def xmltable() -> Work:
    """The whole in SQL: the file as a value of type xml, its lines by one XMLTABLE that looks up for the rest."""
    import psycopg

    found_at = {
        "identificatie": "../../../../../m:Header/m:BerichtIdentificatie/b:Identificatie",
        "dagtekening": "../../../../../m:Header/m:BerichtIdentificatie/b:Dagtekening",
        "afzender": "../../../../../m:Header/m:Afzender",
        "ontvanger": "../../../../../m:Header/m:Ontvanger",
        "declaratie_nummer": "../../../../m:DeclaratieNummer",
        "declaratie_begin": "../../../../m:DeclaratiePeriode/b:Begindatum",
        "declaratie_eind": "../../../../m:DeclaratiePeriode/b:Einddatum",
        "bsn": "../../m:Bsn",
        "referentie": "m:ProductReferentie/b:ReferentieNummer",
        "vorige_referentie": "m:ProductReferentie/b:VorigReferentieNummer",
        "toewijzing_nummer": "m:ToewijzingNummer",
        "product_categorie": "m:ProductCategorie",
        "product_code": "m:ProductCode",
        "begindatum": "m:ProductPeriode/b:Begindatum",
        "einddatum": "m:ProductPeriode/b:Einddatum",
        "volume": "m:GeleverdVolume",
        "eenheid": "m:Eenheid",
        "tarief": "m:ProductTarief",
        "bedrag": "m:IngediendBedrag/b:Bedrag",
        "debet_credit": "m:IngediendBedrag/b:DebetCredit",
    }
    columns = ", ".join(f"{column} path '{found_at[column.split()[0]]}'" for column in SQL_COLUMNS)
    statement = (
        f"insert into {TABLE} select line.* from (select %s::xml as message) as file,"
        f" xmltable(xmlnamespaces('{os.environ['BENCH_MESSAGE']}' as m, '{os.environ['BENCH_BASE']}' as b),"
        f" '/m:Bericht/m:Declaratie/m:Clienten/m:Client/m:Prestaties/m:Prestatie' passing message columns {columns})"
        " as line"
    )

    def load(files: list[Path]) -> None:
        with psycopg.connect() as connection:
            connection.execute(KEYED)
            for file in files:
                connection.execute(statement, (file.read_text(encoding="utf-8"),))

    return load


def pandas_to_sql() -> Work:
    """read_xml by iterparse, which finds the nested leaves but neither client nor header."""
    import pandas as pd
    import sqlalchemy

    leaves = [
        "ReferentieNummer", "ToewijzingNummer", "ProductCategorie", "ProductCode", "Begindatum", "Einddatum",
        "GeleverdVolume", "Eenheid", "ProductTarief", "Bedrag", "DebetCredit",
    ]  # fmt: skip

    def load(files: list[Path]) -> None:
        engine = sqlalchemy.create_engine("postgresql+psycopg://")
        with engine.begin() as connection:
            for file in files:
                frame = pd.read_xml(file, iterparse={"Prestatie": leaves}, parser="etree", dtype={"Eenheid": "str"})
                frame = frame.rename(columns={"Bedrag": "bedrag"})
                frame.to_sql("prestaties", connection, schema="peers", if_exists="append", index=False)
        engine.dispose()

    return load


def dlt_dicts() -> Work:
    return _dlt(lambda files: (row for file in files for row in typed_rows_of(file)))


def dlt_arrow() -> Work:
    import pyarrow as pa

    kinds = [pa.date32() if name in DATES else pa.int64() if name in NUMBERS else pa.string() for name in COLUMNS]

    def tables(files: list[Path]) -> object:
        for file in files:
            columns = zip(*rows_of(file), strict=True)
            arrays = [pa.array(column, pa.string()).cast(kind) for column, kind in zip(columns, kinds, strict=True)]
            yield pa.table(arrays, names=list(COLUMNS))

    return _dlt(tables)


def _dlt(resource: Callable[[list[Path]], object]) -> Work:
    """Appending without a key: the cheapest that dlt offers."""
    import dlt

    given = os.environ
    # dlt takes no socket
    address = f"postgresql://{given['PGUSER']}:{given['PGPASSWORD']}@127.0.0.1:{given['PGPORT']}/{given['PGDATABASE']}"

    def load(files: list[Path]) -> None:
        with TemporaryDirectory() as folder:
            pipeline = dlt.pipeline(
                "bench", pipelines_dir=folder, dataset_name="peers", destination=dlt.destinations.postgres(address)
            )
            pipeline.run(resource(files), table_name="prestaties", write_disposition="append")

    return load


WAYS = {way.__name__: way for way in (lxml_copy, xmltable, pandas_to_sql, dlt_dicts, dlt_arrow)}


def main() -> None:
    load, files = WAYS[sys.argv[1]](), [Path(name) for name in sys.argv[2:]]

    def work() -> dict[str, float]:
        load(files)
        return {}

    tell(work)


if __name__ == "__main__":
    main()
