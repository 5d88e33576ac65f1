"""What people do in the story, and when: a weekday and the wall-clock time of the one who does it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.playground.world import Channel, Person

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Event:
    """`at` is like "tue 14:10"."""

    at: str
    who: Person

    def instant(self, monday: date) -> datetime:
        """When it happens in the week of that Monday, in the person's own zone."""
        weekday, clock = self.at.split()
        day = monday + timedelta(days=_WEEKDAYS.index(weekday))
        return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(self.who.tz))


@dataclass(frozen=True)
class Say(Event):
    """A message to a channel; in the thread of the message that holds `under`, if given."""

    channel: Channel
    text: str
    under: str = ""


@dataclass(frozen=True)
class React(Event):
    """An emoji on the newest message of the channel that holds `on`."""

    channel: Channel
    on: str
    emoji: str


@dataclass(frozen=True)
class Command(Event):
    """A slash command, as typed."""

    text: str


@dataclass(frozen=True)
class SetUp(Event):
    """The first day: `/diapason setup`, its form filled in and sent."""


@dataclass(frozen=True)
class GiveRoles(Event):
    """`/diapason roles`: each role to a user group, by its id."""

    groups: Mapping[str, str]


@dataclass(frozen=True)
class Fill(Event):
    """`/signal` without a text, and its form."""

    text: str
    kind: str
    account: str = ""
    themes: str = ""
    importance: str = ""
    competitor: str = ""
    amount: str = ""
    restricted: bool = False


@dataclass(frozen=True)
class Announce(Event):
    """`/release` and its form; `changes` and the other texts are Markdown.

    `goes_out` schedules it, so long after; `review_in` keeps it as a draft and asks that channel for a look.
    """

    name: str
    changes: str
    audience: str = ""
    value: str = ""
    proof: str = ""
    questions: str = ""
    link: str = ""
    goes_out: timedelta | None = None
    review_in: Channel | None = None
    note: str = ""


@dataclass(frozen=True)
class Subscribe(Event):
    """`/digest subscribe` and its form: a digest of one's own, on Mondays at that hour."""

    hour: str


@dataclass(frozen=True)
class Plan(Event):
    """`/roadmap add` and its form, by the item's owner; then the signals behind it, each found by words of it."""

    title: str
    place: str
    signals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Launch(Event):
    """`/launch start` and its forms: days from then on to readiness and market, and who has which role."""

    release: str
    answers: tuple[str, ...]
    ready_in: int
    market_in: int
    roles: tuple[tuple[str, Person], ...]


@dataclass(frozen=True)
class FinishTask(Event):
    """The first of their tasks is done: `/launch mine`, *Open*, *Done*."""


@dataclass(frozen=True)
class OnPlan(Event):
    """Buttons from the plan of the launch on, one after the other; `form`: what goes into the form that the last one opens."""

    buttons: tuple[str, ...]
    form: Mapping[str, str] | None = None


@dataclass(frozen=True)
class OnTask(OnPlan):
    """The same, from the first of their tasks on: `/launch mine`, *Open*."""


@dataclass(frozen=True)
class Ask(Event):
    """`/roadmap poll` and its form, posted in #general: `items` are found by words of their titles, `options` are a line each."""

    question: str
    items: tuple[str, ...] = ()
    options: str = ""
    several: bool = False
    hours: int = 72


@dataclass(frozen=True)
class Vote(Event):
    """The form of the poll that holds `on`: each option is found by words of it."""

    on: str
    options: tuple[str, ...]
    comment: str = ""


@dataclass(frozen=True)
class Survey(Event):
    """`/diapason survey` and its form, about a tool, sent to everybody in #general and open for so many working days."""

    name: str
    days: int


@dataclass(frozen=True)
class Rate(Event):
    """The answer to the survey about `name`, from the private message that asks: 0 to 10, and why."""

    name: str
    mark: int
    why: str = ""


@dataclass(frozen=True)
class OnPoll(OnPlan):
    """Buttons from the poll that holds `on`, as from the plan of the launch."""

    on: str = ""


@dataclass(frozen=True)
class OnDemo(OnPlan):
    """Buttons from the page of the next demo, or of the one that is named, as from the plan of the launch."""

    which: str = ""


@dataclass(frozen=True)
class Area(Event):
    """`/diapason areas` and its form: a part of the product, its owner and its themes."""

    name: str
    owner: Person
    themes: str


@dataclass(frozen=True)
class Acknowledge(Event):
    """*Acknowledge* on the card of the signal that holds `on`."""

    on: str


@dataclass(frozen=True)
class Decide(Event):
    """*Decide* on the card of the signal that holds `on`: planned, shipped, later or declined."""

    on: str
    answer: str
    words: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Answer(Event):
    """*Answer the author* on the card of the signal that holds `on`."""

    on: str
    text: str
