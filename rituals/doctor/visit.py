"""The doctor's visit: gathers what the rules judge, within the three seconds that Slack gives an answer."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.kit.times import latest_due
from rituals.doctor.facts import ChannelFacts, Findings, Probe, RitualFacts, SlackFacts, WorkspaceFacts
from rituals.doctor.rules import Check, checks
from rituals.permissions import Act, demand, workspace_of
from rituals.running import CHANNEL, schedule_of
from rituals.services import Person, Services, SlackUnavailable
from storage import audit, jobs, machine, outbox, workspaces
from storage import doctor as databases
from storage import rituals as stored
from storage.database import Transaction
from storage.rituals import Ritual
from storage.workspaces import PURPOSES, Channel, Workspace

RUN_MAY_BE_LATE = timedelta(minutes=15)
SLACK_SECONDS = 1.5  # for all that Slack is asked, side by side


@dataclass(frozen=True)
class Doctor:
    """Examines one bot. `scopes` are those that the manifest asks for."""

    services: Services
    probe: Probe
    scopes: frozenset[str]

    def visit(self, by: Person) -> tuple[Check, ...]:
        """Examine an admin's workspace. Raises NotAllowed for others."""
        _admitted(self.services, by)
        return self.examine(by.workspace)

    def retry(self, by: Person, which: str) -> tuple[Check, ...]:
        """Try a failed message or job once more (`Check.retry` names it), and look again.

        Raises NotAllowed.
        """
        _admitted(self.services, by)
        what, _, number = which.partition(":")
        again = outbox.retry if what == "message" else jobs.retry
        with self.services.write() as tx:
            if again(tx, by.workspace, int(number)):
                self._note(tx, by, what, number, "retry")
        return self.examine(by.workspace)

    def settle(self, by: Person, which: str, *, posted: bool) -> tuple[Check, ...]:
        """An admin looked for a held message (`Check.retry` names it): it is there, or is sent now. Then look again.

        Raises NotAllowed.
        """
        _admitted(self.services, by)
        seq = int(which.partition(":")[2])
        with self.services.write() as tx:
            if posted:
                outbox.found_posted(tx, by.workspace, seq, datetime.now(UTC))
            else:
                outbox.retry(tx, by.workspace, seq, surely_not_posted=True)
            self._note(tx, by, "message", str(seq), "is_there" if posted else "not_there")
        return self.examine(by.workspace)

    def _note(self, tx: Transaction, by: Person, kind: str, seq: str, act: str) -> None:
        audit.note(
            tx,
            by.workspace,
            object_kind=kind,
            object_id=seq,
            act=act,
            by=by.id,
            now=self.services.now(),
        )

    def examine(self, workspace: str | None = None) -> tuple[Check, ...]:
        """Examine a workspace, by default the first, or just the machine where there is none yet."""
        real_now, now = datetime.now(UTC), self.services.now()
        database = databases.examine(self.services.database, real_now)
        beat, facts = self._remembered(workspace, now) if database.usable else (None, None)
        slack, channels = self._asked(facts.home if facts else None)
        return checks(
            Findings(
                real_now=real_now,
                now=now,
                slack=slack,
                wanted_scopes=self.scopes,
                database=database,
                beat=beat,
                workspace=facts,
                channels=channels,
            )
        )

    def _remembered(
        self, workspace: str | None, now: datetime
    ) -> tuple[datetime | None, WorkspaceFacts | None]:
        with self.services.read() as tx:
            beat = machine.get(tx, machine.BEAT)
            known = workspace or next(iter(workspaces.ids(tx)), None)
            facts = _of_workspace(tx, known, now) if known else None
        return datetime.fromisoformat(beat) if beat else None, facts

    def _asked(self, home: Workspace | None) -> tuple[SlackFacts | None, list[ChannelFacts]]:
        """Ask Slack about everything side by side; who is not back in time has not answered."""
        chosen = [home.channels[purpose] for purpose in PURPOSES if purpose in home.channels] if home else []
        threads = ThreadPoolExecutor(max_workers=1 + len(PURPOSES), thread_name_prefix="doctor")
        token = threads.submit(self.probe)
        looks = [threads.submit(self._look, channel) for channel in chosen]
        asked: list[Future[Any]] = [token, *looks]
        wait(asked, timeout=SLACK_SECONDS)
        threads.shutdown(wait=False, cancel_futures=True)
        return (
            token.result() if token.done() else None,
            [
                look.result() if look.done() else _silent(channel)
                for look, channel in zip(looks, chosen, strict=True)
            ],
        )

    def _look(self, channel: Channel) -> ChannelFacts:
        try:
            place = self.services.directory.channel(channel.channel_id)
        except SlackUnavailable:
            return _silent(channel)
        return ChannelFacts(channel.purpose, channel.channel_id, place)


def _admitted(services: Services, by: Person) -> None:
    with services.read() as tx:
        demand(by, Act.ADMINISTER, workspace_of(tx, by.workspace))


def _silent(channel: Channel) -> ChannelFacts:
    return ChannelFacts(channel.purpose, channel.channel_id, None, answered=False)


def _of_workspace(tx: Transaction, workspace: str, now: datetime) -> WorkspaceFacts:
    home = workspace_of(tx, workspace)
    return WorkspaceFacts(
        home=home,
        rituals=[_of_ritual(tx, home, ritual, now) for ritual in stored.all_of(tx, workspace)],
        messages=outbox.waiting_and_failed(tx, workspace),
        jobs=jobs.problems(tx, workspace),
    )


def _of_ritual(tx: Transaction, home: Workspace, ritual: Ritual, now: datetime) -> RitualFacts:
    last = stored.last_runs(tx, home.id, ritual.id, 1)
    failures = stored.failures(tx, home.id, ritual.id)
    return RitualFacts(
        name=ritual.kind,
        paused=ritual.paused,
        last=last[0] if last else None,
        failure=failures[-1] if failures else None,
        overdue_since=_overdue_since(tx, home, ritual, now),
    )


def _overdue_since(tx: Transaction, home: Workspace, ritual: Ritual, now: datetime) -> datetime | None:
    occurrence = latest_due(schedule_of(ritual, home), now)
    if occurrence is None or occurrence.due <= ritual.active_since or now - occurrence.due < RUN_MAY_BE_LATE:
        return None
    ran = stored.has_run(tx, home.id, ritual.id, occurrence.period, CHANNEL)
    return None if ran else occurrence.due
