"""Each person's Home is a card: it is made when they first open it, and shown anew when something of theirs changes."""

from datetime import datetime

from storage import outbox
from storage.database import Transaction

HOME = "home"


def show_home(tx: Transaction, workspace: str, person: str, now: datetime) -> None:
    """Publish somebody's Home, as it is now."""
    outbox.put_card(
        tx,
        workspace,
        kind=HOME,
        recipient=person,
        facts={},
        unique_key=_key(person),
        now=now,
        ordering_key=_key(person),  # no message waits for it, nor it for one
    )


def freshen(tx: Transaction, workspace: str, *persons: str) -> None:
    """Show what changed in the Homes of those who have opened theirs."""
    outbox.want_each(tx, workspace, map(_key, persons))


def _key(person: str) -> str:
    return f"{HOME}:{person}"
