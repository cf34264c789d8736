"""What a figure is (one chart with its table), and every figure that more than one page shows; shown.py reads values.

A page takes these and changes only what differs: `replace(CLIENTS, split="zorgsoort")`.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Figure:
    """One chart with its table. `kind` is line or bar; `split` names the column that colours the chart.

    `is_count` says that values are numbers of persons, so that small ones hide, with what would give them away. Of
    other values those hide that the load itself marks as too small. `is_share` values lie between 0 and 1.
    `bron` is the source whose data decide until when the figure goes.
    """

    anchor: str
    title: str
    question: str
    indicators: tuple[str, ...]
    periode_type: str
    split: str
    kind: str
    unit: str
    is_count: bool = True
    is_share: bool = False
    bron: str = "ijw_iwmo"

    @property
    def factor(self) -> int:
        """What a value is multiplied by where a person reads it."""
        return 100 if self.is_share else 1


@dataclass(frozen=True)
class Point:
    """One value of a figure; `waarde` is None where a small count is hidden."""

    periode: str
    reeks: str
    waarde: Decimal | None
    is_voorlopig: bool

    def called(self, name: str) -> "Point":
        """The same point of a series with another name."""
        return replace(self, reeks=name)


STAND = Figure("stand", "Cliënten met zorg", "Hoeveel mensen kregen elke maand zorg die is goedgekeurd?",
               ("IND001",), "maand", "wet", "line", "cliënten")  # fmt: skip
CLIENTS = Figure("clienten", "Cliënten per jaar", "Hoeveel mensen kregen in een jaar zorg?",
                 ("IND002",), "jaar", "wet", "bar", "cliënten")  # fmt: skip
FLOW = Figure("instroom", "Instroom en uitstroom", "Hoeveel mensen begonnen en stopten per kwartaal?",
              ("IND004", "IND006"), "kwartaal", "indicator", "line", "cliënten")  # fmt: skip
REFERRED = Figure("verwezen", "Verwezen cliënten", "Hoeveel mensen kregen een nieuwe of verlengde toewijzing?",
                  ("IND005",), "kwartaal", "wet", "bar", "cliënten")  # fmt: skip
REFERRERS = replace(REFERRED, anchor="verwijzers", title="Verwezen cliënten per verwijzer", periode_type="jaar",
                    question="Wie verwees wie een nieuwe of verlengde toewijzing kreeg?",
                    split="verwijzer")  # fmt: skip
COSTS = Figure("kosten", "Kosten", "Wat is per jaar van levering gedeclareerd en goedgekeurd?",
               ("IND009",), "jaar", "wet", "bar", "euro")  # fmt: skip
MEAN_COSTS = Figure("kosten_per_client", "Kosten per cliënt", "Wat kostte zorg gemiddeld per cliënt per jaar?",
                    ("IND010",), "jaar", "wet", "bar", "euro per cliënt")  # fmt: skip

PER_ZORGSOORT = replace(CLIENTS, anchor="zorgsoorten", title="Cliënten per zorgsoort",
                        question="Hoeveel mensen kregen in een jaar zorg, per zorgsoort?",
                        split="zorgsoort")  # fmt: skip
PER_STADSDEEL = replace(CLIENTS, anchor="stadsdelen", title="Cliënten per stadsdeel",
                        question="Waar woonden de mensen die in een jaar zorg kregen?", split="stadsdeel")  # fmt: skip
PER_AGE = replace(CLIENTS, anchor="leeftijd", title="Cliënten naar leeftijd",
                  question="Hoe oud waren de mensen die in een jaar zorg kregen?", split="leeftijdsgroep")  # fmt: skip
PER_SEX = replace(CLIENTS, anchor="geslacht", title="Cliënten naar geslacht",
                  question="Wie kreeg in een jaar zorg?", split="geslacht")  # fmt: skip

FIGURES = (
    STAND,
    FLOW,
    REFERRED,
    replace(COSTS, periode_type="maand", question="Wat is per maand van levering gedeclareerd en goedgekeurd?"),
    PER_ZORGSOORT,
    MEAN_COSTS,
)
"""Those of the first page."""


def periode_label(periode_type: str, start: date) -> str:
    """A period as a person writes it: 2024, 2024-K3, 2024-H2, 2024-07, or the day itself."""
    labels = {
        "jaar": f"{start.year}",
        "halfjaar": f"{start.year}-H{(start.month + 5) // 6}",
        "kwartaal": f"{start.year}-K{(start.month + 2) // 3}",
        "maand": f"{start.year}-{start.month:02}",
        "peildatum": f"{start}",
    }
    return labels[periode_type]


def years_of(label: str) -> tuple[float, float]:
    """When the period with that label begins and ends, in years since 0: 2024-K3 lies between 2024.5 and 2024.75."""
    year, _, part = label.partition("-")
    if not part:
        return float(year), float(year) + 1
    if part[0] in "HK":
        length = 1 / 2 if part[0] == "H" else 1 / 4
        start = int(year) + (int(part[1]) - 1) * length
        return start, start + length
    month, _, _day = part.partition("-")
    start = int(year) + (int(month) - 1) / 12
    return start, start + 1 / 12


def moment_of(day: date) -> float:
    """The first day of a month, in years since 0."""
    return day.year + (day.month - 1) / 12
