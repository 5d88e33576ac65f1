"""Workers and ticker: real threads, waited for by events."""

import threading
from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from bot.logs import errors_by_place
from bot.scheduler import Ticker
from bot.workers import Worker

SOON = 10.0  # a deadline, not a pause
NEVER = 3600.0


class Bench:
    """A step that finds as much work as it is given, and tells of it."""

    def __init__(self) -> None:
        self.todo: list[Callable[[], None]] = []
        self.wake = threading.Event()
        self.idle = threading.Event()

    def step(self) -> bool:
        if not self.todo:
            self.idle.set()
            return False
        self.todo.pop(0)()
        return True

    def give(self, *work: Callable[[], None]) -> None:
        self.idle.clear()
        self.todo.extend(work)
        self.wake.set()

    def worker(self, first_pause: float = 0.001) -> Worker:
        return Worker("bench", self.step, self.wake, idle_seconds=NEVER, first_pause=first_pause)


def fail() -> None:
    raise RuntimeError("what the customer said")


def test_sleeps_until_woken_and_works_until_nothing_is_left() -> None:
    bench, done = Bench(), threading.Semaphore(0)
    worker = bench.worker()
    worker.start()
    try:
        assert bench.idle.wait(SOON)
        bench.give(*[lambda: done.release()] * 3)
        assert all(done.acquire(timeout=SOON) for _ in range(3))
    finally:
        assert worker.stop(SOON)


def test_goes_on_after_failures_and_logs_them_without_words() -> None:
    bench, done = Bench(), threading.Event()
    worker = bench.worker()
    with capture_logs(processors=[errors_by_place]) as logs:
        bench.give(fail, fail, done.set)
        worker.start()
        assert done.wait(SOON)
        assert worker.stop(SOON)
    assert [(log["event"], log["worker"], log["error"]) for log in logs] == [
        ("step_failed", "bench", "RuntimeError")
    ] * 2
    assert "test_workers.py" in logs[0]["where"][-1]
    assert "customer" not in str(logs)


def test_waking_does_not_hurry_one_that_fails() -> None:
    bench, failed = Bench(), threading.Event()

    def fail_loudly() -> None:
        failed.set()
        fail()

    done = threading.Event()
    worker = bench.worker(first_pause=NEVER)
    bench.give(fail_loudly, done.set)
    worker.start()
    assert failed.wait(SOON)
    for _ in range(100):
        bench.wake.set()
    assert worker.stop(SOON)
    assert not done.is_set()


def test_finishes_what_is_in_hand() -> None:
    bench, begun, may_end, ended = Bench(), threading.Event(), threading.Event(), threading.Event()

    def long_work() -> None:
        begun.set()
        may_end.wait(SOON)
        ended.set()

    worker = bench.worker()
    bench.give(long_work)
    worker.start()
    assert begun.wait(SOON)
    assert not worker.stop(0.01), "it is still at it"
    may_end.set()
    assert worker.stop(SOON)
    assert ended.is_set()


def test_one_that_never_started_has_stopped() -> None:
    assert Bench().worker().stop(0)


def test_ticker_ticks_at_once_and_when_woken() -> None:
    ticked = threading.Semaphore(0)
    ticker = Ticker(lambda: ticked.release(), NEVER)
    ticker.start()
    try:
        assert ticked.acquire(timeout=SOON)
        ticker.wake()
        assert ticked.acquire(timeout=SOON)
    finally:
        ticker.stop()


@pytest.mark.filterwarnings("ignore")
def test_ticker_goes_on_after_a_failure_and_never_ticks_twice_at_a_time() -> None:
    ticks, at_once, most = threading.Semaphore(0), 0, 0

    def tick() -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        ticks.release()
        at_once -= 1
        raise RuntimeError

    ticker = Ticker(tick, 0.01)
    ticker.start()
    try:
        assert all(ticks.acquire(timeout=SOON) for _ in range(5))
    finally:
        ticker.stop()
    assert most == 1
