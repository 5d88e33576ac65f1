"""Votes are counted exactly, whoever votes and closes at once, and wherever a process is killed."""

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from threading import Event

import pytest
from sqlalchemy import event, select, text

from bot.playground.server import Server
from bot.playground.world import Channel, World
from rituals.forgetting import forget
from rituals.messages.polls import Counted
from rituals.permissions import workspace_of
from rituals.polls import cards, voting
from rituals.polls.closing import close
from rituals.services import Services, user_of
from storage import audit, ballots, outbox, polls
from storage.database import Database
from storage.leases import State as Waiting
from storage.polls import Closing, Poll, State
from storage.tables import outbox as outbox_rows
from tests.bot.delivering import TEAM, know_workspace
from tests.concurrency.forking import forking
from tests.concurrency.polling import (
    PLACE,
    Where,
    cast,
    close_due,
    deliver,
    opened,
    vote_at_once,
    vote_once,
    voter,
)
from tests.team import START, Clock, services_of

pytestmark = pytest.mark.xdist_group("processes")  # not beside one another

PEOPLE = 400
PROGRESS = (f"{PEOPLE} of {PEOPLE + 1} have voted", f"{PEOPLE} votes or a few more")
TRIES = 200
DEADLINE = 60.0
SLOW = 0.5  # seconds that Slack takes for an edit


@pytest.fixture
def services(database: Database) -> Services:
    know_workspace(database, START)
    return services_of(database, Clock())


def found(services: Services, poll: Poll) -> Poll:
    with services.read() as tx:
        now = polls.get(tx, TEAM, poll.id)
    assert now
    return now


def option_ids(services: Services, poll: Poll) -> list[str]:
    with services.read() as tx:
        return [option.id for option in polls.options(tx, TEAM, poll.id)]


def result(services: Services, poll: Poll) -> Counted:
    closed = found(services, poll)
    assert closed.result
    return Counted.read(closed.result)


def answers(services: Services, poll: Poll) -> int:
    return result(services, poll).answers


def counted(services: Services, poll: Poll) -> Counter[int]:
    """Votes by the position of the option; nothing where too few answered."""
    tally, ids = result(services, poll).tally, option_ids(services, poll)
    return Counter(
        {ids.index(line.option): line.amount for line in tally.lines if line.amount} if tally else {}
    )


def voted(services: Services, poll: Poll) -> int:
    with services.read() as tx:
        return ballots.turnout(tx, TEAM, poll.id).voted


def has_votes(services: Services, poll: Poll, number: int) -> bool:
    return voted(services, poll) >= number


def in_box(services: Services, poll: Poll) -> tuple[int, int]:
    """How many ballots and remarks there are."""
    with services.read() as tx:
        return len(ballots.in_box(tx, TEAM, poll.id)), len(ballots.written(tx, TEAM, poll.id))


def said(services: Services, poll: Poll) -> dict[str, int]:
    """How many messages of each kind there are about a poll."""
    with services.read() as tx:
        rows = tx.execute(select(outbox_rows.c.kind, outbox_rows.c.facts))
        return Counter(kind for kind, facts in rows if facts.get("poll") == poll.id)


def acts(services: Services, poll: Poll) -> list[str]:
    """What its history tells."""
    with services.read() as tx:
        return [entry.act for entry in audit.history(tx, TEAM, polls.KIND, poll.id)]


def close_now(services: Services, poll: Poll) -> bool:
    with services.write() as tx:
        return close(tx, workspace_of(tx, TEAM), poll.id, Closing.HAND, services.now())


