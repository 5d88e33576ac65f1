"""Who is away, until when, and who stands in."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("delegate", sa.String(65)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", name=op.f("pk_absences")),
    )
