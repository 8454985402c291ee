"""In PostgreSQL the application may read and insert; only the owner could do more."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError

from include.errors import LedgerError
from include.ledger.engine import _ready, ledger_engine, owner_engine, upgrade
from include.ledger.entries import append, entries
from include.ledger.verification import verify
from include.settings import settings


@pytest.fixture
def two_roles(postgres_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Point the application at a role of its own and return the owner's address."""
    owner = settings().ledger_url
    with create_engine(owner).begin() as connection:
        connection.execute(text("drop role if exists press_app"))
        connection.execute(text("create role press_app login"))
        connection.execute(text("grant usage on schema public to press_app"))
    application = make_url(owner).set(username="press_app").render_as_string(hide_password=False)
    monkeypatch.setenv("PRESS_LEDGER_URL", application)
    settings.cache_clear()
    _ready.cache_clear()
    yield owner
    _ready.cache_clear()
    with create_engine(owner).begin() as connection:
        connection.execute(text("drop owned by press_app"))
        connection.execute(text("drop role press_app"))


def test_the_application_without_the_owner_says_what_to_run(two_roles: str) -> None:
    with pytest.raises(LedgerError, match="press decisions migrate"):
        entries()


def test_the_application_reads_and_inserts_and_can_do_nothing_else(
    two_roles: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESS_LEDGER_OWNER_URL", two_roles)
    settings.cache_clear()
    upgrade(owner_engine())
    monkeypatch.delenv("PRESS_LEDGER_OWNER_URL")
    settings.cache_clear()
    append("decision", "a", {"decision": "confirm"}, "x")
    assert verify().is_unbroken
    for statement in (
        "update ledger_entries set actor = 'y'", "delete from ledger_entries", "truncate ledger_entries",
        "alter table ledger_entries disable trigger all", "drop trigger ledger_entries_refuse_update on ledger_entries",
        "drop table ledger_identity", "update alembic_version set version_num = '0001'",
        "insert into ledger_entries (sequence) values (1) on conflict (sequence) do update set actor = 'y'",
    ):  # fmt: skip
        with pytest.raises(ProgrammingError, match="permission denied|must be owner"), _as_application() as connection:
            connection.execute(text(statement))
    assert [entry.actor for entry in entries()] == ["x"]


def _as_application() -> Any:
    """Open a transaction as the application's role."""
    return ledger_engine().begin()
