"""A team with a real database, and what its releases channel would be shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.kit.message import Message
from rituals.registry import Scene
from rituals.releases.cards import KINDS
from rituals.releases.content import Content
from rituals.services import Person, Services
from storage import workspaces
from storage.database import Database
from storage.tables import outbox
from tests.team import HOME, Clock, add_person, add_workspace, services_of


@dataclass
class Team:
    """Ann announces, Bob reads, Ada is an admin; the releases channel is C7."""

    services: Services
    ann: Person
    bob: Person
    ada: Person
    clock: Clock

    def choose_channel(self) -> None:
        with self.services.write() as tx:
            workspaces.choose_channel(tx, HOME, "releases", "C7", "releases", "ready")

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
    clock = Clock()
    services = services_of(database, clock)
    add_workspace(services, language="fr")
    return Team(
        services,
        ann=add_person(services, "Ann"),
        bob=add_person(services, "Bob"),
        ada=add_person(services, "Ada", is_admin=True),
        clock=clock,
    )


@pytest.fixture
def content() -> Callable[..., Content]:
    """A release with a name and what changed, and whatever else a test says."""

    def made(name: str = "4.2", changes: str = "- Faster search", **more: Any) -> Content:
        return Content(name, changes, date(2026, 11, 23), **more)

    return made
