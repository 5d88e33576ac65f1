"""Things to do: claimed, run with no transaction open, retried."""

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import structlog

from rituals.registry import Again, JobKind
from rituals.services import Services
from storage import jobs
from storage.database import Database, Transaction
from storage.jobs import Job
from storage.leases import retry_seconds

log = structlog.get_logger()

LEASE_SECONDS = 300.0
FIRST_RETRY = 5.0
LONGEST_RETRY = 1800.0


class JobRunner:
    """Does what is in jobs. `kinds` are the job kinds by name, `clock` is real time.

    A job whose process dies, or that takes longer than the lease, is run again: jobs are written so that this does no
    harm.
    """

    def __init__(
        self,
        database: Database,
        kinds: Mapping[str, JobKind],
        services: Services,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        lease_seconds: float = LEASE_SECONDS,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._kinds = kinds
        self._services = services
        self._clock = clock
        self._lease_seconds = lease_seconds
        self._jitter = jitter

    def step(self) -> bool:
        """Do the next job that is due. False if there was none.

        Raises what the job raises, once it is put off, and what the database raises.
        """
        with self._database.write() as tx:
            job = jobs.claim(tx, self._clock(), self._lease_seconds)
        if job is None:
            return False
        kind = self._kinds.get(job.kind)
        if kind is None:
            log.error("job_failed", job=job.seq, kind=job.kind, why="no such kind")
            self._write(job, lambda tx: jobs.fail(tx, job, f"no such kind of job: {job.kind}"))
        else:
            self._run(kind, job)
        return True

    def _run(self, kind: JobKind, job: Job) -> None:
        try:
            kind.run(self._services, job.workspace, job.facts)
        except Again as again:
            self._later(job, again.seconds, str(again), counted=False)
        except Exception as error:
            self._failed_once(kind, job, type(error).__name__)
            raise
        else:
            self._write(job, lambda tx: jobs.done(tx, job, self._clock()))

    def _failed_once(self, kind: JobKind, job: Job, error: str) -> None:
        if job.attempts < kind.attempts:
            pause = retry_seconds(job.attempts, FIRST_RETRY, LONGEST_RETRY, self._jitter())
            self._later(job, pause, error, counted=True)
            return
        log.error("job_failed", job=job.seq, kind=job.kind, why=error)
        self._write(job, lambda tx: jobs.fail(tx, job, error))

    def _later(self, job: Job, seconds: float, error: str, *, counted: bool) -> None:
        at = self._clock() + timedelta(seconds=seconds)
        self._write(job, lambda tx: jobs.later(tx, job, not_before=at, error=error, counted=counted))

    def _write(self, job: Job, record: Callable[[Transaction], bool]) -> None:
        with self._database.write() as tx:
            kept = record(tx)
        if not kept:
            log.warning("lease_over", job=job.seq, kind=job.kind)
