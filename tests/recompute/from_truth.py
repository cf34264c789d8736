"""(a) The indicators from the ledger of what truly happened in a synthetic city.

Reads   <truth>/toewijzingen.csv, toewijzing_versies.csv, starts.csv, stops.csv, declaratieregels.csv, stad.json
Run     python -m tests.recompute.from_truth --truth var/waarheid --out values.csv
"""

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.recompute.indicators import values
from tests.recompute.output import write_values
from tests.recompute.state import Allocation, Event, Line, State, Version, care_on

Number = tuple[str, str, str]


def state_from_truth(truth: Path) -> State:
    """The state of the city; zorgsoorten and standing facts are those the ledger names."""
    city = json.loads((truth / "stad.json").read_text(encoding="utf-8"))
    state = State(date.fromisoformat(city["data_tot_en_met"]))
    allocations = {_number(row): row for row in _rows(truth, "toewijzingen") if row["is_verwijderd"] == "0"}
    for row in _rows(truth, "toewijzing_versies"):
        allocation = allocations.get(_number(row))
        if allocation:
            event = _event(allocation, row["toewijzingsdatum"], allocation["zorgsoort_bij_ingang"])
            state.versions.append(Version(event, row["reden_wijziging"]))
    _add_care(state, truth, allocations)
    _add_lines(state, truth)
    return state


def _add_care(state: State, truth: Path, allocations: dict[Number, dict[str, str]]) -> None:
    starts: dict[Number, dict[date, str]] = defaultdict(dict)
    stops: dict[Number, dict[date, list[tuple[date, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(truth, "starts"):
        starts[_number(row)][date.fromisoformat(row["begindatum"])] = row["zorgsoort"]
    for row in _rows(truth, "stops"):
        stop = (date.fromisoformat(row["einddatum"]), row["reden"])
        stops[_number(row)][date.fromisoformat(row["begindatum"])].append(stop)
    for number, row in allocations.items():
        by_day = starts[number] or {date.fromisoformat(row["ingangsdatum"]): row["zorgsoort_bij_ingang"]}
        allocation = Allocation(
            person=row["bsn"],
            gemeente=row["gemeente_code"],
            wet=row["wet"],
            aanbieder=row["aanbieder_agb"],
            ingangsdatum=date.fromisoformat(row["ingangsdatum"]),
            einddatum=date.fromisoformat(row["einddatum"]) if row["einddatum"] else None,
            zorgsoort_on=by_day.__getitem__,
        )
        state.care.extend(care_on(allocation, list(starts[number]), stops[number]))


def _add_lines(state: State, truth: Path) -> None:
    credited = {
        (row["wet"], row["aanbieder_agb"], row["vorige_referentie"])
        for row in _rows(truth, "declaratieregels")
        if row["debet_credit"] == "C" and row["stand"] == "goedgekeurd"
    }
    for row in _rows(truth, "declaratieregels"):
        is_debit = row["debet_credit"] == "D"
        state.lines.append(
            Line(
                event=_event(row, row["periode_begin"], row["zorgsoort"]),
                cents=int(row["bedrag_cent"]) if is_debit else -int(row["bedrag_cent"]),
                is_debit=is_debit,
                is_approved=row["stand"] == "goedgekeurd",
                is_refused=row["stand"] == "afgewezen",
                is_credited=(row["wet"], row["aanbieder_agb"], row["referentie"]) in credited,
            )
        )


def _event(row: dict[str, str], day: str, zorgsoort: str) -> Event:
    return Event(date.fromisoformat(day), row["bsn"], row["gemeente_code"], row["wet"], zorgsoort, row["aanbieder_agb"])


def _number(row: dict[str, str]) -> Number:
    return (row["wet"], row["gemeente_code"], row["toewijzing_nummer"])


def _rows(truth: Path, table: str) -> Iterator[dict[str, str]]:
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
