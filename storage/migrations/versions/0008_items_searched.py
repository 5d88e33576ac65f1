"""The roadmap items that are there already are found by search, too."""

import sqlalchemy as sa
from alembic import op

from bot.kit.words import stems

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    items = sa.table("items", *map(sa.column, ("workspace_id", "id", "title", "details", "number")))
    entries = sa.table("search_entries", *map(sa.column, ("workspace_id", "kind", "object_id", "words")))
    known = op.get_bind().execute(
        sa.select(items.c.workspace_id, items.c.id, items.c.title, items.c.details).order_by(items.c.number)
    )
    rows = [
        {
            "workspace_id": workspace,
            "kind": "item",
            "object_id": item,
            "words": " ".join(stems(f"{title}\n{details or ''}")),
        }
        for workspace, item, title, details in known
    ]
    if rows:
        op.get_bind().execute(sa.insert(entries), rows)
