"""How a session looks where it stands: when and where, what is shown, who comes; then what remains of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    context,
    escape,
    isolated,
    link,
    section,
    shorten,
    stacked,
)
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.demos.records import (
    ASK,
    CALENDAR,
    FEEDBACK,
    HOST,
    JOIN,
    OPEN,
    PRESENT,
    RSVP,
    Meeting,
    Seen,
)
from storage.demos import CalledOff, Demo, Rsvp, State, Topic

TITLE_SHOWN = 120
NAMED_SHOWN = 80
SHOWN_AT = 3
FEWEST = 2  # people of a team whose share is told
_NOTHING: Mapping[str, Block] = MappingProxyType({})


def card(texts: Texts, seen: Seen) -> Message | None:
    """The session in its channel; nothing of one that nobody had wanted anything of."""
    if seen.demo.called_off == CalledOff.EMPTY:
        return None
    match seen.demo.state:
        case State.PLANNED:
            return _planned(texts, seen)
        case State.CANCELLED:
            return cancelled(texts, seen)
        case _:
            return over(texts, seen)


def title_of(texts: Texts, demo: Demo) -> str:
    """Its title, else the name of its kind."""
    return demo.title or texts.plain(f"rituals.{demo.kind}")


def named(texts: Texts, demo: Demo) -> str:
    """D-5 · its title, shortened: where it is told of in another place."""
    return f"{demo.ref} · {isolated(shorten(title_of(texts, demo), NAMED_SHOWN))}"


def head(texts: Texts, demo: Demo) -> Mrkdwn:
    """*D-5 · Demo*"""
    return bold(f"{demo.ref} · {isolated(shorten(title_of(texts, demo), TITLE_SHOWN))}")


def when_and_where(texts: Texts, demo: Demo) -> Mrkdwn:
    parts: list[str] = [texts.slack_moment(demo.starts_at), texts.plain("demos.long", count=demo.minutes)]
    if demo.place:
        parts.append(isolated(demo.place))
    return Mrkdwn("🗓️ ") + Mrkdwn.join_all(" · ", parts)


def agenda(texts: Texts, seen: Seen) -> list[Mrkdwn]:
    """What is shown, and how much room there is; of a meeting that has one, its outline first."""
    demo = seen.demo
    lines: list[Mrkdwn] = []
    if demo.kind != Meeting.DEMO:
        lines.append(texts.mrkdwn(f"demos.outline_{demo.kind}"))
    if demo.question_hour:
        return [*lines, texts.mrkdwn("demos.is_question_hour")]
    if not seen.topics:
        return [*lines, texts.mrkdwn("demos.nobody_presents", count=demo.minutes)]
    lines += [_topic(texts, seen, topic, number) for number, topic in enumerate(seen.topics, 1)]
    key = "demos.room_left" if seen.left > 0 else "demos.full"
    return [*lines, texts.mrkdwn(key, count=max(seen.left, 0))]


def coming(texts: Texts, seen: Seen) -> Mrkdwn:
    """9 people are invited · 5 people are coming · 2 will watch the recording"""
    found = seen.coming
    counts = (("demos.come", found.yes), ("demos.come_later", found.later), ("demos.come_not", found.no))
    said = [texts.mrkdwn(key, count=count) for key, count in counts if count]
    invited = [] if found.invited is None else [texts.mrkdwn("demos.are_invited", count=found.invited)]
    return Mrkdwn.join_all(" · ", [*invited, *(said or [texts.mrkdwn("demos.nobody_said")])])


def shares(texts: Texts, seen: Seen) -> Mrkdwn | None:
    """👥 Product 4 of 9 · Sales 3 of 12: of teams, never of people, so that a team of one is not named."""
    if not seen.coming.yes:
        return None
    teams = [
        texts.plain("demos.of_side", side=texts.plain(f"polls.side_{side}"), yes=yes, all=total)
        for side, (yes, total) in seen.coming.sides.items()
        if total >= FEWEST
    ]
    return Mrkdwn("👥 ") + Mrkdwn.join_all(" · ", teams) if teams else None


def questions_line(texts: Texts, seen: Seen) -> Mrkdwn | None:
    """How many questions there are."""
    return texts.mrkdwn("demos.questions", count=len(seen.questions)) if seen.questions else None


def host_line(texts: Texts, seen: Seen) -> Mrkdwn:
    if seen.demo.host is None:
        return texts.mrkdwn("demos.no_host")
    return texts.mrkdwn("demos.hosted_by", who=seen.name(seen.demo.host))


def rsvp_buttons(texts: Texts, demo: Demo, own: str | None = None) -> list[Block]:
    """Coming, not, by the recording; what somebody said is marked for them."""
    return [
        button(
            ("✓ " if own == answer else "") + texts.plain(f"demos.rsvp_{answer}"),
            RSVP[answer],
            demo.id,
            describe=demo.ref,
        )
        for answer in (Rsvp.YES, Rsvp.LATER, Rsvp.NO)
    ]


def open_button(texts: Texts, demo: Demo) -> Block:
    return button(texts.plain("demos.open"), OPEN, demo.id, describe=demo.ref)


def join_button(texts: Texts, demo: Demo) -> Block | None:
    """To the call, where there is one."""
    if not demo.link:
        return None
    return button(texts.plain("demos.join"), JOIN, url=demo.link, describe=demo.ref)


def acting_buttons(texts: Texts, seen: Seen) -> list[Block]:
    """What anybody can do with a session to come."""
    demo = seen.demo
    buttons = []
    if demo.host is None:
        buttons.append(button(texts.plain("demos.host"), HOST, demo.id, describe=demo.ref))
    if seen.left > 0 and not demo.question_hour:
        style = None if seen.topics else "primary"
        buttons.append(button(texts.plain("demos.present"), PRESENT, demo.id, style=style, describe=demo.ref))
    return [
        *buttons,
        button(texts.plain("demos.ask"), ASK, demo.id, describe=demo.ref),
        button(texts.plain("demos.calendar"), CALENDAR, demo.id, describe=demo.ref),
    ]


def body(texts: Texts, seen: Seen, taken_back: Mapping[str, Block] = _NOTHING) -> list[Block]:
    """When, where, who, what: the same on the card and on the page; there, with buttons beside topics, by their id."""
    demo = seen.demo
    first = Mrkdwn.join_all("\n", [head(texts, demo), when_and_where(texts, demo)])
    facts = [host_line(texts, seen), coming(texts, seen)]
    asked = questions_line(texts, seen)
    return [
        section(first, accessory=join_button(texts, demo)),
        *_agenda_blocks(texts, seen, taken_back),
        context(*facts, *([asked] if asked else [])),
        *([context(teams)] if (teams := shares(texts, seen)) else []),
    ]


def shown_at(texts: Texts, demos: Sequence[Demo]) -> list[Block]:
    """On a release or a roadmap item: where it was shown, with a way to see it again."""
    told = [
        texts.mrkdwn("demos.shown_at", ref=demo.ref, day=texts.day(texts.local_day(demo.starts_at)))
        + Mrkdwn("".join(f" · {line}" for line in kept(texts, demo)))
        for demo in demos[:SHOWN_AT]
    ]
    return [context(Mrkdwn.join_all("\n", told))] if told else []


def local_day(demo: Demo) -> date:
    """The day it is where its reminders are at home."""
    return demo.starts_at.astimezone(ZoneInfo(demo.zone)).date()


def cancelled(texts: Texts, seen: Seen) -> Message:
    demo = seen.demo
    lines = [
        head(texts, demo),
        texts.mrkdwn(f"demos.is_off_{demo.called_off}", when=texts.slack_moment(demo.starts_at)),
    ]
    if demo.why:
        lines.append(escape(isolated(demo.why)))
    words = Mrkdwn.join_all("\n", lines)
    return Message(words, (section(words), actions(open_button(texts, demo))))


def kept(texts: Texts, demo: Demo) -> list[Mrkdwn]:
    """Where its recording and its notes are."""
    links = (("demos.recording", demo.recording), ("demos.notes", demo.notes))
    return [
        Mrkdwn("🎬 " if key == "demos.recording" else "📝 ") + link(address, texts.plain(key))
        for key, address in links
        if address
    ]


def _agenda_blocks(texts: Texts, seen: Seen, taken_back: Mapping[str, Block]) -> list[Block]:
    lines = agenda(texts, seen)
    if not taken_back or seen.demo.question_hour:
        return stacked(lines)
    first = (
        len(lines) - 1 - len(seen.topics)
    )  # what stands before the topics; the room left stands behind them
    return [
        *stacked(lines[:first]),
        *(
            section(line, accessory=taken_back.get(topic.id))
            for line, topic in zip(lines[first:-1], seen.topics, strict=True)
        ),
        section(lines[-1]),
    ]


def _planned(texts: Texts, seen: Seen) -> Message:
    demo = seen.demo
    blocks = [
        *body(texts, seen),
        actions(*rsvp_buttons(texts, demo)),
        actions(*acting_buttons(texts, seen), open_button(texts, demo)),
    ]
    lines = [head(texts, demo), when_and_where(texts, demo), *agenda(texts, seen), coming(texts, seen)]
    if teams := shares(texts, seen):
        lines.append(teams)
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def over(texts: Texts, seen: Seen) -> Message:
    """What was shown, and where it can be seen again."""
    demo = seen.demo
    lines = [head(texts, demo), texts.mrkdwn("demos.was", when=texts.slack_moment(demo.starts_at))]
    lines += [_topic(texts, seen, topic, number) for number, topic in enumerate(seen.topics, 1)]
    lines += kept(texts, demo)
    feedback = button(texts.plain("demos.feedback"), FEEDBACK, demo.id, describe=demo.ref)
    blocks = [*stacked(lines), actions(feedback, open_button(texts, demo))]
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def _topic(texts: Texts, seen: Seen, topic: Topic, number: int) -> Mrkdwn:
    """1. R-4 · Single sign-on · Claire · 10 min"""
    title = isolated(shorten(topic.title, TITLE_SHOWN))
    parts = [*([topic.ref] if topic.ref else []), title, seen.name(topic.person)]
    long = texts.plain("demos.minutes_short", count=topic.minutes)
    return Mrkdwn(f"{number}. ") + Mrkdwn.join_all(" · ", [*parts, long])
