"""The language each person is spoken to in: what they chose, else what Slack says, else the workspace's."""

from dataclasses import replace

from bot.kit.texts import LANGUAGES, Texts, language_of
from rituals.home.fresh import freshen
from rituals.permissions import workspace_of
from rituals.services import Person, Services, user_of
from storage import audit, people, preferences, workspaces
from storage.database import Transaction

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
        before = preferences.language(tx, by.workspace, by.id)
        preferences.choose_language(tx, by.workspace, by.id, chosen)
        if before != chosen:
            audit.note(
                tx,
                by.workspace,
                object_kind="person",
                object_id=user_of(by.id),
                act="language",
                by=by.id,
                now=services.now(),
                before={"language": before},
                after={"language": chosen},
            )
        freshen(tx, by.workspace, by.id)
        home = workspace_of(tx, by.workspace)
        known = people.get(tx, by.workspace, by.id)
    told = language_of(known.locale) if known else None
    return replace(by, language=chosen or told or home.language)


def texts_of_channel(
    services: Services, tx: Transaction, workspace: str, channel_id: str, language: str | None = None
) -> Texts:
    """What a channel is spoken to in: `language`, else its own, else the workspace's."""
    home = workspaces.get(tx, workspace)
    usual, zone = (home.language, home.zone) if home else (services.default_language, services.default_zone)
    chosen = language or preferences.language(tx, workspace, channel_id) or usual
    return services.catalogs.texts(chosen, zone)
