"""What delivery and jobs need to run in a test: services over a database, and messages that tell what they render."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from bot.connectors.sources import Sources
from bot.conversations import SlackConversations
from bot.kit.blocks import escape, section
from bot.kit.message import Message, View
from bot.kit.settings import Settings, load
from bot.kit.texts import Catalogs
from bot.slack import Clients
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Directory, Facts, Person, PersonId, Place, Services, UserGroup, person_id
from rituals.signals.known_accounts import AccountNames
from storage import workspaces
from storage.database import Database

TEAM = "T0PLAY"


class Everybody:
    """A directory where everybody speaks English, except those whose id ends in `F`; all channels are known."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}

    def person(self, workspace: str, person: PersonId) -> Person:
        language = "fr" if person.endswith("F") else "en"
        return Person(person, workspace, name=person, language=language, zone="Europe/Paris")

    def somebody(self, workspace: str, user: str) -> Person:
        return self.person(workspace, person_id(workspace, user))

    def channel(self, channel_id: str, *, quick: bool = False) -> Place | None:
        return self.places.get(channel_id)

    def join(self, channel_id: str) -> Place | None:
        return self.places.get(channel_id)

    def groups(self) -> list[UserGroup]:
        return []

    def members(self, group: str) -> list[str]:
        return []

    def everybody(self, cursor: str) -> tuple[list[dict[str, Any]], str]:
        return [], ""


class NoViews:
    """Delivery opens no modal."""

    def open(self, trigger_id: str, view: View) -> str:
        raise AssertionError(trigger_id)

    def push(self, trigger_id: str, view: View) -> str:
        raise AssertionError(trigger_id)

    def update(self, view_id: str, view: View) -> None:
        raise AssertionError(view_id)


def no_reply(url: str, *answers: dict[str, Any]) -> None:
    raise AssertionError(url)


@cache
def catalogs() -> Catalogs:
    """Read from the .po files once: they never change."""
    return Catalogs()


def services_for(
    database: Database,
    now: Callable[[], datetime],
    directory: Directory | None = None,
    wake: Callable[[], None] = lambda: None,
) -> Services:
    return Services(
        database=database,
        now=now,
        catalogs=catalogs(),
        directory=directory or Everybody(),
        conversations=SlackConversations(Clients("xoxb-nobody", "http://127.0.0.1:9/api/")),
        views=NoViews(),
        reply=no_reply,
        wake=wake,
        account_names=AccountNames(),
        sources=Sources(load(Settings, _env_file=None)),
    )


def know_workspace(
    database: Database, now: datetime, *, bot_user: str = "U0BOT", language: str = "en"
) -> None:
    with database.write() as tx:
        workspaces.add(
            tx,
            TEAM,
            name="Play",
            bot_user=bot_user,
            language=language,
            zone="Europe/Paris",
            currency="EUR",
            now=now,
        )


def words(text: str) -> Message:
    """A message with blocks, and plainer ones to fall back on."""
    return Message(
        escape(text), (section(escape(text)), {"type": "divider"}), fallback=(section(escape(text)),)
    )


def note(
    name: str = "note",
    *,
    doubt: Doubt = Doubt.RATHER_LATE,
    default_on: bool = True,
    muteable: bool = True,
) -> MessageKind:
    """A kind that shows the fact `text`, and the language that it is shown in."""

    def render(scene: Scene, facts: Facts) -> Message | None:
        return words(f"{facts['text']} ({scene.texts.language})")

    return MessageKind(name, render, doubt, default_on, muteable)
