"""One step of delivery: claim a row, say it, record what came of it."""

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import structlog

from bot.delivery.policy import Policy
from bot.delivery.problems import GONE, SHUT_OUT, Limited, NotSent, Refused, SlackProblem
from bot.delivery.saying import InBundle, LeaseOver, MustWait, NotNow, Saying
from bot.delivery.sender import Slack
from rituals import bundle
from rituals.registry import Doubt, MessageKind
from rituals.services import Services, SlackUnavailable
from rituals.setup import JOIN_CHANNEL
from storage import jobs, outbox
from storage.database import Database, Transaction
from storage.leases import State, retry_seconds
from storage.outbox import WHOLE_WORKSPACE, Claimed, Standing

log = structlog.get_logger()

Record = Callable[[Transaction], bool]
"""Writes down what came of a row; False if its lease was over and somebody else has it."""


class Delivery:
    """Says what is in the outbox. `kinds` are the message kinds by name, `clock` is real time."""

    def __init__(
        self,
        database: Database,
        kinds: Mapping[str, MessageKind],
        slack: Slack,
        services: Services,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        policy: Policy | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._kinds = kinds
        self._slack = slack
        self._services = services
        self._clock = clock
        self._policy = policy or Policy()
        self._jitter = jitter

    def step(self) -> bool:
        """Say the next message that may go. False if there was none.

        Raises what a renderer raises, once the row is put off, and what the database raises.
        """
        policy = self._policy
        with self._database.write() as tx:
            row = outbox.claim(
                tx,
                self._clock(),
                policy.lease_seconds,
                channel_gap=policy.channel_gap,
                workspace_gap=policy.workspace_gap,
            )
        if row is None:
            return False
        kind = self._kinds.get(row.kind)
        if kind is None:
            self._write(row, self._failed(row, f"no such kind of message: {row.kind}"))
        elif row.under and row.thread is None:
            self._write(row, self._without_thread(row))
        else:
            self._say(Saying(row, kind, self._slack, self._services, self._clock, policy))
        return True

    def _say(self, saying: Saying) -> None:
        row = saying.row
        try:
            standing = saying.run()
            record = self._shown(saying, standing)
        except MustWait as wait:
            record = self._held(row, str(wait))
        except NotNow as quiet:
            record = self._put_off(row, quiet.wait)
        except InBundle as bundled:
            record = self._bundled(row, bundled)
        except LeaseOver as over:
            record = self._again(saying, str(over))
        except SlackProblem as problem:
            record = self._after(saying, problem)
        except Exception as error:
            # A renderer that breaks on one row must not keep the next ones from being said.
            self._write(row, self._again(saying, type(error).__name__))
            raise
        self._write(row, record)

    def _write(self, row: Claimed, record: Record) -> None:
        with self._database.write() as tx:
            kept = record(tx)
        if not kept:
            log.warning("lease_over", row=row.seq, kind=row.kind)

    # What comes of a problem ------------------------------------------------------------------------------------

    def _after(self, saying: Saying, problem: SlackProblem) -> Record:
        row, policy = saying.row, self._policy
        log.warning("not_said", row=row.seq, kind=row.kind, why=str(problem), attempt=row.attempts)
        match problem:
            case Limited():
                # Slack does not tell whether it was too fast for the channel or for the workspace.
                pause = policy.unstated_limit if problem.seconds is None else problem.seconds
                return self._paused(saying, problem, pause, row.recipient, WHOLE_WORKSPACE)
            case NotSent():
                return self._paused(saying, problem, policy.unreachable_pause, WHOLE_WORKSPACE)
            case Refused():
                return self._refused(saying, problem)
            case _:
                saying.unresolved = True
                return self._again(saying, str(problem), at_least=policy.settled)

    def _refused(self, saying: Saying, problem: Refused) -> Record:
        row = saying.row
        if problem.code in SHUT_OUT:
            return self._paused(saying, problem, self._policy.workspace_pause, WHOLE_WORKSPACE)
        if problem.code == "not_in_channel":
            return self._join(saying)
        # An earlier attempt of ours may have taken it away; else somebody did, and may not want it back.
        if problem.code in GONE and (saying.unresolved or saying.kind.doubt is Doubt.RATHER_TWICE):
            return lambda tx: outbox.post_anew(tx, row, str(problem))
        return self._failed(row, str(problem), surely_not_posted=not saying.unresolved)

    def _join(self, saying: Saying) -> Record:
        """A public channel is joined by a job, and the message tried again; anything else needs a person."""
        row, surely_not = saying.row, not saying.unresolved
        try:
            place = self._services.directory.channel(row.recipient)
        except SlackUnavailable:
            return self._again(saying, "not_in_channel")
        if place is None:
            return self._failed(row, "channel_not_found", surely_not_posted=surely_not)
        if place.is_archived:
            return self._failed(row, "is_archived", surely_not_posted=surely_not)
        if place.is_private:
            return self._failed(row, "not_in_channel (private)", surely_not_posted=surely_not)
        again = self._again(saying, "not_in_channel")

        def record(tx: Transaction) -> bool:
            if not again(tx):
                return False
            jobs.put(
                tx,
                row.workspace,
                kind=JOIN_CHANNEL,
                facts={"channel": row.recipient},
                unique_key=f"{JOIN_CHANNEL}:{row.lease}",
                now=self._services.now(),
            )
            return True

        return record

    def _without_thread(self, row: Claimed) -> Record:
        """A reply shares the fate of the message that it goes under."""
        match row.thread_state:
            case State.DONE:  # muted, or nothing to show
                return lambda tx: outbox.mark_shown(tx, row, None, self._clock())
            case State.HELD:
                return self._held(row, "the message that it goes under is held")
            case State.FAILED:
                return self._failed(row, "the message that it goes under failed")
            case _:
                return self._failed(row, "the message that it goes under is gone")

    # Records ----------------------------------------------------------------------------------------------------

    def _shown(self, saying: Saying, standing: Standing | None) -> Record:
        """It stands there; the first time, what its kind has follow is asked for in the same breath."""
        row, follows = saying.row, saying.kind.then

        def record(tx: Transaction) -> bool:
            if not outbox.mark_shown(tx, row, standing, self._clock()):
                return False
            if row.bundle:
                outbox.show_bundle(tx, row.workspace, row.bundle)
            if follows and standing and standing != row.standing:
                jobs.put(
                    tx,
                    row.workspace,
                    kind=follows,
                    facts=dict(row.facts) | {"channel": standing.channel, "ts": standing.ts},
                    unique_key=f"{follows}:{standing.channel}:{standing.ts}",
                    now=self._services.now(),
                )
            return True

        return record

    def _put_off(self, row: Claimed, wait: timedelta) -> Record:
        """It goes when its recipient may be spoken to again; others pass meanwhile, and no attempt is counted."""
        at = self._clock() + wait
        return lambda tx: outbox.release_later(
            tx, row, not_before=at, error="", surely_not_posted=True, counted=False
        )

    def _bundled(self, row: Claimed, bundled: InBundle) -> Record:
        """It is said within the one message of that day: both are written down in the same breath."""
        at, day = self._clock() + bundled.wait, bundled.day
        return lambda tx: outbox.put_into(
            tx,
            row,
            kind=bundle.KIND,
            unique_key=bundle.key(row.recipient, day),
            facts=bundle.facts(day),
            not_before=at,
            now=self._services.now(),
            real_now=self._clock(),
        )

    def _paused(self, saying: Saying, problem: SlackProblem, seconds: float, *recipients: str) -> Record:
        """No message's fault: those recipients are not spoken to for so long, and no attempt is counted."""
        again, until = self._at_once_again(saying, str(problem)), self._clock() + timedelta(seconds=seconds)

        def record(tx: Transaction) -> bool:
            for recipient in sorted(recipients):
                outbox.slow_down(tx, saying.row.workspace, recipient, until)
            return again(tx)

        return record

    def _at_once_again(self, saying: Saying, error: str) -> Record:
        return lambda tx: outbox.release_later(
            tx,
            saying.row,
            not_before=None,
            error=error,
            surely_not_posted=not saying.unresolved,
            counted=False,
        )

    def _again(self, saying: Saying, error: str, at_least: float = 0) -> Record:
        row, policy = saying.row, self._policy
        if row.attempts >= policy.attempts:
            return self._failed(row, error)
        pause = retry_seconds(row.attempts, policy.first_retry, policy.longest_retry, self._jitter())
        at = self._clock() + timedelta(seconds=max(pause, at_least))
        return lambda tx: outbox.release_later(
            tx, row, not_before=at, error=error, surely_not_posted=not saying.unresolved
        )

    def _failed(self, row: Claimed, error: str, *, surely_not_posted: bool = False) -> Record:
        log.error("message_failed", row=row.seq, kind=row.kind, why=error)
        return lambda tx: outbox.fail(tx, row, error, surely_not_posted=surely_not_posted)

    def _held(self, row: Claimed, error: str) -> Record:
        log.error("message_held", row=row.seq, kind=row.kind, why=error)
        return lambda tx: outbox.hold(tx, row, error)
