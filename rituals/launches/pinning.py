"""The plan of a launch is pinned in its channel once it stands there; where Slack refuses, who started it is told once."""

from bot.kit.message import Message
from rituals.launches.seeing import seen
from rituals.messages import launch_pins as looks
from rituals.permissions import workspace_of
from rituals.registry import Again, Doubt, JobKind, MessageKind, Scene
from rituals.services import CantRead, Facts, Services, SlackUnavailable
from storage import launches, outbox

PIN = "pin_launch"
NOT_PINNED = "launch_not_pinned"
RETRY_SECONDS = 30
GONE = "message_not_found"


def _pin(services: Services, workspace: str, facts: Facts) -> None:
    try:
        services.conversations.pin(facts["channel"], facts["ts"])
    except SlackUnavailable as error:
        raise Again(error.seconds or RETRY_SECONDS, str(error)) from error
    except CantRead as problem:
        if problem.code != GONE:  # somebody took the plan away: there is nothing to pin, nor to pin by hand
            _tell(services, workspace, facts["launch"], problem.code)


def _tell(services: Services, workspace: str, launch_id: str, code: str) -> None:
    with services.write() as tx:
        launch = launches.get(tx, workspace, launch_id)
        if launch is None:
            return
        outbox.put(
            tx,
            workspace,
            kind=NOT_PINNED,
            recipient=launch.started_by,
            facts={"launch": launch_id, "code": code},
            unique_key=f"{NOT_PINNED}:{launch_id}",
            now=services.now(),
        )


def _render(scene: Scene, facts: Facts) -> Message:
    home = workspace_of(scene.tx, scene.workspace)
    found = seen(scene.tx, home, facts["launch"], scene.services.now())
    return looks.not_pinned(scene.texts, found.launch, facts["code"])


JOBS = (JobKind(PIN, _pin),)
KINDS = (MessageKind(NOT_PINNED, _render, doubt=Doubt.RATHER_LATE),)
