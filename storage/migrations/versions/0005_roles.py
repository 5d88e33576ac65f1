"""Roles, given to people and user groups; guests of the workspace."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("people", sa.Column("guest", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "role_grants",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=65), nullable=False),
        sa.Column("known", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("given_by", sa.String(length=65), nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "role", "subject", name=op.f("pk_role_grants")),
    )
    op.create_index(op.f("ix_role_grants_workspace_id_subject"), "role_grants", ["workspace_id", "subject"])
    op.create_table(
        "user_groups",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fetched_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "group_id", name=op.f("pk_user_groups")),
    )
    op.create_table(
        "group_members",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=65), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "group_id", "person", name=op.f("pk_group_members")),
    )
    op.create_index(op.f("ix_group_members_workspace_id_person"), "group_members", ["workspace_id", "person"])
