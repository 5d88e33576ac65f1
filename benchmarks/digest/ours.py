"""Our digest, from the database to the message. As a process of its own it tells how much memory that takes.

`python -m benchmarks.digest.ours DATABASE_URL WEEKS` prints the kibibytes by which it grew.
"""

import resource
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks.digest.field import END, TEAM
from bot.kit.message import Message
from bot.kit.settings import RunSettings, load
from bot.kit.texts import Texts
from bot.wiring import wire
from rituals import digest
from rituals.messages import digest as looks
from rituals.registry import Window
from rituals.services import Services


def last_weeks(weeks: int) -> Window:
    return Window(END - timedelta(weeks=weeks), END)


def services_on(url: str) -> Services:
    settings = load(
        RunSettings,
        _env_file=None,
        slack_bot_token="xoxb-benchmark",
        slack_signing_secret="benchmark",
        slack_mode="http",
        database_url=url,
    )
    return wire(settings, now=lambda: END).services


def digest_of(services: Services, texts: Texts, window: Window) -> tuple[dict[str, Any], Message]:
    """Its facts and its message."""
    facts = digest.gather(services, TEAM, window, {})
    assert facts is not None
    with services.read() as tx:
        return facts, looks.digest(texts, digest.shown(tx, TEAM, facts, ""))


def growth(work: Callable[[], object]) -> int:
    """Kibibytes by which the process's largest size grew."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    work()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


def main(url: str, weeks: str) -> None:
    services = services_on(url)
    texts = services.catalogs.texts("en", "UTC")
    digest_of(
        services, texts, Window(END - timedelta(hours=1), END)
    )  # all code is loaded, SQLite's cache begun
    print(growth(lambda: digest_of(services, texts, last_weeks(int(weeks)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
