"""Compare what each role may do with what it should, over every object, and say which statements make them equal.

Reads   the catalogs of the connected database
"""

from dataclasses import dataclass

from psycopg import Connection, sql

from warehouse.database.roles import DATABASE, EVERY_TABLE, PUBLIC, ROLES, SCHEMAS, Schema

RELATIONS = """
    select n.nspname, c.relname, c.relkind::text, pg_get_userbyid(c.relowner)
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    where
        c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    order by 1, 2
"""

# an object without an access list has the built-in one (acldefault): PUBLIC may then connect, use or execute
GRANTED = """
    with

    objects as (
        select 'DATABASE' as kind, '' as schema_name, datname as name, datdba as owner, datacl as acl, 'd' as type
        from pg_database
        where datname = current_database()

        union all

        select 'SCHEMA', '', nspname, nspowner, nspacl, 'n'
        from pg_namespace

        union all

        select
            case when c.relkind = 'S' then 'SEQUENCE' else 'TABLE' end,
            n.nspname, c.relname, c.relowner, c.relacl, case when c.relkind = 'S' then 's' else 'r' end
        from pg_class as c
        inner join pg_namespace as n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')

        union all

        select 'COLUMN', n.nspname, c.relname || '.' || a.attname, c.relowner, a.attacl, 'c'
        from pg_attribute as a
        inner join pg_class as c on c.oid = a.attrelid
        inner join pg_namespace as n on n.oid = c.relnamespace
        where a.attacl is not null and not a.attisdropped

        union all

        select
            'FUNCTION', n.nspname, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
            p.proowner, p.proacl, 'f'
        from pg_proc as p
        inner join pg_namespace as n on n.oid = p.pronamespace
    )

    select
        o.kind, o.schema_name, o.name,
        case when x.grantee = 0 then 'PUBLIC' else pg_get_userbyid(x.grantee) end,
        x.privilege_type
    from objects as o
    cross join lateral aclexplode(coalesce(o.acl, acldefault(o.type::"char", o.owner))) as x
    where
        x.grantee <> o.owner
        and case when o.kind = 'SCHEMA' then o.name else o.schema_name end !~ '^(pg_|information_schema$)'
"""


@dataclass(frozen=True, order=True)
class Privilege:
    """One verb of one role on one object; `schema` is empty for a database and for a schema itself."""

    kind: str
    schema: str
    name: str
    role: str
    verb: str

    def __str__(self) -> str:
        place = f"{self.schema}.{self.name}" if self.schema else self.name
        return f"{self.role} {self.verb} on {self.kind.lower()} {place}"


@dataclass(frozen=True)
class Relation:
    """A table, view or sequence of the database; `kind` is pg_class.relkind."""

    schema: str
    name: str
    kind: str
    owner: str


@dataclass(frozen=True)
class Faults:
    """Where the database differs from roles.py; `unknown` cannot be mended by a grant."""

    missing: frozenset[Privilege]
    surplus: frozenset[Privilege]
    unknown: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus or self.unknown)


def faults(connection: Connection) -> Faults:
    """Every difference between the database and roles.py, in our schemas, in `public` and on the database itself."""
    relations = [Relation(*row) for row in connection.execute(RELATIONS)]
    database = connection.info.dbname
    actual = {Privilege(*row) for row in connection.execute(GRANTED)}
    wanted = expected(database, relations)
    ours = {privilege for privilege in actual if _is_ours(privilege)}
    return Faults(frozenset(wanted - actual), frozenset(ours - wanted), tuple(_unknown(relations)))


