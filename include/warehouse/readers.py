"""The roles that read the marts on PostgreSQL: readers of reports; reviewers and analysts, who see candidates too."""

import logging
from collections.abc import Callable

import psycopg2

from include.warehouse.schemas import CANDIDATES, MARTS

log = logging.getLogger(__name__)
READER, ANALYST = "press_reader", "press_analyst"
READ_BY = {MARTS: (READER, ANALYST), CANDIDATES: (ANALYST,)}  # schema: the roles that may read it, and no other
ROLE_SQL = """
do $$ begin
    if not exists (select 1 from pg_roles where rolname = '{role}') then create role {role} nologin; end if;
end $$"""
OPENING = (
    "create schema if not exists {schema}",
    "revoke all on schema {schema} from public",
)
GRANTS = (
    "grant usage on schema {schema} to {roles}",
    "grant select on all tables in schema {schema} to {roles}",
    "alter default privileges in schema {schema} grant select on tables to {roles}",  # each build makes them again
)


def open_to_readers(execute: Callable[[str], None]) -> None:
    """Create the missing roles, and grant each the schemas that it may read; people are made members of one.

    Args:
        execute: Runs a statement as the user who builds.
    """
    there = [role for role in (READER, ANALYST) if _is_role(role, execute)]
    for schema, roles in READ_BY.items():
        for statement in OPENING:
            execute(statement.format(schema=schema))
        for grant in GRANTS if set(roles) & set(there) else ():
            execute(grant.format(schema=schema, roles=", ".join(role for role in roles if role in there)))


def _is_role(role: str, execute: Callable[[str], None]) -> bool:
    """Return whether a role is there, made now if this user may."""
    try:
        execute(ROLE_SQL.format(role=role))
    except psycopg2.errors.InsufficientPrivilege as error:
        log.warning("readers: %s Have a superuser create the role %s.", str(error).strip(), role)
        return False
    return True
