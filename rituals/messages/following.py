"""How following a signal looks: its button, and the private answer to a click."""

from bot.kit.blocks import Block, actions, button, section
from bot.kit.message import Message
from bot.kit.texts import Texts
from storage.signals import Signal

FOLLOW = "following.follow"
UNFOLLOW = "following.unfollow"
ANSWER = "following.answer"  # the block whose buttons put a new answer in this one's place


def follow_button(texts: Texts, signal: Signal, *, follows: bool = False) -> Block:
    """*Follow*, or *Unfollow* to who follows it already."""
    word, act = ("unfollow", UNFOLLOW) if follows else ("follow", FOLLOW)
    describe = texts.plain(f"following.{word}_ref", ref=signal.ref)
    return button(texts.plain(f"following.{word}"), act, signal.id, describe=describe)


def answer(texts: Texts, signal: Signal, *, follows: bool, mine: bool) -> Message:
    """What following changes, and the way back."""
    key = "following.mine" if mine else "following.follows" if follows else "following.left"
    words = texts.mrkdwn(key, ref=signal.ref)
    turn = [] if mine else [actions(follow_button(texts, signal, follows=follows), block_id=ANSWER)]
    return Message(words, (section(words), *turn))
