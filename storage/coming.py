"""What comes up at an instant: releases that go out, polls that close, meetings that are held. By one query."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, literal, select, union_all

from storage.database import Transaction
from storage.demos import State as DemoState
from storage.polls import State as PollState
from storage.releases import State as ReleaseState
from storage.tables import demos, polls, releases

_LETTERS = {"release": "R", "poll": "P", "demo": "D"}


@dataclass(frozen=True)
class Coming:
    """`kind`: release, poll or demo; `meeting` says which one a demo is, which may have no name of its own."""

    kind: str
    number: int
    name: str
    at: datetime
    meeting: str

    @property
    def ref(self) -> str:
        return f"{_LETTERS[self.kind]}-{self.number}"


_FROM: BindParameter[datetime] = bindparam("start")
_UNTIL: BindParameter[datetime] = bindparam("end")
_COMING = union_all(
    select(
        literal("release").label("kind"),
        releases.c.number,
        releases.c.name,
        releases.c.scheduled_at.label("at"),
        literal("").label("meeting"),
    ).where(
        releases.c.workspace_id == bindparam("workspace"),
        releases.c.state == ReleaseState.SCHEDULED,
        releases.c.scheduled_at >= _FROM,
        releases.c.scheduled_at < _UNTIL,
    ),
    select(literal("poll"), polls.c.number, polls.c.question, polls.c.closes_at, literal("")).where(
        polls.c.workspace_id == bindparam("workspace"),
        polls.c.state == PollState.OPEN,
        polls.c.closes_at >= _FROM,
        polls.c.closes_at < _UNTIL,
    ),
    select(literal("demo"), demos.c.number, demos.c.title, demos.c.starts_at, demos.c.kind).where(
        demos.c.workspace_id == bindparam("workspace"),
        demos.c.state == DemoState.PLANNED,
        demos.c.starts_at >= _FROM,
        demos.c.starts_at < _UNTIL,
    ),
).order_by("at", "kind", "number")


def between(tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int) -> list[Coming]:
    """What comes up in [start, end), what comes first first."""
    given = {"workspace": workspace, "start": start, "end": end}
    return [Coming(*row) for row in tx.execute(_COMING.limit(limit), given)]
