"""What a vote form holds, as a vote with its reasons; what is wrong with it, beside the input where it can be mended."""

from collections.abc import Mapping, Sequence

from rituals.messages.polls.voting import (
    CHOICE,
    COMMENT,
    place_input,
    points_input,
    reason_input,
    stance_input,
)
from rituals.polls.counting import FOR, HUNDRED, Kind, Problem, check
from rituals.refusals import FieldErrors
from storage.polls import Option, Poll, Vote


def fill(
    poll: Poll, options: Sequence[Option], values: Mapping[str, str], chosen: Sequence[str], person: str
) -> Vote:
    """A vote from a form's single values and what was chosen where several may be. Raises FieldErrors."""
    choices = _choices(poll.kind, options, values, chosen)
    reasons = {
        option.id: words
        for option in options
        if option.id in choices
        and poll.kind == Kind.STANCE
        and (words := values.get(reason_input(option.id)))
    }
    if problem := check(Kind(poll.kind), [option.id for option in options], choices, poll.most):
        first = _first_input(poll.kind, options)
        left = HUNDRED - sum(choices.values())
        key = f"polls.problem_{problem}"
        if problem is Problem.NOT_HUNDRED:
            key = "polls.problem_left" if left > 0 else "polls.problem_over"
        raise FieldErrors({first: key}, number=abs(left), most=poll.most or 0, hundred=HUNDRED)
    silent = [
        option
        for option, stance in choices.items()
        if poll.kind == Kind.STANCE and stance != FOR and option not in reasons
    ]
    if silent:
        raise FieldErrors({reason_input(option): "polls.error_reason" for option in silent})
    return Vote(person, choices, reasons, values.get(COMMENT) if poll.comments else None)


def _choices(
    kind: str, options: Sequence[Option], values: Mapping[str, str], chosen: Sequence[str]
) -> dict[str, int]:
    match kind:
        case Kind.ONE:
            return {values[CHOICE]: 1} if CHOICE in values else {}
        case Kind.SEVERAL:
            return dict.fromkeys(chosen, 1)
        case Kind.POINTS:
            typed = _numbers({option.id: points_input(option.id) for option in options}, values)
            return {option: points for option, points in typed.items() if points}
        case Kind.STANCE:
            return _numbers({option.id: stance_input(option.id) for option in options}, values)
        case _:
            return _places(options, values)


def _numbers(names: Mapping[str, str], values: Mapping[str, str]) -> dict[str, int]:
    """A number by option, where one was typed or chosen. Raises FieldErrors for what is no whole number."""
    found: dict[str, int] = {}
    errors = {}
    for option, name in names.items():
        typed = values.get(name)
        if typed is None:
            continue
        try:
            found[option] = int(typed)
        except ValueError:
            errors[name] = "polls.problem_number"
    if errors:
        raise FieldErrors(errors)
    return found


def _places(options: Sequence[Option], values: Mapping[str, str]) -> dict[str, int]:
    """The place of each option. Raises FieldErrors where one has two."""
    found: dict[str, int] = {}
    for place in range(1, len(options) + 1):
        option = values.get(place_input(place))
        if option is None:
            continue
        if option in found:
            raise FieldErrors({place_input(place): "polls.problem_twice"})
        found[option] = place
    return found


def _first_input(kind: str, options: Sequence[Option]) -> str:
    """Where a problem of the whole ballot is shown."""
    match kind:
        case Kind.POINTS:
            return points_input(options[0].id)
        case Kind.STANCE:
            return stance_input(options[0].id)
        case Kind.RANKING:
            return place_input(1)
        case _:
            return CHOICE
