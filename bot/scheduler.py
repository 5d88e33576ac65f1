"""APScheduler as a ticker: one interval job. What is due, and since when, is for the callable to find out.

Nothing is ever scheduled at a due time: the job store is in memory and every process has its own.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

TICK_SECONDS = 10.0
_JOB = "tick"


class Ticker:
    """Calls `run_due` at once and then every so many seconds, never twice at a time, in a thread of its own."""

    def __init__(self, run_due: Callable[[], object], seconds: float = TICK_SECONDS) -> None:
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(1)},
            # Late or missed ticks become one, however late it is.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone=UTC,
        )
        self._scheduler.add_job(
            run_due, "interval", id=_JOB, seconds=seconds, next_run_time=datetime.now(UTC)
        )

    def start(self) -> None:
        self._scheduler.start()

    def wake(self) -> None:
        """Tick now, as when somebody moved the clock."""
        self._scheduler.modify_job(_JOB, next_run_time=datetime.now(UTC))

    def stop(self) -> None:
        """Finish the tick in hand and end."""
        self._scheduler.shutdown(wait=True)
