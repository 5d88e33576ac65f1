"""A team with a real database, no Slack behind it, and a clock that tests move."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.connectors.sources import Sources
from bot.conversations import SlackConversations
from bot.kit.settings import Settings, load
from bot.kit.texts import Catalogs
from bot.slack import Clients, SlackDirectory, SlackViews
from rituals.services import Person, Services, person_id
from rituals.signals.known_accounts import AccountNames
from storage import people, workspaces
from storage.database import Database

HOME = "T1"
START = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@dataclass
class Clock:
    """The clock of meaning."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


def services_of(database: Database, clock: Clock) -> Services:
    """Services whose Slack answers nobody: for rituals that never call it."""
    nowhere = Clients("xoxb-nobody", "http://127.0.0.1:9/api/")
    return Services(
        database=database,
        now=clock,
        catalogs=Catalogs(),
        directory=SlackDirectory(database, nowhere, clock, "en", "Europe/Paris"),
        conversations=SlackConversations(nowhere),
        views=SlackViews(nowhere),
        reply=lambda url, *answers: None,
        wake=lambda: None,
        account_names=AccountNames(),
        sources=Sources(load(Settings, _env_file=None)),
    )


def add_workspace(
    services: Services, workspace: str = HOME, *, language: str = "en", zone: str = "Europe/Paris"
) -> None:
    with services.write() as tx:
        workspaces.add(
            tx,
            workspace,
            name="Team",
            bot_user="U0",
            language=language,
            zone=zone,
            currency="EUR",
            now=services.now(),
        )


def add_person(services: Services, name: str, *, is_admin: bool = False, workspace: str = HOME) -> Person:
    person = Person(
        person_id(workspace, f"U{name}"), workspace, name, "en", "Europe/Paris", is_admin=is_admin
    )
    with services.write() as tx:
        people.remember(
            tx,
            workspace,
            person.id,
            name=name,
            locale="en-GB",
            zone=person.zone,
            is_admin=is_admin,
            is_bot=False,
            deactivated=False,
            now=services.now(),
        )
    return person
