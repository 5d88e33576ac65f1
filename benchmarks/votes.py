"""Votes one after another, from the form's values to the commit, against the bare statements that keep one."""

import json
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any

from benchmarks.places import postgres_database, sqlite_file
from benchmarks.report import Ratio, milliseconds
from benchmarks.rounds import Rounds, interleave
from rituals.services import Services
from storage import counters, polls
from storage.database import Database
from storage.polls import Poll
from tests.concurrency.polling import cast, opened, voter
from tests.team import HOME, Clock, add_workspace, services_of

ROUNDS = 15
VOTES = 20  # a round
ASKED = 400

# The poll is held, who has voted is marked, the vote is kept: nothing is read, checked, shown or mixed.
HOLD = "UPDATE polls SET revision = revision WHERE workspace_id = ? AND id = ? AND state = 'open'"
MARK = """INSERT INTO voters (workspace_id, box_id, person, voted, listed) VALUES (?, ?, ?, true, false)
    ON CONFLICT (workspace_id, box_id, person) DO UPDATE SET voted = true WHERE NOT voters.voted"""
VOTE = """INSERT INTO poll_votes (workspace_id, poll_id, person, choices, reasons) VALUES (?, ?, ?, ?, '{}')
    ON CONFLICT (workspace_id, poll_id, person) DO UPDATE SET choices = excluded.choices"""
BALLOT = "INSERT INTO ballots (workspace_id, box_id, id, choices) VALUES (?, ?, ?, ?)"

Voting = Callable[[Poll, Sequence[str]], None]
"""So many votes of a round, in a poll with these options."""


def ratios(rounds: int = ROUNDS) -> list[Ratio]:
    """Ours to the bare statements, with names and without, on both databases."""
    found = []
    with ExitStack() as closing:
        for name, place in {"SQLite": sqlite_file, "PostgreSQL": postgres_database}.items():
            database = Database(closing.enter_context(place()))
            services = services_of(database, Clock())
            add_workspace(services)
            for sort, anonymous in (("with a name", False), ("anonymous", True)):
                measured = _measured(services, rounds, anonymous=anonymous)
                detail = f"{milliseconds(measured.median('ours'))} to {milliseconds(measured.median('bare'))}"
                found.append(Ratio(f"a vote {sort}, {name}", measured.ratio("ours", "bare"), None, detail))
            database.close()
    return found


def _measured(services: Services, rounds: int, *, anonymous: bool) -> Rounds:
    ways: dict[str, Voting] = {
        "ours": partial(_ours, services),
        "bare": partial(_bare, services.database, anonymous=anonymous),
    }
    return interleave(
        {name: partial(_a_vote, services, way, anonymous=anonymous) for name, way in ways.items()}, rounds
    )


def _a_vote(services: Services, voting: Voting, *, anonymous: bool) -> float:
    """Seconds that each of the votes takes in a new poll, where as many have voted before."""
    poll = opened(services, HOME, ASKED, anonymous=anonymous)
    with services.read() as tx:
        options = [option.id for option in polls.options(tx, HOME, poll.id)]
    for number in range(VOTES, 2 * VOTES):
        cast(services, HOME, poll, options, number)
    began = time.perf_counter()
    voting(poll, options)
    return (time.perf_counter() - began) / VOTES


def _ours(services: Services, poll: Poll, options: Sequence[str]) -> None:
    for number in range(VOTES):
        cast(services, HOME, poll, options, number)


def _bare(database: Database, poll: Poll, options: Sequence[str], *, anonymous: bool) -> None:
    connection = database.engine.raw_connection()
    cursor = connection.cursor()

    def run(statement: str, *given: Any) -> None:
        cursor.execute(statement if database.is_sqlite else statement.replace("?", "%s"), given)

    for number in range(VOTES):
        person = voter(HOME, number).id
        choices = json.dumps({options[number % len(options)]: 1})
        cursor.execute("BEGIN IMMEDIATE" if database.is_sqlite else "BEGIN")
        run(HOLD, HOME, poll.id)
        run(MARK, HOME, poll.id, person)
        if anonymous:
            run(BALLOT, HOME, poll.id, counters.new_id(), choices)
        else:
            run(VOTE, HOME, poll.id, person, choices)
        connection.commit()
    cursor.close()
    connection.close()
