"""Every setting of the warehouse, in one class, read from the environment (prefix SDW_).

All faults are reported at once, each naming the variable to mend.
"""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """The environment holds settings that cannot be used; the message names each."""


class Settings(BaseSettings):
    """Where things are and how strict the warehouse is; paths are absolute after validation."""

    model_config = SettingsConfigDict(env_prefix="SDW_", extra="ignore")

    home: Path = Field(PROJECT / "var", description="State: landing, quarantine, embedded database, logs, site.")
    inbox: Path = Field(
        default_factory=lambda given: given["home"] / "inbox",
        description="Where senders drop files; default <home>/inbox.",
    )
    database_url: str = Field("", repr=False, description="A PostgreSQL >= 16 to use; empty: the embedded one.")
    pg_bin: Path | None = Field(None, description="Folder with PostgreSQL binaries for the embedded database.")
    pg_port: int = Field(0, ge=0, le=65535, description="TCP port on 127.0.0.1 for BI tools; 0: a free one, kept.")
    pseudonym_key_file: Path = Field(
        default_factory=lambda given: given["home"] / "secrets" / "pseudonym.key",
        description="Key of the pseudonyms; default <home>/secrets/pseudonym.key.",
    )
    gemeenten: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="CBS codes, with commas: the municipalities that a template offers, the first that of an edition; "
        "empty: any. What others send is taken in all the same.",
    )
    is_production: bool = Field(False, description="Refuse messages with test persons.")
    small_count: int = Field(10, ge=5, description="Counts of persons below this do not go out; never below 5.")
    loads_kept: int = Field(3, ge=2, description="Published loads kept for roll-back.")
    synthetic_clients: int = Field(0, ge=0, description="Clients of an ordinary synthetic city; 0: the known city.")
    synthetic_seed: int = Field(268, description="Seed of the synthetic city.")

    @field_validator("gemeenten", mode="before")
    @classmethod
    def _split_codes(cls, value: object) -> object:
        return tuple(code.strip() for code in value.split(",") if code.strip()) if isinstance(value, str) else value

    @field_validator("gemeenten")
    @classmethod
    def _codes_have_four_digits(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        wrong = [code for code in value if not (len(code) == 4 and code.isascii() and code.isdigit())]
        if wrong:
            raise ValueError(f"a CBS code has four digits, these have not: {', '.join(wrong)}")
        return value

    @field_validator("database_url")
    @classmethod
    def _url_is_postgresql(cls, value: str) -> str:
        if value and not value.startswith(("postgresql://", "postgres://")):
            raise ValueError("must start with postgresql://")
        return value

    @field_validator("home", "inbox", "pseudonym_key_file")
    @classmethod
    def _paths_are_absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @property
    def landing(self) -> Path:
        return self.home / "landing"

    @property
    def quarantine(self) -> Path:
        return self.home / "quarantine"

    @property
    def secrets(self) -> Path:
        return self.home / "secrets"

    @property
    def site(self) -> Path:
        return self.home / "site"

    @property
    def logs(self) -> Path:
        return self.home / "logs"


@cache
def load_settings() -> Settings:
    """Read the environment once per process. Raises SettingsError naming every fault."""
    try:
        return Settings()  # type: ignore[call-arg]  # the environment gives them
    except ValidationError as error:
        faults = [f"SDW_{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors()]
        raise SettingsError("\n".join(faults)) from None
