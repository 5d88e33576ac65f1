"""How what comes after a launch looks: the questions, the page with all answers, the retro, the thanks."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    context,
    display,
    escape,
    input_block,
    quote,
    section,
    shorten,
    text_input,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.launches.templates import SIDES
from rituals.messages.launch_brief import goal_of
from rituals.messages.launches import Seen
from rituals.messages.launches.plan import head_of, show_button
from rituals.messages.launches.records import PAGE
from storage.launch_answers import RETRO, WORDS, Answered
from storage.launches import TaskState

ANSWER = "launches.answer"
NOT_NOW = "launches.no_answer"
FORM = "launches.answer_form"
THANK = "launches.thank"
THANKS_FORM = "launches.thanks_form"
THANKS_WORDS = "launches.thanks_words"

SHORT_LIMIT = 200
WORDS_LIMIT = 3000
SHOWN = 800
NAME_SHOWN = 80
DONE_SHOWN = 6


@dataclass(frozen=True)
class Outcome:
    """What came of a launch: the answers, the names of who gave them, and whether thanks were said."""

    seen: Seen
    answers: Sequence[Answered]
    names: Mapping[str, str]
    thanked: bool


def field(name: str) -> str:
    """The name of the input for a part of an answer."""
    return f"launches.came_{name}"


def asks(texts: Texts, found: Outcome, after: int, *, again: bool) -> Message:
    """To PM or PMM: what came of it, against the goal."""
    launch = found.seen.launch
    lines = [
        texts.mrkdwn(
            "launch_afterwards.ask_again" if again else "launch_afterwards.ask",
            name=_named(found.seen),
            after=after,
        )
    ]
    if goal := goal_of(texts, found.seen.brief):
        lines.append(texts.mrkdwn("launch_afterwards.goal", goal=goal))
    value = f"{launch.id} {after}"
    buttons = [
        button(texts.plain("launch_afterwards.answer"), ANSWER, value, style="primary"),
        button(texts.plain("launch_afterwards.not_now"), NOT_NOW, value),
        show_button(texts, launch),
    ]
    words = Mrkdwn.join_all("\n", lines)
    return Message(words, (section(words), actions(*buttons)))


def answered(texts: Texts, found: Outcome) -> Message:
    words = texts.mrkdwn("launch_afterwards.answered", name=_named(found.seen))
    return Message(words, (section(words), actions(show_button(texts, found.seen.launch))))


def form(texts: Texts, found: Outcome, after: int, own: Answered | None) -> View:
    """What was reached, what happened, what to keep and what to change; the retro asks the last two first."""
    goal = goal_of(texts, found.seen.brief)
    names = ("keep", "change", "what") if after == RETRO else WORDS
    inputs = [
        input_block(
            field(name),
            texts.plain(f"launch_afterwards.form_{name}"),
            text_input(
                field(name),
                multiline=name != "reached",
                limit=SHORT_LIMIT if name == "reached" else WORDS_LIMIT,
                value=getattr(own, name) if own else None,
            ),
        )
        for name in names
    ]
    told = [context(texts.mrkdwn("launch_afterwards.goal", goal=goal))] if goal else []
    return View(
        FORM,
        texts.plain("launch_afterwards.retro" if after == RETRO else "launch_afterwards.title"),
        (section(head_of(texts, found.seen.launch)), *told, *inputs),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=json.dumps([found.seen.launch.id, after]),
    )


def page(texts: Texts, found: Outcome) -> View:
    """All answers, side by side, with the goal."""
    launch = found.seen.launch
    blocks: list[Block] = [section(head_of(texts, launch))]
    if goal := goal_of(texts, found.seen.brief):
        blocks.append(section(texts.mrkdwn("launch_afterwards.goal", goal=goal)))
    said = [one for one in found.answers if one.says_something]
    if not said:
        blocks.append(section(texts.mrkdwn("launch_afterwards.nothing")))
    for one in said[:12]:
        blocks.append(section(_answer(texts, found, one)))
    buttons = [button(texts.plain("launch_afterwards.retro"), ANSWER, f"{launch.id} {RETRO}")]
    if not found.thanked:
        buttons.append(button(texts.plain("launch_afterwards.thank"), THANK, launch.id))
    blocks.append(actions(*buttons))
    return View(PAGE, texts.plain("launch_afterwards.title"), tuple(blocks), texts.plain("forms.close"))


def _answer(texts: Texts, found: Outcome, one: Answered) -> Mrkdwn:
    when = (
        texts.plain("launch_afterwards.retro")
        if one.after == RETRO
        else texts.plain("launch_afterwards.after", after=one.after)
    )
    lines = [Mrkdwn.join_all(" · ", [bold(when), found.names.get(one.person, "?")])]
    for name in WORDS:
        if words := getattr(one, name):
            said = shorten(display(words), SHOWN)
            lines.append(texts.mrkdwn(f"launch_afterwards.said_{name}", words=said))
    return Mrkdwn.join_all("\n", lines)


def offer(texts: Texts, seen: Seen) -> Message:
    """To who leads: it is out, say thank you?"""
    words = texts.mrkdwn("launch_afterwards.offer", name=_named(seen))
    thank = button(texts.plain("launch_afterwards.thank"), THANK, seen.launch.id, style="primary")
    return Message(words, (section(words), actions(thank, show_button(texts, seen.launch))))


def thanks_form(texts: Texts, launch: str, draft: str) -> View:
    return View(
        THANKS_FORM,
        texts.plain("launch_afterwards.thank"),
        (
            input_block(
                THANKS_WORDS,
                texts.plain("launch_afterwards.form_thanks"),
                text_input(THANKS_WORDS, multiline=True, value=draft),
                hint=texts.plain("launch_afterwards.form_thanks_hint"),
                optional=False,
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("launch_afterwards.post"),
        memory=launch,
    )


def thanks_draft(texts: Texts, seen: Seen) -> str:
    """A thank-you that names the part of each side and who did it, in the order of the sides; no counts, no ranks."""
    lines = [texts.plain("launch_afterwards.thanks_head", name=seen.launch.name)]
    for side in SIDES:
        done = [task for task in seen.tasks if task.side == side and task.state == TaskState.DONE]
        people = dict.fromkeys(
            seen.names[person] for task in done if (person := task.closed_by) and person in seen.names
        )
        if done:
            lines.append(
                texts.plain(
                    "launch_afterwards.thanks_side",
                    side=texts.plain(f"launches.side_{side}"),
                    what=texts.listing(shorten(task.title, NAME_SHOWN) for task in done[:DONE_SHOWN]),
                    who=texts.listing(people),
                )
            )
    return "\n".join([*lines, texts.plain("launch_afterwards.thanks_foot")])


def thanks(texts: Texts, words: str) -> Message:
    """In the plan's channel."""
    head = texts.mrkdwn("launch_afterwards.thanks_title")
    return Message(Mrkdwn.join_all("\n", [head, escape(words)]), (section(head), quote(display(words))))


def thanked(texts: Texts, channel: str) -> View:
    words = texts.mrkdwn("launch_afterwards.thanked", channel=Mrkdwn(f"<#{channel}>"))
    return View(PAGE, texts.plain("launch_afterwards.thank"), (section(words),), texts.plain("forms.close"))


def _named(seen: Seen) -> str:
    return f"{seen.launch.ref} · {shorten(seen.launch.name, NAME_SHOWN)}"
