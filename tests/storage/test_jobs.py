"""Jobs: claimed by one, retried, given up, asked for again."""

from datetime import UTC, datetime, timedelta

from storage import jobs
from storage.database import Database
from storage.jobs import Job
from storage.leases import State

T = "T1"
START = datetime(2026, 11, 23, 9, tzinfo=UTC)
LEASE = 60


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def put(database: Database, key: str, not_before: datetime | None = None) -> None:
    with database.write() as tx:
        jobs.put(tx, T, kind="join", facts={"key": key}, unique_key=key, now=START, not_before=not_before)


def claim(database: Database, seconds: float = 0) -> Job | None:
    with database.write() as tx:
        return jobs.claim(tx, at(seconds), LEASE)


def claimed(database: Database, seconds: float = 0) -> Job:
    job = claim(database, seconds)
    assert job is not None
    return job


def test_same_key_is_done_once(database: Database) -> None:
    put(database, "a")
    put(database, "a")
    job = claimed(database)
    assert (job.workspace, job.kind, job.facts, job.attempts) == (T, "join", {"key": "a"}, 1)
    with database.write() as tx:
        assert jobs.done(tx, job, START)
    put(database, "a")
    assert claim(database, 1000) is None


def test_claimed_job_is_nobody_elses_until_the_lease_is_over(database: Database) -> None:
    put(database, "a")
    first = claimed(database)
    assert claim(database, LEASE - 1) is None
    second = claimed(database, LEASE)
    with database.write() as tx:
        assert not jobs.done(tx, first, START)
        assert jobs.done(tx, second, START)


def test_jobs_do_not_wait_for_one_another(database: Database) -> None:
    put(database, "later", at(10))
    put(database, "b")
    put(database, "c")
    assert [claimed(database).facts["key"], claimed(database).facts["key"]] == ["b", "c"]
    assert claim(database, 9) is None
    assert claimed(database, 10).facts == {"key": "later"}


def test_later_counts_only_what_counts(database: Database) -> None:
    put(database, "a")
    with database.write() as tx:
        job = jobs.claim(tx, at(0), LEASE)
        assert job
        jobs.later(tx, job, not_before=at(5), error="not now", counted=False)
    assert claim(database, 4) is None
    assert claimed(database, 5).attempts == 1


def test_failed_job_is_shown_and_tried_again_when_asked(database: Database) -> None:
    put(database, "a")
    job = claimed(database)
    with database.write() as tx:
        assert jobs.fail(tx, job, "channel_not_found")
    assert claim(database, 1000) is None
    with database.read() as tx:
        [problem] = jobs.problems(tx, T).problems
    assert (problem.kind, problem.state, problem.error, problem.recipient) == (
        "join",
        State.FAILED,
        "channel_not_found",
        None,
    )
    with database.write() as tx:
        assert jobs.retry(tx, T, job.seq)
        assert not jobs.retry(tx, T, job.seq)
    assert claimed(database).attempts == 1


def test_forgets_what_was_done(database: Database) -> None:
    put(database, "a")
    put(database, "b")
    job = claimed(database)
    with database.write() as tx:
        jobs.done(tx, job, START)
        assert jobs.forget_old(tx, at(0)) == 0
        assert jobs.forget_old(tx, at(1)) == 1
    assert claimed(database).facts == {"key": "b"}
