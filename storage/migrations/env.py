"""Alembic's entry: runs the migrations on the connection that `storage.migrating` hands over, in its transaction."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the transaction is the caller's
    render_as_batch=True,  # SQLite can't alter a column in place
    compare_type=True,
)
context.run_migrations()
