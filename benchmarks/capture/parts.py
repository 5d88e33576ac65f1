"""Where the time of a stored `/signal` goes, inside one process and without HTTP."""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs

from slack_bolt import App, BoltRequest
from sqlalchemy import event

from benchmarks.capture.bots import acks, ours
from benchmarks.capture.requests import ACCOUNTS, TEAM, USERS, signed_requests
from benchmarks.places import sqlite_file
from bot.wiring import Bot
from rituals.likes.finding import similar
from rituals.services import person_id
from rituals.signals.reading import KnownAccounts, read
from storage import signals, workspaces

REQUESTS = 400
KNOWN = KnownAccounts.of(ACCOUNTS)
# Without waiting for the disk or for other work of the machine: what is compared when that is busy.
PROCESSOR_ACK, PROCESSOR = "processor time of the ack alone", "processor time of all of it"


class Stopwatch:
    """Adds up the seconds of what it is wrapped around."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._since = 0.0

    def start(self, *_: object) -> None:
        self._since = time.perf_counter()

    def stop(self, *_: object) -> None:
        self.seconds += time.perf_counter() - self._since

    def around(self, work: Callable[..., None]) -> Callable[..., None]:
        def timed(*arguments: Any) -> None:
            self.start()
            work(*arguments)
            self.stop()

        return timed

    def read_and_reset(self) -> float:
        seconds, self.seconds = self.seconds, 0.0
        return seconds


def parts() -> dict[str, float]:
    """Median seconds of each part of a request on SQLite."""
    with sqlite_file() as url:
        bot = ours(url)
        driver, commit = Stopwatch(), Stopwatch()
        event.listen(bot.database.engine, "before_cursor_execute", driver.start)
        event.listen(bot.database.engine, "after_cursor_execute", driver.stop)
        dialect: Any = bot.database.engine.dialect
        dialect.do_commit = commit.around(dialect.do_commit)
        floor = acks(process_before_response=True)
        found = [_one(bot, floor, request, driver, commit) for request in _requests()]
        likes = [_likes(bot, number, driver) for number in range(len(found) // 4, len(found))]
        bot.database.close()
    steady = found[len(found) // 4 :]  # SQLite's log has its full length by then
    medians = {name: statistics.median(part[name] for part in steady) for name in found[0]}
    alike = statistics.median(seconds for seconds, _ in likes)
    medians["SQL (the driver's statements)"] -= statistics.median(sql for _, sql in likes)
    medians["similar signals, with their SQL"] = alike
    total = medians.pop("all of it")
    processor = {name: medians.pop(name) for name in (PROCESSOR_ACK, PROCESSOR)}
    medians["the rest: SQLAlchemy, rules, message"] = total - sum(medians.values())
    return medians | {"all of it": total} | processor


Headers = dict[str, str | Sequence[str]]


def _likes(bot: Bot, number: int, driver: Stopwatch) -> tuple[float, float]:
    """Seconds to find what a signal is like, and the driver's part of them."""
    person = bot.services.directory.person(TEAM, person_id(TEAM, USERS[0]))
    with bot.services.read() as tx:
        home, signal = workspaces.get(tx, TEAM), signals.by_number(tx, TEAM, number)
    assert home
    assert signal
    driver.read_and_reset()
    seconds = _seconds(lambda: similar(bot.services, person, home, signal))
    return seconds, driver.read_and_reset()


def _one(
    bot: Bot, floor: App, request: tuple[str, Headers], driver: Stopwatch, commit: Stopwatch
) -> dict[str, float]:
    body, headers = request
    since = time.thread_time()
    dispatch = _seconds(lambda: floor.dispatch(BoltRequest(body=body, headers=headers)))
    dispatch_processor = time.thread_time() - since
    text = parse_qs(body)["text"][0]
    parsing = _seconds(lambda: read(text, KNOWN))
    driver.read_and_reset(), commit.read_and_reset()
    since = time.thread_time()
    total = _seconds(lambda: bot.slack.dispatch(BoltRequest(body=body, headers=headers)))
    return {
        PROCESSOR_ACK: dispatch_processor,
        PROCESSOR: time.thread_time() - since,
        "dispatch (Bolt, an ack alone)": dispatch,
        "parsing the text": parsing,
        "SQL (the driver's statements)": driver.read_and_reset(),
        "commit (synchronous=FULL)": commit.read_and_reset(),
        "all of it": total,
    }


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _requests() -> list[tuple[str, Headers]]:
    found = []
    for raw in signed_requests(REQUESTS):
        head, _, body = raw.decode().partition("\r\n\r\n")
        headers: Headers = {}
        for line in head.split("\r\n")[1:]:
            name, _, value = line.partition(": ")
            headers[name] = value
        found.append((body, headers))
    return found
