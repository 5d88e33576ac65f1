"""What came of a launch in a few lines: for a release's page and for the digest."""

from bot.kit.blocks import Block, Mrkdwn, bold, button, display, escape, section, shorten
from bot.kit.texts import Texts
from rituals.messages.launch_brief import goal_of
from rituals.messages.launches.records import OUTCOME, Came
from storage.launch_answers import RETRO, Answered

ANSWERS_SHOWN = 2  # the newest of each launch
NAME_SHOWN = 80
GOAL_SHOWN = 150
REACHED_SHOWN = 80
WHAT_SHOWN = 160
LESSON_SHOWN = 120


def headed(texts: Texts, came: Came) -> Mrkdwn:
    """*L-1 · Single sign-on* · 🎯 the goal, and a line for each answer."""
    name = bold(f"{came.launch.ref} · {shorten(came.launch.name, NAME_SHOWN)}")
    goal = _goal(texts, came)
    head = Mrkdwn.join_all(" · ", [name, goal]) if goal else name
    return Mrkdwn.join_all("\n", [head, *_answers(texts, came)])


def blocks(texts: Texts, came: Came | None) -> list[Block]:
    """On a release's page."""
    if came is None:
        return []
    head = Mrkdwn.join_all(" · ", [bold(texts.plain("launch_afterwards.title")), came.launch.ref])
    goal = _goal(texts, came)
    lines = [head, *([goal] if goal else []), *_answers(texts, came)]
    return [section(Mrkdwn.join_all("\n", lines))]


def buttons(texts: Texts, came: Came | None) -> list[Block]:
    """That opens all answers."""
    if came is None:
        return []
    return [
        button(
            texts.plain("launch_afterwards.title"),
            OUTCOME,
            came.launch.id,
            describe=texts.plain("launch_afterwards.title_of", ref=came.launch.ref),
        )
    ]


def _goal(texts: Texts, came: Came) -> Mrkdwn | None:
    goal = shorten(goal_of(texts, came.brief), GOAL_SHOWN)
    return texts.mrkdwn("launch_afterwards.goal", goal=goal) if goal else None


def _answers(texts: Texts, came: Came) -> list[Mrkdwn]:
    return [_answer(texts, one) for one in came.answers[-ANSWERS_SHOWN:]]


def _answer(texts: Texts, one: Answered) -> Mrkdwn:
    """After 7 days: 48 teams · it went well · *Keep:* the dry run · *Change:* an earlier FAQ"""
    parts = [
        escape(_short(words, room))
        for words, room in ((one.reached, REACHED_SHOWN), (one.what, WHAT_SHOWN))
        if words
    ]
    for key, words in (("said_keep", one.keep), ("said_change", one.change)):
        if words:
            parts.append(texts.mrkdwn(f"launch_afterwards.{key}", words=_short(words, LESSON_SHOWN)))
    said = Mrkdwn.join_all(" · ", parts)
    if one.after == RETRO:
        return texts.mrkdwn("launch_afterwards.told_retro", words=said)
    return texts.mrkdwn("launch_afterwards.told_after", after=one.after, words=said)


def _short(words: str, room: int) -> str:
    """In one line, as a part of a sentence."""
    return shorten(" ".join(display(words).split()).removesuffix("."), room)
