"""Keep personal values apart: a table as read becomes a raw part without them and a vault part with them.

Reads   <secrets>/pseudonym.key (32 random bytes in hex, mode 0600, made at first use, never in the database)
Gives   raw and vault tables; the pseudonyms and BSNs of the persons met
Writes  meta.pseudonym_keys: a fingerprint of the key, so that a lost or changed key is noticed, not used

client_pseudoniem is the first 32 hex digits of HMAC-SHA-256 over the BSN; geboortejaar and geboortemaand the year and
month of the birth date; pc4 the digits of a Dutch postcode, nothing of a foreign one.
"""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.sources import RawTable

KEY_VERSION = 1
KEY_BYTES = 32
PSEUDONYM_LENGTH = 32
FINGERPRINT_OF = b"fingerprint of the pseudonym key"
DUTCH_POSTCODE = r"^\s*([1-9][0-9]{3}) ?[A-Za-z]{2}\s*$"
BSN = "bsn"
PERSON = pa.schema([("bsn", pa.string()), ("client_pseudoniem", pa.string())])
MOST_AT_HAND = 2000
LINEAGE = ("_source_file_id", "_rij", "_parent_rij")


class KeyProblem(Exception):
    """The key of the pseudonyms cannot be used; the message says what to do. Nothing was loaded with another key."""


@dataclass(frozen=True)
class Parts:
    """One table in two: `vault` is None where the table has no personal columns."""

    raw: pa.Table
    vault: pa.Table | None


class Pseudonyms:
    """The pseudonyms of persons under one key, and every person that was met.

    A pseudonym is kept as an object for a while, since a person comes back soon; for good in 50 bytes.
    """

    def __init__(self, key: bytes) -> None:
        # HMAC (RFC 2104) begins with these blocks for every BSN: to continue from a copy takes a third of the time
        block = key.ljust(hashlib.sha256().block_size, b"\0")
        self._inner = hashlib.sha256(block.translate(hmac.trans_36))
        self._outer = hashlib.sha256(block.translate(hmac.trans_5C))
        self._at_hand: dict[str, str] = {}
        self._met: list[pa.Table] = []

    def of(self, bsns: pa.ChunkedArray) -> pa.ChunkedArray:
        """The pseudonym of each; null stays null. Each distinct BSN is looked up once."""
        distinct = pc.drop_null(pc.unique(bsns))
        made = pa.array(list(map(self._of_one, distinct.to_pylist())), pa.string())
        if len(self._at_hand) > MOST_AT_HAND:
            self._put_away()
        return pc.take(made, pc.index_in(bsns, distinct))

    def met(self) -> pa.Table:
        """Every person, some more than once: `bsn` and `client_pseudoniem`, in the order of the latter."""
        self._put_away()
        return pa.concat_tables(self._met).sort_by("client_pseudoniem")

    def _of_one(self, bsn: str) -> str:
        made = self._at_hand.get(bsn)
        if made is None:
            inner, outer = self._inner.copy(), self._outer.copy()
            inner.update(bsn.encode())
            outer.update(inner.digest())
            made = self._at_hand[bsn] = outer.hexdigest()[:PSEUDONYM_LENGTH]
        return made

    def _put_away(self) -> None:
        columns = {"bsn": list(self._at_hand), "client_pseudoniem": list(self._at_hand.values())}
        self._met.append(pa.table(columns, PERSON))
        self._at_hand = {}


def read_or_make_key(path: Path, connection: psycopg.Connection | None = None) -> bytes:
    """The key in the file, which is made when it is not there.

    Raises KeyProblem when the file cannot be trusted, or is not there although `connection` knows of persons.
    """
    if not path.exists():
        if connection and connection.execute("select 1 from meta.pseudonym_keys").fetchone():
            raise KeyProblem(f"{path} is gone but this database has pseudonyms: put the key back from its backup")
        _make_key(path)
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        raise KeyProblem(f"{path} can be read by others (mode {mode:o}): run chmod 600 on it")
    text = path.read_text("ascii", "replace").strip()
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyProblem(f"{path} does not hold {KEY_BYTES} bytes in hex: put the key back from its backup")
    return key


def check_key(connection: psycopg.Connection, key: bytes) -> None:
    """Store the key's fingerprint at its first use; later, raise KeyProblem when it is another key."""
    fingerprint = hmac.digest(key, FINGERPRINT_OF, "sha256").hex()
    with connection.transaction():
        connection.execute(
            "insert into meta.pseudonym_keys (key_version, fingerprint) values (%s, %s) on conflict do nothing",
            (KEY_VERSION, fingerprint),
        )
        known = connection.execute(
            "select fingerprint from meta.pseudonym_keys where key_version = %s", (KEY_VERSION,)
        ).fetchone()
    if known is None or known[0] != fingerprint:
        raise KeyProblem(
            "the persons in this database were made with another key of the pseudonyms: with this one every client "
            "would become somebody else. Put the first key back in the key file from its backup, or start with an "
            "empty database"
        )


def split(table: pa.Table, layout: RawTable, known: Pseudonyms) -> Parts:
    """Split one table of a Reading; the columns come out in the order of the layout, lineage first."""
    pseudonyms = known.of(table[BSN]) if BSN in table.column_names else None
    raw: dict[str, pa.ChunkedArray] = {name: table[name] for name in LINEAGE if name in table.column_names}
    for column in layout.raw_columns:
        if column.name in table.column_names:
            raw[column.name] = table[column.name]
        elif column.name.endswith("client_pseudoniem") and pseudonyms is not None:
            raw[column.name] = pseudonyms
        else:
            raw[column.name] = _derived(column.name, table[column.derived_from])
    vault = {name: table[name] for name in (*LINEAGE[:2], *(column.name for column in layout.vault_columns))}
    return Parts(pa.table(raw), pa.table(vault) if layout.vault_columns else None)


def pseudonym_of(key: bytes, bsn: str) -> str:
    """The pseudonym of one person."""
    return str(Pseudonyms(key).of(pa.chunked_array([[bsn]]))[0])


def _derived(name: str, origin: pa.ChunkedArray) -> pa.ChunkedArray:
    if name.endswith("geboortejaar"):
        return pc.cast(pc.year(origin), pa.int32())
    if name.endswith("geboortemaand"):
        return pc.cast(pc.month(origin), pa.int32())
    if name.endswith("pc4"):
        is_dutch = pc.match_substring_regex(origin, DUTCH_POSTCODE)
        digits = pc.utf8_slice_codeunits(pc.utf8_trim_whitespace(origin), 0, 4)
        return pc.if_else(is_dutch, digits, pa.scalar(None, pa.string()))
    raise ValueError(f"no rule derives {name}")


def _make_key(path: Path) -> None:
    """Write a new key so that it is whole or absent, and never overwrites one that another process just made."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
