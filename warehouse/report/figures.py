"""The figures of the first page, and what a figure is: one chart with its table; shown.py reads its values."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Figure:
    """One chart with its table. `kind` is line or bar; `split` names the column that colours the chart."""

    anchor: str
    title: str
    question: str
    indicators: tuple[str, ...]
    periode_type: str
    split: str
    kind: str
    unit: str


@dataclass(frozen=True)
class Point:
    """One value of a figure; `waarde` is None where a small count is hidden."""

    periode: str
    reeks: str
    waarde: Decimal | None
    is_voorlopig: bool


FIGURES = (
    Figure("stand", "Cliënten met zorg", "Hoeveel mensen kregen elke maand zorg die is gedeclareerd en goedgekeurd?",
           ("IND001",), "maand", "wet", "line", "cliënten"),
    Figure("instroom", "Instroom en uitstroom", "Hoeveel mensen begonnen en stopten per kwartaal?",
           ("IND004", "IND006"), "kwartaal", "indicator", "line", "cliënten"),
    Figure("verwezen", "Verwezen cliënten", "Hoeveel mensen kregen per kwartaal een nieuwe of verlengde toewijzing?",
           ("IND005",), "kwartaal", "wet", "bar", "cliënten"),
    Figure("kosten", "Kosten van geleverde zorg", "Wat is per maand van levering gedeclareerd en goedgekeurd?",
           ("IND009",), "maand", "wet", "bar", "euro"),
    Figure("zorgsoorten", "Unieke cliënten per zorgsoort", "Hoeveel mensen kregen in een jaar zorg, per zorgsoort?",
           ("IND002",), "jaar", "zorgsoort", "bar", "cliënten"),
    Figure("kosten_per_client", "Gemiddelde kosten per cliënt", "Wat kostte zorg gemiddeld per cliënt per jaar?",
           ("IND010",), "jaar", "wet", "bar", "euro per cliënt"),
)  # fmt: skip


def periode_label(periode_type: str, start: "object") -> str:
    """A period as a person writes it: 2024, 2024-K3, 2024-H2 or 2024-07."""
    year, month = start.year, start.month  # type: ignore[attr-defined]
    labels = {
        "jaar": f"{year}",
        "halfjaar": f"{year}-H{(month + 5) // 6}",
        "kwartaal": f"{year}-K{(month + 2) // 3}",
        "maand": f"{year}-{month:02}",
    }
    return labels[periode_type]
