"""Who the clients of the known city are: as old as their care asks for, and still children when youth care ends."""

from datetime import date
from random import Random

from synthetic.months import days
from synthetic.nijmegen.flow import LAST, Client
from synthetic.nijmegen.stretches import day_in
from synthetic.people import Persoon, make_person

LAST_AGE_OF_YOUTH = 17


def person_of(rng: Random, client: Client, bsn: str) -> Persoon:
    """A person whose age at the begin lies between the bounds of the line of care."""
    begin = day_in(client.begin, 1)
    youngest, oldest = client.reeks.leeftijd
    if client.reeks.wet == "jeugdwet":
        years = (client.end or LAST) // 12 - client.begin // 12
        oldest = max(youngest, min(oldest, LAST_AGE_OF_YOUTH - 1 - years))
    return make_person(rng, bsn, _before(begin, youngest), _before(begin, oldest + 1) + days(31))


def _before(day: date, years: int) -> date:
    return day.replace(year=day.year - years)
