"""What the looks of demos are made of, and the names of their buttons and forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage.demos import Asked, Demo, Question, Rsvp, Topic

NEW = "demos.new"
OPEN = "demos.open"
LIST = "demos.list"
EDIT = "demos.edit"
CANCEL = "demos.cancel"
HOST = "demos.host"
PRESENT = "demos.present"
STEP_BACK = "demos.step_back"
ASK = "demos.ask"
QUESTIONS = "demos.questions"
WANT = "demos.want"
ANSWER = "demos.answer"
AS_SIGNAL = "demos.as_signal"
RSVP = {Rsvp.YES: "demos.rsvp_yes", Rsvp.NO: "demos.rsvp_no", Rsvp.LATER: "demos.rsvp_later"}
HOUR = "demos.question_hour"
LINKS = "demos.links"
NO_LINKS = "demos.no_links"
FEEDBACK = "demos.feedback"
CALENDAR = "demos.calendar"
JOIN = "demos.open_call"
GOOGLE = "demos.open_google"
OUTLOOK = "demos.open_outlook"
FILE = "demos.open_file"
LINKED = (JOIN, GOOGLE, OUTLOOK, FILE)
"""Buttons that the browser opens."""
MEETINGS = "demos.meetings"
SWITCH_ON = "demos.switch_on"
CHANGE = "demos.change"
CHANGE_REMINDERS = "demos.change_reminders"

PAGE = "demos.page"
FORM = "demos.form"
CANCEL_FORM = "demos.cancel_form"
PRESENT_FORM = "demos.present_form"
ASK_FORM = "demos.ask_form"
ANSWER_FORM = "demos.answer_form"
LINKS_FORM = "demos.links_form"
FEEDBACK_FORM = "demos.feedback_form"
CHANGE_FORM = "demos.change_form"
REMINDERS_FORM = "demos.reminders_form"


class Meeting(StrEnum):
    """Meetings that are held again and again. The values are stored, and name their rituals."""

    DEMO = "demo"
    CAMPAIGN = "campaign_feedback"
    PLANNING = "marketing_planning"
    GOALS = "goal_review"
    CUSTOMERS = "customer_session"


@dataclass(frozen=True)
class Coming:
    """Who said what: how many, and of each side of the house how many come, of how many there are.

    `invited`: how many were invited by name, where it is not the channel.
    """

    yes: int
    no: int
    later: int
    invited: int | None
    sides: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Programme:
    """A session with what is shown; `names` are of its host and of who presents."""

    demo: Demo
    topics: Sequence[Topic]
    names: Mapping[str, str]

    @property
    def left(self) -> int:
        """Minutes of the agenda that nobody has taken."""
        return self.demo.minutes - sum(topic.minutes for topic in self.topics)

    def name(self, person: str | None) -> str:
        return self.names.get(person or "", "?")


@dataclass(frozen=True)
class Seen(Programme):
    """A session as all may see it; `names` are also of who asked and answered."""

    questions: Sequence[Question]
    coming: Coming

    @property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if question.state == Asked.OPEN]


@dataclass(frozen=True)
class Page:
    """A session as one person sees it."""

    seen: Seen
    person: str
    own: str | None  # whether they come
    wanted: frozenset[str]  # the questions that they want answered, too
    steers: bool
    rated: tuple[int, float | None]
    remarks: Sequence[str]  # for who steers it


@dataclass(frozen=True)
class Listing:
    """The sessions to come and the last ones, for one person."""

    coming: Sequence[Demo]
    past: Sequence[Demo]
    plans: bool  # may plan one
    steers: bool  # may switch meetings on
    feed: bool  # there is an address from outside
