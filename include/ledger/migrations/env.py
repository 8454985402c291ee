"""Runs the ledger's migrations on the connection that include.ledger.engine gives."""

from alembic import context

from include.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
