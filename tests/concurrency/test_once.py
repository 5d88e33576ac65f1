"""Once means once: three processes on one database, killed at each commit and call, and at random."""

import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.concurrency.company import PROCESSES, RUNS, Company, open_company
from tests.concurrency.process import POINTS

pytestmark = pytest.mark.xdist_group("processes")  # not beside one another

FAULTS = ("cut_before", "cut_after", "http_500", "ratelimited", "error:internal_error")
RANDOM_KILLS = 15


@pytest.fixture
def company(database_url: str, tmp_path: Path) -> Iterator[Company]:
    with open_company(database_url, tmp_path) as company:
        yield company


def test_killed_at_each_boundary(company: Company) -> None:
    to_die = list(POINTS)
    dying = {company.start(point): point for point in (to_die.pop() for _ in range(PROCESSES))}

    def replace_the_dead() -> bool:
        for process in [process for process in dying if not process.is_alive()]:
            assert process.exitcode == -signal.SIGKILL, f"{dying[process]}: {process.exitcode}"
            del dying[process]
            if to_die:
                point = to_die.pop()
                dying[company.start(point)] = point
            else:
                company.start()
        return not dying

    def go_on() -> None:
        company.feed()
        somebody_is_to_look = any(place == "look" for place, _ in dying.values())
        if somebody_is_to_look and not company.world.faults.waiting:
            company.world.faults.add("chat.postMessage", "cut_after")

    company.until(replace_the_dead, go_on)
    company.until(
        lambda: company.said_runs() >= RUNS, company.feed
    )  # on a fast machine all die within a day or two
    company.end()
    company.deliver_the_rest()
    company.check()


def test_killed_at_random(company: Company) -> None:
    chance = random.Random(20261123)
    alive = [company.start() for _ in range(PROCESSES)]
    for _ in range(RANDOM_KILLS):
        company.world.faults.add("chat.postMessage", chance.choice(FAULTS))
        moment = company.world.version + chance.randint(1, 12)
        company.until(lambda moment=moment: company.world.version >= moment, company.feed)  # type: ignore[misc]
        company.kill(alive.pop(chance.randrange(PROCESSES)))
        alive.append(company.start())
    company.until(lambda: company.said_runs() >= RUNS, company.feed)
    company.end()
    company.deliver_the_rest()
    company.check()
