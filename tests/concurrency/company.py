"""Three processes on one database and one playground: who starts them, kills them, and counts what was said."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlalchemy import select

from bot.delivery import Delivery, WebSlack
from bot.playground.server import Server
from bot.playground.world import Channel, World
from bot.slack import Clients
from rituals import running
from storage import outbox, workspaces
from storage.database import Database
from storage.leases import State
from storage.tables import outbox as outbox_table
from storage.tables import runs as runs_table
from tests.bot.delivering import TEAM, know_workspace, note, services_for
from tests.concurrency.forking import forking
from tests.concurrency.process import (
    BEGINNING,
    CARD,
    CHANNELS,
    DIGEST_CHANNEL,
    POLICY,
    RITUAL,
    Plan,
    change_card,
    live,
    now,
    put,
)

PROCESSES = 3
DEADLINE = 120.0
PUTS = 12
RUNS = 3  # the ritual is due several times


class Company:
    """The processes, their database, and the Slack that they share."""

    def __init__(self, world: World, api_url: str, database_url: str, accepted: Path) -> None:
        self.world = world
        self.database = Database(database_url)
        self._accepted = accepted
        self._plan = Plan("parent", database_url, api_url, world.token, time.time(), accepted, PUTS)
        self._lives = 0
        self.processes: list[ForkServerProcess] = []
        know_workspace(self.database, BEGINNING, bot_user=world.bot_user)
        with self.database.write() as tx:
            home = workspaces.get(tx, TEAM)
            assert home
            running.ensure(tx, home, RITUAL, DIGEST_CHANNEL, BEGINNING)

    # Life and death -----------------------------------------------------------------------------------------

    def start(self, death: tuple[str, str] | None = None) -> ForkServerProcess:
        self._lives += 1
        plan = Plan(**{**self._plan.__dict__, "name": f"life {self._lives}", "death": death})
        process = forking.Process(target=live, args=(plan,), daemon=True)
        process.start()
        self.processes.append(process)
        return process

    def kill(self, process: ForkServerProcess) -> None:
        """`kill -9`"""
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()

    def end(self) -> None:
        """Tell all to finish what is in hand and end; those that do not are killed."""
        for process in self.processes:
            if process.is_alive():
                process.terminate()
        for process in self.processes:
            process.join(15)
            if process.is_alive():
                self.kill(process)

    def feed(self) -> None:
        """Something more to say, so that who is to die while saying it gets there."""
        self._lives += 1
        put(self.database, self._plan, f"life {self._lives}:0")
        change_card(self.database, "card 1")

    def until(self, reached: Callable[[], bool], meanwhile: Callable[[], object] = lambda: None) -> None:
        """Wait for a condition, looking again whenever something changed in Slack. Fails at the deadline."""
        deadline = time.monotonic() + DEADLINE
        while not reached():
            assert time.monotonic() < deadline, f"still {self.waiting()} messages waiting"
            version = self.world.version
            meanwhile()
            self.world.wait_for_change(version, 0.05)

    def waiting(self) -> int:
        with self.database.read() as tx:
            return outbox.waiting_and_failed(tx, TEAM).counts.get(State.WAITING, 0)

    def deliver_the_rest(self) -> None:
        """One more process, which nothing befalls."""
        clients = Clients(self.world.token, self._plan.api_url)
        services = services_for(self.database, lambda: now(self._plan))
        kinds = {kind.name: kind for kind in (note(), CARD, *running.message_kinds(RITUAL))}
        delivery = Delivery(self.database, kinds, WebSlack(clients.patient(1)), services, policy=POLICY)
        self.until(lambda: not self.waiting(), delivery.step)

    # What was said ------------------------------------------------------------------------------------------

    def said(self) -> Counter[str]:
        """How often each key stands in Slack."""
        return Counter(
            message.metadata["event_payload"]["key"]
            for channel in (*CHANNELS, DIGEST_CHANNEL)
            for message in self.world.messages(channel)
            if message.metadata and not message.deleted
        )

    def said_runs(self) -> int:
        """How often the ritual was heard."""
        return len(self.world.messages(DIGEST_CHANNEL))

    def check(self) -> None:
        """Each thing put is said once, cards show their newest state, and each process's messages are in order."""
        with self.database.read() as tx:
            rows = tx.execute(select(outbox_table)).mappings().all()
            said_runs = list(tx.scalars(select(runs_table.c.id).order_by(runs_table.c.due_at)))
        assert {row["state"] for row in rows} == {State.DONE}
        assert self.said() == {row["unique_key"]: 1 for row in rows}
        assert set(self._accepted.read_text().split("\n")) - {""} <= {row["unique_key"] for row in rows}
        for row in rows:
            if row["kind"] == "card":
                message = self.world.message(row["channel_id"], row["ts"])
                assert message
                assert message.text == f"{row['unique_key']} changed {row['wanted']} times"
        assert {row["unique_key"] for row in rows if row["kind"] == RITUAL.name} == {
            f"run:{run}" for run in said_runs
        }
        assert len(said_runs) >= RUNS
        self.check_order()

    def check_order(self) -> None:
        for channel in CHANNELS:
            texts = [message.text for message in self.world.messages(channel)]
            lives: dict[str, list[int]] = {}
            for text in texts:
                if text.startswith("life"):
                    life, _, number = text.removesuffix(" (en)").rpartition(":")
                    lives.setdefault(life, []).append(int(number))
            assert all(numbers == sorted(numbers) for numbers in lives.values()), (channel, texts)


@contextmanager
def open_company(database_url: str, folder: Path) -> Iterator[Company]:
    world = World(
        [],
        [
            Channel(id=channel, name=channel.lower(), members=frozenset({"U0BOT"}))
            for channel in (*CHANNELS, DIGEST_CHANNEL)
        ],
        clock=lambda: datetime.now(UTC),
        team=TEAM,
    )
    accepted = folder / "accepted"
    accepted.touch()
    with Server(world) as server:
        company = Company(world, server.api_url, database_url, accepted)
        try:
            yield company
        finally:
            company.end()
            company.database.close()
