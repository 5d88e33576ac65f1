"""How days of launches look: the form that moves them, what would move, and the calendar by weeks."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    context,
    date_input,
    escape,
    input_block,
    section,
    shorten,
    text_input,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.launches.collisions import Collision
from rituals.messages.feeds import What, subscribe_button
from rituals.messages.launches import MINE, Seen
from rituals.messages.launches.plan import dates_of, head_of, owner_of, show_button
from rituals.messages.launches.records import PAGE
from storage.launches import Launch, Moved, Task

FORM = "launches.days_form"
PREVIEW = "launches.days_preview"
READY_ON = "launches.new_ready_on"
MARKET_ON = "launches.new_market_on"
WHY = "launches.move_why"
EARLIER = "launches.earlier_weeks"
LATER = "launches.later_weeks"

WHY_LIMIT = 500
SHOWN = 25
NAME_SHOWN = 60


@dataclass(frozen=True)
class Wanted:
    """Both days as they were seen, and as somebody wants them, and why."""

    ready_before: date
    market_before: date
    ready_on: date
    market_on: date
    why: str

    def written(self, launch: str) -> str:
        days = (self.ready_before, self.market_before, self.ready_on, self.market_on)
        return json.dumps([launch, *(day.isoformat() for day in days), self.why], ensure_ascii=False)

    @classmethod
    def read(cls, written: str) -> tuple[str, "Wanted"]:
        launch, *days, why = json.loads(written)
        ready_before, market_before, ready_on, market_on = (date.fromisoformat(day) for day in days)
        return launch, cls(ready_before, market_before, ready_on, market_on, why)


@dataclass(frozen=True)
class Week:
    """A week of the calendar: its launches, public holidays, and what gets in the way of what."""

    monday: date
    launches: tuple[Launch, ...]
    days_off: tuple[date, ...]
    collisions: Mapping[str, tuple[Collision, ...]]  # by launch


def days_form(texts: Texts, launch: Launch) -> View:
    """On which days the product is ready and the market hears of it."""
    return View(
        FORM,
        texts.plain("launch_dates.title"),
        (
            section(head_of(texts, launch)),
            input_block(
                READY_ON,
                texts.plain("launches.form_ready"),
                date_input(READY_ON, value=launch.ready_on.isoformat()),
                hint=texts.plain("launches.form_ready_hint"),
                optional=False,
            ),
            input_block(
                MARKET_ON,
                texts.plain("launches.form_market"),
                date_input(MARKET_ON, value=launch.market_on.isoformat()),
                hint=texts.plain("launches.form_market_hint"),
                optional=False,
            ),
            input_block(
                WHY,
                texts.plain("launch_dates.why"),
                text_input(WHY, limit=WHY_LIMIT),
                hint=texts.plain("launch_dates.why_hint"),
                optional=False,
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("launch_dates.look"),
        memory=launch.id,
    )


def preview(
    texts: Texts, seen: Seen, wanted: Wanted, days: Mapping[str, date], way: Sequence[Collision]
) -> View:
    """What would move; nothing has yet."""
    lines = [_day_line(texts, "ready", wanted.ready_before, wanted.ready_on)]
    lines.append(_day_line(texts, "market", wanted.market_before, wanted.market_on))
    blocks: list[Block] = [section(Mrkdwn.join_all("\n", [line for line in lines if line]))]
    if way:
        blocks.append(section(in_the_way(texts, way)))
    moving = sorted((task for task in seen.tasks if task.id in days), key=lambda task: days[task.id])
    blocks.append(section(texts.mrkdwn("launch_dates.moving", count=len(moving))))
    for start in range(0, min(len(moving), SHOWN), 10):
        shown = moving[start : min(start + 10, SHOWN)]
        blocks.append(section(Mrkdwn.join_all("\n", [_task_line(texts, seen, task, days) for task in shown])))
    if len(moving) > SHOWN:
        blocks.append(context(texts.mrkdwn("launches.more", count=len(moving) - SHOWN)))
    blocks.append(context(texts.mrkdwn("launch_dates.told")))
    return View(
        PREVIEW,
        texts.plain("launch_dates.title"),
        tuple(blocks),
        texts.plain("forms.cancel"),
        submit=texts.plain("launch_dates.move"),
        memory=wanted.written(seen.launch.id),
    )


def in_the_way(texts: Texts, way: Sequence[Collision]) -> Mrkdwn:
    """What gets in the way of a day, in words."""
    return Mrkdwn.join_all(
        "\n",
        [
            texts.mrkdwn("launch_dates.day_off", day=texts.day(one.day))
            if one.other is None
            else texts.mrkdwn(
                "launch_dates.same_week",
                name=f"{one.other.ref} {shorten(one.other.name, NAME_SHOWN)}",
                tier=texts.plain(f"launches.tier_{one.other.tier}"),
                day=texts.day(one.other.market_on),
            )
            for one in way
        ],
    )


def moved(texts: Texts, seen: Seen) -> View:
    """The days have moved."""
    blocks = (section(texts.mrkdwn("launch_dates.moved")), section(dates_of(texts, seen.launch)))
    return View(PAGE, seen.launch.ref, blocks, texts.plain("forms.close"))


def moved_for_you(texts: Texts, seen: Seen, move: Moved, tasks: Sequence[Task], *, by: str) -> Message:
    """To one person: their tasks that moved, on the days that they are due on now."""
    lines = [
        texts.mrkdwn(
            "launch_dates.for_you",
            name=f"{seen.launch.ref} · {shorten(seen.launch.name, NAME_SHOWN)}",
            by=by,
            why=move.why,
        ),
        dates_of(texts, seen.launch),
        *(Mrkdwn("• ") + _dated(texts, task.due_on, task.title) for task in tasks[:SHOWN]),
    ]
    if len(tasks) > SHOWN:
        lines.append(texts.mrkdwn("launches.more", count=len(tasks) - SHOWN))
    words = Mrkdwn.join_all("\n", lines)
    buttons = actions(button(texts.plain("launches.my_tasks"), MINE), show_button(texts, seen.launch))
    return Message(words, (section(words), buttons))


def moved_told(texts: Texts, launch: Launch, move: Moved, *, by: str) -> Message:
    """Under the plan: which day moved, and why."""
    lines = [
        _day_line(texts, "ready", move.ready_before, move.ready_on),
        _day_line(texts, "market", move.market_before, move.market_on),
        texts.mrkdwn("launch_dates.because", by=by, why=move.why),
    ]
    words = Mrkdwn.join_all("\n", [line for line in lines if line])
    return Message(words, (section(words),))


def calendar(texts: Texts, weeks: Sequence[Week], *, feed: bool) -> View:
    """Launches by weeks; what gets in the way is said in words. `feed`: people can have it in their own calendar."""
    blocks: list[Block] = []
    for week in weeks:
        lines = [bold(texts.plain("launch_dates.week_of", day=texts.day(week.monday)))]
        for launch in week.launches:
            lines.append(_launch_line(texts, week, launch))
            lines += [Mrkdwn("   ") + in_the_way(texts, (one,)) for one in week.collisions.get(launch.id, ())]
        lines += [texts.mrkdwn("launch_dates.holiday", day=texts.day(day)) for day in week.days_off]
        if len(lines) == 1:
            lines.append(texts.mrkdwn("launch_dates.nothing"))
        blocks.append(section(Mrkdwn.join_all("\n", lines)))
    first, span = weeks[0].monday, timedelta(weeks=len(weeks))
    turns = [
        button(texts.plain("launch_dates.earlier"), EARLIER, (first - span).isoformat()),
        button(texts.plain("launch_dates.later"), LATER, (first + span).isoformat()),
    ]
    if feed:
        turns.append(subscribe_button(texts, What.LAUNCHES))
    return View(
        PAGE, texts.plain("launch_dates.calendar"), (*blocks, actions(*turns)), texts.plain("forms.close")
    )


def _launch_line(texts: Texts, week: Week, launch: Launch) -> Mrkdwn:
    """🚀 L-2 New search · tier 1, major · ready on Monday · to customers on Thursday, as far as the week has them."""
    last = week.monday + timedelta(days=6)
    days = [
        texts.plain(f"launch_dates.{what}_on", day=texts.short_day(day))
        for what, day in (("ready", launch.ready_on), (f"market_{launch.audience}", launch.market_on))
        if week.monday <= day <= last
    ]
    name = bold(f"{launch.ref} {shorten(launch.name, NAME_SHOWN)}")
    return Mrkdwn("🚀 ") + Mrkdwn.join_all(" · ", [name, texts.plain(f"launches.tier_{launch.tier}"), *days])


def _day_line(texts: Texts, which: str, before: date, after: date) -> Mrkdwn:
    if before == after:
        return Mrkdwn("")
    return texts.mrkdwn(f"launch_dates.{which}_moves", before=texts.day(before), after=texts.day(after))


def _task_line(texts: Texts, seen: Seen, task: Task, days: Mapping[str, date]) -> Mrkdwn:
    """• 12 Dec → 19 Dec · Write the FAQ · Léa"""
    moves = f"{texts.short_day(task.due_on)} → {texts.short_day(days[task.id])}"
    return Mrkdwn("• ") + Mrkdwn.join_all(
        " · ", [moves, shorten(task.title, NAME_SHOWN), owner_of(texts, task, seen.names)]
    )


def _dated(texts: Texts, day: date, title: str) -> Mrkdwn:
    return Mrkdwn.join_all(" · ", [texts.short_day(day), escape(shorten(title, NAME_SHOWN))])
