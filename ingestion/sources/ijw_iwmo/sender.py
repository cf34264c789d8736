"""Who sent a file, also one that is too broken to load.

Reads   the first bytes of one message or envelope
Gives   sender_of(): the AGB code (8 digits) or gemeente code (4 digits) of the header; None where none can be read

A plain search, not a parse: a refused file is counted by sender as far as its header can be read. Only a code of that
exact length is taken, so never the number of a person.
"""

import re

HEAD = 16_384
PARTY = re.compile(rb"<(?:[\w.-]{1,60}:)?(?:Afzender|Ontvanger|organisatie)>\s*([0-9]{8}|[0-9]{4})\s*<")
RETOUREN = frozenset({"302", "306", "308", "316", "318", "320"})
"""A retour repeats the header of the message that it answers unswapped: its sender stands in Ontvanger."""


def sender_of(data: bytes, berichtsoort: str | None) -> str | None:
    """The code of the sender; of an envelope that of its zender, which stands first."""
    return _party(data, b"Ontvanger>" if berichtsoort in RETOUREN else b"Afzender>") or _party(data, b"organisatie>")


def _party(data: bytes, name: bytes) -> str | None:
    """The first code in an element of that name."""
    position = data.find(name, 0, HEAD)
    while position >= 0:
        found = PARTY.match(data, data.rfind(b"<", 0, position), HEAD)
        if found:
            return found[1].decode()
        position = data.find(name, position + 1, HEAD)
    return None
