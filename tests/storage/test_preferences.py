"""What people and channels chose."""

from storage import preferences
from storage.database import Database


def test_nothing_chosen(database: Database) -> None:
    with database.read() as tx:
        assert preferences.language(tx, "T1", "C1") is None
        assert preferences.muted(tx, "T1", "C1", "digest") is None


def test_language_is_chosen_changed_and_taken_back(database: Database) -> None:
    with database.write() as tx:
        preferences.choose_language(tx, "T1", "C1", "fr")
        preferences.choose_language(tx, "T1", "C2", "en")
        assert preferences.language(tx, "T1", "C1") == "fr"
        preferences.choose_language(tx, "T1", "C1", "en")
        assert preferences.language(tx, "T1", "C1") == "en"
        preferences.choose_language(tx, "T1", "C1", None)
        assert preferences.language(tx, "T1", "C1") is None
        assert preferences.language(tx, "T1", "C2") == "en"
        assert preferences.language(tx, "T2", "C2") is None


def test_mute_is_by_kind_and_subject(database: Database) -> None:
    with database.write() as tx:
        preferences.mute(tx, "T1", "T1:U1", "digest", True)
        assert preferences.muted(tx, "T1", "T1:U1", "digest") is True
        assert preferences.muted(tx, "T1", "T1:U1", "card") is None
        assert preferences.muted(tx, "T1", "T1:U2", "digest") is None
        preferences.mute(tx, "T1", "T1:U1", "digest", False)
        assert preferences.muted(tx, "T1", "T1:U1", "digest") is False
