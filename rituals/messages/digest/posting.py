"""A digest with its buttons: whether it was useful, and for one's own, to change or stop it."""

from bot.kit.blocks import Block, actions, button
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.digest.full import digest
from rituals.messages.digest.records import Digest

USEFUL = "digest.useful"
NOT_USEFUL = "digest.not_useful"
CHANGE = "digest.change_mine"
STOP = "digest.stop_mine"


def posted(texts: Texts, found: Digest, run: str, *, personal: bool = False) -> Message:
    """The digest as its readers get it; `run` is what they say is useful."""
    return with_buttons(texts, digest(texts, found), run, personal=personal)


def with_buttons(texts: Texts, message: Message, run: str, *, personal: bool = False) -> Message:
    if not run:  # shown to one person who asked
        return message
    buttons = [
        button(texts.plain("digest.useful"), USEFUL, run, describe=texts.plain("digest.useful_said")),
        button(
            texts.plain("digest.not_useful"), NOT_USEFUL, run, describe=texts.plain("digest.not_useful_said")
        ),
    ]
    if personal:
        buttons += [
            button(texts.plain("digest.change_mine"), CHANGE),
            button(texts.plain("digest.stop_mine"), STOP),
        ]
    foot: Block = actions(*buttons)
    fallback = (*message.fallback, foot) if message.fallback is not None else None
    return Message(message.text, (*message.blocks, foot), fallback=fallback)
