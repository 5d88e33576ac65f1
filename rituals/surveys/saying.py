"""What a survey says: to each who is asked, in private and to all alike; its result, what was written under it; to its owner."""

from collections.abc import Callable
from datetime import datetime

from bot.kit.message import Message
from rituals.asking.emptying import personal_key
from rituals.messages import surveys as looks
from rituals.permissions import workspace_of
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, Person
from rituals.surveys.seeing import ASKED, seen
from storage import audit, ballots, outbox, surveys
from storage.database import Transaction
from storage.surveys import State, Survey
from storage.workspaces import Workspace

RESULT = "survey_result"
COMMENTS = "survey_comments"
NOT_SENT = "survey_not_sent"
AGAIN = ":again"


def ask(tx: Transaction, home: Workspace, survey: Survey, now: datetime, *, again: bool = False) -> None:
    """Ask everybody, or remind everybody alike, so that no message tells who has answered."""
    for person in ballots.asked(tx, home.id, survey.id):
        outbox.put_card(
            tx,
            home.id,
            kind=ASKED,
            recipient=person,
            facts={"survey": survey.id, "again": again},
            unique_key=personal_key(ASKED, survey.id, person) + (AGAIN if again else ""),
            now=now,
        )


def tell_over(tx: Transaction, home: Workspace, survey: Survey) -> None:
    """What asked people says that the survey is closed: at one moment, for all."""
    keys = [personal_key(ASKED, survey.id, person) for person in ballots.asked(tx, home.id, survey.id)]
    outbox.want_each(tx, home.id, [key + more for key in keys for more in ("", AGAIN)])


def tell_result(tx: Transaction, home: Workspace, survey: Survey, now: datetime) -> None:
    """The result in its channel, and under it what was written, some in each message."""
    card, channel = f"survey:{survey.id}", survey.channel_id
    facts = {"survey": survey.id}
    outbox.put_card(tx, home.id, kind=RESULT, recipient=channel, facts=facts, unique_key=card, now=now)
    for page, key in enumerate(_comment_keys(tx, home.id, survey.id)):
        outbox.put_card(
            tx,
            home.id,
            kind=COMMENTS,
            recipient=channel,
            facts=facts | {"page": page},
            unique_key=key,
            under=card,
            now=now,
        )


def comments_gone(tx: Transaction, workspace: str, survey_id: str) -> None:
    """Have what was written be taken out of the thread; asked for while it is still kept."""
    outbox.want_each(tx, workspace, _comment_keys(tx, workspace, survey_id))


def _comment_keys(tx: Transaction, workspace: str, survey_id: str) -> list[str]:
    """The unique keys of the messages with what was written, some in each."""
    pages = -(-len(ballots.written(tx, workspace, survey_id)) // looks.COMMENTS_A_MESSAGE)
    return [f"{COMMENTS}:{survey_id}:{page}" for page in range(pages)]


def tell_not_sent(
    tx: Transaction, home: Workspace, survey: Survey, why: str, left: int, now: datetime
) -> None:
    """To its owner: it is a draft again, and why."""
    outbox.put(
        tx,
        home.id,
        kind=NOT_SENT,
        recipient=survey.owner,
        facts={"survey": survey.id, "why": why, "left": left},
        unique_key=f"{NOT_SENT}:{survey.id}:{survey.revision}",
        now=now,
    )


def history(
    tx: Transaction, home: Workspace, survey_id: str, act: str, by: Person | None, now: datetime
) -> None:
    """Keep what was done with a survey; never an answer."""
    who = by.id if by else None
    audit.note(tx, home.id, object_kind=surveys.KIND, object_id=survey_id, act=act, by=who, now=now)


def _render(
    look: Callable[[Scene, Workspace, Survey, Facts], Message | None],
) -> Callable[[Scene, Facts], Message | None]:
    """The survey's message; nothing where the survey was deleted."""

    def render(scene: Scene, facts: Facts) -> Message | None:
        home = workspace_of(scene.tx, scene.workspace)
        survey = surveys.get(scene.tx, home.id, facts["survey"])
        return look(scene, home, survey, facts) if survey else None

    return render


def _asked(scene: Scene, home: Workspace, survey: Survey, facts: Facts) -> Message | None:
    """Once the survey is closed, a reminder is gone: what asked says so. What waited until then is not said at all."""
    if survey.state != State.OPEN and (facts["again"] or not scene.stands):
        return None
    return looks.asked(scene.texts, seen(scene.tx, home, survey), again=facts["again"])


def _result(scene: Scene, home: Workspace, survey: Survey, facts: Facts) -> Message | None:
    return looks.card(scene.texts, seen(scene.tx, home, survey), looks.open_button(scene.texts, survey))


def _comments(scene: Scene, home: Workspace, survey: Survey, facts: Facts) -> Message | None:
    written = [one.words for one in ballots.written(scene.tx, home.id, survey.id)]
    start = facts["page"] * looks.COMMENTS_A_MESSAGE
    some = written[start : start + looks.COMMENTS_A_MESSAGE]
    return looks.comments(scene.texts, some, facts["page"], len(written)) if some else None


def _not_sent(scene: Scene, home: Workspace, survey: Survey, facts: Facts) -> Message | None:
    return looks.not_sent(scene.texts, seen(scene.tx, home, survey), facts["why"], facts["left"])


KINDS = (
    MessageKind(ASKED, _render(_asked), doubt=Doubt.RATHER_LATE),
    MessageKind(RESULT, _render(_result), doubt=Doubt.RATHER_LATE, muteable=False),
    MessageKind(COMMENTS, _render(_comments), doubt=Doubt.RATHER_LATE, muteable=False),
    MessageKind(NOT_SENT, _render(_not_sent), doubt=Doubt.RATHER_TWICE, muteable=False),
)
