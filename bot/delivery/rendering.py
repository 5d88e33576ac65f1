"""What a row says now, in its recipient's language, and whether they want to hear it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.delivery.sender import Payload
from bot.kit.blocks import clip_bytes
from bot.kit.message import BLOCKS_IN_MESSAGE, Message
from rituals.language import texts_of_channel
from rituals.registry import MessageKind, Scene
from rituals.services import Person, PersonId, Services
from storage import preferences
from storage.database import Transaction
from storage.outbox import Claimed

TEXT_BYTES = 4000  # chat.update refuses more, and what is posted today may be edited tomorrow


@dataclass(frozen=True)
class Rendered:
    """`message` None: nothing should stand there. `wanted` False: the recipient does not want to be sent it."""

    message: Message | None
    wanted: bool


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
        return Rendered(kind.render(scene, row.facts), _wanted(tx, kind, row, person))


def plainer_and_plainer(message: Message) -> Iterator[Payload]:
    """The message, then what to send where Slack refuses its blocks: without the new ones, then without any."""
    text = clip_bytes(message.text, TEXT_BYTES)
    yield Payload(text, message.blocks[:BLOCKS_IN_MESSAGE])
    if message.fallback is not None:
        yield Payload(text, message.fallback[:BLOCKS_IN_MESSAGE])
    if message.blocks:
        yield Payload(text)


def _wanted(tx: Transaction, kind: MessageKind, row: Claimed, person: Person | None) -> bool:
    """The one gate that everything we send passes."""
    if person and person.deactivated:
        return False
    if not kind.muteable:
        return True
    muted = preferences.muted(tx, row.workspace, row.recipient, kind.name)
    return kind.default_on if muted is None else not muted
