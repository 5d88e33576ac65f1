"""A survey that is asked again and again: a ritual that asks what the first one asked, some months later."""

from datetime import datetime
from typing import Any

from bot.kit.message import Message
from rituals.messages import surveys as looks
from rituals.messages.surveys import Page
from rituals.permissions import Act, enter
from rituals.registry import RitualKind, Scene, Window
from rituals.services import Facts, Person, Services
from rituals.surveys.drafting import copied, steered
from rituals.surveys.opening import start
from rituals.surveys.planning import AT, SURVEY
from rituals.surveys.seeing import page_of, survey_in
from storage import audit, counters, rituals, surveys
from storage.database import Transaction
from storage.rituals import Run
from storage.surveys import State
from storage.workspaces import Workspace


def end(services: Services, by: Person, survey_id: str) -> Page:
    """It is not asked again. Raises NotFound or NotAllowed."""
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        survey = steered(tx, home, by, survey_id)
        if survey.ritual_id:
            rituals.change(tx, home.id, survey.ritual_id, {"paused": True})
            audit.note(
                tx,
                home.id,
                object_kind="ritual",
                object_id=survey.ritual_id,
                act="pause",
                by=by.id,
                now=services.now(),
                before={"paused": False},
                after={"paused": True},
            )
        return page_of(tx, home, by, survey_in(tx, home, by, survey_id))


def _gather(services: Services, workspace: str, window: Window, options: Facts) -> dict[str, Any] | None:
    with services.read() as tx:
        return {"survey": options["survey"]} if surveys.get(tx, workspace, options["survey"]) else None


def _say(tx: Transaction, home: Workspace, run: Run, now: datetime) -> None:
    """Ask once more, in the name of who asked first."""
    first = surveys.get(tx, home.id, run.facts["survey"])
    assert first is not None  # it was there to gather, and what was asked once stays
    new = counters.new_id()
    surveys.add(tx, home.id, new, copied(first, now) | {"ritual_id": run.ritual_id})
    if survey := surveys.get(tx, home.id, new):
        start(tx, home, survey, State.DRAFT, now)


def _render(scene: Scene, facts: Facts) -> Message:
    """What a run asks, for who runs it by hand."""
    survey = surveys.get(scene.tx, scene.workspace, facts["survey"])
    assert survey is not None
    return looks.summary(scene.texts, survey)


RITUAL = RitualKind(
    name=SURVEY,
    default_rule="FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU",
    default_at=f"{AT:%H:%M}",
    gather=_gather,
    render=_render,
    default_window_days=92,
    say=_say,
    offered=False,  # it begins on the page of a survey
)
