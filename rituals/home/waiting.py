"""What waits for somebody: votes, decisions, surveys, what they show at a demo, demos that they host and nobody presents in.

Each is one query, or two. Who has answered a survey or voted without a name finds it gone when they open their Home anew:
a Home that is written because they did would tell when.
"""

from datetime import timedelta

from rituals.home.sight import Sight
from rituals.launches.seeing import todo
from rituals.messages.demos.records import Meeting
from rituals.messages.home.records import Some
from rituals.messages.launches import Todo
from rituals.messages.polls import Outcome
from rituals.polls.seeing import outcomes
from storage import demos, launch_decisions, polls, surveys
from storage.demos import Demo, Slot
from storage.launch_decisions import Decision
from storage.launches import Launch
from storage.polls import Poll
from storage.surveys import Survey

TASKS_SHOWN = 5
SHOWN = 3
TO_BE_FILLED = timedelta(days=14)
"""A session that is further away has time to find its presenters."""


def tasks(sight: Sight) -> Todo:
    return todo(sight.tx, sight.home, sight.person.id, TASKS_SHOWN, sight.now)


def votes(sight: Sight) -> Some[Poll]:
    return Some(*polls.to_vote(sight.tx, sight.home.id, sight.person.id, SHOWN))


def decisions(sight: Sight) -> Some[Outcome]:
    """Closed polls of theirs that wait for what comes of them."""
    found, count = polls.to_decide(sight.tx, sight.home.id, sight.person.id, SHOWN)
    return Some(outcomes(sight.tx, sight.home, found), count)


def rounds(sight: Sight) -> Some[tuple[Decision, Launch]]:
    """Go or no-go: where their vote is missing, and what they are to decide."""
    return Some(*launch_decisions.due_from(sight.tx, sight.home.id, sight.person.id, SHOWN))


def surveys_open(sight: Sight) -> Some[Survey]:
    return Some(*surveys.to_answer(sight.tx, sight.home.id, sight.person.id, sight.now, SHOWN))


def slots(sight: Sight) -> Some[Slot]:
    """What they show at sessions to come."""
    return Some(*demos.presented_by(sight.tx, sight.home.id, sight.person.id, sight.now, SHOWN))


def to_fill(sight: Sight) -> Some[Demo]:
    """Demos of theirs that nobody presents in."""
    until = sight.now + TO_BE_FILLED
    return Some(
        *demos.to_fill(sight.tx, sight.home.id, Meeting.DEMO, sight.person.id, sight.now, until, SHOWN)
    )
