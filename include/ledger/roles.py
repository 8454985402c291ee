"""PostgreSQL's two roles: the owner migrates, the application may read and insert, and nothing else."""

from sqlalchemy import Connection, text

from include.errors import SettingError
from include.ledger.tables import metadata


def grant(connection: Connection, role: str | None) -> None:
    """Leave the application's role nothing but reading and inserting; nothing where it is the owner itself.

    Args:
        connection: Of the owner.
        role: The application's role.

    Raises:
        SettingError: The application's address names no role.
    """
    owner: str = connection.execute(text("select current_user")).scalar_one()
    if role is None:
        raise SettingError("PRESS_LEDGER_URL names no user.", hint="Write postgresql+psycopg2://USER:…@HOST/DATABASE.")
    if role == owner:
        return
    quoted = connection.dialect.identifier_preparer.quote(role)
    tables = ", ".join(sorted(metadata.tables))
    for statement in (
        f"revoke all on {tables}, alembic_version from {quoted}",
        f"grant select, insert on {tables} to {quoted}",
        f"grant select on alembic_version to {quoted}",
    ):
        connection.execute(text(statement))
