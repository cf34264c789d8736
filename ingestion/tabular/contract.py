"""What one tabular delivery must look like: columns, code lists, key, period, who delivers and how often.

Reads   ingestion/sources/<source>/contracts/<name>.yml; codelists.yml, columns.yml beside this module
Gives   the one description from which the row model, the raw and vault tables, the dbt source, the
        documentation, the XLSX template and the synthetic deliveries follow. Adding a register is adding a file.
"""

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

SOURCES = Path(__file__).resolve().parent.parent / "sources"
CODELISTS = Path(__file__).with_name("codelists.yml")
COLUMNS = Path(__file__).with_name("columns.yml")

DataType = Literal[
    "text", "integer", "decimal", "amount", "boolean", "date", "month", "bsn", "birth_date", "postcode", "free_text"
]
PERSONAL_TYPES = {"bsn", "birth_date", "free_text"}
"""Types that never leave the vault: raw keeps at most what is derived from them."""

History = Literal["replace", "period"]
"""replace: the newest delivery stands for all before it. period: the newest per period.
Both per deliverer, where the contract names one."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,49}$")]


class ContractError(Exception):
    """A contract file of the product itself is wrong; the message names the file and what to mend."""


class Column(BaseModel):
    """One column of a delivery. `codes` maps code -> Dutch label; `shape` says a pattern in Dutch words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    description: str
    type: DataType = "text"
    required: bool = False
    codes: dict[str, str] = {}
    pattern: str = ""
    shape: str = ""
    minimum: int | None = None
    maximum: int | None = None
    decimals: int = Field(2, ge=0, le=6)
    max_length: int = Field(200, ge=1, le=10_000)
    personal: bool = False
    unit: str = ""
    example: str = ""
    since: int = Field(1, ge=1, description="Version of the contract that brought it; older templates lack it.")
    aliases: tuple[str, ...] = ()

    @property
    def is_personal(self) -> bool:
        return self.personal or self.type in PERSONAL_TYPES

    @model_validator(mode="after")
    def _is_coherent(self) -> "Column":
        if self.pattern:
            re.compile(self.pattern)
            if not self.shape:
                raise ValueError(f"column {self.name} has a pattern but no shape that says it in Dutch")
        if self.codes and self.type != "text":
            raise ValueError(f"column {self.name} has codes, so its type must be text")
        return self


RuleKind = Literal["order", "not_more", "response", "small", "few", "scale", "series", "together"]


class Rule(BaseModel):
    """Something that must hold between columns; rules.py says what each kind asks, and in which order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: RuleKind
    columns: tuple[str, ...]


class Schedule(BaseModel):
    """When a delivery is due: `days` after the end of a period that ends in one of `months`; none: no fixed moment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    days: int = Field(0, ge=0, le=366)


class Contract(BaseModel):
    """The agreement about one delivery; `source` and `name` give its raw table raw_<source>.<name>.

    `period` and `deliverer` name columns; `asked_on` the days (month-day) that a period is asked about; `key` holds the
    columns that make a row unique within one delivery.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Name
    name: Name
    title: str
    description: str
    version: int = Field(1, ge=1)
    delivered_by: str
    schedule: Schedule
    history: History = "replace"
    period: str = ""
    deliverer: str = ""
    asked_on: tuple[Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{2}$")], ...] = ()
    rows_stand_alone: bool = False
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()

    @property
    def label(self) -> str:
        return f"{self.source}/{self.name}"

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @model_validator(mode="after")
    def _names_exist(self) -> "Contract":
        names = [column.name for column in self.columns]
        repeated = {name for name in names if names.count(name) > 1}
        if repeated:
            raise ValueError(f"columns stand twice: {', '.join(sorted(repeated))}")
        ruled = {name for rule in self.rules for name in rule.columns}
        unknown = {*self.key, *ruled, *filter(None, (self.period, self.deliverer))} - set(names)
        if unknown:
            raise ValueError(f"key, period, deliverer or a rule names no column: {', '.join(sorted(unknown))}")
        if self.history == "period" and not self.period:
            raise ValueError("history: period needs a period column")
        return self


@cache
def load_codelists() -> dict[str, dict[str, str]]:
    """The code lists that several contracts share: name -> code -> Dutch label."""
    lists: dict[str, dict[str, str]] = yaml.safe_load(CODELISTS.read_text("utf-8"))
    return {name: {str(code): label for code, label in codes.items()} for name, codes in lists.items()}


@cache
def load_contracts(source: str) -> dict[str, Contract]:
    """Every contract of a source by name, in order of name. Raises ContractError naming the file."""
    files = sorted((SOURCES / source / "contracts").glob("*.yml"))
    return {path.stem: read_contract(path.read_text("utf-8"), source, path.stem) for path in files}


def find_contract(label: str) -> Contract:
    """The contract of that label, for instance wachtlijsten/jeugd_ggz. Raises ContractError naming those there are."""
    source, _, name = label.partition("/")
    contracts = load_contracts(source)
    if name not in contracts:
        known = sorted(f"{path.parent.parent.name}/{path.stem}" for path in SOURCES.glob("*/contracts/*.yml"))
        raise ContractError(f"no delivery {label}; known are {', '.join(known)}")
    return contracts[name]


def read_contract(text: str, source: str, name: str) -> Contract:
    """One contract from its YAML text. Raises ContractError."""
    try:
        content = yaml.safe_load(text)
        columns = [_column(column, facts or {}) for column, facts in content.pop("columns").items()]
        return Contract.model_validate({"source": source, "name": name, "columns": columns, **content})
    except (yaml.YAMLError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ContractError(f"{source}/contracts/{name}.yml: {error}") from error


@cache
def _load_columns() -> dict[str, dict[str, object]]:
    """Facts about columns that several contracts share, by name."""
    found: dict[str, dict[str, object]] = yaml.safe_load(COLUMNS.read_text("utf-8"))
    return found


def _column(name: str, own: dict[str, object]) -> dict[str, object]:
    """A column as its contract states it, on top of what all contracts share about a column of that name.

    A contract that gives the type, codes or pattern itself means another column of the same name.
    """
    shared = {} if {"type", "codes", "pattern"} & own.keys() else _load_columns().get(name, {})
    facts = {"name": name, **shared, **own}
    codes = facts.get("codes")
    if isinstance(codes, str):
        facts["codes"] = load_codelists()[codes]
    elif isinstance(codes, dict):
        facts["codes"] = {str(code): label for code, label in codes.items()}
    return facts
