"""How what is said of a session is rendered, from what is so at the time of sending."""

from collections.abc import Callable
from datetime import datetime

from bot.kit.message import Message
from rituals.demos.cards import (
    AFTERWARDS,
    ANSWERED,
    CALL,
    CARD,
    CHANGED,
    EMPTY,
    INVITED,
    OWN,
    PREPARE,
    QUESTIONS,
    RECORDED,
    SOON,
    TOMORROW,
    WRAP,
    asked_privately,
    stamp,
)
from rituals.demos.reminding import BEFORE
from rituals.demos.seeing import demo_in, seen
from rituals.messages import demos as looks
from rituals.messages.demos import Seen
from rituals.permissions import workspace_of
from rituals.refusals import NotFound
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts
from storage import demos


def _render(look: Callable[[Scene, Seen, Facts], Message | None]) -> Callable[[Scene, Facts], Message | None]:
    def render(scene: Scene, facts: Facts) -> Message | None:
        home = workspace_of(scene.tx, scene.workspace)
        demo = demos.get(scene.tx, home.id, facts["demo"])
        return look(scene, seen(scene.tx, home, demo), facts) if demo else None

    return render


def _while_it_is_planned(
    look: Callable[[Scene, Seen, Facts], Message | None],
) -> Callable[[Scene, Facts], Message | None]:
    """Nothing once it is moved, called off or over."""

    def shown(scene: Scene, found: Seen, facts: Facts) -> Message | None:
        demo = found.demo
        planned = demo.is_planned and facts["at"] == stamp(demo) and scene.services.now() < demo.ends_at
        return look(scene, found, facts) if planned else None

    return _render(shown)


def _invited(scene: Scene, found: Seen, facts: Facts) -> Message | None:
    demo, person = found.demo, scene.recipient
    asked = asked_privately(scene.tx, workspace_of(scene.tx, scene.workspace), demo)
    if person not in asked or not demo.is_planned or scene.services.now() >= demo.ends_at:
        return None
    return looks.invited(scene.texts, found, demos.answer_of(scene.tx, scene.workspace, demo.id, person))


def _call(scene: Scene, found: Seen, facts: Facts) -> Message | None:
    wanted = not found.topics and not found.demo.question_hour
    return looks.call(scene.texts, found) if wanted and scene.services.now() < found.demo.starts_at else None


def _tomorrow(scene: Scene, found: Seen, facts: Facts) -> Message | None:
    in_time = scene.services.now() < found.demo.starts_at - BEFORE
    return looks.tomorrow(scene.texts, found) if in_time else None


def _prepare(scene: Scene, found: Seen, facts: Facts) -> Message | None:
    instead = set(facts["instead"])
    topics = [topic for topic in found.topics if topic.person in {scene.recipient, *instead}]
    names = sorted(found.name(topic.person) for topic in topics if topic.person in instead)
    return looks.prepare(scene.texts, found, topics, list(dict.fromkeys(names))) if topics else None


def _changed(scene: Scene, found: Seen, facts: Facts) -> Message | None:
    """What was told of one change is gone where the next one tells more."""
    if facts["sequence"] != found.demo.sequence:
        return None
    before = datetime.fromtimestamp(facts["before"], found.demo.starts_at.tzinfo) if facts["before"] else None
    return looks.changed(scene.texts, found, before)


def _wrap(scene: Scene, found: Seen, facts: Facts) -> Message | None:
    return looks.wrap_up(scene.texts, found, again=facts["again"], none=facts["none"])


def _recorded(scene: Scene, found: Seen, facts: Facts) -> Message | None:
    return looks.recorded(scene.texts, found) if found.demo.recording or found.demo.notes else None


def _questions(scene: Scene, found: Seen, facts: Facts) -> Message | None:
    return looks.asked_questions(scene.texts, found) if found.questions else None


def _answered(scene: Scene, found: Seen, facts: Facts) -> Message | None:
    answered = [question for question in found.questions if question.id == facts["question"]]
    return looks.answered(scene.texts, found, answered[0]) if answered and answered[0].answer else None


def preview(scene: Scene, facts: Facts) -> Message:
    """A session as its card would be. Raises NotFound where it is gone, or called off for want of anybody."""
    home = workspace_of(scene.tx, scene.workspace)
    card = looks.card(scene.texts, seen(scene.tx, home, demo_in(scene.tx, home, facts["demo"])))
    if card is None:
        raise NotFound
    return card


KINDS = (
    MessageKind(
        CARD,
        _render(lambda scene, found, _: looks.card(scene.texts, found)),
        doubt=Doubt.RATHER_LATE,
        muteable=False,
    ),
    MessageKind(INVITED, _render(_invited), doubt=Doubt.RATHER_LATE),
    MessageKind(CALL, _while_it_is_planned(_call), doubt=Doubt.RATHER_LATE),
    MessageKind(TOMORROW, _while_it_is_planned(_tomorrow), doubt=Doubt.RATHER_LATE),
    MessageKind(
        SOON,
        _while_it_is_planned(lambda scene, found, _: looks.soon(scene.texts, found)),
        doubt=Doubt.RATHER_LATE,
    ),
    MessageKind(
        OWN,
        _while_it_is_planned(lambda scene, found, _: looks.own_reminder(scene.texts, found)),
        doubt=Doubt.RATHER_LATE,
    ),
    MessageKind(PREPARE, _while_it_is_planned(_prepare), doubt=Doubt.RATHER_LATE),
    MessageKind(
        EMPTY,
        _while_it_is_planned(lambda scene, found, _: looks.empty(scene.texts, found)),
        doubt=Doubt.RATHER_LATE,
    ),
    MessageKind(CHANGED, _render(_changed), doubt=Doubt.RATHER_TWICE, muteable=False),
    MessageKind(WRAP, _render(_wrap), doubt=Doubt.RATHER_LATE),
    MessageKind(
        AFTERWARDS,
        _render(lambda scene, found, _: looks.afterwards(scene.texts, found)),
        doubt=Doubt.RATHER_LATE,
        muteable=False,
    ),
    MessageKind(RECORDED, _render(_recorded), doubt=Doubt.RATHER_LATE),
    MessageKind(QUESTIONS, _render(_questions), doubt=Doubt.RATHER_LATE, muteable=False),
    MessageKind(ANSWERED, _render(_answered), doubt=Doubt.RATHER_LATE, muteable=False),
)
