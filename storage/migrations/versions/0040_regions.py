"""A workspace may have the public holidays of a region: its code is longer than that of a country."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("workspaces") as table:
        table.alter_column("country", existing_type=sa.String(4), type_=sa.String(8))
