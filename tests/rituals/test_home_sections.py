"""What Home costs: three queries for a section at most, one page of Slack's, whether nothing, one thing or thousands are open."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, event, insert, text, update

from bot.kit.message import BLOCKS_IN_VIEW, Message
from rituals.home.page import KIND, SECTIONS
from rituals.home.rituals import rituals_of
from rituals.home.sight import sight_of
from rituals.messages.home import EARLIER, LATER, Tab
from rituals.registry import Scene
from rituals.services import Person, Services
from storage import tables as t
from storage.database import Database
from tests.team import HOME, START, Clock, add_person, add_workspace, services_of

QUERIES = 3
FIRST = 5  # before any section: the workspace, the person and their roles, the areas
LATER_ON = START + timedelta(days=3)
DAY = date(2026, 11, 25)
RELEASE = {
    "state": "announced",
    "changes": "",
    "released_on": DAY,
    "created_at": START,
    "announced_at": START,
    "revision": 1,
}
LAUNCH = {
    "tier": 2,
    "proposed": 2,
    "answers": [],
    "audience": "customers",
    "ready_on": DAY,
    "market_on": DAY,
    "channel_id": "C1",
    "started_at": START,
}
TASK = {
    "launch_id": "L0",
    "key": "",
    "title": "Do it",
    "role": "pm",
    "side": "product",
    "help": "",
    "done_when": "",
    "due_on": DAY,
    "enables": False,
    "state": "open",
}
POLL = {
    "question": "What is next?",
    "kind": "one",
    "anonymous": False,
    "comments": False,
    "by_side": False,
    "others": False,
    "channel_id": "C1",
    "audience": {"channel": None, "group": None, "people": []},
    "created_at": START,
    "closes_at": LATER_ON,
    "large": False,
    "nudges": 0,
    "revision": 1,
}
SURVEY = {
    "kind": "product",
    "name": "Ours",
    "topic": "ours",
    "timing": "now",
    "state": "open",
    "channel_id": "C1",
    "audience": {"channel": None, "group": None, "people": []},
    "open_days": 5,
    "created_at": START,
    "closes_at": LATER_ON,
    "revision": 1,
}
DEMO = {
    "kind": "demo",
    "title": "",
    "state": "planned",
    "starts_at": LATER_ON,
    "zone": "Europe/Paris",
    "minutes": 45,
    "channel_id": "C1",
    "question_hour": False,
    "sequence": 0,
    "changed_at": START,
    "created_at": START,
}
SIGNAL = {
    "verbatim": "They want it",
    "said_at": START,
    "source": "command",
    "kind": "request",
    "account_certain": False,
    "visibility": "team",
    "revision": 1,
    "state": "new",
    "decided": 0,
}
RITUAL = {
    "kind": "weekly_digest",
    "channel_id": "C1",
    "rule": "FREQ=WEEKLY;BYDAY=MO",
    "at": "09:00",
    "options": {},
}


def fill(database: Database, me: Person, count: int) -> None:
    """As many of each thing as waits for somebody; of launches, demos and surveys a tenth."""

    def put(table: Table, count: int, values: Callable[[int], dict[str, Any]], **same: Any) -> None:
        rows = [{"workspace_id": HOME, **same, **values(number)} for number in range(count)]
        for start in range(0, len(rows), 1000):
            tx.execute(insert(table), rows[start : start + 1000])

    few = -(-count // 10)
    who = str(me.id)
    with database.write() as tx:
        tx.execute(update(t.workspaces).values(default_owner=who))
        put(
            t.signals,
            count,
            lambda n: {"id": f"S{n}", "number": n, "captured_at": START - timedelta(minutes=n)},
            captured_by=who,
            **SIGNAL,
        )
        put(t.signal_followers, count, lambda n: {"signal_id": f"S{n}"}, person=who, followed_at=START)
        put(
            t.decisions,
            count,
            lambda n: {"signal_id": f"S{n}"},
            answer="later",
            words="After summer",
            by=who,
            at=START,
        )
        put(
            t.releases,
            few,
            lambda n: {"id": f"R{n}", "number": n, "name": f"Release {n}"},
            owner=who,
            **RELEASE,
        )
        put(
            t.launches,
            few,
            lambda n: {"id": f"L{n}", "number": n, "release_id": f"R{n}"},
            started_by=who,
            **LAUNCH,
        )
        put(
            t.launch_tasks,
            count,
            lambda n: {"id": f"T{n}", "position": n, "owner": who},
            **TASK,
        )
        put(
            t.launch_decisions,
            few,
            lambda n: {"id": f"G{n}", "launch_id": f"L{n}", "state": "open" if n % 2 else "revealed"},
            round=1,
            criteria=[],
            opens_at=START,
            closes_at=LATER_ON,
            planned_by=who,
        )
        put(t.launch_votes, few, lambda n: {"decision_id": f"G{n}"}, person=who)
        put(
            t.polls,
            2 * count,
            lambda n: {
                "id": f"P{n}",
                "number": n,
                "state": "closed" if n % 2 else "open",
                "closed_at": START,
                "result": {"answers": 0, "asked": 9, "tally": None, "money": None, "sides": {}},
            },
            owner=who,
            **POLL,
        )
        put(t.voters, 2 * count, lambda n: {"box_id": f"P{n}"}, person=who, voted=False, listed=True)
        put(t.surveys, few, lambda n: {"id": f"N{n}", "number": n}, owner=who, **SURVEY)
        put(t.voters, few, lambda n: {"box_id": f"N{n}"}, person=who, voted=False, listed=True)
        put(
            t.demos,
            2 * few,
            lambda n: {"id": f"D{n}", "number": n, "host": who, "address": f"D{n}"},
            **DEMO,
        )
        put(
            t.demo_topics,
            few,
            lambda n: {"id": f"O{n}", "demo_id": f"D{n}"},
            person=who,
            title="Ours",
            minutes=10,
            created_at=START,
        )
        put(
            t.rituals,
            min(count, 40),
            lambda n: {"id": f"W{n}", "name": f"weekly_digest:{n}"},
            owner=who,
            active_since=START,
            created_at=START,
            **RITUAL,
        )
        put(
            t.runs,
            count,
            lambda n: {
                "id": f"U{n}",
                "ritual_id": f"W{n % 40}",
                "occurrence": f"{n}",
                "due_at": START,
                "window_start": START,
                "window_end": START - timedelta(hours=n),
            },
            recipient="channel",
            outcome="said",
            facts={},
            created_at=START,
        )
        tx.execute(text("ANALYZE"))  # as databases do by themselves where that much is new


def text_of(message: Message) -> str:
    return json.dumps(message.blocks, ensure_ascii=False)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    found: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        found.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def services(database: Database) -> Services:
    services = services_of(database, Clock())
    add_workspace(services)
    return services


@pytest.mark.parametrize("count", [0, 1, 5000])
def test_each_section_asks_at_most_three_times_and_all_fit_a_page(
    database: Database, services: Services, count: int
) -> None:
    me = add_person(services, "ME", is_admin=True)
    fill(database, me, count)
    facts: dict[str, Any] = {}
    with services.read() as tx:
        scene = Scene(services, tx, HOME, me.id, services.texts_for(me))
        with counted(database) as first:
            sight = sight_of(scene, facts)
        assert len(first) <= FIRST
        for name, (_, gather) in {**SECTIONS, "rituals": (None, rituals_of)}.items():
            with counted(database) as asked:
                found = gather(sight)
            assert len(asked) <= QUERIES, (name, asked)
            if name in ("tasks", "votes", "decisions"):
                assert found.count == count
            elif name in ("rounds", "surveys", "slots", "to_fill"):
                assert found.count == -(-count // 10), name
        day = KIND.render(scene, facts)
        assert day is not None
        assert len(day.blocks) <= BLOCKS_IN_VIEW
        shown = text_of(day)
        assert ("4,997 more" in shown) == (count == 5000)
        assert "Later" not in shown if count == 0 else "After summer" in shown
        board = KIND.render(scene, {"tab": Tab.RITUALS, "pages": {"rituals": 9}})
        assert board is not None
        assert len(board.blocks) <= BLOCKS_IN_VIEW
        assert (EARLIER in text_of(board)) == (count == 5000)
        assert LATER not in text_of(board)
