"""What came of an act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.playground.acts.transport import Request
from bot.playground.world import Ephemeral, Json, Message, View


class Impossible(ValueError):
    """Nobody could do this in Slack: the button is not there, the option not offered, the view closed."""


@dataclass(frozen=True)
class Outcome:
    """What the person has before them after an act.

    `error` is Slack's word for an answer that did not come or was no good (`dispatch_failed`, `operation_timeout`,
    `invalid_response` ...). `errors` stand beside inputs by block id, `view` is the modal in front, `ephemeral` or
    `message` what the app answered in the acknowledgement, `options` what it suggested, `status` its HTTP status.
    """

    error: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    ephemeral: Ephemeral | None = None
    message: Message | None = None
    view: View | None = None
    options: Sequence[Json] = ()
    status: int | None = None
    request: Request | None = None

    @property
    def ok(self) -> bool:
        return self.error is None and not self.errors
