"""What a row must know of the message around it, put beside it as columns, for many messages at once."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.sources.ijw_iwmo.rules.registry import BINNENGEKOMEN, DAGTEKENING, FILE, IS_WMO, RELEASE, SOORT

BEDRAG, DEBET_CREDIT = "ingediendbedrag_bedrag", "ingediendbedrag_debetcredit"
DECLARATIE_DAGTEKENING = "dagtekening_van_declaratie"
SOM_PRESTATIES = "som_prestaties"
IS_AFGEKEURD = "is_afgekeurd"
ONGEWIJZIGD, TE_WIJZIGEN, NIEUW = "aantal_ongewijzigd", "aantal_te_wijzigen", "aantal_nieuw"
ACCEPTED = pa.array(["0200", "8001"])
COUNTED = {ONGEWIJZIGD: "ongewijzigde_producten", TE_WIJZIGEN: "te_wijzigen_producten", NIEUW: "nieuwe_producten"}

Tables = Mapping[str, pa.Table]


def headers_of(tables: Tables, came_in: Mapping[int, date | None]) -> pa.Table:
    """One row per message: its file, type, law, release, Dagtekening, and the day on which the file came in."""
    berichten = tables["berichten"]
    release = pc.replace_substring(berichten["release"], ".", "")
    return pa.table(
        {
            FILE: berichten[FILE],
            SOORT: pc.cast(berichten["berichtsoort"], pa.int16()),
            IS_WMO: pc.equal(berichten["wet"], "wmo"),
            RELEASE: pc.cast(release, pa.int16()),
            DAGTEKENING: berichten["berichtidentificatie_dagtekening"],
            BINNENGEKOMEN: pa.array([came_in.get(file) for file in berichten[FILE].to_pylist()], pa.date32()),
        }
    ).combine_chunks()


def surrounded(name: str, tables: Tables, headers: pa.Table) -> pa.Table:
    """A table with the columns of the header beside each row, and what rules about it ask besides."""
    table = _beside(tables[name], headers, headers.column_names[1:])
    if name == "prestaties" and "declaraties" in tables:
        told = tables["declaraties"].select([FILE, "declaratiedagtekening"])
        table = _beside(table, told.rename_columns([FILE, DECLARATIE_DAGTEKENING]), [DECLARATIE_DAGTEKENING])
    elif name == "prestaties":
        table = table.append_column(DECLARATIE_DAGTEKENING, pa.nulls(table.num_rows, pa.date32()))
    if name in {"declaraties", "declaratie_antwoorden"}:
        table = table.append_column(SOM_PRESTATIES, _of_message(table, _sums(tables.get("prestaties"))))
    if name == "declaratie_antwoorden":
        table = table.append_column(IS_AFGEKEURD, pc.is_in(table[FILE], _rejected(tables["retourcodes"])))
    if name == "verzoeken":
        for column, counted in COUNTED.items():
            table = table.append_column(column, _of_message(table, _counts(tables.get(counted))))
    return table


def _beside(table: pa.Table, told: pa.Table, columns: list[str]) -> pa.Table:
    positions = _positions(table[FILE], told[FILE])
    for column in columns:
        table = table.append_column(column, told[column].take(positions))
    return table


def _positions(wanted: pa.ChunkedArray, known: pa.ChunkedArray) -> pa.Array:
    """Where each file of `wanted` stands in `known`; null where it does not."""
    if not len(known):
        return pa.nulls(len(wanted), pa.int64())
    names = known.to_numpy()
    order = np.argsort(names)
    found = order[np.minimum(np.searchsorted(names, wanted.to_numpy(), sorter=order), len(names) - 1)]
    return pa.array(found, mask=names[found] != wanted.to_numpy())


def _of_message(table: pa.Table, per_message: pa.Table) -> pa.Array:
    """The number that belongs to the message of each row; 0 where there is none."""
    taken = per_message["number"].take(_positions(table[FILE], per_message[FILE]))
    return pc.fill_null(taken, 0)


def _sums(prestaties: pa.Table | None) -> pa.Table:
    if prestaties is None:
        return _nothing()
    amount = prestaties[BEDRAG]
    is_credit = pc.equal(prestaties[DEBET_CREDIT], "C")
    signed = pa.table({FILE: prestaties[FILE], "number": pc.if_else(is_credit, pc.negate(amount), amount)})
    return signed.group_by(FILE, use_threads=False).aggregate([("number", "sum")]).rename_columns([FILE, "number"])


def subtotal(prestaties: pa.Table) -> pa.Table:
    """One row that adds to SOM_PRESTATIES what these rows do."""
    total = _sums(prestaties)
    is_debit = pa.repeat("D", total.num_rows)
    return pa.table({FILE: total[FILE], BEDRAG: total["number"], DEBET_CREDIT: is_debit})


def _counts(rows: pa.Table | None) -> pa.Table:
    if rows is None:
        return _nothing()
    counted = rows.select([FILE]).group_by(FILE, use_threads=False).aggregate([([], "count_all")])
    return counted.rename_columns([FILE, "number"])


def _nothing() -> pa.Table:
    return pa.table({FILE: pa.array([], pa.int64()), "number": pa.array([], pa.int64())})


def _rejected(retourcodes: pa.Table) -> pa.Array:
    """The files whose declaratie as a whole was rejected."""
    of_whole = pc.equal(retourcodes["klasse"], "DeclaratieAntwoord")
    is_rejection = pc.and_(of_whole, pc.invert(pc.is_in(retourcodes["retourcode"], ACCEPTED)))
    return retourcodes[FILE].filter(is_rejection).combine_chunks()
