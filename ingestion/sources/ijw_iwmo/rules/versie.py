"""The version of the schema that a message says it was made with (IV034): a remark of our own (own_checks.csv)."""

import pyarrow.compute as pc

from ingestion.sources.ijw_iwmo.rules.registry import on, value

MESSAGES = (301, 302, 305, 306, 307, 308, 315, 316, 317, 318, 319, 320, 323, 325)
KNOWN = "1."


@on("berichten", *MESSAGES, melding="X022")
def x022() -> pc.Expression:
    versions = (value("xsdversie_basisschemaxsdversie"), value("xsdversie_berichtxsdversie"))
    return ~pc.starts_with(versions[0], pattern=KNOWN) | ~pc.starts_with(versions[1], pattern=KNOWN)
