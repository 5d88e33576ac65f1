"""Misfortunes to come, scripted by a test: which call fails how, and how often."""

from dataclasses import dataclass, replace
from threading import Lock

ANY = "*"
KINDS = ("ratelimited", "http_500", "timeout_before", "timeout_after", "cut_before", "cut_after")


@dataclass(frozen=True)
class Fault:
    """One misfortune. `seconds`: the Retry-After of `ratelimited`, how long `slow` and timeouts hold the answer."""

    method: str
    kind: str
    times: int
    channel: str | None
    seconds: float


class Faults:
    """What goes wrong next. The first fault that fits a call befalls it, and is used up after `times` calls."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._faults: list[Fault] = []

    def add(
        self,
        method: str,
        kind: str,
        times: int = 1,
        *,
        channel: str | None = None,
        seconds: float | None = None,
    ) -> None:
        """Script a fault for a method (`*`: any), on one channel only if given.

        Kinds: `ratelimited` (429 with Retry-After, 1 second unless given), `http_500`, `error:CODE`, `slow:SECONDS`,
        `cut_before` and `cut_after` (the connection is reset without an answer, before or after the work was done),
        `timeout_before` and `timeout_after` (no answer until the client hangs up, or for 60 seconds unless given).
        """
        if kind.startswith("slow:"):
            kind, seconds = "slow", float(kind.removeprefix("slow:"))
        elif kind not in KINDS and not kind.startswith("error:"):
            raise ValueError(f"unknown kind of fault: {kind}")
        usual = 1.0 if kind == "ratelimited" else 60.0
        with self._lock:
            self._faults.append(Fault(method, kind, times, channel, usual if seconds is None else seconds))

    def take(self, method: str, channel: str | None) -> Fault | None:
        """The fault that befalls this call, if any."""
        with self._lock:
            for index, fault in enumerate(self._faults):
                if fault.method in (method, ANY) and fault.channel in (None, channel):
                    self._faults[index] = replace(fault, times=fault.times - 1)
                    self._faults = [left for left in self._faults if left.times > 0]
                    return fault
            return None

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    @property
    def waiting(self) -> tuple[Fault, ...]:
        """Those that have not befallen anybody yet."""
        with self._lock:
            return tuple(self._faults)
