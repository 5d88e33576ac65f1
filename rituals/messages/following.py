"""How following a signal looks: its button, and the private answer to a click."""

from bot.kit.blocks import Block, actions, button, section
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from storage.signals import Signal

FOLLOW = "following.follow"
UNFOLLOW = "following.unfollow"
ANSWERED = "following.answered"
ANSWER = "following.answer"  # the block whose buttons put a new answer in this one's place


def follow_button(texts: Texts, signal: Signal, *, follows: bool = False) -> Block:
    """*Follow*, or *Unfollow* to who follows it already."""
    word, act = ("unfollow", UNFOLLOW) if follows else ("follow", FOLLOW)
    describe = texts.plain(f"following.{word}_ref", ref=signal.ref)
    return button(texts.plain(f"following.{word}"), act, signal.id, describe=describe)


def as_view(texts: Texts, signal: Signal, message: Message) -> View:
    """The answer as a page, where there is no conversation to show it in."""
    return View(ANSWERED, signal.ref, message.blocks, texts.plain("forms.close"))


def answer(texts: Texts, signal: Signal, *, follows: bool, mine: bool) -> Message:
    """What following changes, and the way back."""
    key = "following.mine" if mine else "following.follows" if follows else "following.left"
    words = texts.mrkdwn(key, ref=signal.ref)
    turn = [] if mine else [actions(follow_button(texts, signal, follows=follows), block_id=ANSWER)]
    return Message(words, (section(words), *turn))
