"""Each reminder of a meeting has its channel: the one that all shared goes on for each of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

MEETINGS = ("demo", "campaign_feedback", "marketing_planning", "goal_review", "customer_session")
TO_ALL = ("call", "tomorrow", "soon")


def upgrade() -> None:
    rituals = sa.table(
        "rituals",
        sa.column("workspace_id", sa.String(32)),
        sa.column("id", sa.String(32)),
        sa.column("kind", sa.String(32)),
        sa.column("options", sa.JSON().with_variant(JSONB(), "postgresql")),
    )
    tx = op.get_bind()
    meetings = sa.select(rituals.c.workspace_id, rituals.c.id, rituals.c.options).where(
        rituals.c.kind.in_(MEETINGS)
    )
    for workspace, ritual, options in tx.execute(meetings).all():
        if channel := options.pop("channel", None):
            which = sa.and_(rituals.c.workspace_id == workspace, rituals.c.id == ritual)
            channels = {"channels": dict.fromkeys(TO_ALL, channel)}
            tx.execute(sa.update(rituals).where(which).values(options=options | channels))
