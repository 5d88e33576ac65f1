"""A team with a real database, and what its releases channel would be shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.kit.message import Message
from bot.kit.texts import Catalogs
from bot.slack import Clients, SlackDirectory, SlackViews
from rituals.registry import Scene
from rituals.releases.cards import KINDS
from rituals.releases.content import Content
from rituals.services import Person, Services, person_id
from rituals.signals.known_accounts import AccountNames
from storage import people, workspaces
from storage.database import Database
from storage.tables import outbox

HOME = "T1"
START = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@dataclass
class Team:
    """Ann announces, Bob reads, Ada is an admin; the releases channel is C7."""

    services: Services
    ann: Person
    bob: Person
    ada: Person
    now: datetime = START

    def choose_channel(self) -> None:
        with self.services.write() as tx:
            workspaces.choose_channel(tx, HOME, "releases", "C7", "releases", "ready")

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def wanted(self) -> dict[str, int]:
        """Outbox rows by unique key, with the revision that their card should show."""
        with self.services.read() as tx:
            found = tx.execute(select(outbox.c.unique_key, outbox.c.wanted).order_by(outbox.c.seq))
            return {key: wanted for key, wanted in found}

    def channel(self, language: str = "en") -> dict[str, Message | None]:
        """What delivery would show for each outbox row, by unique key."""
        kinds = {kind.name: kind for kind in KINDS}
        texts = self.services.catalogs.texts(language, "Europe/Paris")
        with self.services.read() as tx:
            rows = tx.execute(select(outbox).order_by(outbox.c.seq)).all()
            return {
                row.unique_key: kinds[row.kind].render(
                    Scene(self.services, tx, HOME, row.recipient, texts), row.facts
                )
                for row in rows
            }


@pytest.fixture
def team(database: Database) -> Team:
    nowhere = Clients("xoxb-nobody", "http://127.0.0.1:9/api/")  # these rituals never call Slack
    made: list[Team] = []

    def now() -> datetime:
        return made[0].now if made else START

    services = Services(
        database=database,
        now=now,
        catalogs=Catalogs(),
        directory=SlackDirectory(database, nowhere, now, "en", "Europe/Paris"),
        views=SlackViews(nowhere),
        reply=lambda url, answer: None,
        wake=lambda: None,
        account_names=AccountNames(),
    )
    with database.write() as tx:
        workspaces.add(
            tx,
            HOME,
            name="Team",
            bot_user="U0",
            language="fr",
            zone="Europe/Paris",
            currency="EUR",
            now=START,
        )
    made.append(
        Team(services, _person(services, "Ann"), _person(services, "Bob"), _person(services, "Ada", True))
    )
    return made[0]


def _person(services: Services, name: str, is_admin: bool = False) -> Person:
    person = Person(person_id(HOME, f"U{name}"), HOME, name, "en", "Europe/Paris", is_admin=is_admin)
    with services.write() as tx:
        people.remember(
            tx,
            HOME,
            person.id,
            name=name,
            locale="en-GB",
            zone=person.zone,
            is_admin=is_admin,
            is_bot=False,
            deactivated=False,
            now=START,
        )
    return person


@pytest.fixture
def content() -> Callable[..., Content]:
    """A release with a name and what changed, and whatever else a test says."""

    def made(name: str = "4.2", changes: str = "- Faster search", **more: str) -> Content:
        words = dict.fromkeys(("audience", "value", "proof", "questions", "link")) | more
        return Content(name, changes, released_on=date(2026, 11, 23), **words)

    return made
