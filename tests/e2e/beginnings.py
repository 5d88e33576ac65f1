"""What many tests begin with is done once, by the front door; each continues in a copy: of the database, and of Slack."""

import io
import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import Lock, RLock
from typing import Any

from bot.playground.world import World
from tests.databases import Databases
from tests.e2e.house import House, new_world, open_house

Beginning = tuple[Callable[[House], object], ...]
"""What was done in a house, in order."""

LOCKS = {type(new()): new for new in (Lock, RLock)}


@dataclass(frozen=True)
class _Kept:
    """A database that nobody uses (None: an empty one) and the world that belongs to it."""

    database_url: str | None
    world: bytes


class Beginnings:
    """Makes houses in which something was done before; `close` removes what is kept."""

    def __init__(self, databases: Databases) -> None:
        self._databases = databases
        self._kept: dict[tuple[str, Beginning], _Kept] = {}
        self._closing = ExitStack()

    @contextmanager
    def open(self, backend: str, beginning: Beginning) -> Iterator[House]:
        """A running house in which all this was done; the bot was started anew since."""
        kept = self._after(backend, beginning)
        with (
            self._databases.fresh(backend, like=kept.database_url) as url,
            open_house(url, world=pickle.loads(kept.world)) as house,
        ):
            yield house

    def close(self) -> None:
        self._closing.close()

    def _after(self, backend: str, beginning: Beginning) -> _Kept:
        if not beginning:
            return _Kept(None, _pickled(new_world()))
        if (backend, beginning) not in self._kept:
            *before, last = beginning
            start = self._after(backend, tuple(before))
            url = self._closing.enter_context(self._databases.fresh(backend, like=start.database_url))
            with open_house(url, world=pickle.loads(start.world)) as house:
                last(house)
            self._kept[backend, beginning] = _Kept(url, _pickled(house.world))
        return self._kept[backend, beginning]


class WorldPickler(pickle.Pickler):
    """For a world: its locks come back as new ones."""

    def reducer_override(self, kept: Any) -> Any:
        new = LOCKS.get(type(kept))
        return (new, ()) if new else NotImplemented


def _pickled(world: World) -> bytes:
    written = io.BytesIO()
    WorldPickler(written).dump(world)
    return written.getvalue()
