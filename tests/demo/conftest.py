"""Demos to look at: on a Friday, when the whole story is told, or on a Monday, when the last week is still to come."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

import pytest

from bot.demo.run import Demo, open_demo
from bot.kit.settings import Language

FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)  # half an hour after the digest, in Paris

Opener = Callable[..., AbstractContextManager[Demo]]


def going_on_from(instant: datetime) -> Callable[[], datetime]:
    """A clock that shows `instant` now, and goes on as time does."""
    begun = datetime.now(UTC)
    return lambda: instant + (datetime.now(UTC) - begun)


@contextmanager
def running(database_url: str, *, at: datetime = FRIDAY, language: Language = "en") -> Iterator[Demo]:
    demo = open_demo(database_url, language=language, real=going_on_from(at))
    try:
        yield demo
    finally:
        demo.stop()


@pytest.fixture(scope="session")
def demo_on_sqlite(fresh_database: Callable[[str], AbstractContextManager[str]]) -> Opener:
    """`with demo_on_sqlite(language="fr", at=...) as demo:`"""

    @contextmanager
    def opened(**more: object) -> Iterator[Demo]:
        with fresh_database("sqlite") as url, running(url, **more) as demo:  # type: ignore[arg-type]
            yield demo

    return opened
