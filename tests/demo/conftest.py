"""Demos to look at: on a Friday, when the whole story is told, or on a Monday, when the last week is still to come."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

import pytest

from bot.demo.run import Demo, open_demo
from bot.kit.settings import Language
from tests.databases import Databases
from tests.demo.stories import FRIDAY, Stories, going_on_from

Opener = Callable[..., AbstractContextManager[Demo]]


@contextmanager
def running(database_url: str, *, at: datetime = FRIDAY, language: Language = "en") -> Iterator[Demo]:
    demo = open_demo(database_url, language=language, real=going_on_from(at))
    try:
        yield demo
    finally:
        demo.stop()


@pytest.fixture(scope="session")
def demo_on_sqlite(databases: Databases) -> Iterator[Opener]:
    """`with demo_on_sqlite(language="fr", at=...) as demo:`, each in a copy of a story that is told once."""
    stories = Stories(databases)
    yield stories.open
    stories.close()
