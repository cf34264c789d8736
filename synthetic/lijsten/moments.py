"""When a sender delivers: the periods that the schedule of a contract names, and the day on which each comes in."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ingestion.tabular.contract import Contract

PERIODS = 3
"""How many periods, or editions of a register, are delivered."""

WITHOUT_SCHEDULE = ((-2, 11, 3), (-1, 9, 8), (0, 2, 16))
"""Year from the last one, month and day on which a register without fixed moments comes in."""

LATER = {"registers/normering": (0, 11, 20), "registers/toeleidingsstops": (0, 11, 20)}
"""Contract -> when it comes in once more, as a stop began in autumn."""


@dataclass(frozen=True)
class Moment:
    """A period with its days, and the day on which it is delivered."""

    start: date
    end: date
    delivered_on: date

    @property
    def cells(self) -> dict[str, str]:
        """What columns about the period hold, in any contract."""
        quarter = (self.end.month + 2) // 3
        return {
            "periode_start": self.start.isoformat(),
            "periode_eind": self.end.isoformat(),
            "peildatum": self.end.isoformat(),
            "meetdatum": self.end.isoformat(),
            "golf": f"{self.end.year}-{quarter}",
            "jaar": str(self.end.year),
        }


def moments_of(contract: Contract, last_day: date) -> list[Moment]:
    """The last deliveries of a contract that came in before the last day of the story, the oldest first."""
    if not contract.schedule.months:
        moments = (*WITHOUT_SCHEDULE, *([LATER[contract.label]] if contract.label in LATER else []))
        days = [date(last_day.year + year, month, day) for year, month, day in moments]
        return [Moment(date(day.year, 1, 1), date(day.year, 12, 31), day) for day in days if day <= last_day]
    months = sorted(contract.schedule.months)
    ends = [
        date(year, month, monthrange(year, month)[1])
        for year in range(last_day.year - 4, last_day.year + 1)
        for month in months
    ]
    found = []
    for before, end in pairwise(ends):
        day = end + timedelta(max(1, contract.schedule.days - 2))
        if day <= last_day:
            found.append(Moment(before + timedelta(1), end, day))
    return found[-PERIODS:]
