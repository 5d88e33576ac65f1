"""What makes the demo's bot move: one worker, which the clock can also drive step by step."""

from collections.abc import Callable
from functools import partial
from threading import Event, RLock

from bot.playground.acts import Acts
from bot.scheduler import Ticker
from bot.wiring import IDLE_SECONDS, TICK_SECONDS, Bot
from bot.workers import Worker


class Engine:
    """All the work of bot and playground, in one thread at a time: when `settle` returns, nothing is in hand."""

    def __init__(self, bot: Bot, acts: Acts) -> None:
        self._bot = bot
        self._acts = acts
        self._lock = RLock()

    def settle(self) -> None:
        """Do what waits, and what follows from it, until nothing is left to do now."""
        while self._step():
            pass

    def start(self, each_tick: Callable[[], None]) -> None:
        """Work by itself from now on, with `each_tick` every few seconds; `Bot.stop` ends it."""
        wake = Event()
        self._bot.wakers.events.append(wake)
        self._bot.workers.append(Worker("demo", self._step, wake, idle_seconds=IDLE_SECONDS))
        self._bot.workers[-1].start()
        self._bot.ticker = Ticker(partial(self._tick, each_tick), TICK_SECONDS)
        self._bot.ticker.start()

    def _step(self) -> bool:
        with self._lock:
            return any([self._acts.retry_due_events(), self._bot.work()])

    def _tick(self, also: Callable[[], None]) -> None:
        also()
        with self._lock:
            self._bot.tick()
