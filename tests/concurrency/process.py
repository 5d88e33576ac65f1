"""One of several processes on one database: it puts messages, changes cards, runs what is due, and delivers.

It kills itself, as `kill -9` does, at the point its plan names: before or after a commit, before or after a call to Slack.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from bot.delivery import Delivery, Payload, Policy, WebSlack
from bot.kit.blocks import escape
from bot.kit.message import Message
from bot.workers import Worker
from rituals import running
from rituals.registry import Doubt, MessageKind, RitualKind, Scene, Window
from rituals.services import Facts, Services
from storage import outbox
from storage.database import Database, OutcomeUnknown, Transaction, Unreachable
from storage.outbox import Standing
from tests.bot.delivering import TEAM, note, services_for

CHANNELS = tuple(f"C{number}" for number in range(1, 9))
CARDS = tuple(f"card {number}" for number in range(1, 9))
DIGEST_CHANNEL = "C9"
BEGINNING = datetime(2026, 11, 1, tzinfo=UTC)
DAY_SECONDS = 1.0
"""How long a day lasts here: the ritual is due once a day."""

POLICY = Policy(
    lease_seconds=5,
    http_seconds=1.5,
    settling=0.8,
    clocks_apart=0,
    channel_gap=0.01,
    workspace_gap=0,
    first_retry=0.1,
    longest_retry=1,
    unstated_limit=0.1,
    attempts=1000,
)

COMMITS = {
    "put": "INSERT INTO outbox",
    "claim": "INSERT INTO pace",
    "mark": "shown=",
    "run": "INSERT INTO runs",
}
"""Transactions by a statement that only they hold."""

CALLS = ("post", "update", "look")
POINTS = tuple((place, when) for place in (*COMMITS, *CALLS) for when in ("before", "after"))


@dataclass(frozen=True)
class Plan:
    """What one life of a process is to do."""

    name: str
    database_url: str
    api_url: str
    token: str
    began: float  # real time (seconds since 1970) of BEGINNING
    accepted: Path  # where it notes the keys whose commit it was told of
    puts: int
    death: tuple[str, str] | None = None


def live(plan: Plan) -> None:
    """Work until killed, or told to end by SIGTERM."""
    told_to_end = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told_to_end.set())
    death = Death(plan.death)
    database = MortalDatabase(plan.database_url, death)
    services = services_for(database, lambda: now(plan))
    slack = MortalSlack(plan, death)
    kinds = {kind.name: kind for kind in (note(), CARD, *running.message_kinds(RITUAL))}
    wake = threading.Event()
    workers = [
        Worker(
            f"delivery {number}", delivery.step, wake, idle_seconds=0.02, first_pause=0.05, longest_pause=0.5
        )
        for number in range(2)
        if (delivery := Delivery(database, kinds, slack, services, policy=POLICY))
    ]
    ticker = Worker(
        "ticker",
        lambda: running.run_due(services, {RITUAL.name: RITUAL}),
        threading.Event(),
        idle_seconds=0.05,
        first_pause=0.05,
        longest_pause=0.5,
    )
    for worker in (*workers, ticker):
        worker.start()
    for number in range(plan.puts):
        persist(partial(put, database, plan, f"{plan.name}:{number}"), told_to_end)
        persist(partial(change_card, database, CARDS[number % len(CARDS)]), told_to_end)
        wake.set()
        told_to_end.wait(0.02)  # so that the three put at the same time
    told_to_end.wait()
    for worker in (*workers, ticker):
        worker.stop(10)
    database.close()


def persist(act: Callable[[], None], told_to_end: threading.Event) -> None:
    """Ask again as long as the database is away; asking twice does no harm."""
    while not told_to_end.is_set():
        try:
            return act()
        except (Unreachable, OutcomeUnknown, DBAPIError):
            told_to_end.wait(0.1)
    return None


def now(plan: Plan) -> datetime:
    """The clock of meaning, which runs fast."""
    return BEGINNING + timedelta(days=(time.time() - plan.began) / DAY_SECONDS)


def put(database: Database, plan: Plan, key: str) -> None:
    with database.write() as tx:
        channel = CHANNELS[hash(key) % len(CHANNELS)]
        outbox.put(
            tx,
            TEAM,
            kind="note",
            recipient=channel,
            facts={"text": key},
            unique_key=key,
            now=datetime.now(UTC),
        )
    with plan.accepted.open("a") as file:
        file.write(f"{key}\n")


def change_card(database: Database, key: str) -> None:
    """A card shows how often it was changed."""
    with database.write() as tx:
        channel = CHANNELS[CARDS.index(key)]
        outbox.put_card(
            tx,
            TEAM,
            kind="card",
            recipient=channel,
            facts={"card": key},
            unique_key=key,
            now=datetime.now(UTC),
        )


def _render_card(scene: Scene, facts: Facts) -> Message:
    wanted = scene.tx.scalar(
        text("SELECT wanted FROM outbox WHERE unique_key = :key"), {"key": facts["card"]}
    )
    return Message(escape(f"{facts['card']} changed {wanted} times"))


def _gather(services: Services, workspace: str, window: Window, options: Facts) -> dict[str, Any]:
    return {"until": window.end.date().isoformat()}


def _render_run(scene: Scene, facts: Facts) -> Message:
    return Message(escape(f"until {facts['until']}"))


CARD = MessageKind("card", _render_card, Doubt.RATHER_LATE)
RITUAL = RitualKind("daily", "FREQ=DAILY", "09:00", _gather, _render_run)


class Death:
    """Kills this process at a point, without a chance to tidy up."""

    def __init__(self, point: tuple[str, str] | None) -> None:
        self._point = point

    def at(self, place: str, when: str) -> None:
        if self._point == (place, when):
            os.kill(os.getpid(), signal.SIGKILL)


class MortalDatabase(Database):
    """Notices what a transaction does, and may not survive its commit."""

    def __init__(self, url: str, death: Death) -> None:
        super().__init__(url, connections=6)
        self._death = death
        self._doing = threading.local()
        event.listen(self.engine, "before_cursor_execute", self._notice)

    def _notice(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        doing: set[str] = getattr(self._doing, "places", set())
        doing.update(place for place, sign in COMMITS.items() if sign in statement)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        doing = self._doing.places = set[str]()
        with super().write() as tx:
            yield tx
            for place in doing:
                self._death.at(place, "before")
        for place in doing:
            self._death.at(place, "after")


class MortalSlack(WebSlack):
    """May not survive a call."""

    def __init__(self, plan: Plan, death: Death) -> None:
        client = WebClient(
            token=plan.token,
            base_url=plan.api_url,
            timeout=POLICY.http_seconds,  # type: ignore[arg-type]  # passed on to a socket, which takes fractions
            retry_handlers=[],
        )
        super().__init__(client)
        self._death = death

    def post(self, recipient: str, payload: Payload, key: str, thread: Standing | None) -> Standing:
        self._death.at("post", "before")
        standing = super().post(recipient, payload, key, thread)
        self._death.at("post", "after")
        return standing

    def update(self, standing: Standing, payload: Payload, key: str) -> None:
        self._death.at("update", "before")
        super().update(standing, payload, key)
        self._death.at("update", "after")

    def look(
        self, recipient: str, key: str, since: datetime, thread: Standing | None, author: str | None
    ) -> Standing | None:
        self._death.at("look", "before")
        found = super().look(recipient, key, since, thread, author)
        self._death.at("look", "after")
        return found
