"""Reminders of polls, switched off for oneself and on again."""

from rituals.permissions import workspace_of
from rituals.polls.cards import REMINDER
from rituals.services import Person, Services
from storage import preferences


def mute(services: Services, by: Person, *, muted: bool) -> None:
    """Whoever gets reminders may switch them off, guests too."""
    with services.write() as tx:
        home = workspace_of(tx, by.workspace)
        preferences.mute(tx, home.id, by.id, REMINDER, muted)
