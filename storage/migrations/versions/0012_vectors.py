"""Vectors that stand for what texts mean, and which entries have one; without the extra `semantic` nothing fills them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

Sequence = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "vectors",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("seq", Sequence, primary_key=True, autoincrement=True),
        sa.Column("model", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("object_id", sa.String(32), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint(
            "workspace_id",
            "model",
            "kind",
            "object_id",
            name=op.f("uq_vectors_workspace_id_model_kind_object_id"),
        ),
    )
    op.create_index(op.f("ix_vectors_workspace_id_model_seq"), "vectors", ["workspace_id", "model", "seq"])
    op.add_column("search_entries", sa.Column("encoded_by", sa.String(64), nullable=True))
    to_encode = sa.text("encoded_by IS NULL AND kind <> 'release'")
    op.create_index(
        "ix_search_entries_to_encode",
        "search_entries",
        ["seq"],
        sqlite_where=to_encode,
        postgresql_where=to_encode,
    )
