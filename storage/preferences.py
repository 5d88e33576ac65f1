"""What a person or channel chose: the language they are spoken to in, and message kinds switched off."""

from sqlalchemy import bindparam, delete, select

from storage.database import Transaction
from storage.people import LANGUAGE
from storage.tables import preferences
from storage.upsert import put

ON, OFF = "on", "off"
_ALL = select(preferences.c.name, preferences.c.value).where(
    preferences.c.workspace_id == bindparam("workspace"), preferences.c.subject == bindparam("subject")
)


def choose_language(tx: Transaction, workspace: str, subject: str, language: str | None) -> None:
    """Speak that language to a person (`team:user`) or channel; None: as before they chose."""
    choose(tx, workspace, subject, LANGUAGE, language)


def language(tx: Transaction, workspace: str, subject: str) -> str | None:
    """The language that a person or channel chose."""
    return _chosen(tx, workspace, subject, LANGUAGE)


def mute(tx: Transaction, workspace: str, subject: str, kind: str, muted: bool) -> None:
    """Switch a kind of message off for a person or channel, or on again."""
    choose(tx, workspace, subject, f"mute:{kind}", ON if muted else OFF)


def muted(tx: Transaction, workspace: str, subject: str, kind: str) -> bool | None:
    """Whether they switched a kind of message off; None if they never chose."""
    chosen = _chosen(tx, workspace, subject, f"mute:{kind}")
    return None if chosen is None else chosen == ON


def all_of(tx: Transaction, workspace: str, subject: str) -> dict[str, str]:
    """All that a person or channel chose, by name."""
    return {name: value for name, value in tx.execute(_ALL, {"workspace": workspace, "subject": subject})}


def _chosen(tx: Transaction, workspace: str, subject: str, name: str) -> str | None:
    return tx.scalar(
        select(preferences.c.value).where(
            preferences.c.workspace_id == workspace,
            preferences.c.subject == subject,
            preferences.c.name == name,
        )
    )


def choose(tx: Transaction, workspace: str, subject: str, name: str, value: str | None) -> None:
    """Keep one choice of a person or channel; None: as before they chose."""
    key = {"workspace_id": workspace, "subject": subject, "name": name}
    if value is not None:
        put(tx, preferences, key, {"value": value})
        return
    tx.execute(
        delete(preferences).where(
            preferences.c.workspace_id == workspace,
            preferences.c.subject == subject,
            preferences.c.name == name,
        )
    )
