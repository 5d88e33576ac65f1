"""What was there before a migration is found after it: signals by those who may read them, roadmap items by all."""

from alembic import command
from sqlalchemy import text

from bot.kit.words import stems
from storage import search
from storage.common_words import CommonWords
from storage.database import Database
from storage.migrating import config, migrate
from storage.search import Wanted
from storage.signals import NOBODY_IN_PARTICULAR, Reader
from tests.storage.test_migrating import emptied

BEFORE = (
    """INSERT INTO signals (workspace_id, id, number, verbatim, said_at, captured_by, captured_at, source, kind,
        account_certain, visibility, revision)
    VALUES ('T1', 's1', 1, 'x', '2026-11-02 10:00:00', 'T1:U1', '2026-11-02 10:00:00', 'form', 'feedback', true, 'team', 1),
        ('T1', 's2', 2, 'x', '2026-11-02 10:00:00', 'T1:U1', '2026-11-02 10:00:00', 'form', 'feedback', true, 'restricted', 1)""",
    """INSERT INTO search_entries (workspace_id, kind, object_id, words)
    VALUES ('T1', 'signal', 's1', 'export'), ('T1', 'signal', 's2', 'export')""",
    """INSERT INTO items (workspace_id, id, number, title, details, place, position, created_by, created_at, revision)
    VALUES ('T1', 'i1', 1, 'Exporter des catégories', NULL, 'next', 1, 'T1:U1', '2026-11-02 10:00:00', 1)""",
)


def found(database: Database, word: str, reader: Reader = NOBODY_IN_PARTICULAR) -> list[str]:
    with database.read() as tx:
        hits = search.newest(tx, "T1", reader, Wanted((word,)), CommonWords(), limit=10)
    return [hit.object_id for hit in hits]


def test_what_is_there_is_found_by_those_who_may_read_it(database: Database) -> None:
    emptied(database)
    with database.write() as tx:
        command.upgrade(config(tx), "0003")
        for statement in BEFORE:
            tx.execute(text(statement))
    assert migrate(database)
    assert found(database, "export") == ["i1", "s1"]
    assert found(database, stems("catégorie")[0]) == ["i1"]
    assert found(database, "export", Reader("T1:U1")) == ["i1", "s2", "s1"]
    assert found(database, "export", Reader("T1:U2", everything=True)) == ["i1", "s2", "s1"]
    with database.write() as tx:  # an entry whose words stay is found by its old ones still
        tx.execute(text("UPDATE search_entries SET only_for = 'T1:U1' WHERE object_id = 's1'"))
        tx.execute(text("UPDATE search_entries SET words = 'import' WHERE object_id = 'i1'"))
    assert found(database, "export") == []
    assert found(database, "import") == ["i1"]
