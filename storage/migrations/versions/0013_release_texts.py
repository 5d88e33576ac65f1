"""Texts of a release for its audiences, and reviews of drafts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
FACTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "release_texts",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("release_id", sa.String(32), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("channels", FACTS, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "release_id", "audience", name=op.f("pk_release_texts")),
        _of_release("release_texts"),
    )
    op.create_table(
        "release_reviews",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("id", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("release_id", sa.String(32), nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("by", sa.String(65), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_reviews")),
        sa.CheckConstraint("act in ('asked', 'good', 'comment')", name=op.f("ck_release_reviews_act")),
        _of_release("release_reviews"),
    )
    op.create_index(
        op.f("ix_release_reviews_workspace_id_release_id_id"),
        "release_reviews",
        ["workspace_id", "release_id", "id"],
    )


def _of_release(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "release_id"],
        ["releases.workspace_id", "releases.id"],
        name=op.f(f"fk_{table}_workspace_id_release_id"),
    )
