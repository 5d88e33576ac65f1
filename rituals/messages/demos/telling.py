"""What people are told of a session: who presents, what is expected, it is soon, it moved, what remains, what is asked."""

from collections.abc import Sequence
from datetime import datetime

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    confirm,
    escape,
    isolated,
    section,
    shorten,
    stacked,
)
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.demos.card import (
    agenda,
    host_line,
    join_button,
    kept,
    named,
    open_button,
    rsvp_buttons,
    when_and_where,
)
from rituals.messages.demos.page import question_words
from rituals.messages.demos.records import (
    ASK,
    CANCEL,
    FEEDBACK,
    HOUR,
    LINKS,
    NO_LINKS,
    PRESENT,
    QUESTIONS,
    Seen,
)
from storage.demos import Question, State, Topic

QUESTIONS_SHOWN = 20
WORDS_SHOWN = 600


def invited(texts: Texts, seen: Seen, own: str | None) -> Message:
    """To somebody who is invited by name: when, where, and whether they come."""
    demo = seen.demo
    lines = [
        texts.mrkdwn("demos.invited", demo=named(texts, demo)),
        when_and_where(texts, demo),
        host_line(texts, seen),
    ]
    return Message(
        Mrkdwn.join_all("\n", lines),
        (*stacked(lines), actions(*rsvp_buttons(texts, demo, own), open_button(texts, demo))),
    )


def call(texts: Texts, seen: Seen) -> Message:
    """To the channel: nobody presents yet."""
    demo = seen.demo
    words = texts.mrkdwn("demos.call_again", demo=named(texts, demo), when=texts.slack_moment(demo.starts_at))
    present = button(texts.plain("demos.present"), PRESENT, demo.id, style="primary", describe=demo.ref)
    return Message(words, (section(words), actions(present, open_button(texts, demo))))


def tomorrow(texts: Texts, seen: Seen) -> Message:
    """To the channel, the day before: what there will be."""
    demo = seen.demo
    words = texts.mrkdwn("demos.remind_tomorrow", demo=named(texts, demo))
    lines = [words, when_and_where(texts, demo), *agenda(texts, seen)]
    ask = button(texts.plain("demos.ask"), ASK, demo.id, describe=demo.ref)
    blocks = [*stacked(lines), actions(*rsvp_buttons(texts, demo), ask, open_button(texts, demo))]
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def soon(texts: Texts, seen: Seen) -> Message:
    """To the channel, ten minutes before: where to go."""
    demo = seen.demo
    lines = [texts.mrkdwn("demos.remind_soon", demo=named(texts, demo)), when_and_where(texts, demo)]
    return _with_join(texts, seen, lines)


def own_reminder(texts: Texts, seen: Seen) -> Message:
    """To somebody who comes, at their own clock."""
    demo = seen.demo
    lines = [texts.mrkdwn("demos.remind_you", demo=named(texts, demo)), when_and_where(texts, demo)]
    return _with_join(texts, seen, lines)


def prepare(texts: Texts, seen: Seen, topics: Sequence[Topic], instead: Sequence[str]) -> Message:
    """To who presents: what is expected, and what people ask beforehand. `instead`: those whose place they take."""
    demo = seen.demo
    lines = [texts.mrkdwn("demos.prepare", demo=named(texts, demo)), when_and_where(texts, demo)]
    for topic in topics:
        long = texts.plain("demos.minutes_short", count=topic.minutes)
        lines.append(Mrkdwn("• ") + Mrkdwn.join_all(" · ", [isolated(topic.title), long]))
    if instead:
        lines.append(texts.mrkdwn("demos.prepare_instead", who=texts.listing(instead)))
    lines.append(texts.mrkdwn("demos.prepare_how"))
    ours = {topic.id for topic in topics}
    asked = [one for one in seen.open_questions if one.topic_id is None or one.topic_id in ours]
    if asked:
        lines.append(texts.mrkdwn("demos.prepare_questions"))
        lines += [_asked(texts, seen, question) for question in asked[:QUESTIONS_SHOWN]]
    buttons = [open_button(texts, demo)]
    if asked:
        words = texts.plain("demos.questions", count=len(seen.questions))
        buttons.insert(0, button(words, QUESTIONS, demo.id, describe=demo.ref))
    return Message(Mrkdwn.join_all("\n", lines), (*stacked(lines), actions(*buttons)))


def questions(texts: Texts, seen: Seen) -> Message:
    """Under the session: what is asked, and what became of it."""
    lines = [texts.mrkdwn("demos.questions_title")]
    lines += [question_words(texts, seen, question) for question in seen.questions[:QUESTIONS_SHOWN]]
    more = button(texts.plain("demos.questions", count=len(seen.questions)), QUESTIONS, seen.demo.id)
    ask = button(texts.plain("demos.ask"), ASK, seen.demo.id, describe=seen.demo.ref)
    buttons = [more, ask] if seen.demo.is_planned else [more]
    return Message(Mrkdwn.join_all("\n", lines), (*stacked(lines), actions(*buttons)))


