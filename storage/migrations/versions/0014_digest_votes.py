"""Whether readers find digests useful."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digest_votes",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("run_id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "run_id", "person", name=op.f("pk_digest_votes")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "run_id"],
            ["runs.workspace_id", "runs.id"],
            name=op.f("fk_digest_votes_workspace_id_run_id"),
        ),
    )
