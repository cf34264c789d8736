"""Who sent a file, also one that is too broken to load.

Reads   the first bytes of one message or envelope
Gives   sender_of(): the AGB code (8 digits) or gemeente code (4 digits) of the header; None where none can be read

A plain search, not a parse: a refused file is counted by sender as far as its header can be read. Only a code of that
exact length is taken, so never the number of a person.
"""

import re

HEAD = 16_384
PARTY = re.compile(rb"<(?:[\w.-]{1,60}:)?(Afzender|Ontvanger|organisatie)>\s*([0-9]{8}|[0-9]{4})\s*<")
RETOUREN = frozenset({"302", "306", "308", "316", "318", "320"})
"""A retour repeats the header of the message that it answers unswapped: its sender stands in Ontvanger."""


def sender_of(data: bytes, berichtsoort: str | None) -> str | None:
    """The code of the sender; of an envelope that of its zender, which stands first."""
    found: dict[bytes, str] = {}
    for party in PARTY.finditer(data, 0, HEAD):
        found.setdefault(party[1], party[2].decode())
    return found.get(b"Ontvanger" if berichtsoort in RETOUREN else b"Afzender") or found.get(b"organisatie")
