"""What lies further ahead than can be meant: a Dagtekening after the day of receipt, help that begins after a year.

Both are remarks: the first is a rule of level 4, the second is our own (catalogue/own_checks.csv).
"""

import pyarrow as pa
import pyarrow.compute as pc

from ingestion.sources.ijw_iwmo.rules.registry import BINNENGEKOMEN, DAGTEKENING, on, value

AHEAD = "X033"
CLOCKS_DIFFER_DAYS = 1
FAR_DAYS = 366
WITH_A_DAGTEKENING = (301, 305, 307, 315, 317, 319, 323, 325)


def days_between(first: str, last: str) -> pc.Expression:
    return value(last).cast(pa.int32()) - value(first).cast(pa.int32())


@on("berichten", *WITH_A_DAGTEKENING, melding=AHEAD, dag="berichtidentificatie_dagtekening")
@on("berichten", 325, melding=AHEAD, dag="declaratieidentificatie_dagtekening")
def tr135(*, dag: str) -> pc.Expression:
    return days_between(BINNENGEKOMEN, dag) > CLOCKS_DIFFER_DAYS


@on("toewijzingen", 301, melding=AHEAD, dag="ingangsdatum")
@on("startproducten", 305, melding=AHEAD, dag="begindatum")
@on("aangevraagde_producten", 315, melding=AHEAD, dag="toewijzingingangsdatum")
@on("nieuwe_producten", 317, melding=AHEAD, dag="gewensteingangsdatum")
@on("te_wijzigen_producten", 317, melding=AHEAD, dag="gewensteingangsdatum")
def x033(*, dag: str) -> pc.Expression:
    return days_between(DAGTEKENING, dag) > FAR_DAYS
