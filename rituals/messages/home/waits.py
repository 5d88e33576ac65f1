"""What waits for somebody: each with the one button that deals with it, and where the others are."""

from collections.abc import Callable

from bot.kit.blocks import Block, Mrkdwn, bold, button, context, isolated, section, shorten
from bot.kit.texts import Texts
from rituals.messages.demos.card import named as demo_named
from rituals.messages.demos.records import LIST as DEMOS
from rituals.messages.demos.records import OPEN as OPEN_DEMO
from rituals.messages.home.records import Day, Kind, Some
from rituals.messages.launches.records import DECISION
from rituals.messages.polls import DECIDE, LIST, VOTE, Outcome
from rituals.messages.polls.results import outcome
from rituals.messages.surveys.asking import name_of
from rituals.messages.surveys.records import ANSWER
from rituals.messages.surveys.records import LIST as SURVEYS
from storage.demos import Demo, Slot
from storage.launch_decisions import Decision, State
from storage.launches import Launch
from storage.polls import Poll
from storage.surveys import Survey

NAME_SHOWN = 80


def waits(texts: Texts, day: Day) -> list[Block]:
    """Empty where nothing does."""
    polls = button(texts.plain("polls.list_title"), LIST)
    surveys = button(texts.plain("home.all_surveys"), SURVEYS)
    demos = button(texts.plain("home.all_demos"), DEMOS)
    return [
        *_some(texts, day.votes, _vote, polls),
        *_some(texts, day.surveys, _survey, surveys),
        *_some(texts, day.rounds, _round, None),
        *_some(texts, day.decisions, _decision, polls),
        *_some(texts, day.slots, _slot, demos),
        *_some(texts, day.to_fill, _to_fill, demos),
    ]


def _some(
    texts: Texts, found: Some[Kind] | None, look: Callable[[Texts, Kind], Block], all_of: Block | None
) -> list[Block]:
    if found is None:
        return []
    blocks = [look(texts, one) for one in found.shown]
    if (more := found.count - len(found.shown)) > 0:
        words = texts.mrkdwn("home.more", count=more)
        blocks.append(section(words, accessory=all_of) if all_of else context(words))
    return blocks


def _one(first: str, second: Mrkdwn, pressed: Block) -> Block:
    return section(Mrkdwn.join_all("\n", [bold(first), second]), accessory=pressed)


def _poll_name(poll: Poll) -> str:
    return f"{poll.ref} · {isolated(shorten(poll.question, NAME_SHOWN))}"


def _vote(texts: Texts, poll: Poll) -> Block:
    assert poll.closes_at  # it is open
    closes = texts.mrkdwn("polls.closes", when=texts.slack_moment(poll.closes_at))
    words = texts.plain("polls.vote")
    pressed = button(words, VOTE, poll.id, style="primary", describe=f"{words} · {poll.ref}")
    return _one(_poll_name(poll), closes, pressed)


def _decision(texts: Texts, found: Outcome) -> Block:
    came = texts.mrkdwn("polls.waits_for_you", outcome=outcome(texts, found))
    decide = button(texts.plain("polls.decide"), DECIDE, found.poll.id, describe=found.poll.ref)
    return _one(_poll_name(found.poll), came, decide)


def _survey(texts: Texts, survey: Survey) -> Block:
    assert survey.closes_at  # it is open
    until = texts.mrkdwn("surveys.until", when=texts.slack_moment(survey.closes_at))
    words = texts.plain("surveys.answer")
    pressed = button(words, ANSWER, survey.id, describe=f"{words} · {survey.ref}")
    return _one(f"{survey.ref} · {name_of(survey)}", until, pressed)


def _round(texts: Texts, found: tuple[Decision, Launch]) -> Block:
    decision, launch = found
    if decision.state == State.OPEN:
        told = texts.mrkdwn("home.round_open", when=texts.slack_moment(decision.closes_at))
    else:
        told = texts.mrkdwn("home.round_shown")
    pressed = button(texts.plain("home.round"), DECISION, launch.id, describe=launch.ref)
    return _one(f"{launch.ref} · {isolated(shorten(launch.name, NAME_SHOWN))}", told, pressed)


def _slot(texts: Texts, slot: Slot) -> Block:
    title, when = isolated(shorten(slot.title, NAME_SHOWN)), texts.slack_moment(slot.demo.starts_at)
    told = texts.mrkdwn("home.slot", when=when, title=title, count=slot.minutes)
    return _one(demo_named(texts, slot.demo), told, _open_demo(texts, slot.demo))


def _to_fill(texts: Texts, demo: Demo) -> Block:
    told = texts.mrkdwn("home.to_fill", when=texts.slack_moment(demo.starts_at))
    return _one(demo_named(texts, demo), told, _open_demo(texts, demo))


def _open_demo(texts: Texts, demo: Demo) -> Block:
    return button(texts.plain("demos.open"), OPEN_DEMO, demo.id, describe=demo.ref)
