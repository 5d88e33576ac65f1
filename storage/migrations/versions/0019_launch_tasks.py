"""Tasks of launches may be under way or blocked, remember what their day is counted from, whom to ask, and their proof."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("launch_tasks") as table:
        for name in ("anchor", "helper"):
            table.add_column(sa.Column(name, sa.String(16)))
        table.add_column(sa.Column("days", sa.Integer()))
        table.add_column(sa.Column("enables", sa.Boolean(), nullable=False, server_default=sa.false()))
        for name in ("added_by", "blocked_by"):
            table.add_column(sa.Column(name, sa.String(65)))
        for name in ("blocked_on", "proof"):
            table.add_column(sa.Column(name, sa.Text()))
        for name in ("state", "closed"):
            table.drop_constraint(op.f(f"ck_launch_tasks_{name}"), type_="check")
    with op.batch_alter_table("launch_tasks") as table:
        table.alter_column("enables", server_default=None)
        table.create_check_constraint(
            op.f("ck_launch_tasks_state"), "state in ('open', 'doing', 'blocked', 'done', 'dropped')"
        )
        table.create_check_constraint(
            op.f("ck_launch_tasks_closed"), "state not in ('done', 'dropped') or closed_at is not null"
        )
