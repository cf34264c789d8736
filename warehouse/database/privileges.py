"""Compare what each role may do with what roles.py says, over every object, and give the statements that mend it.

Pure: works on a Catalog, gives statements, runs none.
"""

from dataclasses import dataclass

from psycopg import sql

from warehouse.database.catalog import Catalog, Privilege, Relation
from warehouse.database.roles import DATABASE, OPEN_TO_MEMBERS, OWNER, PUBLIC, ROLES, SCHEMAS, Schema

Statement = sql.SQL | sql.Composed


@dataclass(frozen=True)
class Faults:
    """Where a database differs from roles.py.

    `memberships` are surplus (group, member) pairs of our roles, `attributes` surplus (role, attribute) pairs;
    `unknown` says what no grant can mend.
    """

    missing: frozenset[Privilege]
    surplus: frozenset[Privilege]
    memberships: frozenset[tuple[str, str]]
    attributes: frozenset[tuple[str, str]]
    unknown: tuple[str, ...]

    @property
    def can_be_mended(self) -> bool:
        return bool(self.missing or self.surplus or self.memberships or self.attributes)

    def sentences(self) -> list[str]:
        """Every fault as a line of text."""
        return [
            *(f"missing: {privilege}" for privilege in sorted(self.missing)),
            *(f"surplus: {privilege}" for privilege in sorted(self.surplus)),
            *(f"surplus: {member} is a member of {group}" for group, member in sorted(self.memberships)),
            *(f"surplus: {role} has {attribute}" for role, attribute in sorted(self.attributes)),
            *self.unknown,
        ]


def find_faults(catalog: Catalog) -> Faults:
    """Every difference between the database and roles.py, in our schemas, in `public` and on the database itself."""
    wanted = expected(catalog)
    held = {privilege for privilege in catalog.privileges if _is_ours(privilege)}
    wanted_memberships = {(group, name) for name, role in ROLES.items() for group in role.member_of}
    of_ours = {(group, member) for group, member in catalog.memberships if member in ROLES}
    strangers = sorted(
        f"{member}, which roles.py does not know, is a member of {group}"
        for group, member in catalog.memberships
        if group in ROLES and member not in ROLES and group not in OPEN_TO_MEMBERS
    )
    return Faults(
        missing=frozenset(wanted - set(catalog.privileges)),
        surplus=frozenset(held - wanted),
        memberships=frozenset(of_ours - wanted_memberships),
        attributes=frozenset((role, attribute) for role, attribute in catalog.attributes if role in ROLES),
        unknown=(*_unknown(catalog), *strangers),
    )


def expected(catalog: Catalog) -> set[Privilege]:
    """The privileges that roles.py grants over the relations of a database, the owners' own left out."""
    found = {
        Privilege("DATABASE", "", catalog.database, role, verb)
        for role, verbs in DATABASE.items()
        for verb in verbs.split()
    }
    for name, schema in SCHEMAS.items():
        found |= {Privilege("SCHEMA", "", name, role, "USAGE") for role in schema.users()}
        found |= {Privilege("SCHEMA", "", name, role, "CREATE") for role in schema.creators}
    for relation in catalog.relations:
        schema_of = SCHEMAS.get(relation.schema)
        if schema_of is None or relation.kind == "S":
            continue
        for role, verbs in schema_of.verbs(relation.name).items():
            if role != relation.owner:
                found |= {Privilege("TABLE", relation.schema, relation.name, role, verb) for verb in verbs}
    return found


def mending(faults: Faults, catalog: Catalog) -> list[tuple[str, Statement]]:
    """(role to act as or "", statement), in order. Owners act, since a grant belongs to who gave it."""
    found: list[tuple[str, Statement]] = [
        ("", sql.SQL("alter role {} no{}").format(sql.Identifier(role), sql.SQL(attribute)))
        for role, attribute in sorted(faults.attributes)
    ]
    found += [
        ("", sql.SQL("revoke {} from {} cascade").format(sql.Identifier(group), sql.Identifier(member)))
        for group, member in sorted(faults.memberships)
    ]
    for grants, privileges in ((False, faults.surplus), (True, faults.missing)):
        for privilege in sorted(privileges):
            owner = catalog.owner_of(privilege)
            found.append((owner if owner in ROLES else "", _statement(privilege, grants=grants)))
    return found


def default_privileges() -> list[tuple[str, Statement]]:
    """(role to act as, statement): tables made later get their grants at birth, and functions are closed to PUBLIC."""
    closed = sql.SQL("alter default privileges revoke execute on functions from public")
    found: list[tuple[str, Statement]] = [(role, closed) for role in ROLES]
    for name, schema in SCHEMAS.items():
        for owner in schema.owners:
            found += [(owner, _default(name, role, verbs)) for role, verbs in schema.for_every_table().items()]
    return found


def _statement(privilege: Privilege, *, grants: bool) -> sql.Composed:
    role = sql.SQL("PUBLIC") if privilege.role == PUBLIC else sql.Identifier(privilege.role)
    form = "grant {} on {} to {}" if grants else "revoke {} on {} from {} cascade"
    return sql.SQL(form).format(_verb(privilege), _object(privilege), role)


def _verb(privilege: Privilege) -> Statement:
    verb = sql.SQL(privilege.verb)
    if privilege.kind != "COLUMN":
        return verb
    return sql.SQL("{} ({})").format(verb, sql.Identifier(privilege.name.rsplit(".", 1)[1]))


def _object(privilege: Privilege) -> sql.Composed:
    if privilege.kind == "FUNCTION":
        name, arguments = privilege.name.split("(", 1)
        form = sql.SQL("function {}({}")
        return form.format(sql.Identifier(privilege.schema, name), sql.SQL(arguments))
    if privilege.kind == "COLUMN":
        return sql.SQL("table {}").format(sql.Identifier(privilege.schema, privilege.name.rsplit(".", 1)[0]))
    names = (privilege.schema, privilege.name) if privilege.schema else (privilege.name,)
    return sql.SQL("{} {}").format(sql.SQL(privilege.kind), sql.Identifier(*names))


def _default(schema: str, role: str, verbs: set[str]) -> sql.Composed:
    form = sql.SQL("alter default privileges in schema {} grant {} on tables to {}")
    listed = sql.SQL(", ".join(sorted(verbs)))
    return form.format(sql.Identifier(schema), listed, sql.Identifier(role))


def _is_ours(privilege: Privilege) -> bool:
    """Whether roles.py decides on it: all in our schemas; elsewhere only what our own roles or PUBLIC hold, since a
    given database may have other tenants."""
    schema = privilege.name if privilege.kind == "SCHEMA" else privilege.schema
    if schema in SCHEMAS:
        return True
    is_shared = privilege.kind == "DATABASE" or (privilege.kind == "SCHEMA" and schema == "public")
    return privilege.role in ROLES or (is_shared and privilege.role == PUBLIC)


def _unknown(catalog: Catalog) -> list[str]:
    found = [
        f"schema {name} is owned by {owner}, not by {OWNER}"
        for name, owner in catalog.schema_owners.items()
        if name in SCHEMAS and owner != OWNER
    ]
    for relation in catalog.relations:
        if relation.schema in SCHEMAS:
            found.extend(_faults_of(relation, SCHEMAS[relation.schema]))
        elif relation.owner in ROLES:
            found.append(f"{relation.schema}.{relation.name} stands outside the schemas of the warehouse")
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
