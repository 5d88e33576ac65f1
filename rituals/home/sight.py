"""Whose Home it is, and when: what its sections are made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.kit.texts import Texts
from rituals.home.narrowing import Page, filters_of, page_of
from rituals.messages.triage.inbox import Filters
from rituals.permissions import workspace_of
from rituals.registry import Scene
from rituals.services import Facts, Person, PersonId, Services
from storage import areas
from storage.areas import Area
from storage.database import Transaction
from storage.workspaces import Workspace


@dataclass(frozen=True)
class Sight:
    """`filters` and `page` are what its owner chose to see."""

    tx: Transaction
    services: Services
    home: Workspace
    person: Person
    texts: Texts
    now: datetime
    areas: Sequence[Area]
    filters: Filters
    page: Page


def sight_of(scene: Scene, facts: Facts) -> Sight:
    tx, workspace = scene.tx, scene.workspace
    return Sight(
        tx,
        scene.services,
        workspace_of(tx, workspace),
        scene.services.directory.person(workspace, PersonId(scene.recipient)),
        scene.texts,
        scene.services.now(),
        areas.all_of(tx, workspace),
        filters_of(tx, workspace, facts),
        page_of(facts),
    )
