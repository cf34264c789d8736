"""When a provider claims and what becomes of a whole declaratie: known without knowing its lines.

The fate follows from the seed and the key of the declaratie, so that the story of each client can be told on its own.
"""

from datetime import date
from functools import cache
from zlib import crc32

from synthetic.months import add_months, days
from synthetic.places import Aanbieder
from synthetic.story import Declaratie, Parties


@cache
def declaration_day(aanbieder: Aanbieder, periode: date) -> date:
    """The day of the next month on which the provider claims a month."""
    return add_months(periode, 1) + days(aanbieder.declares_on)


@cache
def declaratie_for(seed: int, parties: Parties, periode: date, volgnummer: int) -> Declaratie:
    """The declaratie in which lines of that month are put; corrections may have one of their own (volgnummer 2)."""
    key = f"{seed}/{parties.wet}/{parties.gemeente}/{parties.aanbieder.agb}/{periode}/{volgnummer}"
    chance = crc32(key.encode()) % 1000
    day = declaration_day(parties.aanbieder, periode) + days(2 * (volgnummer - 1))
    fate = "goed"
    if chance < 12:
        fate = "header"
    elif chance < 24:
        fate = "geheel"
    elif chance < 29:
        fate = "stil"
    answered = None if fate == "stil" else day + days(7 + chance % 7)
    return Declaratie(parties, periode, volgnummer, day, answered, fate)
