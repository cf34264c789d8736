"""(a) The indicators from the ledger of what truly happened in a synthetic city.

Reads   <truth>/toewijzingen.csv, toewijzing_versies.csv, starts.csv, stops.csv, declaratieregels.csv, stad.json
Run     python -m tests.recompute.from_truth --truth var/waarheid --out values.csv
"""

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from synthetic import planted
from tests.recompute.indicators import values
from tests.recompute.output import write_values
from tests.recompute.referrers import OF_REQUEST
from tests.recompute.state import UNKNOWN, Allocation, Event, Line, State, Version, care_on

Number = tuple[str, str, str]

BY_A_REGIETEAM = str(planted.toewijzing_nummer(planted.newcomer("regieteam")))


def state_from_truth(truth: Path) -> State:
    """The state of the city; zorgsoorten and standing facts are those the ledger names."""
    city = json.loads((truth / "stad.json").read_text(encoding="utf-8"))
    state = State(date.fromisoformat(city["data_tot_en_met"]))
    allocations = {_number(row): row for row in rows(truth, "toewijzingen") if row["is_verwijderd"] == "0"}
    for row in rows(truth, "toewijzing_versies"):
        allocation = allocations.get(_number(row))
        if allocation:
            event = replace(
                _event(allocation, row["toewijzingsdatum"], allocation["zorgsoort_bij_ingang"]),
                productgroep=allocation["productgroep_bij_ingang"] or UNKNOWN,
                product_code=allocation["code"] or UNKNOWN,
                verwijzer=_verwijzer(allocation),
            )
            state.versions.append(Version(event, row["reden_wijziging"]))
    _add_care(state, truth, allocations)
    _add_lines(state, truth, allocations)
    return state


def _add_care(state: State, truth: Path, allocations: dict[Number, dict[str, str]]) -> None:
    starts: dict[Number, dict[date, tuple[str, str]]] = defaultdict(dict)
    stops: dict[Number, dict[date, list[tuple[date, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(truth, "starts"):
        starts[_number(row)][date.fromisoformat(row["begindatum"])] = (row["zorgsoort"], row["productgroep"])
    for row in rows(truth, "stops"):
        stop = (date.fromisoformat(row["einddatum"]), row["reden"])
        stops[_number(row)][date.fromisoformat(row["begindatum"])].append(stop)
    for number, row in allocations.items():
        at_begin = (row["zorgsoort_bij_ingang"], row["productgroep_bij_ingang"])
        by_day = starts[number] or {date.fromisoformat(row["ingangsdatum"]): at_begin}
        allocation = Allocation(
            person=row["bsn"],
            gemeente=row["gemeente_code"],
            wet=row["wet"],
            aanbieder=row["aanbieder_agb"],
            ingangsdatum=date.fromisoformat(row["ingangsdatum"]),
            einddatum=date.fromisoformat(row["einddatum"]) if row["einddatum"] else None,
            zorgsoort_on=lambda day, by_day=by_day: by_day[day][0],
            product=(row["categorie"], row["code"]),
            productgroep_on=lambda day, by_day=by_day: by_day[day][1] or UNKNOWN,
            verwijzer=_verwijzer(row),
        )
        state.care.extend(care_on(allocation, list(starts[number]), stops[number]))


def _add_lines(state: State, truth: Path, allocations: dict[Number, dict[str, str]]) -> None:
    credited = {
        (row["wet"], row["aanbieder_agb"], row["vorige_referentie"])
        for row in rows(truth, "declaratieregels")
        if row["debet_credit"] == "C" and row["stand"] == "goedgekeurd"
    }
    for row in rows(truth, "declaratieregels"):
        is_debit = row["debet_credit"] == "D"
        allocation = allocations.get(_number(row))
        event = replace(
            _event(row, row["periode_begin"], row["zorgsoort"]),
            productgroep=row["productgroep"] or UNKNOWN,
            product_code=row["code"] or UNKNOWN,
            verwijzer=_verwijzer(allocation) if allocation else UNKNOWN,
        )
        state.lines.append(
            Line(
                event=event,
                cents=int(row["bedrag_cent"]) if is_debit else -int(row["bedrag_cent"]),
                is_debit=is_debit,
                is_approved=row["stand"] == "goedgekeurd",
                is_refused=row["stand"] == "afgewezen",
                is_credited=(row["wet"], row["aanbieder_agb"], row["referentie"]) in credited,
            )
        )


def _event(row: dict[str, str], day: str, zorgsoort: str) -> Event:
    return Event(date.fromisoformat(day), row["bsn"], row["gemeente_code"], row["wet"], zorgsoort, row["aanbieder_agb"])


def _verwijzer(allocation: dict[str, str]) -> str:
    """Who referred: the request, else the gemeente; of one that was planted the city tells the toegang."""
    if allocation["toewijzing_nummer"] == BY_A_REGIETEAM:
        return "regieteam"
    return OF_REQUEST.get(allocation["verwijzer_type"], "gemeente" if allocation["verwijzer_type"] < "02" else "overig")


def _number(row: dict[str, str]) -> Number:
    return (row["wet"], row["gemeente_code"], row["toewijzing_nummer"])


def rows(truth: Path, table: str) -> Iterator[dict[str, str]]:
    """The rows of a table of the ledger."""
    with (truth / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter=";")


def main() -> None:
    parser = argparse.ArgumentParser(description="Compute the indicators from the truth of a city.")
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write_values(options.out, values(state_from_truth(options.truth)))


if __name__ == "__main__":
    main()
