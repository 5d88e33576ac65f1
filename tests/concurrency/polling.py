"""Polls for processes: opened without Slack; people who vote, a process that delivers, one that closes and may die."""

import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import event

from bot.delivery import Delivery, WebSlack
from bot.kit.texts import Catalogs
from bot.slack import Clients
from rituals.messages.polls import voting as forms
from rituals.permissions import workspace_of
from rituals.polls import cards, clock, voting
from rituals.polls.counting import Kind
from rituals.services import Person, Services, person_id
from storage import ballots, counters, polls
from storage.database import Database
from storage.polls import Audience, Poll, State
from tests.concurrency.process import persist
from tests.team import Clock, services_of

OPTIONS = ("Exports", "Search", "Charts")
PLACE = "C1"
Catalogs()  # read once, before processes are forked that would each read them
THREADS = 8


@dataclass(frozen=True)
class Where:
    """The database, and the workspace in it."""

    url: str
    home: str


def voter(home: str, number: int) -> Person:
    return Person(person_id(home, f"U{number:03}"), home, f"v{number}", "en", "Europe/Paris")


def opened(services: Services, home: str, asked: int, *, anonymous: bool, kind: Kind = Kind.ONE) -> Poll:
    """A poll that is open for a day and asks so many people."""
    poll_id, now = counters.new_id(), services.now()
    values: dict[str, Any] = {
        "question": "What is next?",
        "kind": kind,
        "anonymous": anonymous,
        "comments": True,
        "by_side": False,
        "others": False,
        "channel_id": PLACE,
        "audience": Audience().written(),
        "owner": voter(home, 0).id,
        "created_at": now,
    }
    times = {"opened_at": now, "closes_at": now + timedelta(days=1)}
    with services.write() as tx:
        polls.add(tx, home, poll_id, values, [(label, None) for label in OPTIONS])
        assert polls.turn(tx, home, poll_id, State.DRAFT, State.OPEN, **times)
        ballots.ask(tx, home, poll_id, [voter(home, number).id for number in range(asked)])
        poll = polls.get(tx, home, poll_id)
        assert poll
        cards.show_card(tx, workspace_of(tx, home), poll, now)
    return poll


def cast(services: Services, home: str, poll: Poll, option_ids: Sequence[str], number: int) -> int | None:
    """Somebody votes for one option by the form; which, or None where the poll was closed."""
    chosen = number % len(option_ids)
    try:
        voting.vote(services, voter(home, number), poll.id, {forms.CHOICE: option_ids[chosen]}, ())
    except voting.PollClosed:
        return None
    return chosen


def vote_at_once(
    where: Where, poll: Poll, option_ids: Sequence[str], numbers: Sequence[int]
) -> list[int | None]:
    """These people vote, some at a time. In a process of its own."""
    database = Database(where.url)
    services = services_of(database, Clock())
    with ThreadPoolExecutor(THREADS) as threads:
        accepted = list(threads.map(partial(cast, services, where.home, poll, option_ids), numbers))
    database.close()
    return accepted


def deliver(where: Where, api_url: str, token: str) -> None:
    """Say what there is to say, until told to end by SIGTERM."""
    told_to_end = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told_to_end.set())
    database = Database(where.url)
    services = services_of(database, Clock())
    kinds = {kind.name: kind for kind in cards.KINDS}
    delivery = Delivery(database, kinds, WebSlack(Clients(token, api_url).patient(2)), services)

    def step() -> None:
        if not delivery.step():
            told_to_end.wait(0.05)

    while not told_to_end.is_set():
        persist(step, told_to_end)
    database.close()


def close_due(where: Where, now: datetime, dies_at: int | None) -> None:
    """Do what is due for polls at that time, but for a kill before that statement, counted from 1."""
    database = _mortal(where.url, dies_at)
    clock.step(services_of(database, Clock(now)))
    database.close()


def vote_once(where: Where, poll: Poll, option_ids: Sequence[str], number: int, dies_at: int | None) -> None:
    """Somebody votes, with words, but for a kill before that statement; 0 kills right after the commit."""
    database = _mortal(where.url, dies_at)
    filled = {forms.CHOICE: option_ids[0], forms.COMMENT: "Soon"}
    voting.vote(services_of(database, Clock()), voter(where.home, number), poll.id, filled, ())
    if dies_at == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    database.close()


def _mortal(url: str, dies_at: int | None) -> Database:
    database = Database(url)
    number = count(1)

    def may_die(*_: Any) -> None:
        if next(number) == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "before_cursor_execute", may_die)
    return database