def waits_for_a_lock(database: Database) -> bool:
    """Whether somebody waits for a row that another transaction holds; SQLite has one writer: whoever is second waits."""
    if database.is_sqlite:
        return True
    with database.read() as tx:
        return bool(tx.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


def waiting(services: Services) -> int:
    with services.read() as tx:
        return outbox.waiting_and_failed(tx, TEAM).counts.get(Waiting.WAITING, 0)


def until(reached: Callable[[], bool], world: World | None = None) -> None:
    """Wait for a condition, looking again often, and whenever something changes in Slack."""
    deadline, pause = time.monotonic() + DEADLINE, Event()
    while not reached():
        assert time.monotonic() < deadline
        world.wait_for_change(world.version, 0.2) if world else pause.wait(0.005)


def ended(target: Callable[..., None], *given: object) -> int | None:
    """How a process of its own ended that does this: below 0 it was killed."""
    process = forking.Process(target=target, args=given, daemon=True)
    process.start()
    process.join(DEADLINE)
    return process.exitcode


@contextmanager
def slack() -> Iterator[tuple[World, str]]:
    """Slack with one channel, slow to edit; where its API is."""
    place = Channel(id=PLACE, name="general", members=frozenset({"U0BOT"}))
    world = World([], [place], clock=lambda: datetime.now(UTC), team=TEAM)
    world.faults.add("chat.update", f"slow:{SLOW}", times=1000)
    with Server(world) as server:
        yield world, server.api_url


def test_four_hundred_people_vote_at_once(database_url: str, services: Services) -> None:
    """With names on one database, without on the other; all votes count, and the card is edited a few times."""
    poll = opened(services, TEAM, PEOPLE + 1, anonymous=services.database.is_sqlite)
    ids, where = option_ids(services, poll), Where(database_url, TEAM)
    processes = 2 if services.database.is_sqlite else 3
    with slack() as (world, api_url), ProcessPoolExecutor(processes, mp_context=forking) as pool:
        speaking = forking.Process(target=deliver, args=(where, api_url, world.token), daemon=True)
        speaking.start()
        began = time.monotonic()
        shares = [range(first, PEOPLE, processes) for first in range(processes)]
        votes = [pool.submit(vote_at_once, where, poll, ids, share) for share in shares]
        accepted = [chosen for share in votes for chosen in share.result()]
        took = time.monotonic() - began
        until(lambda: not waiting(services), world)
        speaking.terminate()
        speaking.join(15)
        edits = [call.at for call in world.calls if call.method == "chat.update"]
        (card,) = world.messages(PLACE)
    gap = services.burst_gap.total_seconds()
    assert any(told in str(card.blocks) for told in PROGRESS)
    assert 1 <= len(edits) <= took / gap + 2
    assert all((later - before).total_seconds() > gap - SLOW for before, later in pairwise(edits))
    assert close_now(services, poll)
    assert counted(services, poll) == Counter(accepted)
    assert (len(accepted), accepted.count(None)) == (PEOPLE, 0)


def test_a_vote_while_processes_vote_and_one_closes_counts_or_is_refused(
    database_url: str, services: Services
) -> None:
    where = Where(database_url, TEAM)
    with ProcessPoolExecutor(2, mp_context=forking) as pool:
        for anonymous in (False, True):
            poll = opened(services, TEAM, 201, anonymous=anonymous)
            ids = option_ids(services, poll)
            votes = [pool.submit(vote_at_once, where, poll, ids, range(first, 200, 2)) for first in range(2)]
            until(partial(has_votes, services, poll, 20))
            assert close_now(services, poll)
            accepted = [chosen for share in votes for chosen in share.result()]
            assert accepted.count(None) > 0
            assert counted(services, poll) == Counter(chosen for chosen in accepted if chosen is not None)


@pytest.mark.parametrize("anonymous", [False, True], ids=["named", "anonymous"])
def test_a_vote_while_somebody_closes_counts_or_is_refused(services: Services, anonymous: bool) -> None:
    for before in range(6, 14, 2):
        poll = opened(services, TEAM, 21, anonymous=anonymous)
        ids = option_ids(services, poll)
        with ThreadPoolExecutor(12) as threads:
            votes = [threads.submit(cast, services, TEAM, poll, ids, number) for number in range(before)]
            closing = [threads.submit(close_now, services, poll) for _ in range(2)]
            votes += [threads.submit(cast, services, TEAM, poll, ids, number) for number in range(before, 20)]
        accepted = Counter(vote.result() for vote in votes)
        del accepted[None]
        assert sorted(one.result() for one in closing) == [False, True]
        assert answers(services, poll) == accepted.total()
        assert counted(services, poll) in (accepted, Counter())  # too few to be told


@pytest.mark.parametrize("closes_first", [True, False], ids=["closed", "removed"])
def test_who_is_removed_while_it_closes_is_not_among_the_asked(
    services: Services, closes_first: bool
) -> None:
    """Whichever came first, the other begins in the middle of it: the count puts those who are asked in anew."""
    poll, (gone, *others) = opened(services, TEAM, 7, anonymous=True), [voter(TEAM, at).id for at in range(7)]
    steps: list[Callable[[], object]] = [
        partial(close_now, services, poll),
        partial(forget, services, user_of(gone)),
    ]
    first, second = steps if closes_first else steps[::-1]
    begun: list[Future[object]] = []

    def meanwhile(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not begun and statement.startswith("DELETE FROM voters"):
            begun.append(threads.submit(second))
            until(lambda: begun[0].done() or waits_for_a_lock(services.database))

    with ThreadPoolExecutor(1) as threads:
        event.listen(services.database.engine, "after_cursor_execute", meanwhile)
        first()
        begun[0].result()
    with services.read() as tx:
        assert ballots.asked(tx, TEAM, poll.id) == others
    assert found(services, poll).state == State.CLOSED


@pytest.mark.parametrize("anonymous", [False, True], ids=["named", "anonymous"])
def test_the_last_who_vote_at_once_close_it_once(services: Services, anonymous: bool) -> None:
    for _ in range(3):
        poll = opened(services, TEAM, 10, anonymous=anonymous)
        ids = option_ids(services, poll)
        for number in range(7):
            cast(services, TEAM, poll, ids, number)
        with ThreadPoolExecutor(3) as threads:
            last = list(threads.map(partial(cast, services, TEAM, poll, ids), range(7, 10)))
        assert None not in last
        assert counted(services, poll) == Counter(number % 3 for number in range(10))
        assert found(services, poll).closed_how == Closing.EVERYBODY
        assert said(services, poll) == {cards.CARD: 1, cards.TO_DECIDE: 1}
        assert acts(services, poll) == ["closed"]


def test_killed_at_any_statement_a_poll_is_closed_once(database_url: str, services: Services) -> None:
    """Every fifth statement, others on one database than on the other."""
    poll = opened(services, TEAM, 7, anonymous=True)
    ids, where = option_ids(services, poll), Where(database_url, TEAM)
    for number in range(6):
        vote_once(where, poll, ids, number, None)
    assert poll.closes_at
    killed = 0
    for dies_at in range(1 if services.database.is_sqlite else 3, TRIES, 5):
        if ended(close_due, where, poll.closes_at, dies_at) == 0:
            break
        assert found(services, poll).state == State.OPEN
        assert said(services, poll) == {cards.CARD: 1}
        assert (voted(services, poll), in_box(services, poll)) == (6, (6, 6))
        killed += 1
    assert killed > 4
    whole = {cards.CARD: 1, cards.TO_DECIDE: 1, cards.COMMENTS: 1}
    for _ in range(2):  # and once more, by another process
        assert counted(services, poll) == Counter({0: 6})
        assert (voted(services, poll), in_box(services, poll)) == (0, (0, 6))
        assert said(services, poll) == whole
        assert acts(services, poll) == ["closed"]
        assert ended(close_due, where, poll.closes_at, None) == 0


def test_killed_at_any_statement_a_vote_is_in_with_its_ballot_or_not_at_all(
    database_url: str, services: Services
) -> None:
    poll = opened(services, TEAM, 7, anonymous=True)
    ids, where = option_ids(services, poll), Where(database_url, TEAM)
    killed = 0
    for dies_at in range(4 if services.database.is_sqlite else 2, TRIES, 4):
        if ended(vote_once, where, poll, ids, 0, dies_at) == 0:
            break
        assert (voted(services, poll), in_box(services, poll)) == (0, (0, 0))
        killed += 1
    assert killed > 3
    assert (voted(services, poll), in_box(services, poll)) == (1, (1, 1))
    assert ended(vote_once, where, poll, ids, 1, 0) == -signal.SIGKILL  # right after the commit
    assert (voted(services, poll), in_box(services, poll)) == (2, (2, 2))
    with pytest.raises(voting.VotedAlready):
        cast(services, TEAM, poll, ids, 1)