def changed(texts: Texts, seen: Seen, before: datetime | None) -> Message:
    """Once to everybody whom it concerns: it moved (from `before`), is elsewhere, does not take place, does after all."""
    demo = seen.demo
    if demo.state == State.CANCELLED:
        lines = [
            texts.mrkdwn(
                f"demos.told_{demo.called_off}",
                demo=named(texts, demo),
                when=texts.slack_moment(demo.starts_at),
            )
        ]
        if demo.why:
            lines.append(escape(isolated(shorten(demo.why, WORDS_SHOWN))))
        return Message(Mrkdwn.join_all("\n", lines), (*stacked(lines), actions(open_button(texts, demo))))
    if before:
        first = texts.mrkdwn("demos.told_moved", demo=named(texts, demo), before=texts.slack_moment(before))
    else:
        first = texts.mrkdwn("demos.told_changed", demo=named(texts, demo))
    lines = [first, when_and_where(texts, demo)]
    join = join_button(texts, demo)
    buttons = [*rsvp_buttons(texts, demo), *([join] if join else []), open_button(texts, demo)]
    return Message(Mrkdwn.join_all("\n", lines), (*stacked(lines), actions(*buttons)))


def empty(texts: Texts, seen: Seen) -> Message:
    """To its host, the day before: nobody presents."""
    demo = seen.demo
    if demo.question_hour or seen.topics:
        words = texts.mrkdwn("demos.empty_solved", demo=named(texts, demo))
        return Message(words, (section(words), actions(open_button(texts, demo))))
    words = texts.mrkdwn("demos.empty", demo=named(texts, demo), when=texts.slack_moment(demo.starts_at))
    sure = confirm(
        texts.plain("demos.question_hour"),
        texts.plain("demos.question_hour_sure"),
        texts.plain("demos.question_hour"),
        texts.plain("forms.cancel"),
    )
    buttons = [
        button(texts.plain("demos.question_hour"), HOUR, demo.id, confirm=sure, style="primary"),
        button(texts.plain("demos.cancel"), CANCEL, demo.id),
        button(texts.plain("demos.present"), PRESENT, demo.id),
    ]
    return Message(words, (section(words), actions(*buttons)))


def wrap_up(texts: Texts, seen: Seen, *, again: bool, none: bool) -> Message:
    """To its host, once it is over: where are recording and notes (`none`: there are none), and what of open questions?"""
    demo = seen.demo
    left = len(seen.open_questions)
    lines: list[Mrkdwn] = []
    buttons: list[Block] = []
    if demo.recording or demo.notes:
        lines += [texts.mrkdwn("demos.wrap_thanks", demo=named(texts, demo)), *kept(texts, demo)]
    elif none:
        lines.append(texts.mrkdwn("demos.wrap_none", demo=named(texts, demo)))
    else:
        lines.append(texts.mrkdwn("demos.wrap_again" if again else "demos.wrap", demo=named(texts, demo)))
        buttons.append(button(texts.plain("demos.links"), LINKS, demo.id, style="primary", describe=demo.ref))
        buttons.append(button(texts.plain("demos.no_links"), NO_LINKS, demo.id, describe=demo.ref))
    if left:
        lines.append(texts.mrkdwn("demos.wrap_questions", count=left))
        buttons.append(button(texts.plain("demos.questions", count=left), QUESTIONS, demo.id))
    buttons.append(open_button(texts, demo))
    return Message(Mrkdwn.join_all("\n", lines), (*stacked(lines), actions(*buttons)))


def afterwards(texts: Texts, seen: Seen) -> Message:
    """Under the session, once it is over: thanks, what remains, and two questions."""
    demo = seen.demo
    lines = [texts.mrkdwn("demos.afterwards"), *kept(texts, demo)]
    feedback = button(texts.plain("demos.feedback"), FEEDBACK, demo.id, style="primary", describe=demo.ref)
    return Message(Mrkdwn.join_all("\n", lines), (*stacked(lines), actions(feedback)))


def recorded(texts: Texts, seen: Seen) -> Message:
    """To those who wanted to see it later: here it is."""
    demo = seen.demo
    lines = [texts.mrkdwn("demos.recorded", demo=named(texts, demo)), *kept(texts, demo)]
    return Message(Mrkdwn.join_all("\n", lines), (*stacked(lines), actions(open_button(texts, demo))))


def answered(texts: Texts, seen: Seen, question: Question) -> Message:
    """Under the session, and to who asked: the answer."""
    asked = bold(isolated(shorten(question.words, WORDS_SHOWN)))
    words = escape(isolated(shorten(question.answer or "", WORDS_SHOWN)))
    lines = [texts.mrkdwn("demos.answer_to", who=seen.name(question.by)), asked]
    lines.append(texts.mrkdwn("demos.answered", who=seen.name(question.answered_by), words=words))
    return Message(Mrkdwn.join_all("\n", lines), tuple(stacked(lines)))


def rsvp_kept(texts: Texts, seen: Seen, own: str) -> Message:
    """To who said whether they come: it is kept, and can be changed."""
    demo = seen.demo
    words = texts.mrkdwn(
        f"demos.kept_{own}", demo=named(texts, demo), when=texts.slack_moment(demo.starts_at)
    )
    return Message(words, (section(words), actions(*rsvp_buttons(texts, demo, own))))


def _asked(texts: Texts, seen: Seen, question: Question) -> Mrkdwn:
    words = escape(isolated(shorten(question.words, WORDS_SHOWN)))
    wanted = [texts.plain("demos.wanted", count=question.votes)] if question.votes else []
    return Mrkdwn("• ") + Mrkdwn.join_all(" · ", [words, seen.name(question.by), *wanted])


def _with_join(texts: Texts, seen: Seen, lines: Sequence[Mrkdwn]) -> Message:
    join = join_button(texts, seen.demo)
    buttons = [*([join] if join else []), open_button(texts, seen.demo)]
    text = [*lines, *([Mrkdwn(escape(seen.demo.link))] if seen.demo.link else [])]
    return Message(Mrkdwn.join_all("\n", text), (*stacked(lines), actions(*buttons)))
