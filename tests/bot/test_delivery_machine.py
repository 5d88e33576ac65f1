"""Once means once, under everything that can go wrong at any moment (a hypothesis state machine).

Three deliveries with clocks of their own share one outbox and one Slack. They are killed before and after each commit and
each call, calls fail in every way with the work done or not, answers come late, leases run out while somebody renders.
In the end each message stands once, each card shows its newest state, and each channel kept its order.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.delivery import Delivery
from bot.kit.blocks import escape
from bot.kit.message import Message
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts
from storage import outbox
from storage.leases import State
from tests.bot.delivering import TEAM, know_workspace, services_for
from tests.bot.slack_model import DEATHS, FAULTS, POLICY, START, Clock, Killed, ModelSlack, MortalDatabase
from tests.databases import BACKENDS

CHANNELS = ("C1", "C2", "T0PLAY:U1")
SKEWS = (0.0, 2.0, -2.0)
KINDS = {"late": Doubt.RATHER_LATE, "twice": Doubt.RATHER_TWICE}


class DeliveryMachine(RuleBasedStateMachine):
    @initialize(scopes_change=st.sampled_from([False, False, False, True]))
    def start(self, scopes_change: bool) -> None:
        self.scopes_change = scopes_change
        self.closing = ExitStack()
        url = self.closing.enter_context(type(self).fresh_url())
        self.clock = Clock()
        self.slack = ModelSlack(self.clock, meanwhile=self.step_another)
        self.values: dict[str, str | None] = {}  # what each object says now
        self.puts: list[tuple[str, str, str]] = []  # (recipient, key, kind) in order
        self.was_unreadable = False
        self.during_render: Callable[[], None] = lambda: None
        self.busy = 0
        self.databases = [MortalDatabase(url) for _ in SKEWS]
        for database in self.databases:
            self.closing.callback(database.close)
            database.deaths = []
        know_workspace(self.databases[0], START)
        kinds = {name: MessageKind(name, self.render, doubt) for name, doubt in KINDS.items()}
        self.deliveries = [
            Delivery(
                database,
                kinds,
                self.slack,
                services_for(database, lambda: START),
                clock=lambda skew=skew: self.clock.at(skew),  # type: ignore[misc]  # binds each skew
                policy=POLICY,
                jitter=lambda: 0.5,
            )
            for database, skew in zip(self.databases, SKEWS, strict=True)
        ]

    @classmethod
    def fresh_url(cls) -> AbstractContextManager[str]:
        raise NotImplementedError

    def render(self, scene: Scene, facts: Facts) -> Message | None:
        during, self.during_render = self.during_render, lambda: None
        during()
        value = self.values[facts["key"]]
        return None if value is None else Message(escape(value))

    # What people and rituals do -----------------------------------------------------------------------------

    @rule(channel=st.sampled_from(CHANNELS), kind=st.sampled_from(sorted(KINDS)))
    def put(self, channel: str, kind: str) -> None:
        key = f"message {len(self.puts)}"
        self.values[key] = key
        self.puts.append((channel, key, kind))
        for _ in range(2):  # the cause may be told twice
            with self.databases[0].write() as tx:
                outbox.put(
                    tx, TEAM, kind=kind, recipient=channel, facts={"key": key}, unique_key=key, now=START
                )

    @rule(number=st.integers(0, 2), value=st.one_of(st.none(), st.integers(0, 99).map(str)))
    def change_object(self, number: int, value: str | None) -> None:
        key = f"card {number}"
        channel = CHANNELS[number]
        if key not in self.values:
            self.puts.append((channel, key, "late"))
        self.values[key] = value
        with self.databases[0].write() as tx:
            outbox.put_card(
                tx, TEAM, kind="late", recipient=channel, facts={"key": key}, unique_key=key, now=START
            )

    # What time and misfortune do ----------------------------------------------------------------------------

    def pass_time(self, seconds: float) -> None:
        self.clock.seconds += seconds
        self.slack.settle()

    @precondition(lambda self: self.scopes_change)
    @rule(readable=st.booleans())
    def change_scopes(self, readable: bool) -> None:
        self.slack.readable = readable
        self.was_unreadable |= not readable

    @rule(
        say=st.tuples(st.sampled_from(CHANNELS), st.sampled_from(sorted(KINDS))),
        wait=st.sampled_from([0.2, 1, 3, 12, 35, 61]),
        number=st.integers(0, 2),
        faults=FAULTS,
        deaths=DEATHS,
        pause=st.sampled_from([0, 0, 0, 25, 90]),
    )
    def step(
        self,
        say: tuple[str, str],
        wait: float,
        number: int,
        faults: list[str],
        deaths: list[str],
        pause: float,
    ) -> None:
        if not self.waiting():
            self.put(*say)
        self.pass_time(wait)
        self.slack.faults = list(faults)
        self.databases[number].deaths = list(deaths)
        if pause:
            self.during_render = lambda: self.fall_asleep(pause)
        self.step_one(number)
        self.slack.faults = []
        self.databases[number].deaths = []
        self.during_render = lambda: None

    def step_one(self, number: int) -> bool:
        self.busy += 1
        try:
            return self.deliveries[number].step()
        except Killed:
            return True  # another process starts in its place, with nothing but the database
        finally:
            self.busy -= 1

    def step_another(self) -> None:
        """While one waits, another works."""
        if self.busy < len(SKEWS):
            self.step_one(self.busy)

    def fall_asleep(self, seconds: float) -> None:
        self.clock.seconds += seconds
        self.step_another()

    def waiting(self) -> bool:
        with self.databases[0].read() as tx:
            return State.WAITING in outbox.waiting_and_failed(tx, TEAM).counts

    # In the end ---------------------------------------------------------------------------------------------

    def teardown(self) -> None:
        if not hasattr(self, "closing"):
            return
        with self.closing:
            self.finish()
            self.check()

    def finish(self) -> None:
        """Nothing goes wrong any more: everything gets said."""
        for _ in range(2000):
            if not any(self.step_one(number) for number in range(len(SKEWS))):
                if not self.waiting():
                    self.pass_time(60)  # what is still on its way to Slack arrives
                    return
                self.pass_time(3)
        raise AssertionError("it never comes to an end")

    def check(self) -> None:
        with self.databases[0].read() as tx:
            problems = outbox.waiting_and_failed(tx, TEAM, limit=1000)
        assert State.FAILED not in problems.counts
        if not self.was_unreadable:
            assert problems.counts == {}
        for channel, key, kind in self.puts:
            texts = [said.text for said in self.slack.said if said.key == key]
            if self.was_unreadable and kind == "late":
                assert len(texts) <= 1, f"{key}: rather late than twice"
            elif self.was_unreadable:
                assert len(texts) >= 1, f"{key}: rather twice than never"
            else:
                value = self.values[key]
                assert texts == ([] if value is None else [value]), key
                assert all(said.recipient == channel for said in self.slack.said if said.key == key)
        if not self.was_unreadable:
            self.check_order()

    def check_order(self) -> None:
        for channel in CHANNELS:
            posted = list(dict.fromkeys(key for where, key in self.slack.order if where == channel))
            messages = [key for key in posted if key.startswith("message")]
            assert messages == [
                key for where, key, _ in self.puts if where == channel and key.startswith("message")
            ]


@pytest.mark.parametrize("backend", BACKENDS)
def test_once_means_once(backend: str, fresh_database: Callable[[str], AbstractContextManager[str]]) -> None:
    class Machine(DeliveryMachine):
        @classmethod
        def fresh_url(cls) -> AbstractContextManager[str]:
            return fresh_database(backend)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=60 if backend == "sqlite" else 20,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.reuse, Phase.generate],
        ),
    )
