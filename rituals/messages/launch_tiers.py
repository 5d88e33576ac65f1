"""How another tier looks: the form, what would come and go, and what people are told once it has changed."""

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    actions,
    button,
    context,
    input_block,
    section,
    select,
    shorten,
    text_input,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.launches.collisions import BIG
from rituals.launches.ready import REQUIRED, missing
from rituals.launches.shifting import Shift
from rituals.launches.tiers import TIERS
from rituals.messages.launches import MINE, Seen
from rituals.messages.launches.plan import confirm_button, head_of, owner_of, show_button
from rituals.messages.launches.records import PAGE
from storage.launches import Task, TierChange

FORM = "launches.tier_form"
PREVIEW = "launches.tier_preview"
TIER = "launches.new_tier"
WHY = "launches.tier_why"

WHY_LIMIT = 500
SHOWN = 20
NAME_SHOWN = 60


@dataclass(frozen=True)
class Wanted:
    """The tier as it was seen and how often it had changed, the tier that somebody wants, and why."""

    tier_before: int
    revision: int
    tier: int
    why: str

    def written(self, launch: str) -> str:
        return json.dumps([launch, *astuple(self)], ensure_ascii=False)

    @classmethod
    def read(cls, written: str) -> tuple[str, "Wanted"]:
        launch, *wanted = json.loads(written)
        return launch, cls(*wanted)


