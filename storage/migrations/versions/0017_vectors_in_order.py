"""A vector's place in the order is never used again: SQLite otherwise gives the last one, once deleted, to the next."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        again = {"sqlite_autoincrement": True}
        with op.batch_alter_table("vectors", recreate="always", table_kwargs=again):
            pass
