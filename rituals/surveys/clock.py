"""What time asks of surveys: those that wait for a release ask, all who are asked are reminded, a survey is closed."""

from datetime import datetime

import structlog

from rituals.permissions import workspace_of
from rituals.services import Services
from rituals.surveys.closing import close
from rituals.surveys.opening import start
from rituals.surveys.planning import after_release
from rituals.surveys.saying import ask
from storage import surveys
from storage.database import Transaction
from storage.polls import Closing
from storage.surveys import State, Survey
from storage.workspaces import Workspace

log = structlog.get_logger()


def step(services: Services) -> bool:
    """Do what is due. True if something was; a survey that fails keeps no other from going on."""
    now = services.now()
    with services.read() as tx:
        waiting = surveys.due(tx, now) + [
            (workspace, survey) for due, workspace, survey in _planned(tx) if due <= now
        ]
    went_on = [_safely(services, workspace, survey) for workspace, survey in waiting]
    return any(went_on)


def next_due(tx: Transaction) -> datetime | None:
    """When something is due for a survey next."""
    dues = [surveys.next_due(tx), *(due for due, _, _ in _planned(tx))]
    return min((due for due in dues if due), default=None)


def _planned(tx: Transaction) -> list[tuple[datetime, str, str]]:
    """When the surveys ask that wait for some days after their release was announced."""
    return [
        (
            after_release(workspace_of(tx, one.workspace), one.announced_at, one.after_days),
            one.workspace,
            one.survey_id,
        )
        for one in surveys.planned(tx)
    ]


def _safely(services: Services, workspace: str, survey_id: str) -> bool:
    try:
        with services.write() as tx:
            home, survey = workspace_of(tx, workspace), surveys.get(tx, workspace, survey_id)
            return survey is not None and _go_on(tx, home, survey, services.now())
    except Exception:  # whatever it is, the others go on, and this one is tried at the next look
        log.exception("survey_failed", survey=survey_id)
        return False


def _go_on(tx: Transaction, home: Workspace, survey: Survey, now: datetime) -> bool:
    if survey.state == State.PLANNED:
        return start(tx, home, survey, State.PLANNED, now)
    if survey.closes_at and survey.closes_at <= now:
        return close(tx, home, survey.id, Closing.TIME, now)
    if not surveys.take_reminding(tx, home.id, survey.id, now):
        return False
    ask(tx, home, survey, now, again=True)
    return True
