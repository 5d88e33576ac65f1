"""One attempt to say one row: look for it if in doubt, render it, then post, edit or take away."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import structlog

from bot.delivery.policy import Policy
from bot.delivery.problems import GONE, SHAPE, SHUT_OUT, Refused
from bot.delivery.rendering import plainer_and_plainer, render
from bot.delivery.sender import Payload, Slack, Unreadable
from bot.kit.message import File, Message
from rituals.registry import Doubt, MessageKind
from rituals.services import Services
from storage import workspaces
from storage.outbox import Claimed, Standing

log = structlog.get_logger()

UNPOSTABLE = (SHUT_OUT - {"missing_scope"}) | {"not_in_channel", "channel_not_found"}
"""Errors of a look that a post would meet as well: no reason to settle the doubt by policy."""


ATTACHING = 4
"""Calls that it takes to send a file: open the conversation, ask for an address, upload, complete."""


class MustWait(Exception):
    """It may have been posted, that can't be found out, and the kind is rather late than twice."""


class NotNow(Exception):
    """Its recipient wants to be left alone for `wait`."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"its recipient wants to be left alone for {wait}")
        self.wait = wait


class InBundle(Exception):
    """Its recipient wants it in the one message of a `day`, which comes after `wait`."""

    def __init__(self, day: date, wait: timedelta) -> None:
        super().__init__(f"its recipient wants it in the bundle of {day}")
        self.day = day
        self.wait = wait


class LeaseOver(Exception):
    """Too little of the lease is left to send in."""


class Saying:
    """One attempt. `run` raises a SlackProblem, MustWait, NotNow, InBundle, LeaseOver, or what the renderer raises.

    `unresolved` tells at any time, also after an error, whether it may have done something that nobody wrote down.
    """

    def __init__(
        self,
        row: Claimed,
        kind: MessageKind,
        slack: Slack,
        services: Services,
        clock: Callable[[], datetime],
        policy: Policy,
    ) -> None:
        self.row = row
        self.kind = kind
        self.standing = row.standing
        self.unresolved = row.in_doubt
        self._slack = slack
        self._services = services
        self._clock = clock
        self._policy = policy

    def run(self) -> Standing | None:
        """Where the message stands now; None if nothing stands there, as it should be, and for a Home.

        What is said within a bundle stands nowhere by itself, until somebody opens it: then it goes under the bundle.
        """
        if self.kind.home:
            self._publish()
            return None
        if self.unresolved and self.standing is None:
            self._look()
        rendered = render(self._services, self.kind, self.row)
        if rendered.message is None:
            self._take_away()
            return None
        if self.standing is None:  # what stands there already is kept true all the same
            if not rendered.wanted or (self.row.bundle and not self.row.under):
                return None
            if rendered.day:
                raise InBundle(rendered.day, rendered.wait)
            if rendered.wait:
                raise NotNow(rendered.wait)
        return self._show(rendered.message)

    def _publish(self) -> None:
        rendered = render(self._services, self.kind, self.row)
        if rendered.message is not None and rendered.wanted:
            self._need_time()
            self._slack.publish(self.row.recipient, rendered.message.blocks)

    def _look(self) -> None:
        row = self.row
        with self._services.read() as tx:
            home = workspaces.get(tx, row.workspace)
        since = row.maybe_since - timedelta(seconds=self._policy.look_margin)
        author = home.bot_user if home else None
        try:
            self.standing = self._slack.look(row.recipient, row.unique_key, since, row.thread, author)
        except (Refused, Unreadable) as problem:
            if isinstance(problem, Refused) and problem.code in UNPOSTABLE:
                raise
            log.warning(
                "in_doubt", row=row.seq, kind=row.kind, why=str(problem), policy=self.kind.doubt.value
            )
            if self.kind.doubt is Doubt.RATHER_LATE:
                raise MustWait(f"may have been posted, can't look: {problem}") from problem
            return
        # What was found is known for sure only once it is written down.
        self.unresolved = self.standing is not None

    def _show(self, message: Message) -> Standing | None:
        if message.file is None:
            return self._say(message)
        return self.standing or self._attach(message.text, message.file)

    def _attach(self, text: str, file: File) -> Standing | None:
        """Where a file stands is not known, nor needed: it is not edited."""
        self._need_time(ATTACHING)
        try:
            self._slack.attach(self.row.recipient, text, file, self.row.unique_key, self.row.thread)
        except Refused as problem:
            if not problem.no_files:
                raise
            log.warning("file_refused", row=self.row.seq, kind=self.row.kind, why=str(problem))
            return self._send(Payload(file.refused))
        return None

    def _say(self, message: Message) -> Standing:
        refused: Refused | None = None
        for payload in plainer_and_plainer(message):
            try:
                return self._send(payload)
            except Refused as problem:
                if problem.code not in SHAPE:
                    raise
                log.warning("shape_refused", row=self.row.seq, kind=self.row.kind, why=str(problem))
                refused = refused or problem
        raise refused or Refused("no_text")

    def _send(self, payload: Payload) -> Standing:
        self._need_time()
        if self.standing is None:
            return self._slack.post(self.row.recipient, payload, self.row.unique_key, self.row.thread)
        self._slack.update(self.standing, payload, self.row.unique_key)
        return self.standing

    def _take_away(self) -> None:
        if self.standing is None:
            return
        self._need_time()
        try:
            self._slack.delete(self.standing)
        except Refused as problem:
            if problem.code not in GONE:
                raise

    def _need_time(self, calls: int = 1) -> None:
        # What is sent in the last moments of the lease could arrive after somebody else has looked for it.
        needed = timedelta(seconds=calls * self._policy.http_seconds + self._policy.settled)
        if self._clock() + needed > self.row.leased_until:
            raise LeaseOver("the lease was over before it could be sent")
