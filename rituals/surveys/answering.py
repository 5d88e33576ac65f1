"""Answering a survey: once, without a name; and, with one, being an ambassador, or never being asked again."""

from collections.abc import Mapping
from dataclasses import replace

from rituals.asking.sides import sides_of
from rituals.messages.surveys import Asked
from rituals.messages.surveys.asking import MARK, WHY
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors, NotFound, Refusal
from rituals.services import Person, Services
from rituals.surveys import closing
from rituals.surveys.scoring import ANSWERS
from rituals.surveys.seeing import ASKED, seen
from rituals.working_days import today
from storage import ambassadors, ballots, preferences, surveys
from storage.ballots import Remark
from storage.database import Transaction
from storage.polls import Closing
from storage.surveys import State
from storage.workspaces import Workspace


class SurveyClosed(Refusal):
    """An answer after the end: `ref`."""

    key = "refusals.survey_closed"


class NotInSurvey(Refusal):
    """Somebody whom a survey does not ask: `ref`."""

    key = "refusals.not_in_survey"


def open_form(services: Services, by: Person, survey_id: str) -> Asked:
    """A survey that somebody is about to answer, or has. Raises NotFound, NotAllowed, NotInSurvey or SurveyClosed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        found = _asked(tx, home, by, survey_id)
    survey = found.seen.survey
    if survey.state != State.OPEN or (survey.closes_at and survey.closes_at <= services.now()):
        raise SurveyClosed(ref=survey.ref)
    return found


def answer(services: Services, by: Person, survey_id: str, values: Mapping[str, str]) -> tuple[Asked, bool]:
    """Answer; False where somebody's answer is in already, and the first one counts.

    One transaction: the survey is held, so that it counts this answer or has refused it. Raises what `open_form` does, and
    FieldErrors.
    """
    mark = next((number for number in range(ANSWERS) if str(number) == values.get(MARK)), None)
    if mark is None:
        raise FieldErrors({MARK: "surveys.error_mark"})
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        found = _asked(tx, home, by, survey_id)
        survey = surveys.hold(tx, home.id, survey_id, now)
        if survey is None:
            raise SurveyClosed(ref=found.seen.survey.ref)
        # Whose answer is in, and the answer: rows that share nothing but this transaction.
        first = ballots.mark(tx, home.id, survey_id, by.id)
        if first:
            side = sides_of(tx, home, [by.id]).get(by.id)
            words = [Remark(None, None, values[WHY])] if WHY in values else []
            ballots.drop_in(tx, home.id, survey_id, {closing.MARK: mark}, side, words)
            turnout = ballots.turnout(tx, home.id, survey_id)
            if turnout.voted >= turnout.asked:
                closing.close(tx, home, survey_id, Closing.EVERYBODY, now)
        return replace(found, answered=True), first


def be_ambassador(services: Services, by: Person, survey_id: str, *, yes: bool) -> Asked:
    """Say yes to being an ambassador of what a survey is about, or take that back. Raises NotFound, NotAllowed or NotInSurvey."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        survey = _asked(tx, home, by, survey_id).seen.survey
        if yes:
            ambassadors.say_yes(tx, home.id, survey.topic, by.id, survey.name, today(home, now))
        else:
            ambassadors.take_back(tx, home.id, survey.topic, by.id)
        return _asked(tx, home, by, survey_id)


def step_back(services: Services, by: Person, topic: str) -> None:
    """Take back that one would be an ambassador of something. Raises NotAllowed."""
    with services.write() as tx:
        ambassadors.take_back(tx, enter(tx, by, Act.READ).id, topic, by.id)


def never_ask(services: Services, by: Person, *, never: bool) -> None:
    """No survey asks them any more, or surveys may again. Raises NotAllowed."""
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        preferences.mute(tx, home.id, by.id, ASKED, never)


def _asked(tx: Transaction, home: Workspace, by: Person, survey_id: str) -> Asked:
    """A survey for somebody whom it asks. Raises NotFound or NotInSurvey."""
    survey = surveys.get(tx, home.id, survey_id)
    if survey is None or survey.opened_at is None:
        raise NotFound
    voted = ballots.has_voted(tx, home.id, survey_id, by.id)
    if voted is None:
        raise NotInSurvey(ref=survey.ref)
    would = any(one.person == by.id for one in ambassadors.of_topic(tx, home.id, survey.topic))
    return Asked(seen(tx, home, survey), voted, would)