def expected(database: str, relations: list[Relation]) -> set[Privilege]:
    """The privileges that roles.py grants over these relations, owners' own left out. Pure."""
    found = {
        Privilege("DATABASE", "", database, role, verb) for role, verbs in DATABASE.items() for verb in verbs.split()
    }
    for name, schema in SCHEMAS.items():
        found |= {Privilege("SCHEMA", "", name, role, "USAGE") for role in schema.users()}
        found |= {Privilege("SCHEMA", "", name, role, "CREATE") for role in schema.creators}
    for relation in relations:
        schema = SCHEMAS.get(relation.schema)
        if schema is None or relation.kind == "S":
            continue
        for role, verbs in schema.verbs(relation.name).items():
            if role != relation.owner:
                found |= {Privilege("TABLE", relation.schema, relation.name, role, verb) for verb in verbs}
    return found


def statement(privilege: Privilege, *, grants: bool) -> sql.Composed:
    """The GRANT or REVOKE of one privilege."""
    role = sql.SQL("PUBLIC") if privilege.role == PUBLIC else sql.Identifier(privilege.role)
    verb, place = sql.SQL(privilege.verb), _place(privilege)
    if privilege.kind == "COLUMN":
        table, column = privilege.name.rsplit(".", 1)
        verb = sql.SQL("{} ({})").format(sql.SQL(privilege.verb), sql.Identifier(column))
        place = sql.SQL("TABLE {}").format(sql.Identifier(privilege.schema, table))
    form = "GRANT {} ON {} TO {}" if grants else "REVOKE {} ON {} FROM {} CASCADE"
    return sql.SQL(form).format(verb, place, role)


def default_privileges() -> list[tuple[str, sql.Composed | sql.SQL]]:
    """(role to act as, statement): tables made later get their grants at birth, and functions are closed to PUBLIC."""
    found: list[tuple[str, sql.Composed | sql.SQL]] = []
    for role in ROLES:
        closed = sql.SQL("ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")
        found.append((role, closed))
    for name, schema in SCHEMAS.items():
        for owner in schema.owners:
            for role, verbs in schema.tables.get(EVERY_TABLE, {}).items():
                found.append((owner, _default(name, role, verbs)))
    return found


def _default(schema: str, role: str, verbs: str) -> sql.Composed:
    form = sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA {} GRANT {} ON TABLES TO {}")
    return form.format(sql.Identifier(schema), sql.SQL(", ".join(verbs.split())), sql.Identifier(role))


def _place(privilege: Privilege) -> sql.Composed:
    if privilege.kind == "FUNCTION":
        name, arguments = privilege.name.split("(", 1)
        return sql.SQL("FUNCTION {}({}").format(sql.Identifier(privilege.schema, name), sql.SQL(arguments))
    names = (privilege.schema, privilege.name) if privilege.schema else (privilege.name,)
    return sql.SQL("{} {}").format(sql.SQL(privilege.kind), sql.Identifier(*names))


def _is_ours(privilege: Privilege) -> bool:
    """Whether the object is the warehouse's to manage; a given database may hold other schemas, which we leave alone
    except for what our own roles were granted in them."""
    schema = privilege.name if privilege.kind == "SCHEMA" else privilege.schema
    if privilege.kind == "DATABASE":
        return privilege.role in ROLES or privilege.role == PUBLIC
    if schema in SCHEMAS:
        return True
    if schema == "public" and privilege.kind == "SCHEMA":
        return privilege.role in ROLES or privilege.role == PUBLIC
    return privilege.role in ROLES


def _unknown(relations: list[Relation]) -> list[str]:
    found: list[str] = []
    for relation in relations:
        schema = SCHEMAS.get(relation.schema)
        if schema is not None:
            found.extend(_faults_of(relation, schema))
    return found


def _faults_of(relation: Relation, schema: Schema) -> list[str]:
    place, found = f"{relation.schema}.{relation.name}", []
    if relation.owner not in schema.owners:
        found.append(f"{place} is owned by {relation.owner}, not by {' or '.join(schema.owners)}")
    if relation.kind != "S" and not schema.knows(relation.name):
        found.append(f"{place} has no entry in roles.py")
    if schema.has_only_views and relation.kind != "v":
        found.append(f"{place} is not a view")
    return found
