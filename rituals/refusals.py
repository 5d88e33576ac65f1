"""Refusals: each has a name, and a text key by which a person is told what happened and what to do."""

from collections.abc import Sequence


class Refusal(Exception):
    """Something a person asked for that can't be done. `key` names the text, `values` fill it."""

    key = ""

    def __init__(self, **values: object) -> None:
        super().__init__(self.key)
        self.values = values


class NotAllowed(Refusal):
    """The person may not. Who can: those with one of these roles, and those with one of these bonds to the thing."""

    key = "refusals.not_allowed"

    def __init__(self, roles: Sequence[str], bonds: Sequence[str] = ()) -> None:
        super().__init__()
        self.roles = tuple(roles)
        self.bonds = tuple(bonds)


class NotFound(Refusal):
    key = "refusals.not_found"


class NoSuchSignal(Refusal):
    """A reference that no signal has."""

    key = "refusals.no_such_signal"


class NotAMessage(Refusal):
    """What the bot wrote itself is nothing to save."""

    key = "refusals.not_a_message"


class NotReady(Refusal):
    """A draft that does not say yet what changed."""

    key = "refusals.not_ready"


class NotThere(Refusal):
    """Something is not in the state that this person saw any more."""

    key = "refusals.not_there"


class TooLateToUndo(Refusal):
    key = "refusals.too_late_to_undo"


class AlreadyUndone(Refusal):
    key = "refusals.already_undone"


class DecidedMeanwhile(Refusal):
    """Somebody else decided on the signal after this person saw it."""

    key = "refusals.decided_meanwhile"


class FieldErrors(Exception):
    """A form can't be kept as it is: a text key by field; `values` fill the texts."""

    def __init__(self, errors: dict[str, str], **values: object) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors
        self.values = values
