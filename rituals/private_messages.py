"""Rituals that speak to people alone: one private message to each person whom a run's facts name."""

from collections.abc import Callable
from datetime import datetime

from storage import outbox
from storage.database import Transaction
from storage.rituals import Run
from storage.workspaces import Workspace


def one_each(kind: str, *, of: str) -> Callable[[Transaction, Workspace, Run, datetime], None]:
    """How such a run is said, for `RitualKind.say`.

    The run's facts hold what concerns each person under `people`; a message of that kind has it under `of`.
    """

    def say(tx: Transaction, home: Workspace, run: Run, now: datetime) -> None:
        for person, what in sorted(run.facts["people"].items()):
            outbox.put(
                tx,
                home.id,
                kind=kind,
                recipient=person,
                facts={of: what},
                unique_key=f"run:{run.id}:{person}",
                now=now,
            )

    return say
