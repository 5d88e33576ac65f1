"""What the looks of surveys are made of, and the names of their buttons and forms."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from rituals.surveys.scoring import Score
from storage.ambassadors import Ambassador
from storage.surveys import Survey

NEW = "surveys.new"
OPEN = "surveys.open"
LIST = "surveys.list"
EDIT = "surveys.edit"
SEND = "surveys.send"
DELETE = "surveys.delete"
STOP = "surveys.stop"
END = "surveys.end"
ANSWER = "surveys.answer"
BE_AMBASSADOR = "surveys.be_ambassador"
NO_AMBASSADOR = "surveys.no_ambassador"
STEP_BACK = "surveys.step_back"
NEVER = "surveys.never"
ASK_AGAIN = "surveys.ask_again"

PAGE = "surveys.page"
FORM = "surveys.form"
ANSWER_FORM = "surveys.answer_form"


@dataclass(frozen=True)
class Theme:
    """What several comments speak of: its telling words, and how many comments."""

    words: Sequence[str]
    count: int


@dataclass(frozen=True)
class Counted:
    """What came out. `score` is None where too few answered for anything to be shown.

    `sides`: by side of the house, those that may be shown.
    """

    answers: int
    asked: int
    score: Score | None
    sides: Mapping[str, Score] = field(default_factory=dict)
    themes: Sequence[Theme] = ()

    def written(self) -> dict[str, Any]:
        """As the survey's row keeps it."""
        return {
            "answers": self.answers,
            "asked": self.asked,
            "score": asdict(self.score) if self.score else None,
            "sides": {side: asdict(score) for side, score in self.sides.items()},
            "themes": [{"words": list(theme.words), "count": theme.count} for theme in self.themes],
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        score = Score(**stored["score"]) if stored["score"] else None
        sides = {side: Score(**found) for side, found in stored["sides"].items()}
        return cls(
            stored["answers"], stored["asked"], score, sides, [Theme(**one) for one in stored["themes"]]
        )


@dataclass(frozen=True)
class Seen:
    """A survey as all may see it: before it is closed, nothing of what was answered."""

    survey: Survey
    asked: int
    voted: int  # shown by no more than `shown_progress` tells
    counted: Counted | None
    before: tuple[Survey, Score] | None  # the last one about the same thing that has a score
    owner: str  # their name


@dataclass(frozen=True)
class Page:
    """A survey as one person sees it. `ambassadors` are named to those who may ask surveys."""

    seen: Seen
    steers: bool
    again: bool  # it will be asked again
    ambassadors: Sequence[str] = ()


@dataclass(frozen=True)
class Asked:
    """A survey for somebody whom it asks."""

    seen: Seen
    answered: bool
    ambassador: bool


@dataclass(frozen=True)
class Listed:
    """The surveys that somebody sees, and what they said of being asked themselves."""

    surveys: Sequence[Survey]
    asks: bool  # may ask surveys
    never: bool  # does not want to be asked
    ambassador_of: Sequence[Ambassador]
