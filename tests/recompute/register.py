"""What a product is on a day, from the register as delivered.

Reads   <inbox>/registers/producten/producten.csv; with `newest` any register
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

Cells = dict[str, str]
"""A row of a register, by column."""

EVERY_GEMEENTE = "*"
WITHOUT_PRODUCT = "overig"

BY_CATEGORY = {
    "jeugdwet": {
        "35": "pleegzorg",
        "36": "gezinshuis",
        "37": "verblijf_residentieel",
        "38": "verblijf_residentieel",
        "40": "begeleiding_jeugd",
        "41": "dagbehandeling",
        "43": "verblijf_residentieel",
        "44": "pleegzorg",
        "45": "begeleiding_jeugd",
        "47": "jeugdreclassering",
        "48": "jeugdbescherming",
        "49": "jeugdbescherming",
        "51": "jeugd_ggz",
        "52": "jeugd_ggz",
        "54": "jeugd_ggz",
    },
    "wmo": {
        "01": "huishoudelijke_hulp",
        "02": "wmo_begeleiding",
        "05": "beschermd_thuis",
        "07": "wmo_dagbesteding",
        "08": "wmo_vervoer",
        "09": "wmo_begeleiding",
        "11": "wmo_hulpmiddelen",
        "12": "wmo_vervoer",
        "13": "wmo_hulpmiddelen",
        "14": "wmo_hulpmiddelen",
        "15": "beschermd_wonen",
        "16": "opvang",
        "17": "opvang",
    },
}
"""Zorgsoort of a code without a row (dimensions.md, part 1); a category not named here is `overig`.

The city uses the fallback for 45 and 54 (jeugdwet) and 02 (wmo) only.
"""


VERBLIJF = {"pleegzorg", "gezinshuis", "verblijf_residentieel"}
"""What stays the night where the register does not say so."""


@dataclass(frozen=True)
class Product:
    """A product on a day."""

    zorgsoort: str
    productgroep: str
    is_verblijf: bool
    is_groep: bool = False
    is_zbo: bool = False


class Register:
    """The product register, asked per day."""

    def __init__(self, inbox: Path) -> None:
        self._rows: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
        path = inbox / "registers" / "producten" / "producten.csv"
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                self._rows[row["wet"], row["product_categorie"], row["product_code"]].append(row)

    def zorgsoort(self, wet: str, gemeente: str, product: tuple[str, str], day: date) -> str:
        """`product` is categorie and code, both empty for a toewijzing without product."""
        row = self._row(wet, gemeente, product, day)
        return row["zorgsoort"] if row else BY_CATEGORY[wet].get(product[0], WITHOUT_PRODUCT)

    def product(self, wet: str, gemeente: str, product: tuple[str, str], day: date) -> Product:
        """All that is known of a product; without a row only what its zorgsoort tells."""
        row = self._row(wet, gemeente, product, day) or {}
        zorgsoort = self.zorgsoort(wet, gemeente, product, day)
        stays = row.get("is_verblijf")
        return Product(
            zorgsoort=zorgsoort,
            productgroep=row.get("productgroep") or "onbekend",
            is_verblijf=stays == "1" if stays else zorgsoort in VERBLIJF,
            is_groep=row.get("is_groep") == "1",
            is_zbo=row.get("is_zbo") == "1",
        )

    def _row(self, wet: str, gemeente: str, product: tuple[str, str], day: date) -> dict[str, str] | None:
        today = day.isoformat()
        valid = {
            row["gemeente_code"]: row
            for row in self._rows.get((wet, *product), [])
            if row["geldig_van"] <= today <= (row["geldig_tot"] or "9999-12-31")
        }
        return valid.get(gemeente) or valid.get(EVERY_GEMEENTE)


def newest(inbox: Path, register: str, deliverer: str = "") -> Iterator[Cells]:
    """The rows of the delivery with the latest date in its name; with a `deliverer` column, of each that delivers."""
    rows: dict[str, list[Cells]] = {}
    for path in sorted((inbox / "registers" / register).glob("*.csv"), key=lambda path: path.stem[-10:]):
        delivered: dict[str, list[Cells]] = defaultdict(list)
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                delivered[row[deliverer] if deliverer else ""].append(row)
        rows |= delivered
    for found in rows.values():
        yield from found
