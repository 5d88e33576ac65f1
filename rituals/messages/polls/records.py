"""What the looks of polls are made of, and the names of their buttons and inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from rituals.polls.counting import Tally
from storage.ballots import Remark, Turnout
from storage.polls import Option, Poll, Vote
from storage.roadmap import Item

NEW = "polls.new"
OPEN = "polls.open"
LIST = "polls.list"
VOTE = "polls.vote"
CHOOSE = "polls.choose"
EDIT = "polls.edit"
POST = "polls.post"
DUPLICATE = "polls.duplicate"
DELETE = "polls.delete"
STOP = "polls.stop"
EXTEND = "polls.extend"
DECIDE = "polls.decide"
EXPORT = "polls.export"
MUTE = "polls.mute"
UNMUTE = "polls.unmute"

PAGE = "polls.page"
FORM = "polls.form"
VOTE_FORM = "polls.vote_form"
EXTEND_FORM = "polls.extend_form"
DECIDE_FORM = "polls.decide_form"

SIDES = ("product", "marketing", "sales")


@dataclass(frozen=True)
class Counted:
    """What came out. `tally` is None where too few answered for anything to be shown.

    `money` is the same count by the yearly revenue behind the voters' accounts, in minor units, where votes have names;
    `sides` by side of the house, those that may be shown.
    """

    answers: int
    asked: int | None  # None where too many are asked to be listed
    tally: Tally | None
    money: Tally | None = None
    sides: Mapping[str, Tally] = field(default_factory=dict)

    def written(self) -> dict[str, Any]:
        """As the poll's row keeps it."""
        return {
            "answers": self.answers,
            "asked": self.asked,
            "tally": self.tally.written() if self.tally else None,
            "money": self.money.written() if self.money else None,
            "sides": {side: tally.written() for side, tally in self.sides.items()},
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        def tally(found: Mapping[str, Any] | None) -> Tally | None:
            return Tally.read(found) if found else None

        sides = {side: Tally.read(found) for side, found in stored["sides"].items()}
        return cls(stored["answers"], stored["asked"], tally(stored["tally"]), tally(stored["money"]), sides)


@dataclass(frozen=True)
class Outcome:
    """A poll with what came out, once it is closed."""

    poll: Poll
    options: Sequence[Option]
    counted: Counted | None

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True)
class Seen(Outcome):
    """A poll as all may see it: before it is closed, nothing of what was voted."""

    items: Mapping[str, Item]  # those that options stand for, as they are now
    turnout: Turnout
    before: tuple[Poll, Tally] | None  # the round before, with our options where they are of the same items
    names: Mapping[str, str]
    currency: str


@dataclass(frozen=True)
class Page:
    """A poll as one person sees it. `voted` is None for who is not asked; `own` is a vote with their name."""

    seen: Seen
    voted: bool | None
    own: Vote | None
    steers: bool
    asks: bool  # may ask polls of their own


@dataclass(frozen=True)
class Said:
    """What was written beside votes, with a name where votes have one."""

    who: str | None
    remark: Remark
