"""The job runner: what a job's end does to its row."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.jobs import JobRunner
from rituals.registry import Again, JobKind
from rituals.services import Facts, Services
from storage import jobs
from storage.database import Database
from storage.leases import Backlog, State
from tests.bot.delivering import TEAM, services_for

START = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Desk:
    """One kind of job that does what the test says, and a clock moved by hand."""

    def __init__(self, database: Database, attempts: int = 3) -> None:
        self.database = database
        self.now = START
        self.done: list[object] = []
        self.raises: list[Exception] = []
        kind = JobKind("fetch", self._fetch, attempts)
        services = services_for(database, lambda: self.now)
        self.runner = JobRunner(
            database, {"fetch": kind}, services, clock=lambda: self.now, lease_seconds=60, jitter=lambda: 1.0
        )

    def _fetch(self, services: Services, workspace: str, facts: Facts) -> None:
        if self.raises:
            raise self.raises.pop(0)
        self.done.append((workspace, facts["n"]))

    def put(self, number: int, kind: str = "fetch") -> None:
        with self.database.write() as tx:
            jobs.put(tx, TEAM, kind=kind, facts={"n": number}, unique_key=str(number), now=START)

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def problems(self) -> Backlog:
        with self.database.read() as tx:
            return jobs.problems(tx, TEAM)


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_does_what_is_there_and_says_when_nothing_is(desk: Desk) -> None:
    desk.put(1)
    desk.put(2)
    assert [desk.runner.step(), desk.runner.step(), desk.runner.step()] == [True, True, False]
    assert desk.done == [(TEAM, 1), (TEAM, 2)]
    assert desk.problems().counts == {}


def test_not_now_is_no_attempt(desk: Desk) -> None:
    desk.put(1)
    for _ in range(10):
        desk.raises.append(Again(30, "Slack is away"))
        assert desk.runner.step()
        desk.wait(29)
        assert not desk.runner.step()
        desk.wait(1)
    [problem] = desk.problems().problems
    assert (problem.state, problem.attempts, problem.error) == (State.WAITING, 0, "Slack is away")
    desk.runner.step()
    assert desk.done == [(TEAM, 1)]


def test_error_is_tried_again_ever_later_and_then_given_up(desk: Desk) -> None:
    desk.put(1)
    desk.raises = [KeyError("private words")] * 3
    for pause in (5, 10, 0):
        with pytest.raises(KeyError):
            desk.runner.step()
        desk.wait(pause - 1)
        assert not desk.runner.step()
        desk.wait(1)
    [problem] = desk.problems().problems
    assert (problem.state, problem.attempts, problem.error) == (State.FAILED, 3, "KeyError")
    desk.wait(10**6)
    assert not desk.runner.step()


def test_job_of_a_dead_process_is_done_by_another(desk: Desk, database: Database) -> None:
    desk.put(1)
    with database.write() as tx:
        assert jobs.claim(tx, desk.now, 60)
    assert not desk.runner.step()
    desk.wait(60)
    assert desk.runner.step()
    assert desk.done == [(TEAM, 1)]


def test_kind_that_nobody_knows(desk: Desk) -> None:
    desk.put(1, kind="from the future")
    assert desk.runner.step()
    [problem] = desk.problems().problems
    assert problem.error == "no such kind of job: from the future"
