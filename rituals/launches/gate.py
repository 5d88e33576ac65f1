"""What is to be there before a release is announced: a go, and what sales and support need.

Announcing all the same needs a reason, which is kept and shown.
"""

from dataclasses import dataclass
from datetime import datetime

from rituals.launches.acting import note
from rituals.launches.cards import card_key
from rituals.permissions import Act, enter
from rituals.refusals import Refusal
from rituals.services import Person, Services
from storage import launch_decisions, launches, outbox, releases
from storage.database import Transaction
from storage.launch_decisions import State
from storage.launches import Launch
from storage.releases import Release
from storage.workspaces import Workspace

ENABLED = ("sales", "support")


class GateClosed(Refusal):
    """Something is missing that a launch needs before its release is announced."""

    key = "refusals.gate_closed"


@dataclass(frozen=True)
class Gate:
    """What is missing before an announcement."""

    release: Release
    launch: Launch
    no_go: str | None  # the state of the go/no-go that lets nothing go; None where it does, or there is none
    tasks: tuple[str, ...]  # titles of what sales and support still need

    def written(self) -> list[str]:
        return [*([f"go/no-go: {self.no_go}"] if self.no_go else []), *self.tasks]


def closed(tx: Transaction, home: Workspace, release_id: str) -> Gate | None:
    """What is missing; None where nothing is, there is no launch, or somebody said why it may be missing."""
    launch = launches.of_release(tx, home.id, release_id)
    release = releases.get(tx, home.id, release_id)
    if launch is None or release is None or launch_decisions.overridden(tx, home.id, launch.id):
        return None
    decision = launch_decisions.of_launch(tx, home.id, launch.id)
    waits = decision is not None and decision.state != State.CANCELLED and not decision.lets_go
    needed = tuple(
        task.title
        for task in launches.tasks(tx, home.id, launch.id)
        if task.enables and task.is_open and task.side in ENABLED
    )
    no_go = (decision.outcome or decision.state) if decision and waits else None
    return Gate(release, launch, no_go, needed) if no_go or needed else None


def look(services: Services, by: Person, release_id: str) -> Gate | None:
    """What is missing before a release is announced. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        return closed(tx, enter(tx, by, Act.ANNOUNCE_RELEASE), release_id)


def pass_despite(
    tx: Transaction, home: Workspace, by: Person, release_id: str, why: str, now: datetime
) -> None:
    """Keep why a release is announced although something is missing."""
    gate = closed(tx, home, release_id)
    if gate is None:
        return
    launch_decisions.override(tx, home.id, gate.launch.id, gate.written(), why, by.id, now)
    note(tx, home, gate.launch.id, "announced_despite", by, now, {})
    outbox.want(tx, home.id, card_key(gate.launch.id))
