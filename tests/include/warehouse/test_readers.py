"""On PostgreSQL readers may select from the marts, analysts from candidates too, tables of later builds among them."""

from collections.abc import Iterator
from contextlib import closing

import psycopg2
import pytest

from include.warehouse.readers import ANALYST, READER, open_to_readers


@pytest.fixture
def built(postgres: str) -> Iterator[str]:
    """Give the roles their rights, and make a table of each schema before and one after."""
    with closing(psycopg2.connect(postgres)) as owner:
        owner.autocommit = True
        run = owner.cursor().execute
        for schema in ("marts", "candidates"):
            run(f"create schema if not exists {schema}")
            run(f"create table {schema}.readers_before as select 1 as x")
        open_to_readers(run)
        for schema in ("marts", "candidates"):
            run(f"create table {schema}.readers_after as select 1 as x")
        yield postgres
        for schema in ("marts", "candidates"):
            run(f"drop table {schema}.readers_before, {schema}.readers_after")


@pytest.mark.parametrize(("role", "schema", "may"), [
    (READER, "marts", True), (READER, "candidates", False), (ANALYST, "marts", True), (ANALYST, "candidates", True),
])  # fmt: skip
@pytest.mark.parametrize("table", ["readers_before", "readers_after"])
def test_each_role_reads_what_is_its_to_read(built: str, role: str, schema: str, may: bool, table: str) -> None:
    with closing(psycopg2.connect(built)) as connection, connection.cursor() as cursor:
        cursor.execute(f"set role {role}")
        if not may:
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(f"select x from {schema}.{table}")
            return
        cursor.execute(f"select x from {schema}.{table}")
        assert cursor.fetchone() == (1,)
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(f"delete from {schema}.{table}")
