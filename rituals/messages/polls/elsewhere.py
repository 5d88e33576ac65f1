"""Polls as they are told of in other places: on the page of a roadmap item."""

from collections.abc import Sequence

from bot.kit.blocks import Block, Mrkdwn, bold, button, isolated, section, shorten
from bot.kit.texts import Texts
from rituals.messages.polls.card import named, open_button
from rituals.messages.polls.records import LIST, NEW, Seen
from rituals.messages.polls.results import outcome, with_share
from storage.polls import State

DECISION_SHOWN = 200


def about_item(texts: Texts, asked: Sequence[Seen], item_id: str) -> list[Block]:
    """A line for each poll about an item, with the way to it."""
    return [
        section(
            Mrkdwn.join_all("\n", [bold(named(seen)), *_came(texts, seen, item_id)]),
            accessory=open_button(texts, seen),
        )
        for seen in asked
    ]


def ask_about(texts: Texts, item_id: str) -> Block:
    """The form of a poll, with this item chosen."""
    return button(texts.plain("polls.ask_about"), NEW, item_id)


def all_polls(texts: Texts) -> Block:
    return button(texts.plain("polls.list_title"), LIST)


def _closes(texts: Texts, seen: Seen) -> Mrkdwn:
    assert seen.poll.closes_at  # it is open
    return texts.mrkdwn("polls.closes", when=texts.slack_moment(seen.poll.closes_at))


def _came(texts: Texts, seen: Seen, item_id: str) -> list[Mrkdwn]:
    """Until when it is open; or how the item fared, and what was decided."""
    poll = seen.poll
    if poll.state != State.CLOSED:
        return [_closes(texts, seen)]
    fared = _fared(texts, seen, item_id)
    if not poll.decided_at:
        return [fared, texts.mrkdwn("polls.undecided", who=seen.names.get(poll.owner, "?"))]
    words = isolated(" ".join(shorten(poll.decision or "", DECISION_SHOWN).split()))
    who = seen.names.get(poll.decided_by or "", "?")
    return [fared, texts.mrkdwn("polls.decided", who=who, words=words)]


def _fared(texts: Texts, seen: Seen, item_id: str) -> Mrkdwn:
    """Place 2 of 5 (40 %); why there is none where nothing can be told."""
    tally = seen.counted.tally if seen.counted else None
    option = next((option for option in seen.options if option.item_id == item_id), None)
    line = (
        next((line for line in tally.lines if option and line.option == option.id), None) if tally else None
    )
    if line is None or not (seen.counted and seen.counted.answers):
        return outcome(texts, seen)
    told = texts.mrkdwn("polls.place_of", place=line.place, number=len(seen.options))
    return with_share(texts, seen, told, line)
