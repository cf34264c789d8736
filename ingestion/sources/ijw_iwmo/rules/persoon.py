"""Rules about the persons in a message: client and relatie."""

import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.sources.ijw_iwmo.rules.registry import (
    DAGTEKENING,
    FILE,
    ROW,
    absent,
    across,
    calendar_number,
    exactly_if,
    filled,
    on,
    value,
)

OLDEST_YEARS = 120
UNKNOWN_DAY = datetime.date(1900, 1, 1)
DATUM, GEBRUIK = "geboortedatum_datum", "geboortedatum_datumgebruik"
WITH_A_BIRTH_DATE = (301, 305, 307, 315)
WITH_A_CLIENT = (301, 305, 307, 315, 317, 323, 325)
BSN_LENGTH = 9
BSN_WEIGHTS = np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])


@on("clienten", *WITH_A_BIRTH_DATE, melding="X034")
@on("relaties", 301, melding="X034")
def tr002() -> pc.Expression:
    is_unknown = pc.coalesce(value(GEBRUIK) == "3", pc.scalar(False)) & (value(DATUM) == UNKNOWN_DAY)
    oldest = calendar_number(value(DAGTEKENING)) - OLDEST_YEARS * 10_000
    return (calendar_number(value(DATUM)) < oldest) & ~is_unknown


@on("clienten", *WITH_A_BIRTH_DATE, melding="X034")
@on("relaties", 301, melding="X034")
def tr134_geboortedatum() -> pc.Expression:
    return value(DATUM) > value(DAGTEKENING)


@on("clienten", *WITH_A_BIRTH_DATE)
@on("relaties", 301)
def cs139() -> pc.Expression:
    day, month = pc.day(value(DATUM)), pc.month(value(DATUM))
    return (
        ((value(GEBRUIK) == "1") & (day != 1))
        | ((value(GEBRUIK) == "2") & ((day != 1) | (month != 1)))
        | ((value(GEBRUIK) == "3") & (value(DATUM) != UNKNOWN_DAY))
    )


@on("clienten", 301)
@on("relaties", 301)
def cs050() -> pc.Expression:
    gebruik = value("naam_naamgebruik")
    partner = filled("naam_partnernaam_achternaam")
    return (partner & ~gebruik.isin(["1", "2", "3", "4"])) | (~partner & ~gebruik.isin(["1", "6"]))


@on("clienten", 301)
def cs318() -> pc.Expression:
    return value("naam_naamgebruik") == "6"


@on("clienten", 301)
def cd007() -> pc.Expression:
    return exactly_if(value("communicatie_vorm") == "1", filled("communicatie_taal"))


@on("clienten", *WITH_A_CLIENT, melding="X041")
def cs002_nullen() -> pc.Expression:
    return value("bsn") == "0" * BSN_LENGTH


@across("clienten", *WITH_A_CLIENT, melding="X040")
def cs002(clienten: pa.Table) -> pa.Table:
    """The digits as one array of numbers: nine of them per client, as the structure check has seen."""
    bsn = clienten["bsn"].combine_chunks()
    text = np.frombuffer(pc.binary_join_element_wise(bsn, "", "").buffers()[2] or b"", np.uint8)
    digits = text[: BSN_LENGTH * len(bsn)].reshape(-1, BSN_LENGTH).astype(np.int64) - ord("0")
    return clienten.select([FILE, ROW]).filter(pa.array(digits @ BSN_WEIGHTS % 11 != 0))


def contact_of(prefix: str) -> dict[str, str]:
    """The columns of a Contact: a row of its own, or part of a relatie."""
    parts = {
        "soort": "soort",
        "huisnummer": "adres_huis_huisnummer",
        "postcode": "adres_postcode",
        "landcode": "adres_landcode",
        "begin": "periode_begindatum",
        "eind": "periode_einddatum",
        "telefoon": "telefoon_telefoon01_telefoonnummer",
    }
    return {name: prefix + column for name, column in parts.items()}


OWN, OF_RELATIE = contact_of(""), contact_of("contact_")


@on("contacten", 301, **OWN)
@on("relaties", 301, **OF_RELATIE)
def tr006(*, huisnummer: str, postcode: str, telefoon: str, **_: str) -> pc.Expression:
    return ~(filled(telefoon) | (filled(huisnummer) & filled(postcode)))


@on("contacten", 301, **OWN)
@on("relaties", 301, **OF_RELATIE)
def cd005(*, postcode: str, landcode: str, **_: str) -> pc.Expression:
    return filled(postcode) != filled(landcode)


@on("contacten", 301, **OWN)
@on("relaties", 301, **OF_RELATIE)
def cd009(*, soort: str, begin: str, eind: str, **_: str) -> pc.Expression:
    return (filled(begin) | filled(eind)) & (value(soort) != "04")


@on("contacten", 301, **OWN)
@on("relaties", 301, **OF_RELATIE)
def cd025(*, landcode: str, huisnummer: str, **_: str) -> pc.Expression:
    return (value(landcode) == "NL") & absent(huisnummer)


@on("contacten", 301, **OWN)
@on("relaties", 301, **OF_RELATIE)
def cd034(*, soort: str, postcode: str, **_: str) -> pc.Expression:
    return value(soort).isin(["01", "03"]) & absent(postcode)


@on("contacten", 301, **OWN)
@on("relaties", 301, **OF_RELATIE)
def cs003_contact(*, begin: str, eind: str, **_: str) -> pc.Expression:
    return value(eind) < value(begin)


@on("contacten", 301, **OWN)
@on("relaties", 301, **OF_RELATIE)
def cs089(*, landcode: str, postcode: str, **_: str) -> pc.Expression:
    is_dutch = pc.match_substring_regex(value(postcode), pattern="^[1-9][0-9]{3} ?[A-Za-z]{2}$")
    return (value(landcode) == "NL") & ~is_dutch


@across("contacten", 301)
def tr061(contacten: pa.Table) -> pa.Table:
    """A message holds one client; its contacts are all of that client."""
    has_place = pa.table({FILE: contacten[FILE], "woont": pc.is_in(contacten["soort"], pa.array(["01", "02", "03"]))})
    per_message = has_place.group_by(FILE, use_threads=False).aggregate([("woont", "any")])
    return per_message.filter(pc.invert(per_message["woont_any"])).select([FILE])
