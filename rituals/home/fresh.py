"""Each person's Home is a card: it is made when they first open it, and shown anew when something of theirs changes."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from storage import outbox
from storage.database import Transaction

HOME = "home"
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def show_home(
    tx: Transaction, workspace: str, person: str, now: datetime, facts: Mapping[str, Any] = _NOTHING
) -> None:
    """Publish somebody's Home, as it is now; the facts say what of the inbox they chose to see."""
    outbox.put_card(
        tx,
        workspace,
        kind=HOME,
        recipient=person,
        facts=facts,
        unique_key=_key(person),
        now=now,
        ordering_key=_key(person),  # no message waits for it, nor it for one
    )


def chosen(tx: Transaction, workspace: str, person: str) -> Mapping[str, Any]:
    """What somebody chose to see in their Home."""
    return outbox.facts_of(tx, workspace, _key(person)) or {}


def freshen(tx: Transaction, workspace: str, *persons: str) -> None:
    """Show what changed in the Homes of those who have opened theirs."""
    outbox.want_each(tx, workspace, map(_key, persons))


def freshen_all(tx: Transaction, workspace: str) -> None:
    """Show what changed for everybody in the Homes of those who have opened theirs."""
    outbox.want_all(tx, workspace, HOME)


def _key(person: str) -> str:
    return f"{HOME}:{person}"
