"""Rules about claims (323) and the answers to them (325). Amounts are whole cents."""

import datetime

import pyarrow as pa
import pyarrow.compute as pc

from ingestion.sources.ijw_iwmo.rules.registry import (
    DAGTEKENING,
    REMARK,
    Question,
    absent_if,
    calendar_number,
    exactly_if,
    filled,
    mandatory_if,
    month_number,
    on,
    over_parts,
    value,
)
from ingestion.sources.ijw_iwmo.rules.surroundings import (
    BEDRAG,
    DEBET_CREDIT,
    DECLARATIE_DAGTEKENING,
    IS_AFGEKEURD,
    SOM_PRESTATIES,
)
from ingestion.sources.ijw_iwmo.rules.together import occurs_in, repeats

FIRST_DAY = datetime.date(2021, 1, 1)
OLDEST_YEARS = 5
EURO = "83"
BEGIN, EIND = "productperiode_begindatum", "productperiode_einddatum"
PERIODE_BEGIN, PERIODE_EIND = "declaratieperiode_begindatum", "declaratieperiode_einddatum"
REFERENTIE, VORIG = "productreferentie_referentienummer", "productreferentie_vorigreferentienummer"
INGEDIEND, TOEGEKEND = "totaalingediendbedrag_totaalbedrag", "totaaltoegekendbedrag_totaalbedrag"
INGEDIEND_DC, TOEGEKEND_DC = "totaalingediendbedrag_debetcredit", "totaaltoegekendbedrag_debetcredit"


def signed(amount: str, debet_credit: str) -> pc.Expression:
    """Debit counts up, credit down."""
    return pc.if_else(value(debet_credit) == "C", pc.negate(value(amount)), value(amount))


def is_debit(debet_credit: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.equal(debet_credit, "D")


@on("declaraties", 323, begin=PERIODE_BEGIN)
@on("prestaties", 323, 325, begin=BEGIN)
def tr134_periode(*, begin: str) -> pc.Expression:
    return value(begin) > value(DAGTEKENING)


@on("declaraties", 323, begin=PERIODE_BEGIN, eind=PERIODE_EIND)
@on("prestaties", 323, 325, begin=BEGIN, eind=EIND)
def tr137(*, begin: str, eind: str) -> pc.Expression:
    return (value(eind) < value(begin)) | (value(eind) > value(DAGTEKENING))


@on("prestaties", 323)
def tr335() -> pc.Expression:
    oldest = calendar_number(value(DECLARATIE_DAGTEKENING)) - OLDEST_YEARS * 10_000
    return calendar_number(value(EIND)) < oldest


@on("declaraties", 323, begin=PERIODE_BEGIN, eind=PERIODE_EIND)
@on("prestaties", 323, begin=BEGIN, eind=EIND)
def cs100(*, begin: str, eind: str) -> pc.Expression:
    return (value(begin) < FIRST_DAY) | (value(eind) < FIRST_DAY)


@on("prestaties", 323, melding="X069")
def cs337() -> pc.Expression:
    return month_number(value(BEGIN)) != month_number(value(EIND))


@on("declaraties", 323)
def cs340() -> pc.Expression:
    begin, eind = value(PERIODE_BEGIN), value(PERIODE_EIND)
    day_after = (eind.cast(pa.int32()) + 1).cast(pa.int32()).cast(pa.date32())
    is_whole_month = (pc.day(begin) == 1) & (pc.day(day_after) == 1) & (month_number(begin) == month_number(eind))
    return ~is_whole_month


@on("prestaties", 323)
def cd087() -> pc.Expression:
    return exactly_if(value("eenheid") != EURO, filled("producttarief"))


@on("prestaties", 323)
def cs339() -> pc.Expression:
    return (value("eenheid") == EURO) & (value(BEDRAG) != value("geleverdvolume"))


@on("prestaties", 323, 325)
def cd060() -> pc.Expression:
    is_credit = value(DEBET_CREDIT) == "C"
    return mandatory_if(is_credit, filled(VORIG)) | absent_if(~is_credit, filled(VORIG))


@on("prestaties", 323, 325, amount=BEDRAG, debet_credit=DEBET_CREDIT)
@on("declaraties", 323, amount=INGEDIEND, debet_credit=INGEDIEND_DC)
@on("declaratie_antwoorden", 325, amount=INGEDIEND, debet_credit=INGEDIEND_DC)
@on("declaratie_antwoorden", 325, amount=TOEGEKEND, debet_credit=TOEGEKEND_DC)
def cs325(*, amount: str, debet_credit: str) -> pc.Expression:
    return (value(amount) == 0) & (value(debet_credit) != "D")


@on("declaraties", 323, melding="X064")
def tr358() -> pc.Expression:
    return signed(INGEDIEND, INGEDIEND_DC) != value(SOM_PRESTATIES)


@on("declaratie_antwoorden", 325)
def tr342() -> pc.Expression:
    rejected = signed(INGEDIEND, INGEDIEND_DC) - signed(TOEGEKEND, TOEGEKEND_DC)
    return pc.if_else(value(IS_AFGEKEURD), value(TOEGEKEND) != 0, rejected != value(SOM_PRESTATIES))


@over_parts("prestaties", 323)
def tr315() -> Question:
    return repeats(VORIG, where=(VORIG, pc.is_valid))


@over_parts("prestaties", 323)
def tr316() -> Question:
    return occurs_in(VORIG, REFERENTIE)


@over_parts("prestaties", 323, melding=REMARK)
def tr416() -> Question:
    product = ("toewijzingnummer", "productcategorie", "productcode", BEGIN, EIND)
    return repeats(*product, where=(DEBET_CREDIT, is_debit))
