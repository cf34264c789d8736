"""Who may do what: the one table of roles, schemas and grants. Preparing a home makes the database equal to it.

A grant that is not here is surplus and is taken back; a table of schema meta that is not here is unknown. Both are
faults that `privileges.find_faults` finds. USAGE on a schema follows from any other right in it. An owner may do
everything with what it owns; publisher is a member of transformer, to take over its audited tables.
"""

from dataclasses import dataclass, field

OWNER = "warehouse_owner"
EVERY_TABLE = "*"
PUBLIC = "PUBLIC"


@dataclass(frozen=True)
class Role:
    """A role: whether it logs in, how often at once (-1: no limit), the roles it is a member of, session settings."""

    logs_in: bool = True
    connection_limit: int = -1
    member_of: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Schema:
    """A schema: who may own tables in it, who may make them, and the verbs of each role, by table or EVERY_TABLE."""

    owners: tuple[str, ...]
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    creators: tuple[str, ...] = ()
    has_only_views: bool = False

    def verbs(self, table: str) -> dict[str, set[str]]:
        """role -> verbs on one table; empty for a table that is not named where tables are named one by one."""
        granted = self.tables.get(table, self.tables.get(EVERY_TABLE, {}))
        return {role: set(verbs.split()) for role, verbs in granted.items()}

    def for_every_table(self) -> dict[str, set[str]]:
        """role -> verbs on each table that is or will be in the schema."""
        return self.verbs(EVERY_TABLE) if EVERY_TABLE in self.tables else {}

    def knows(self, table: str) -> bool:
        """Whether the table has an entry; a schema whose tables are named one by one knows no other."""
        return not self.tables or table in self.tables or EVERY_TABLE in self.tables

    def users(self) -> set[str]:
        """The roles that need USAGE."""
        return {role for granted in self.tables.values() for role in granted} | set(self.creators)


ROLES = {
    OWNER: Role(logs_in=False),
    "ingest_writer": Role(),
    "transformer": Role(),
    "publisher": Role(member_of=("transformer",)),
    # of the 100 connections, the night keeps 40 for itself
    "bi_reader": Role(
        connection_limit=60, settings={"statement_timeout": "60s", "default_transaction_read_only": "on"}
    ),
    "indicator_publisher": Role(connection_limit=5),
    "airflow": Role(settings={"search_path": "airflow"}),
}

OPEN_TO_MEMBERS = ("bi_reader",)
"""Roles that others may be made a member of: a login per person or per BI tool."""

LOGIN_ROLES = tuple(name for name, role in ROLES.items() if role.logs_in)

DATABASE = {
    OWNER: "CREATE",
    "ingest_writer": "CONNECT TEMPORARY",
    "transformer": "CONNECT TEMPORARY",
    "publisher": "CONNECT",
    "bi_reader": "CONNECT",
    "indicator_publisher": "CONNECT",
    "airflow": "CONNECT",
}

_LEDGER = {"ingest_writer": "SELECT INSERT UPDATE", "publisher": "SELECT"}
_NOTED_BY_EVERY_STEP = {
    "ingest_writer": "SELECT INSERT UPDATE",
    "transformer": "INSERT",
    "publisher": "SELECT INSERT",
}
_RAW = Schema(
    owners=(OWNER,),
    tables={EVERY_TABLE: {"ingest_writer": "SELECT INSERT DELETE", "transformer": "SELECT"}},
)
_BUILT = Schema(owners=("transformer", "publisher"), creators=("transformer",))


def _views(**readers: str) -> Schema:
    return Schema(owners=("publisher",), creators=("publisher",), tables={EVERY_TABLE: readers}, has_only_views=True)


_WENT_OUT = {"indicator_publisher": "SELECT INSERT", "bi_reader": "SELECT"}

SCHEMAS = {
    "meta": Schema(
        owners=(OWNER,),
        tables={
            "files": {**_LEDGER, "transformer": "SELECT"},
            "deliveries": _LEDGER,
            "record_counts": _LEDGER,
            "pseudonym_keys": {"ingest_writer": "SELECT INSERT"},
            "outcomes": {**_NOTED_BY_EVERY_STEP, "transformer": "SELECT INSERT"},
            "steps": _NOTED_BY_EVERY_STEP,
            "gate_checks": _NOTED_BY_EVERY_STEP,
            "loads": {"publisher": "SELECT INSERT UPDATE", "indicator_publisher": "SELECT"},
            "published": {"publisher": "SELECT UPDATE", "indicator_publisher": "SELECT"},
            "prepared": {},
        },
    ),
    "vault": Schema(owners=(OWNER,), tables={EVERY_TABLE: {"ingest_writer": "INSERT"}}),
    "raw_ijw_iwmo": _RAW,
    "raw_registers": _RAW,
    "raw_wachtlijsten": _RAW,
    "raw_clientervaring": _RAW,
    "seeds": _BUILT,
    "staging": _BUILT,
    "intermediate": _BUILT,
    "build_mart": _BUILT,
    "build_indicator": _BUILT,
    "store": Schema(owners=("publisher",), creators=("publisher",)),
    "mart": _views(bi_reader="SELECT"),
    "indicator": _views(bi_reader="SELECT", indicator_publisher="SELECT"),
    "uitgave": Schema(owners=(OWNER,), tables={"uitgaven": _WENT_OUT, "uitgave_cijfers": _WENT_OUT}),
    "airflow": Schema(owners=("airflow",), creators=("airflow",)),
}
