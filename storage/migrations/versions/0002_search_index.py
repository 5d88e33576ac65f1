"""The index of the words that can be searched: FTS5 on SQLite, GIN on PostgreSQL.

Both index the same stems, which `bot.kit.words` makes of letters and digits only; neither stems nor folds by itself.
https://www.sqlite.org/fts5.html#external_content_tables, https://www.postgresql.org/docs/current/gin.html
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# What is found is a whole entry: no positions, no sizes. The table itself keeps the words.
SQLITE = (
    """CREATE VIRTUAL TABLE search_fts USING fts5(
        words, content = 'search_entries', content_rowid = 'seq', tokenize = 'ascii', detail = 'none', columnsize = 0
    )""",
    """CREATE TRIGGER search_entries_added AFTER INSERT ON search_entries BEGIN
        INSERT INTO search_fts (rowid, words) VALUES (new.seq, new.words);
    END""",
    """CREATE TRIGGER search_entries_removed AFTER DELETE ON search_entries BEGIN
        INSERT INTO search_fts (search_fts, rowid, words) VALUES ('delete', old.seq, old.words);
    END""",
    """CREATE TRIGGER search_entries_changed AFTER UPDATE ON search_entries BEGIN
        INSERT INTO search_fts (search_fts, rowid, words) VALUES ('delete', old.seq, old.words);
        INSERT INTO search_fts (rowid, words) VALUES (new.seq, new.words);
    END""",
)
POSTGRESQL = (
    """CREATE INDEX ix_search_entries_words ON search_entries
        USING gin (array_to_tsvector(string_to_array(words, ' ')))""",
)


def upgrade() -> None:
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
