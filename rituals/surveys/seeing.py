"""Seeing surveys: what all may see, and what one person may see and do beside that."""

from rituals.gate import may_be_said
from rituals.messages.surveys.records import Counted, Listed, Page, Seen
from rituals.permissions import Act, demand, enter, may
from rituals.preferences import wishes_of
from rituals.refusals import NotFound
from rituals.services import Person, Services
from rituals.surveys.scoring import Score
from storage import ambassadors, ballots, people, rituals, surveys
from storage.database import Transaction
from storage.surveys import State, Survey
from storage.workspaces import Workspace

LISTED = 15  # of each state
ASKED = "survey_asked"  # the message that asks; who mutes it is asked by no survey


def open_page(services: Services, by: Person, survey_id: str) -> Page:
    """A survey with what this person can do. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        return page_of(tx, home, by, survey_in(tx, home, by, survey_id))


def by_number(services: Services, by: Person, number: int) -> Page | None:
    """The survey N-<number>; None where there is none, or it is not out and somebody else's. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        survey = surveys.by_number(tx, home.id, number)
        return page_of(tx, home, by, survey) if survey and _shown(survey, by, home) else None


def listing(services: Services, by: Person) -> Listed:
    """The newest surveys of each state that somebody may see, and what is their own. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        found = [
            survey
            for states in ((State.OPEN,), (State.DRAFT, State.PLANNED, State.OPENING), (State.CLOSED,))
            for survey in surveys.listed(tx, home.id, states, LISTED)
            if _shown(survey, by, home)
        ]
        own = ambassadors.of_person(tx, home.id, by.id)
        return Listed(found, may(by, Act.ASK_SURVEY, home), wants_none(tx, home, by.id), own)


def wants_none(tx: Transaction, home: Workspace, person: str) -> bool:
    """Whether somebody said that no survey is to ask them."""
    return not may_be_said(ASKED, wishes_of(tx, home.id, person), default_on=True)


def survey_in(tx: Transaction, home: Workspace, by: Person, survey_id: str) -> Survey:
    """A survey that somebody may see. Raises NotFound, or NotAllowed for somebody else's that is not out."""
    survey = surveys.get(tx, home.id, survey_id)
    if survey is None:
        raise NotFound
    if not _shown(survey, by, home):
        demand(by, Act.STEER_SURVEY, home, survey)
    return survey


def page_of(tx: Transaction, home: Workspace, by: Person, survey: Survey) -> Page:
    said_yes = ambassadors.of_topic(tx, home.id, survey.topic) if may(by, Act.ASK_SURVEY, home) else []
    names = people.names(tx, home.id, [one.person for one in said_yes])
    return Page(
        seen(tx, home, survey),
        steers=may(by, Act.STEER_SURVEY, home, survey),
        again=_again(tx, home, survey),
        ambassadors=[names[one.person] for one in said_yes if one.person in names],
    )


def seen(tx: Transaction, home: Workspace, survey: Survey) -> Seen:
    turnout = ballots.turnout(tx, home.id, survey.id)
    return Seen(
        survey,
        turnout.asked,
        turnout.voted,
        Counted.read(survey.result) if survey.result else None,
        _before(tx, home, survey) if survey.result else None,
        people.names(tx, home.id, [survey.owner]).get(survey.owner, "?"),
    )


def _before(tx: Transaction, home: Workspace, survey: Survey) -> tuple[Survey, Score] | None:
    """The last survey about the same thing that came to a score."""
    counted = ((one, Counted.read(one.result)) for one in surveys.earlier(tx, home.id, survey) if one.result)
    return next(((one, found.score) for one, found in counted if found.score), None)


def _again(tx: Transaction, home: Workspace, survey: Survey) -> bool:
    """Whether a ritual asks it again."""
    ritual = rituals.get(tx, home.id, survey.ritual_id) if survey.ritual_id else None
    return ritual is not None and not ritual.paused


def _shown(survey: Survey, by: Person, home: Workspace) -> bool:
    """What is not out yet is seen by those who steer it."""
    return survey.state in (State.OPEN, State.CLOSED) or may(by, Act.STEER_SURVEY, home, survey)
