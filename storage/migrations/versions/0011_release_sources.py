"""Sources of releases, and what was imported of them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "release_sources",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(65), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("looked_at", INSTANT),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(32)),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.String(65), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_release_sources")),
        sa.UniqueConstraint(
            "workspace_id", "kind", "place", name=op.f("uq_release_sources_workspace_id_kind_place")
        ),
        sa.CheckConstraint("kind in ('github', 'gitlab', 'changelog')", name=op.f("ck_release_sources_kind")),
    )
    op.create_table(
        "release_imports",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("source", sa.String(255), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("release_id", sa.String(32)),
        sa.PrimaryKeyConstraint("workspace_id", "source", "key", name=op.f("pk_release_imports")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "release_id"],
            ["releases.workspace_id", "releases.id"],
            name=op.f("fk_release_imports_workspace_id_release_id"),
        ),
    )
