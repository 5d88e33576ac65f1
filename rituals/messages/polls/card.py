"""How a poll looks where it stands: while it is open, and with what came out."""

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    confirm,
    context,
    escape,
    isolated,
    section,
    shorten,
    stacked,
)
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.asking.privacy import FEWEST, shown_progress
from rituals.messages.polls.records import CHOOSE, OPEN, VOTE, Seen
from rituals.messages.polls.results import chart, result_blocks, result_lines
from rituals.polls.counting import Kind
from storage.polls import Option, State

BUTTONS = 10
"""Options up to here have a button each, where one click is a vote; more become a form."""


def card(texts: Texts, seen: Seen) -> Message | None:
    """The poll in its channel; nothing before it is open."""
    if seen.poll.state == State.CLOSED:
        return _closed(texts, seen)
    if not seen.poll.is_open:
        return None
    blocks = [*opening(texts, seen), actions(*_buttons(texts, seen))]
    lines = [head(texts, seen), *option_lines(texts, seen), *_facts(texts, seen)]
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def opening(texts: Texts, seen: Seen, *, live: bool = True) -> list[Block]:
    """What it asks, the options, and how far it is; `live`: with a button for each option where one click is a vote."""
    blocks: list[Block] = [section(head(texts, seen))]
    if live and by_click(seen):
        blocks += [_option(texts, seen, option) for option in seen.options]
    else:
        blocks += stacked(option_lines(texts, seen))
    return [*blocks, context(*_facts(texts, seen))]


def head(texts: Texts, seen: Seen) -> Mrkdwn:
    """*P-9 · What is next?*"""
    return bold(f"{seen.poll.ref} · {isolated(seen.poll.question)}")


def how(texts: Texts, seen: Seen) -> Mrkdwn:
    """How people answer."""
    if seen.poll.kind == Kind.SEVERAL:
        return texts.mrkdwn("polls.how_several", count=seen.poll.most or len(seen.options))
    return texts.mrkdwn(f"polls.how_{seen.poll.kind}")


def by_click(seen: Seen) -> bool:
    """Whether one click is a vote. Not where votes are anonymous: a button would say what was chosen."""
    return seen.poll.kind == Kind.ONE and not seen.poll.anonymous and len(seen.options) <= BUTTONS


def option_lines(texts: Texts, seen: Seen) -> list[Mrkdwn]:
    return [Mrkdwn("• ") + label(texts, seen, option) for option in seen.options]


def label(texts: Texts, seen: Seen, option: Option) -> Mrkdwn:
    """An option as it was when the poll was made; what became of its roadmap item meanwhile is said."""
    item = seen.items.get(option.item_id or "")
    words = escape(isolated(option.label))
    if item is None or item.is_open:
        return words
    return Mrkdwn.join_all(" · ", [words, texts.mrkdwn(f"polls.meanwhile_{item.place}")])


def named(seen: Seen) -> str:
    """P-9 · its question, shortened: where it is told of in another place."""
    return f"{seen.poll.ref} · {isolated(shorten(seen.poll.question, 80))}"


def progress(texts: Texts, seen: Seen) -> Mrkdwn:
    """How many have voted: of anonymous votes only from five on and in steps of five, since each step is then five people's."""
    asked, voted = seen.turnout.asked, seen.turnout.voted
    if seen.poll.anonymous:
        steps = shown_progress(voted)
        if steps is None:
            return texts.mrkdwn("polls.progress_few", few=FEWEST)
        return texts.mrkdwn("polls.progress_steps", number=steps)
    if seen.poll.large:
        return texts.mrkdwn("polls.progress_large", count=voted)
    return texts.mrkdwn("polls.progress", count=voted, asked=asked)


def vote_button(texts: Texts, seen: Seen, *, again: bool = False) -> Block:
    words = texts.plain("polls.change_vote" if again else "polls.vote")
    describe = f"{words} · {seen.poll.ref}"
    return button(words, VOTE, seen.poll.id, style=None if again else "primary", describe=describe)


def open_button(texts: Texts, seen: Seen) -> Block:
    return button(texts.plain("polls.about"), OPEN, seen.poll.id, describe=seen.poll.ref)


def _facts(texts: Texts, seen: Seen) -> list[Mrkdwn]:
    """Who asks, how to vote, until when, what anonymous means, how many have voted."""
    poll = seen.poll
    facts = [
        texts.mrkdwn("polls.asked_by", who=seen.names.get(poll.owner, "?")),
        how(texts, seen),
    ]
    if poll.closes_at:
        facts.append(texts.mrkdwn("polls.closes", when=texts.slack_moment(poll.closes_at)))
    facts.append(texts.mrkdwn("polls.is_anonymous" if poll.anonymous else "polls.is_named", few=FEWEST))
    return [*facts, progress(texts, seen)] if poll.is_open else facts


def _option(texts: Texts, seen: Seen, option: Option) -> Block:
    words = texts.plain("polls.choose")
    value = f"{seen.poll.id} {option.id}"
    return section(label(texts, seen, option), accessory=button(words, CHOOSE, value, describe=option.label))


def _buttons(texts: Texts, seen: Seen) -> list[Block]:
    if by_click(seen):
        mine = button(texts.plain("polls.my_vote"), VOTE, seen.poll.id)
        return [mine, open_button(texts, seen)]
    return [vote_button(texts, seen), open_button(texts, seen)]


def _closed(texts: Texts, seen: Seen) -> Message:
    """What came out, as a chart and in words; the words alone where charts are not known yet."""
    lines = [head(texts, seen), *result_lines(texts, seen)]
    plain_blocks: list[Block] = [section(head(texts, seen)), *result_blocks(texts, seen)]
    buttons = actions(open_button(texts, seen))
    drawn = chart(texts, seen)
    blocks = [plain_blocks[0], *([drawn] if drawn else []), *plain_blocks[1:], buttons]
    fallback = (*plain_blocks, buttons) if drawn else None
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks), fallback)


def sure(texts: Texts, key: str) -> Block:
    """Asks again before what can't be taken back."""
    return confirm(
        texts.plain(f"polls.{key}_title"),
        texts.plain(f"polls.{key}_text"),
        texts.plain(f"polls.{key}"),
        texts.plain("forms.cancel"),
    )
