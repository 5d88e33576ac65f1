"""Who has which role in the launches of an area."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "area_roles",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("area_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "area_id", "role", name=op.f("pk_area_roles")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "area_id"],
            ["areas.workspace_id", "areas.id"],
            name=op.f("fk_area_roles_workspace_id_area_id"),
        ),
    )
    op.create_index(op.f("ix_area_roles_workspace_id_person"), "area_roles", ["workspace_id", "person"])
