"""IND020 in plain Python: the cases of the list of intensive cases that the Doorbraakteam took up.

Reads   <inbox>/registers/doorbraak, its newest delivery
Gives   case_values(inbox) -> {Key: waarde}: by half year and year, zorgsoort and aanbieder
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import compress, product
from pathlib import Path

from tests.recompute.indicators import period_start
from tests.recompute.register import newest
from tests.recompute.state import UNKNOWN
from tests.recompute.volume_and_costs import Key


def case_values(inbox: Path) -> dict[Key, Decimal]:
    """A case counts in the period of the day on which it was taken up."""
    found: Counter[Key] = Counter()
    for row in newest(inbox, "doorbraak"):
        if row["is_intensieve_casus"] != "1" or not row["opgepakt_op"]:
            continue
        day = date.fromisoformat(row["opgepakt_op"])
        cells = [(name, row[name] or UNKNOWN) for name in ("zorgsoort", "aanbieder_agb")]
        for kind, wanted in product(("halfjaar", "jaar"), product((True, False), repeat=len(cells))):
            found["IND020", kind, period_start(day, kind), frozenset(compress(cells, wanted))] += 1
    return {key: Decimal(count) for key, count in found.items()}
