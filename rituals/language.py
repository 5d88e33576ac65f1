"""The language each person is spoken to in: what they chose, else what Slack says, else the workspace's."""

from dataclasses import replace

from bot.kit.texts import LANGUAGES, language_of
from rituals.services import Person, Services
from rituals.signals.capture import workspace_of
from storage import people, preferences

AUTO = "auto"
CHOICES = (*LANGUAGES, AUTO)


def choose(services: Services, by: Person, wanted: str) -> Person:
    """Speak to somebody in a language of `CHOICES` from now on; `auto` is what Slack or the workspace says.

    Returns the person as they are spoken to now. Raises ValueError for another language.
    """
    if wanted not in CHOICES:
        raise ValueError(f"{wanted!r} is none of {', '.join(CHOICES)}")
    chosen = None if wanted == AUTO else wanted
    with services.write() as tx:
        preferences.choose_language(tx, by.workspace, by.id, chosen)
        home = workspace_of(tx, by.workspace)
        known = people.get(tx, by.workspace, by.id)
    told = language_of(known.locale) if known else None
    return replace(by, language=chosen or told or home.language)
