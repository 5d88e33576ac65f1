"""Messages that are said within the one of their day."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("bundle", sa.String(160)))
    op.create_index(op.f("ix_outbox_workspace_id_bundle"), "outbox", ["workspace_id", "bundle"])
