"""A model of Slack for the delivery machine: it does the work or not, and answers or not, as it is told."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import strategies as st

from bot.delivery import Limited, NotSent, Payload, Policy, Refused, Unknown, Unreadable
from bot.kit.blocks import Block
from bot.kit.message import File
from storage.database import Database, Transaction
from storage.outbox import Standing

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
POLICY = Policy(attempts=10_000, first_retry=1, longest_retry=30, channel_gap=0.5, workspace_gap=0.1)


class Killed(BaseException):
    """The process is gone."""


class MortalDatabase(Database):
    """A database whose user may be killed at a commit: `deaths` tells for each write to come where, if at all."""

    deaths: list[str]

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        death = self.deaths.pop(0) if self.deaths else ""
        with super().write() as tx:
            yield tx
            if death == "before commit":
                raise Killed
        if death == "after commit":
            raise Killed


@dataclass
class Said:
    recipient: str
    key: str
    text: str
    ts: str


@dataclass
class Clock:
    seconds: float = 0

    def at(self, skew: float) -> datetime:
        return START + timedelta(seconds=self.seconds + skew)


@dataclass
class ModelSlack:
    """What Slack does with delivery's calls: does the work or not, and answers or not, as the next fault says."""

    clock: Clock
    faults: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None
    readable: bool = True
    said: list[Said] = field(default_factory=list)
    on_its_way: list[tuple[float, Callable[[], None]]] = field(default_factory=list)
    order: list[tuple[str, str]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def settle(self) -> None:
        """What arrived late is done by now."""
        due = [work for at, work in self.on_its_way if at <= self.clock.seconds]
        self.on_its_way = [(at, work) for at, work in self.on_its_way if at > self.clock.seconds]
        for work in due:
            with suppress(Refused):  # nobody hears the answer
                work()

    def _call(self, work: Callable[[], None]) -> None:
        self.settle()
        match self.faults.pop(0) if self.faults else "":
            case "limited":
                raise Limited(3)
            case "shut out":
                raise Refused("invalid_auth")
            case "not sent":
                raise NotSent("ConnectionRefusedError")
            case "cut before":
                raise Unknown("RemoteDisconnected")
            case "cut after":
                work()
                raise Unknown("RemoteDisconnected")
            case "killed before":
                raise Killed
            case "killed after":
                work()
                raise Killed
            case "timeout":
                at = self.clock.seconds + POLICY.http_seconds + POLICY.settling * 0.9
                self.on_its_way.append((at, work))
                self.clock.seconds += POLICY.http_seconds
                raise Unknown("TimeoutError")
            case "slow":
                work()
                self.clock.seconds += POLICY.http_seconds * 0.9
                self.meanwhile()
            case _:
                work()

    def _stands(self, standing: Standing) -> Said:
        for said in self.said:
            if said.ts == standing.ts:
                return said
        raise Refused("message_not_found")

    def post(self, recipient: str, payload: Payload, key: str, thread: Standing | None) -> Standing:
        said = Said(recipient, key, payload.text, f"{next(self.numbers)}.0")

        def work() -> None:
            self.said.append(said)
            self.order.append((recipient, key))

        self._call(work)
        return Standing(f"D{recipient}", said.ts)

    def update(self, standing: Standing, payload: Payload, key: str) -> None:
        def work() -> None:
            self._stands(standing).text = payload.text

        self._call(work)

    def attach(self, recipient: str, text: str, file: File, key: str, thread: Standing | None) -> None:
        raise AssertionError("this model has no files")

    def delete(self, standing: Standing) -> None:
        self._call(lambda: self.said.remove(self._stands(standing)))

    def publish(self, person: str, blocks: Sequence[Block]) -> None:
        raise AssertionError("this model has no Home")

    def look(
        self, recipient: str, key: str, since: datetime, thread: Standing | None, author: str | None
    ) -> Standing | None:
        self._call(lambda: None)
        if not self.readable:
            raise Unreadable("no scope")
        found = [said for said in self.said if (said.recipient, said.key) == (recipient, key)]
        return Standing(f"D{recipient}", found[0].ts) if found else None


FAULTS = st.lists(
    st.sampled_from(
        [
            "",
            "limited",
            "shut out",
            "not sent",
            "cut before",
            "cut after",
            "killed before",
            "killed after",
            "timeout",
            "slow",
        ]
    ),
    max_size=3,
)
DEATHS = st.lists(st.sampled_from(["", "", "", "before commit", "after commit"]), max_size=2)
