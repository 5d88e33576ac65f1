"""What a row says now, in its recipient's language, and whether they want to hear it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.delivery.sender import Payload
from bot.kit.blocks import clip_bytes
from bot.kit.message import BLOCKS_IN_MESSAGE, Message
from rituals.gate import comes_together, not_before
from rituals.language import texts_of_channel
from rituals.preferences import wants, wishes_of
from rituals.registry import MessageKind, Scene
from rituals.services import Person, PersonId, Services
from storage.outbox import Claimed

TEXT_BYTES = 4000  # chat.update refuses more, and what is posted today may be edited tomorrow


@dataclass(frozen=True)
class Rendered:
    """`message` None: nothing should stand there. `wanted` False: the recipient does not want to be sent it.

    `wait` is how long they want to be left alone before; `day` is that in whose bundle they want it.
    """

    message: Message | None
    wanted: bool
    wait: timedelta = timedelta()
    day: date | None = None


def render(services: Services, kind: MessageKind, row: Claimed) -> Rendered:
    """The row's message as of now. Raises what the kind's renderer raises."""
    # Who they are may cost a call to Slack, so that it comes before the transaction.
    person = (
        services.directory.person(row.workspace, PersonId(row.recipient)) if ":" in row.recipient else None
    )
    with services.read() as tx:
        texts = (
            services.texts_for(person)
            if person
            else texts_of_channel(services, tx, row.workspace, row.recipient)
        )
        scene = Scene(services, tx, row.workspace, row.recipient, texts, stands=row.standing is not None)
        return _at_the_gate(services, scene, kind, row, person)


def plainer_and_plainer(message: Message) -> Iterator[Payload]:
    """The message, then what to send where Slack refuses its blocks: without the new ones, then without any."""
    text = clip_bytes(message.text, TEXT_BYTES)
    yield Payload(text, message.blocks[:BLOCKS_IN_MESSAGE])
    if message.fallback is not None:
        yield Payload(text, message.fallback[:BLOCKS_IN_MESSAGE])
    if message.blocks:
        yield Payload(text)


def _at_the_gate(
    services: Services, scene: Scene, kind: MessageKind, row: Claimed, person: Person | None
) -> Rendered:
    """The one gate that everything we send passes; what a message says is made before, since an edit needs no leave."""
    message = kind.render(scene, row.facts)
    if person and person.deactivated:
        return Rendered(message, wanted=False)
    wishes = wishes_of(scene.tx, row.workspace, row.recipient)
    if not wants(wishes, kind):
        return Rendered(message, wanted=False)
    if row.bundle:  # what is opened was asked for a moment ago
        return Rendered(message, wanted=True)
    zone, now = scene.texts.zone, services.now()
    together = comes_together(kind.name, wishes) and not (row.under or row.thread)
    # What comes back to it later is for the next bundle: that of its day may have been said.
    anew = together and (row.attempts > 1 or row.revision > 1)
    at = not_before(kind.name, wishes, now if anew else row.created_at, now, zone)
    day = at.astimezone(ZoneInfo(zone)).date() if together else None
    return Rendered(message, wanted=True, wait=at - now, day=day)
