"""Sending a survey: who is asked is found out as work, then each is asked in private.

Left out are those who may not answer (bots, guests, people of other companies, who has left), who want no surveys, and who
was asked by another one in the last thirty days. Fewer than five are not asked: nothing of what they say could be shown.
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.kit.times import due_instant
from rituals.asking.audience import RETRY_SECONDS, CantAsk, come_in, users_of
from rituals.asking.privacy import FEWEST
from rituals.home.fresh import freshen
from rituals.messages.surveys import Page
from rituals.permissions import Act, enter, may, workspace_of
from rituals.refusals import NotThere
from rituals.registry import Again, JobKind
from rituals.services import CantRead, Facts, Person, Services, SlackUnavailable, user_of
from rituals.surveys.drafting import steered
from rituals.surveys.planning import ASKED_EVERY, plan
from rituals.surveys.saying import ask, history, tell_not_sent
from rituals.surveys.seeing import page_of, survey_in, wants_none
from rituals.working_days import working_days
from storage import ballots, jobs, surveys
from storage.database import Transaction
from storage.surveys import State, Survey, Timing
from storage.workspaces import Workspace

OPEN = "open_survey"


def send(services: Services, by: Person, survey_id: str, revision: int) -> Page:
    """Have a draft sent as this person saw it. Raises NotFound, NotAllowed, or NotThere where it changed meanwhile."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        survey = steered(tx, home, by, survey_id)
        if survey.revision != revision or survey.state != State.DRAFT:
            raise NotThere
        if survey.timing == Timing.AFTER and survey.before_id is None:
            surveys.turn(tx, home.id, survey.id, State.DRAFT, State.PLANNED)
        else:
            start(tx, home, survey, State.DRAFT, now)
        history(tx, home, survey.id, "sent", by, now)
        return page_of(tx, home, by, survey_in(tx, home, by, survey_id))


def start(tx: Transaction, home: Workspace, survey: Survey, of: State, now: datetime) -> bool:
    """Have people asked. False for a survey that is not in that state any more."""
    if not surveys.turn(tx, home.id, survey.id, of, State.OPENING, revision=survey.revision + 1):
        return False
    # The revision tells one attempt from the next, after one that came to nothing.
    key = f"{OPEN}:{survey.id}:{survey.revision}"
    jobs.put(tx, home.id, kind=OPEN, facts={"survey": survey.id}, unique_key=key, now=now)
    return True


def _open(services: Services, workspace: str, facts: Facts) -> None:
    with services.read() as tx:
        home = workspace_of(tx, workspace)
        survey = surveys.get(tx, workspace, facts["survey"])
    if survey is None or survey.state != State.OPENING:
        return
    try:
        come_in(services, survey.channel_id)
        audience = _audience(services, home, survey)
    except SlackUnavailable as error:
        raise Again(error.seconds or RETRY_SECONDS, str(error)) from error
    except CantAsk as problem:
        with services.write() as tx:
            _give_back(tx, home, survey, services.now(), problem.why)
        return
    _begin(services, home, survey, audience)


def _audience(services: Services, home: Workspace, survey: Survey) -> list[Person]:
    """Everybody in the audience, whoever they are. Raises SlackUnavailable, or CantAsk."""
    audience = survey.audience
    try:
        if survey.before_id:
            with services.read() as tx:
                users = [user_of(person) for person in ballots.asked(tx, home.id, survey.before_id)]
        else:
            users = users_of(services, audience.channel or "", audience.group, audience.people)
    except CantRead as problem:
        raise CantAsk("group" if audience.group else "members") from problem
    return [services.directory.somebody(home.id, user) for user in users]


def _to_ask(
    tx: Transaction, home: Workspace, survey: Survey, audience: Iterable[Person], now: datetime
) -> list[str]:
    """Those of them who may answer, and have no reason not to be asked."""
    surveys.one_opens(tx, home.id)  # of two that open at once, the second sees whom the first one asks
    lately = surveys.asked_since(tx, home.id, now - ASKED_EVERY, besides=survey.before_id)
    return [
        str(person.id)
        for person in audience
        if may(person, Act.READ, home) and person.id not in lately and not wants_none(tx, home, person.id)
    ]


def _begin(services: Services, home: Workspace, survey: Survey, audience: Iterable[Person]) -> None:
    now = services.now()
    with services.write() as tx:
        asked = _to_ask(tx, home, survey, audience, now)
        if len(asked) < FEWEST:
            _give_back(tx, home, survey, now, "few", len(asked))
            return
        times = _times(home, now, survey.open_days)
        if not surveys.turn(tx, home.id, survey.id, State.OPENING, State.OPEN, **times):
            return
        history(tx, home, survey.id, "opened", None, now)
        ballots.ask(tx, home.id, survey.id, asked)
        ask(tx, home, survey, now)
        freshen(tx, home.id, *asked)
        plan(tx, home, survey, now)


def _times(home: Workspace, now: datetime, days: int) -> dict[str, datetime]:
    """Open for so many working days, with a reminder on the last but one, of a single day at its half."""
    local = now.astimezone(ZoneInfo(home.zone))
    last = working_days(home).add_working_days(local.date(), days)

    def at(day: date) -> datetime:
        return due_instant(day, local.time(), home.zone)

    closes_at = at(last)
    reminds_at = (
        at(working_days(home).add_working_days(last, -1)) if days > 1 else now + (closes_at - now) / 2
    )
    return {"opened_at": now, "closes_at": closes_at, "remind_at": reminds_at}


def _give_back(
    tx: Transaction, home: Workspace, survey: Survey, now: datetime, why: str, left: int = 0
) -> None:
    """It is a draft again, and its owner hears why."""
    if surveys.turn(tx, home.id, survey.id, State.OPENING, State.DRAFT):
        tell_not_sent(tx, home, survey, why, left, now)


JOBS = (JobKind(OPEN, _open),)
