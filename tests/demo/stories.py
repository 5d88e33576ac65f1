"""The demo's story is told once for each language and moment; each test goes on in a copy: of the database, and of Slack."""

import io
import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from types import MethodType
from typing import Any

from bot.demo.run import Demo, Now, open_demo
from bot.kit.settings import Language
from bot.playground.world import World
from tests.databases import Databases
from tests.e2e.beginnings import WorldPickler

FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)  # half an hour after the digest, in Paris


def going_on_from(instant: datetime) -> Callable[[], datetime]:
    """A clock that shows `instant` now, and goes on as time does."""
    begun = datetime.now(UTC)
    return lambda: instant + (datetime.now(UTC) - begun)


@dataclass(frozen=True)
class _Told:
    """A database that nobody uses, the world that belongs to it, and the time that has gone on since."""

    database_url: str
    world: bytes
    real: Now


class Stories:
    """Makes demos whose story is told; `close` removes what is kept."""

    def __init__(self, databases: Databases) -> None:
        self._databases = databases
        self._told: dict[tuple[datetime, Language], _Told] = {}
        self._closing = ExitStack()

    @contextmanager
    def open(self, *, at: datetime = FRIDAY, language: Language = "en") -> Iterator[Demo]:
        """A running demo that a visitor came to `at` that time (aware)."""
        if (at, language) not in self._told:
            self._told[at, language] = self._tell(at, language)
        told = self._told[at, language]
        with self._databases.fresh("sqlite", like=told.database_url) as url:
            demo = open_demo(url, language=language, real=told.real, told=partial(_read, told.world))
            try:
                yield demo
            finally:
                demo.stop()

    def close(self) -> None:
        self._closing.close()

    def _tell(self, at: datetime, language: Language) -> _Told:
        url = self._closing.enter_context(self._databases.fresh("sqlite"))
        real = going_on_from(at)
        demo = open_demo(url, language=language, real=real)
        demo.stop()
        return _Told(url, _written(demo.world), real)


class _Writer(WorldPickler):
    """For a world whose clock stays outside."""

    def __init__(self, file: io.BytesIO, clock: Now) -> None:
        super().__init__(file)
        self._clock = clock

    def persistent_id(self, kept: Any) -> str | None:
        return "clock" if isinstance(kept, MethodType) and kept == self._clock else None


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, clock: Now) -> None:
        super().__init__(file)
        self._clock = clock

    def persistent_load(self, pid: Any) -> Now:
        return self._clock


def _written(world: World) -> bytes:
    written = io.BytesIO()
    _Writer(written, world.clock).dump(world)
    return written.getvalue()


def _read(written: bytes, clock: Now) -> World:
    world = _Reader(io.BytesIO(written), clock).load()
    assert isinstance(world, World)
    return world
