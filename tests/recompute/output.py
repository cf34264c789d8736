"""Values as CSV, and two sets of values compared.

Writes  indicator_code;periode_type;periode_start;gemeente_code;wet;zorgsoort;aanbieder_agb;waarde;teller;noemer
        (an empty field is NULL: not split by that dimension, or no noemer)
"""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.recompute.indicators import Key, Value

COLUMNS = (
    "indicator_code",
    "periode_type",
    "periode_start",
    "gemeente_code",
    "wet",
    "zorgsoort",
    "aanbieder_agb",
    "waarde",
    "teller",
    "noemer",
)


def write_values(path: Path, found: Mapping[Key, Value]) -> None:
    """Write the values in order of their keys."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, delimiter=";", lineterminator="\n")
        writer.writerow(COLUMNS)
        for key in sorted(found, key=sort_key):
            value = found[key]
            writer.writerow(
                (
                    key.indicator_code,
                    key.periode_type,
                    key.periode_start,
                    key.gemeente_code,
                    key.wet,
                    key.zorgsoort,
                    key.aanbieder_agb,
                    value.waarde,
                    value.teller,
                    value.noemer,
                )
            )


def read_values(path: Path) -> dict[Key, Value]:
    """Read what `write_values` wrote."""
    with path.open(encoding="utf-8", newline="") as lines:
        return dict(_value(row) for row in csv.DictReader(lines, delimiter=";"))


def differences(left: Mapping[Key, Value], right: Mapping[Key, Value]) -> list[tuple[Key, Value | None, Value | None]]:
    """The keys on which the two differ, in order; an absent value is None."""
    keys: Iterable[Key] = sorted(left.keys() | right.keys(), key=sort_key)
    return [(key, left.get(key), right.get(key)) for key in keys if left.get(key) != right.get(key)]


def sort_key(key: Key) -> tuple[str, ...]:
    dimensions = (key.gemeente_code, key.wet, key.zorgsoort, key.aanbieder_agb)
    return (
        key.indicator_code,
        key.periode_type,
        key.periode_start.isoformat(),
        *(value or "" for value in dimensions),
    )


def _value(row: dict[str, str]) -> tuple[Key, Value]:
    dimensions = (row[name] or None for name in ("gemeente_code", "wet", "zorgsoort", "aanbieder_agb"))
    key = Key(row["indicator_code"], row["periode_type"], date.fromisoformat(row["periode_start"]), *dimensions)
    noemer = Decimal(row["noemer"]) if row["noemer"] else None
    return key, Value(Decimal(row["waarde"]), Decimal(row["teller"]), noemer)
