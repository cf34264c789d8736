"""What the connected database says about itself: relations, privileges, memberships and attributes of roles.

Reads   the system catalogs; changes nothing
"""

from dataclasses import dataclass

from psycopg import Connection

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
PRIVILEGES = """
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
        where p.prokind in ('f', 'w')
    )

    select
        o.kind, o.schema_name, o.name,
        case when x.grantee = 0 then 'PUBLIC' else pg_get_userbyid(x.grantee) end,
        x.privilege_type,
        pg_get_userbyid(o.owner)
    from objects as o
    cross join lateral aclexplode(coalesce(o.acl, acldefault(o.type::"char", o.owner))) as x
    where
        x.grantee <> o.owner
        and case when o.kind = 'SCHEMA' then o.name else o.schema_name end !~ '^(pg_|information_schema$)'
"""

# with grant option aside: what counts is who holds the verb
SCHEMA_OWNERS = "select nspname, pg_get_userbyid(nspowner) from pg_namespace"

MEMBERSHIPS = """
    select pg_get_userbyid(m.roleid), pg_get_userbyid(m.member)
    from pg_auth_members as m
    inner join pg_roles as member on member.oid = m.member
    where not member.rolsuper and pg_get_userbyid(m.member) <> session_user
"""

ATTRIBUTES = """
    select r.rolname, a.name
    from pg_roles as r
    cross join lateral (
        values
        ('superuser', r.rolsuper), ('createrole', r.rolcreaterole), ('createdb', r.rolcreatedb),
        ('replication', r.rolreplication), ('bypassrls', r.rolbypassrls)
    ) as a (name, is_set)
    where a.is_set
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
    """A table, view or sequence; `kind` is pg_class.relkind."""

    schema: str
    name: str
    kind: str
    owner: str


@dataclass(frozen=True)
class Catalog:
    """The state of one database: `privileges` leads to the owner of the object, pairs are (group, member) and
    (role, attribute)."""

    database: str
    relations: tuple[Relation, ...]
    schema_owners: dict[str, str]
    privileges: dict[Privilege, str]
    memberships: frozenset[tuple[str, str]]
    attributes: frozenset[tuple[str, str]]

    def owner_of(self, privilege: Privilege) -> str:
        """The owner of the object of a privilege; empty for the database itself."""
        if privilege in self.privileges:
            return self.privileges[privilege]
        if privilege.kind == "SCHEMA":
            return self.schema_owners[privilege.name]
        found = (r.owner for r in self.relations if (r.schema, r.name) == (privilege.schema, privilege.name))
        return next(found, "")


def read_catalog(connection: Connection) -> Catalog:
    """Read the catalogs in a handful of queries (about 10 ms)."""
    return Catalog(
        database=connection.info.dbname,
        relations=tuple(Relation(*row) for row in connection.execute(RELATIONS)),
        schema_owners=dict(connection.execute(SCHEMA_OWNERS).fetchall()),
        privileges={Privilege(*row[:5]): row[5] for row in connection.execute(PRIVILEGES)},
        memberships=frozenset((row[0], row[1]) for row in connection.execute(MEMBERSHIPS)),
        attributes=frozenset((row[0], row[1]) for row in connection.execute(ATTRIBUTES)),
    )
