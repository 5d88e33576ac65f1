"""Who may find an entry stands in it, so that a search asks no other table; new entries are found without a detour.

PostgreSQL keeps what is new in a list of its own, which every search reads through until the index takes it up. A search
follows each capture here, so that writing into the index at once is cheaper for all.
https://www.postgresql.org/docs/current/gin.html#GIN-FAST-UPDATE
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Only the words are indexed: where they stay, the index is left alone.
SQLITE = (
    "DROP TRIGGER search_entries_changed",
    """CREATE TRIGGER search_entries_changed AFTER UPDATE ON search_entries WHEN old.words <> new.words BEGIN
        INSERT INTO search_fts (search_fts, rowid, words) VALUES ('delete', old.seq, old.words);
        INSERT INTO search_fts (rowid, words) VALUES (new.seq, new.words);
    END""",
)
POSTGRESQL = (
    "ALTER INDEX ix_search_entries_words SET (fastupdate = off)",
    "SELECT gin_clean_pending_list('ix_search_entries_words')",
)
RESTRICTED = """UPDATE search_entries SET only_for = (
        SELECT captured_by FROM signals
        WHERE signals.workspace_id = search_entries.workspace_id AND signals.id = search_entries.object_id
    ) WHERE kind = 'signal' AND (workspace_id, object_id) IN (
        SELECT workspace_id, id FROM signals WHERE visibility = 'restricted'
    )"""


def upgrade() -> None:
    op.add_column("search_entries", sa.Column("only_for", sa.String(65), nullable=True))
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    op.execute(RESTRICTED)
