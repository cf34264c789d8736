"""A traject while it runs: the toewijzingen it has had, and where the care stands."""

from dataclasses import dataclass, field
from datetime import date

from synthetic.plan import Traject
from synthetic.story import Toewijzing


@dataclass(slots=True)
class Zorg:
    """Care on one toewijzing: delivered from `begin` to `end` (None: as long as the traject runs)."""

    toewijzing: Toewijzing
    begin: date
    end: date | None = None


@dataclass(slots=True)
class Course:
    """A traject while it runs. `begindatum` is the standing start, if the provider has reported one."""

    traject: Traject
    end: date
    zorg: list[Zorg] = field(default_factory=list)
    pauses: list[tuple[date, date]] = field(default_factory=list)
    begindatum: date | None = None
    is_paused: bool = False
    is_settling: bool = True
    is_over: bool = False

    @property
    def toewijzing(self) -> Toewijzing:
        return self.zorg[-1].toewijzing
