"""What people are told of a poll: they are asked, it closes soon, what was written, a decision waits, what it is."""

from collections.abc import Sequence

from bot.kit.blocks import Block, Mrkdwn, actions, button, escape, isolated, section, shorten
from bot.kit.message import File, Message
from bot.kit.texts import Texts
from rituals.asking.privacy import FEWEST
from rituals.messages.polls.card import named, open_button, opening, vote_button
from rituals.messages.polls.records import DECIDE, MUTE, UNMUTE, Page, Said, Seen
from rituals.messages.polls.results import decision_lines, option_results
from storage.polls import State

COMMENTS_SHOWN = 40
COMMENT_SHOWN = 600
STANCES = {1: "for", 0: "mixed", -1: "against"}


def asked(texts: Texts, found: Page) -> Message:
    """To somebody who is asked by name: the poll, and that it is closed once it is."""
    seen = found.seen
    if seen.poll.state == State.CLOSED:
        words = texts.mrkdwn("polls.over", poll=named(seen), channel=Mrkdwn(f"<#{seen.poll.channel_id}>"))
        return Message(words, (section(words), actions(open_button(texts, seen))))
    words = texts.mrkdwn("polls.you_are_asked", poll=named(seen), who=seen.names.get(seen.poll.owner, "?"))
    vote = vote_button(texts, seen, again=found.own is not None)
    blocks = [section(words), *opening(texts, seen, live=False)[1:], actions(vote, open_button(texts, seen))]
    return Message(words, tuple(blocks))


def reminder(texts: Texts, seen: Seen) -> Message:
    """To somebody whose vote is not in; of anonymous votes to all alike."""
    assert seen.poll.closes_at  # it is open
    key = "polls.remind_all" if seen.poll.anonymous else "polls.remind"
    words = texts.mrkdwn(key, poll=named(seen), when=texts.slack_moment(seen.poll.closes_at))
    mute = button(texts.plain("polls.mute"), MUTE)
    return Message(words, (section(words), actions(vote_button(texts, seen), open_button(texts, seen), mute)))


def muted(texts: Texts, *, on: bool) -> Message:
    """No more reminders, or reminders again; and the way back."""
    words = texts.mrkdwn("polls.muted" if on else "polls.unmuted")
    turn = ("polls.unmute", UNMUTE) if on else ("polls.mute", MUTE)
    return Message(words, (section(words), actions(button(texts.plain(turn[0]), turn[1]))))


def comments(texts: Texts, seen: Seen, said: Sequence[Said]) -> Message:
    """Under the result: what was written, with names where votes have names."""
    title = texts.mrkdwn("polls.comments", count=len(said))
    lines = [_comment(texts, seen, one) for one in said[:COMMENTS_SHOWN]]
    if len(said) > COMMENTS_SHOWN:
        lines.append(texts.mrkdwn("polls.more_comments", count=len(said) - COMMENTS_SHOWN))
    return Message(Mrkdwn.join_all("\n", [title, *lines]), tuple(section(one) for one in (title, *lines)))


def to_decide(texts: Texts, seen: Seen, *, again: bool = False) -> Message:
    """To its owner: the result is there, what is decided?"""
    if seen.poll.decided_at:
        lines = decision_lines(texts, seen)
        return Message(Mrkdwn.join_all("\n", lines), tuple(section(one) for one in lines))
    words = texts.mrkdwn("polls.decide_again" if again else "polls.please_decide", poll=named(seen))
    blocks: list[Block] = [section(words)]
    tally = seen.counted.tally if seen.counted else None
    if tally:
        blocks.append(section(Mrkdwn.join_all("\n", option_results(texts, seen, tally)[:5])))
    decide = button(texts.plain("polls.decide"), DECIDE, seen.poll.id, style="primary")
    return Message(words, (*blocks, actions(decide, open_button(texts, seen))))


def decided(texts: Texts, seen: Seen) -> Message:
    """Under the result, and to each who voted: what came of it."""
    lines = [texts.mrkdwn("polls.came_of", poll=named(seen)), *decision_lines(texts, seen)]
    blocks = [*(section(one) for one in lines), actions(open_button(texts, seen))]
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def not_opened(texts: Texts, seen: Seen, why: str) -> Message:
    """To its owner: it could not be posted, and is a draft again."""
    channel = Mrkdwn(f"<#{seen.poll.channel_id}>")
    words = texts.mrkdwn(f"polls.not_opened_{why}", poll=named(seen), channel=channel, few=FEWEST)
    return Message(words, (section(words), actions(open_button(texts, seen))))


def votes_file(texts: Texts, seen: Seen, content: bytes) -> Message:
    """The result as a file."""
    words = texts.mrkdwn("polls.file", poll=named(seen))
    title = texts.plain("polls.file_title", poll=seen.poll.ref)
    name = f"diapason-{seen.poll.ref.lower()}.csv"
    return Message(words, file=File(name, title, content, texts.mrkdwn("export.refused")))


def _comment(texts: Texts, seen: Seen, said: Said) -> Mrkdwn:
    option = seen.option(said.remark.option_id or "")
    about = [isolated(shorten(option.label, 80))] if option else []
    if said.remark.mood is not None:
        about.append(texts.plain(f"polls.stance_{STANCES[said.remark.mood]}"))
    if said.who:
        about.insert(0, said.who)
    words = escape(isolated(shorten(said.remark.words, COMMENT_SHOWN)))
    return Mrkdwn.join_all(" · ", [*about, words]) if about else Mrkdwn("• ") + words
