"""Rules that the same thing does not stand twice in a message: logical keys, and periods of one product."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.sources.ijw_iwmo.rules.registry import FILE, IS_WMO, REMARK, Question, across, over_parts
from ingestion.sources.ijw_iwmo.rules.together import numbered, overlapping, repeats, rows_where

PRESTATIE = ("bsn", "productreferentie_referentienummer", "productreferentie_vorigreferentienummer")
PRODUCT = ("product_categorie", "product_code")
DOUBLE = "X075"
MAY_OVERLAP = pa.array(["11", "12", "13", "14"])
"""Categories of the Wmo of which several may run at once: aids and adaptations."""

REMOVED = pa.array(["01", "13"])

FOREVER = 4_000_000
"""A day after every date that a message can hold, counted from year 1."""

DAYS_BEFORE_1970 = 719_163


@over_parts("contacten", 301, melding=DOUBLE, keys=("soort",))
@over_parts("relaties", 301, melding=DOUBLE, keys=("nummer",))
@over_parts("toewijzingen", 301, melding=DOUBLE, keys=("toewijzingnummer",))
@over_parts("startproducten", 305, melding=DOUBLE, keys=("toewijzingnummer", *PRODUCT, "begindatum"))
@over_parts(
    "stopproducten", 307, melding=DOUBLE,
    keys=("toewijzingnummer", *PRODUCT, "begindatum", "redenbeeindiging", "einddatum"),
)  # fmt: skip
@over_parts("aangevraagde_producten", 315, melding=DOUBLE, keys=("referentieaanbieder",))
@over_parts("ongewijzigde_producten", 317, melding=DOUBLE, keys=("toewijzingnummer",))
@over_parts("te_wijzigen_producten", 317, melding=DOUBLE, keys=("toewijzingnummer",))
@over_parts("nieuwe_producten", 317, melding=DOUBLE, keys=(*PRODUCT, "gewensteingangsdatum"))
@over_parts("clienten", 323, 325, melding=DOUBLE, keys=("bsn",))
@over_parts("prestaties", 323, melding=REMARK, keys=PRESTATIE)
@over_parts("prestaties", 325, melding=DOUBLE, keys=PRESTATIE)
def tr101(*, keys: tuple[str, ...]) -> Question:
    """The keys are those of elements.csv, with the key of the enclosing class where a message can hold several."""
    return repeats(*keys)


@across("toewijzingen", 301, begin="ingangsdatum", eind="einddatum")
def tr302(rows: pa.Table, *, begin: str, eind: str) -> pa.Table:
    """A toewijzing that was removed (13, or 01 of old, with equal dates) was never given and overlaps nothing."""
    is_equal = pc.fill_null(pc.equal(rows[begin], rows[eind]), False)
    is_removal = pc.and_(pc.is_in(rows["redenwijziging"], REMOVED), is_equal)
    return overlaps(rows.filter(pc.invert(is_removal)), begin, eind)


@across("aangevraagde_producten", 315, begin="toewijzingingangsdatum", eind="toewijzingeinddatum")
def tr386(rows: pa.Table, *, begin: str, eind: str) -> pa.Table:
    return overlaps(rows, begin, eind)


@across("nieuwe_producten", 317, begin="gewensteingangsdatum", eind="einddatum")
def tr410(rows: pa.Table, *, begin: str, eind: str) -> pa.Table:
    return overlaps(rows, begin, eind)


def overlaps(rows: pa.Table, begin: str, eind: str) -> pa.Table:
    """Rows of one product that overlap: of one code; where a code lacks, of one category; without product, of any."""
    is_exempt = pc.and_(rows[IS_WMO], pc.is_in(rows["product_categorie"], MAY_OVERLAP))
    rows = rows.filter(pc.invert(is_exempt))
    first, last = _days(rows[begin]), _days(rows[eind])
    message, category, code = (numbered(rows[name]) for name in (FILE, *PRODUCT))
    has_category, has_code = (rows[name].is_valid().to_numpy() for name in PRODUCT)
    of_category = message * (category.max(initial=0) + 1) + category
    of_code = message * (code.max(initial=0) + 1) + code
    same_code = np.zeros(len(rows), bool)
    same_code[has_code] = overlapping(of_code[has_code], first[has_code], last[has_code], has_code[has_code])
    same_category = overlapping(of_category, first, last, has_category & ~has_code)
    anything = overlapping(message, first, last, ~has_category)
    return rows_where(rows, same_code | same_category | anything)


def _days(dates: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    days = pc.add(pc.cast(pc.cast(dates, pa.int32()), pa.int64()), DAYS_BEFORE_1970)
    found: npt.NDArray[np.int64] = pc.fill_null(days, FOREVER).to_numpy()
    return found
