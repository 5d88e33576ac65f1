"""Digests that tell of everything tell of polls, too; those that leave something out stay as they were chosen."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

BEFORE = ["did", "shipped", "launches", "field", "radar", "decided", "coming", "silent", "next"]
AFTER = ["did", "shipped", "launches", "field", "radar", "polls", "decided", "coming", "silent", "next"]


def upgrade() -> None:
    rituals = sa.table(
        "rituals",
        sa.column("workspace_id", sa.String(32)),
        sa.column("id", sa.String(32)),
        sa.column("options", sa.JSON().with_variant(JSONB(), "postgresql")),
    )
    tx = op.get_bind()
    for workspace, ritual, options in tx.execute(
        sa.select(rituals.c.workspace_id, rituals.c.id, rituals.c.options)
    ).all():
        if options.get("sections") == BEFORE:
            which = sa.and_(rituals.c.workspace_id == workspace, rituals.c.id == ritual)
            tx.execute(sa.update(rituals).where(which).values(options=options | {"sections": AFTER}))
