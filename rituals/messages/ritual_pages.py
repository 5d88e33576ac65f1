"""How one ritual looks to those who steer it: when it comes next, what became of its runs, and what can be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.kit.blocks import Block, Mrkdwn, actions, bold, button, confirm, context, header, section
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from bot.kit.times import DayOff
from rituals.messages.rituals import (
    CHANGES,
    PAUSE,
    PRIVATE,
    RESUME,
    SKIP,
    UNSKIP,
    Steered,
    described,
    in_both_zones,
    outcome_of,
    period_in_words,
    state_of,
)
from storage.rituals import Failure, Ritual, Run

EDIT = "rituals.edit"
PREVIEW = "rituals.preview"
RUN = "rituals.run"
DUPLICATE = "rituals.duplicate"
END = "rituals.end"
TRY_AGAIN = "rituals.try_again"
PAGE = "rituals.page"
RUNS_SHOWN = 10
DATES = 5


@dataclass(frozen=True)
class Page:
    """A ritual with its next five instants (UTC), its newest runs, and what could not be gathered."""

    steered: Steered
    dues: Sequence[datetime]
    runs: Sequence[Run]
    failures: Sequence[Failure]
    several: bool  # whether there may be another one of its kind
    notice: str | None = None  # the key of a text that says what was just done


def page(texts: Texts, found: Page) -> View:
    """One ritual. Its buttons act on this page; what they do is said at its top."""
    ritual = found.steered.ritual
    blocks: list[Block] = [section(texts.mrkdwn(found.notice))] if found.notice else []
    blocks += [section(_what(texts, found)), section(_when(texts, found))]
    blocks.append(actions(*_buttons(texts, found)))
    for failure in found.failures:
        failed = texts.mrkdwn(
            "rituals.failed", period=period_in_words(texts, failure.occurrence), count=failure.attempts
        )
        again = button(texts.plain("rituals.try_again"), TRY_AGAIN, ritual.id)
        blocks.append(section(failed, accessory=again))
    blocks.append(header(texts.plain("rituals.runs")))
    blocks += [context(_run(texts, ritual, run)) for run in found.runs] or [
        context(texts.mrkdwn("rituals.no_runs"))
    ]
    title = texts.plain("rituals.page_title")
    return View(PAGE, title, tuple(blocks), texts.plain("forms.close"), memory=ritual.id)


def ended(texts: Texts) -> View:
    words = texts.mrkdwn("rituals.ended")
    return View(PAGE, texts.plain("rituals.page_title"), (section(words),), texts.plain("forms.close"))


def stopped_itself(texts: Texts, kind: str, channel: str, why: str, *, command: str) -> Message:
    """To its owner: it waits, since its channel is gone or closed to us; or it goes on."""
    words = texts.mrkdwn(
        f"rituals.paused_{why}",
        name=texts.plain(f"rituals.{kind}"),
        channel=Mrkdwn(f"<#{channel}>"),
        command=command,
    )
    return Message(words, (section(words),))


def _what(texts: Texts, found: Page) -> Mrkdwn:
    ritual, lines = found.steered.ritual, described(texts, found.steered)
    if ritual.days_off != DayOff.KEEP:
        lines.append(texts.mrkdwn(f"rituals.off_{ritual.days_off}"))
    return Mrkdwn.join_all("\n", lines)


def _when(texts: Texts, found: Page) -> Mrkdwn:
    """Whether it is on; its next times, in the reader's zone by Slack and in its own where that differs."""
    steered = found.steered
    lines = [state_of(texts, steered)] if steered.ritual.paused else [bold(texts.plain("rituals.next_five"))]
    if not steered.ritual.paused:
        lines += dates(texts, found.dues, steered.zone)
    if steered.ritual.skip:
        lines.append(texts.mrkdwn("rituals.skipping", period=period_in_words(texts, steered.ritual.skip)))
    return Mrkdwn.join_all("\n", lines)


def dates(texts: Texts, dues: Sequence[datetime], zone: str) -> list[Mrkdwn]:
    """An instant on each line."""
    lines = [Mrkdwn("• ") + in_both_zones(texts, due, zone) for due in dues]
    return lines or [texts.mrkdwn("rituals.next_none")]


def _run(texts: Texts, ritual: Ritual, run: Run) -> Mrkdwn:
    """The week of Nov 23 · posted · today at 09:00"""
    by_hand = run.occurrence.startswith("manual:")
    period = texts.plain("rituals.by_hand") if by_hand else period_in_words(texts, run.occurrence)
    told = [period, *outcome_of(texts, ritual, run), texts.slack_moment(run.created_at)]
    return Mrkdwn.join_all(" · ", told)


def _buttons(texts: Texts, found: Page) -> list[Block]:
    ritual = found.steered.ritual

    def one(key: str, action: str, *, sure: bool = False) -> Block:
        asks = (
            confirm(
                texts.plain(f"rituals.{key}"),
                texts.plain(f"rituals.{key}_sure"),
                texts.plain(f"rituals.{key}"),
                texts.plain("forms.cancel"),
            )
            if sure
            else None
        )
        return button(texts.plain(f"rituals.{key}"), action, ritual.id, confirm=asks)

    buttons = [one("edit", EDIT)]
    if ritual.kind in CHANGES:
        action, key = CHANGES[ritual.kind]
        buttons.append(one(key, action))
    if not ritual.paused:
        buttons.append(one("unskip", UNSKIP) if ritual.skip else one("skip_next", SKIP))
    buttons.append(one("resume", RESUME) if ritual.paused else one("pause", PAUSE))
    buttons.append(one("preview", PREVIEW))
    if ritual.kind not in PRIVATE:
        buttons.append(one("run", RUN, sure=True))
    if found.several:
        buttons.append(one("duplicate", DUPLICATE))
    return [*buttons, one("end", END, sure=True)]
