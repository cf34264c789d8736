"""Which zorgsoort a product is on a day, from the register as delivered.

Reads   <inbox>/registers/producten/producten.csv
"""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

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


class Register:
    """The product register, asked per day."""

    def __init__(self, inbox: Path) -> None:
        self._rows: dict[tuple[str, str, str], list[tuple[str, str, str, str]]] = defaultdict(list)
        path = inbox / "registers" / "producten" / "producten.csv"
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                key = (row["wet"], row["product_categorie"], row["product_code"])
                period = (row["geldig_van"], row["geldig_tot"] or "9999-12-31")
                self._rows[key].append((row["gemeente_code"], *period, row["zorgsoort"]))

    def zorgsoort(self, wet: str, gemeente: str, product: tuple[str, str], day: date) -> str:
        """`product` is categorie and code, both empty for a toewijzing without product."""
        categorie, code = product
        today = day.isoformat()
        valid = {
            place: zorgsoort
            for place, begin, end, zorgsoort in self._rows.get((wet, categorie, code), [])
            if begin <= today <= end and place in {gemeente, EVERY_GEMEENTE}
        }
        fallback = BY_CATEGORY[wet].get(categorie, WITHOUT_PRODUCT)
        return valid.get(gemeente) or valid.get(EVERY_GEMEENTE) or fallback
