"""One file of a register, list or survey, as CSV below the inbox."""

import csv
import io
from dataclasses import dataclass
from datetime import date

from ingestion.tabular.contract import Contract
from synthetic.lijsten.cells import Row


@dataclass(frozen=True)
class Delivery:
    """One file: the contract it keeps, its name without extension, the day it comes in, its rows."""

    contract: Contract
    name: str
    day: date
    rows: tuple[Row, ...]

    @property
    def path(self) -> str:
        return f"{self.contract.label}/{self.name}_{self.day.isoformat()}.csv"

    @property
    def data(self) -> bytes:
        text = io.StringIO()
        columns = [column.name for column in self.contract.columns]
        writer = csv.DictWriter(text, columns, delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return text.getvalue().encode()
