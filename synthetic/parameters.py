"""What a city depends on, and nothing else: the same parameters give the same bytes."""

from dataclasses import dataclass
from datetime import date

FIRST_DAY = date(2021, 1, 1)
"""First month with claims; rule CS100 knows no product period before it."""

LAST_DAY = date(2026, 6, 30)


@dataclass(frozen=True)
class Parameters:
    """A city of `clients` persons over `first_day`..`last_day`.

    The story is told in full whatever the window; only messages dated after `since` and not after `until`
    are delivered, and the truth is what those who have read everything up to `until` can know.
    """

    clients: int
    seed: int
    first_day: date = FIRST_DAY
    last_day: date = LAST_DAY
    since: date | None = None
    until: date | None = None

    @property
    def data_until(self) -> date:
        """Last day on which a message can have been sent."""
        return self.until or self.last_day

    def is_delivered(self, day: date) -> bool:
        return day <= self.data_until and (self.since is None or day > self.since)

    def is_known(self, day: date) -> bool:
        return day <= self.data_until
