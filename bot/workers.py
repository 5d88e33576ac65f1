"""Threads that take step after step as long as there is work, and sleep until they are woken."""

import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger()

IDLE_SECONDS = 0.5
LONGEST_PAUSE = 30.0


class Worker:
    """One thread. A step that fails is logged and slows the worker down; nothing ends it but `stop`.

    `step` says whether it found work; `wake` ends a sleep that is for want of work, never one after a failure.
    """

    def __init__(
        self,
        name: str,
        step: Callable[[], bool],
        wake: threading.Event,
        *,
        idle_seconds: float = IDLE_SECONDS,
        first_pause: float = 1.0,
        longest_pause: float = LONGEST_PAUSE,
    ) -> None:
        self._name = name
        self._step = step
        self._wake = wake
        self._idle_seconds = idle_seconds
        self._first_pause = first_pause
        self._longest_pause = longest_pause
        self._stopping = threading.Event()
        # Not a daemon: the interpreter waits for the step in hand.
        self._thread = threading.Thread(target=self._work, name=name)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Take no step after the one in hand."""
        self._stopping.set()
        self._wake.set()

    def stop(self, timeout: float) -> bool:
        """Finish the step in hand and end. False if that takes longer than `timeout` seconds."""
        self.end()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _work(self) -> None:
        pause = self._first_pause
        while not self._stopping.is_set():
            self._wake.clear()  # before looking: what comes while we look wakes us at once
            try:
                found = self._step()
            except Exception:
                log.exception("step_failed", worker=self._name)  # whatever it was, the next step may work
                self._stopping.wait(pause)
                pause = min(pause * 2, self._longest_pause)
                continue
            pause = self._first_pause
            if not found:
                self._wake.wait(self._idle_seconds)