def form(texts: Texts, seen: Seen) -> View:
    """Which tier, and why."""
    launch = seen.launch
    tiers = [Option(_begun(tier_name(texts, tier)), str(tier)) for tier in TIERS if tier != launch.tier]
    return View(
        FORM,
        texts.plain("launch_tiers.title"),
        (
            section(head_of(texts, launch)),
            input_block(
                TIER,
                texts.plain("launch_tiers.new"),
                select(TIER, tiers, placeholder=texts.plain("forms.choose")),
                optional=False,
            ),
            input_block(
                WHY,
                texts.plain("launch_tiers.why"),
                text_input(WHY, limit=WHY_LIMIT),
                hint=texts.plain("launch_dates.why_hint"),
                optional=False,
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("launch_tiers.look"),
        memory=launch.id,
    )


def preview(texts: Texts, seen: Seen, wanted: Wanted, shift: Shift) -> View:
    """What would come and go; nothing has yet."""
    blocks: list[Block] = [section(_becomes(texts, wanted.tier_before, wanted.tier))]
    coming = [(row["due_on"], row["title"], _holder(texts, seen, row["role"])) for row in shift.coming]
    of = {task.id: task for task in seen.tasks}
    coming += [
        (again.due_on, of[task].title, owner_of(texts, of[task], seen.names))
        for task, again in shift.back.items()
    ]
    blocks += _list(texts, "coming", [_line(texts, *one) for one in sorted(coming)])
    blocks += _list(texts, "out", [_task_line(texts, seen, task) for task in shift.out])
    moving = {task: again.due_on for task, again in shift.days.items() if again.due_on != of[task].due_on}
    lines = [_moves(texts, of[task], day) for task, day in sorted(moving.items(), key=lambda one: one[1])]
    blocks += _list(texts, "moving", lines)
    blocks += _list(texts, "stays", [_task_line(texts, seen, task) for task in shift.stays])
    if len(blocks) == 1:
        blocks.append(section(texts.mrkdwn("launch_tiers.no_tasks")))
    blocks += [section(line) for line in _brief(texts, seen, wanted)]
    told = [texts.mrkdwn("launch_tiers.to_confirm")] if wanted.tier in BIG else []
    told.append(texts.mrkdwn("launch_tiers.told"))
    blocks.append(context(Mrkdwn.join_all("\n", told)))
    return View(
        PREVIEW,
        texts.plain("launch_tiers.title"),
        tuple(blocks),
        texts.plain("forms.cancel"),
        submit=texts.plain("launch_tiers.change"),
        memory=wanted.written(seen.launch.id),
    )


def changed(texts: Texts, seen: Seen, *, me: str) -> View:
    """The tier has changed; who is to stand by it can do so at once."""
    blocks: list[Block] = [
        section(texts.mrkdwn("launch_tiers.changed")),
        section(head_of(texts, seen.launch)),
    ]
    if any(seen.roles.get(role) == me for role in seen.to_confirm):
        blocks.append(section(_please(texts, seen)))
        blocks.append(actions(confirm_button(texts, seen.launch)))
    return View(PAGE, seen.launch.ref, tuple(blocks), texts.plain("forms.close"))


def for_you(texts: Texts, seen: Seen, change: TierChange, *, by: str, confirms: bool) -> Message:
    """To one person: their new tasks, and whether they are asked to stand by the tier. `seen` holds those tasks only."""
    lines = [
        texts.mrkdwn(
            "launch_tiers.for_you",
            name=f"{seen.launch.ref} · {shorten(seen.launch.name, NAME_SHOWN)}",
            by=by,
            tier=tier_name(texts, change.tier),
            why=change.why,
        )
    ]
    if seen.tasks:
        lines.append(texts.mrkdwn("launch_tiers.new_for_you", count=len(seen.tasks)))
        tasks = [_line(texts, task.due_on, task.title) for task in seen.tasks[:SHOWN]]
        lines.append(Mrkdwn.join_all("\n", tasks))
    if len(seen.tasks) > SHOWN:
        lines.append(texts.mrkdwn("launches.more", count=len(seen.tasks) - SHOWN))
    buttons = [button(texts.plain("launches.my_tasks"), MINE), show_button(texts, seen.launch)]
    if confirms:
        lines.append(_please(texts, seen))
        buttons.insert(0, confirm_button(texts, seen.launch))
    return Message(Mrkdwn.join_all("\n", lines), (*(section(line) for line in lines), actions(*buttons)))


def told(texts: Texts, change: TierChange, *, by: str) -> Message:
    """Under the plan: from which tier to which, how many tasks that makes, and why."""
    lines = [_becomes(texts, change.tier_before, change.tier)]
    if change.came:
        lines.append(texts.mrkdwn("launch_tiers.came", count=change.came))
    if change.went:
        lines.append(texts.mrkdwn("launch_tiers.went", count=change.went))
    lines.append(texts.mrkdwn("launch_dates.because", by=by, why=change.why))
    words = Mrkdwn.join_all("\n", lines)
    return Message(words, (section(words),))


def tier_name(texts: Texts, tier: int) -> str:
    return texts.plain(f"launches.tier_{tier}")


def _please(texts: Texts, seen: Seen) -> Mrkdwn:
    return texts.mrkdwn("launches.confirm_asked", tier=tier_name(texts, seen.launch.tier))


def _becomes(texts: Texts, before: int, after: int) -> Mrkdwn:
    return texts.mrkdwn(
        "launch_tiers.becomes", before=_begun(tier_name(texts, before)), after=tier_name(texts, after)
    )


def _begun(words: str) -> str:
    """Words that begin a line."""
    return words[:1].upper() + words[1:]


def _brief(texts: Texts, seen: Seen, wanted: Wanted) -> list[Mrkdwn]:
    """Which parts of the brief are asked for now and still to be written, and which are not any more."""
    before, after = REQUIRED[wanted.tier_before], REQUIRED[wanted.tier]
    lacking = missing(wanted.tier, seen.brief)
    parts = {
        "brief_more": [part for part in after if part not in before and part in lacking],
        "brief_less": [part for part in before if part not in after],
    }
    return [
        texts.mrkdwn(
            f"launch_tiers.{key}", parts=texts.listing(texts.plain(f"briefs.short_{part}") for part in found)
        )
        for key, found in parts.items()
        if found
    ]


def _list(texts: Texts, key: str, lines: list[Mrkdwn]) -> list[Block]:
    """What happens to how many tasks, and the first of them."""
    if not lines:
        return []
    head = texts.mrkdwn(f"launch_tiers.{key}", count=len(lines))
    shown = [lines[start : min(start + 10, SHOWN)] for start in range(0, min(len(lines), SHOWN), 10)]
    blocks = [
        section(Mrkdwn.join_all("\n", [*([] if nth else [head]), *some])) for nth, some in enumerate(shown)
    ]
    if len(lines) > SHOWN:
        blocks.append(context(texts.mrkdwn("launches.more", count=len(lines) - SHOWN)))
    return blocks


def _task_line(texts: Texts, seen: Seen, task: Task) -> Mrkdwn:
    return _line(texts, task.due_on, task.title, owner_of(texts, task, seen.names))


def _holder(texts: Texts, seen: Seen, role: str) -> str:
    holder = seen.roles.get(role)
    name = texts.plain(f"launches.role_{role}")
    return seen.names.get(holder, name) if holder else texts.plain("launches.owner_none", role=name)


def _moves(texts: Texts, task: Task, day: date) -> Mrkdwn:
    """• 12 Dec → 10 Dec · Write the FAQ"""
    moves = f"{texts.short_day(task.due_on)} → {texts.short_day(day)}"
    return _bullet([moves, shorten(task.title, NAME_SHOWN)])


def _line(texts: Texts, day: date, title: str, *more: str) -> Mrkdwn:
    """• 12 Dec · Write the FAQ · Léa"""
    return _bullet([texts.short_day(day), shorten(title, NAME_SHOWN), *more])


def _bullet(parts: Iterable[str]) -> Mrkdwn:
    return Mrkdwn("• ") + Mrkdwn.join_all(" · ", list(parts))
