"""How a launch looks as a whole: the plan in its channel, somebody's launches, what roles ask."""

from collections.abc import Mapping, Sequence

from bot.kit.blocks import Block, Mrkdwn, actions, bold, button, context, section, shorten
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.launches.template import SIDES
from rituals.messages.launch_forms import verdict_words
from rituals.messages.launches.records import (
    ALL,
    MINE,
    PAGE,
    ROLES,
    SHOW,
    TAKE_ROLE,
    Mine,
    Seen,
    Where,
)
from storage.launches import Launch, Task, TaskState

NEXT_SHOWN = 3
LATE_SHOWN = 5
TOLD = 15
NAME_SHOWN = 80
BLOCKED_SHOWN = 150
_BAR = 8


def plan(texts: Texts, seen: Seen) -> Message:
    """The card: what, when, how far each side is, what comes next, what is late, which roles are free."""
    launch = seen.launch
    waiting = [task for task in seen.tasks if task.is_open]
    blocked = [task for task in waiting if task.state == TaskState.BLOCKED]
    late = [task for task in waiting if task.due_on < seen.today and task not in blocked]
    coming = [task for task in waiting if task.due_on >= seen.today and task not in blocked]
    parts = [
        head_of(texts, launch),
        dates_of(texts, launch),
        progress_of(texts, seen.tasks),
        _some(texts, seen, "launches.blocked", blocked, LATE_SHOWN),
        _some(texts, seen, "launches.late", late, LATE_SHOWN),
        _some(texts, seen, "launches.next", coming, NEXT_SHOWN),
        Mrkdwn("") if waiting else texts.mrkdwn("launches.all_done"),
        _free(texts, seen),
    ]
    told = [part for part in parts if part]
    buttons = [
        button(texts.plain("launches.my_tasks"), MINE),
        button(
            texts.plain("launches.all_tasks"),
            ALL,
            Where(launch.id).written(),
            describe=texts.plain("launches.all_tasks_of", ref=launch.ref),
        ),
    ]
    if seen.free_roles:
        buttons.append(button(texts.plain("launches.take_a_role"), ROLES, launch.id))
    reasons = context(_why(texts, launch))
    blocks: list[Block] = [*(section(part) for part in told), reasons, actions(*buttons)]
    return Message(Mrkdwn.join_all("\n", [*told, _why(texts, launch)]), tuple(blocks))


def head_of(texts: Texts, launch: Launch) -> Mrkdwn:
    return Mrkdwn.join_all(
        " · ",
        [
            bold(f"{launch.ref} · {shorten(launch.name, NAME_SHOWN)}"),
            launch.release_ref,
            texts.plain(f"launches.tier_{launch.tier}"),
        ],
    )


def dates_of(texts: Texts, launch: Launch) -> Mrkdwn:
    return texts.mrkdwn(
        f"launches.dates_{launch.audience}",
        ready=texts.day(launch.ready_on),
        market=texts.day(launch.market_on),
    )


def progress_of(texts: Texts, tasks: Sequence[Task]) -> Mrkdwn:
    """A line for each side that has something to do: how much of it is done; what does not apply is not counted."""
    lines: list[Mrkdwn] = []
    for side in SIDES:
        counted = [task for task in tasks if task.side == side and task.state != TaskState.DROPPED]
        if counted:
            done = sum(task.state == TaskState.DONE for task in counted)
            lines.append(
                texts.mrkdwn(
                    "launches.progress",
                    bar=_bar(done, len(counted)),
                    side=texts.plain(f"launches.side_{side}"),
                    done=done,
                    of=len(counted),
                )
            )
    return Mrkdwn.join_all("\n", lines)


def _bar(done: int, of: int) -> str:
    full = done * _BAR // of
    return "▰" * full + "▱" * (_BAR - full)


def _some(texts: Texts, seen: Seen, title: str, tasks: Sequence[Task], limit: int) -> Mrkdwn:
    if not tasks:
        return Mrkdwn("")
    lines = [texts.mrkdwn(title, count=len(tasks))]
    lines += [_line(texts, task, seen.names) for task in tasks[:limit]]
    if title != "launches.next" and len(tasks) > limit:
        lines.append(texts.mrkdwn("launches.more", count=len(tasks) - limit))
    return Mrkdwn.join_all("\n", lines)


def _line(texts: Texts, task: Task, names: Mapping[str, str]) -> Mrkdwn:
    """• 12 Dec · Write the FAQ · Léa"""
    who = owner_of(texts, task, names)
    parts = [texts.short_day(task.due_on), shorten(task.title, NAME_SHOWN), who]
    line = Mrkdwn("• ") + Mrkdwn.join_all(" · ", parts)
    if task.state == TaskState.BLOCKED:
        return Mrkdwn.join_all("\n   ", [line, waits_for(texts, task, names)])
    return Mrkdwn.join_all(" ", [line, "▶️"]) if task.state == TaskState.DOING else line


def waits_for(texts: Texts, task: Task, names: Mapping[str, str]) -> Mrkdwn:
    """What a blocked task waits for, and whom."""
    on = shorten(task.blocked_on or "", BLOCKED_SHOWN)
    if task.blocked_by is None:
        return texts.mrkdwn("launches.waits", on=on)
    return texts.mrkdwn("launches.waits_for", on=on, who=names.get(task.blocked_by, "?"))


def owner_of(texts: Texts, task: Task, names: Mapping[str, str]) -> str:
    role = texts.plain(f"launches.role_{task.role}")
    if task.owner is None:
        return texts.plain("launches.owner_none", role=role)
    return names.get(task.owner, role)


def _free(texts: Texts, seen: Seen) -> Mrkdwn:
    if not seen.free_roles:
        return Mrkdwn("")
    roles = texts.listing(texts.plain(f"launches.role_{role}") for role in seen.free_roles)
    return texts.mrkdwn("launches.free", roles=roles)


def _why(texts: Texts, launch: Launch) -> Mrkdwn:
    """Why it has its tier."""
    words = verdict_words(texts, launch.proposed, launch.answers)
    if launch.why is None:
        return words
    chosen = texts.mrkdwn("launches.chosen", tier=texts.plain(f"launches.tier_{launch.tier}"), why=launch.why)
    return Mrkdwn.join_all(" ", [words, chosen])


def listing(texts: Texts, mine: Mine, *, command: str) -> Message:
    """`/launch`: the launches in which somebody has a part, and what they have to do next."""
    if not mine.launches:
        words = texts.mrkdwn("launches.none_yet", command=command)
        return Message(words, (section(words),))
    head = texts.mrkdwn("launches.mine_head")
    lines, blocks = [head], [section(head)]
    for launch in mine.launches:
        line = Mrkdwn.join_all("\n", [head_of(texts, launch), dates_of(texts, launch)])
        lines.append(line)
        blocks.append(section(line, accessory=show_button(texts, launch)))
    count = texts.mrkdwn("launches.mine_count", count=len(mine.tasks))
    lines.append(count)
    blocks += [section(count), actions(button(texts.plain("launches.my_tasks"), MINE))]
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def show_button(texts: Texts, launch: Launch) -> Block:
    return button(
        texts.plain("launches.show"),
        SHOW,
        launch.id,
        describe=texts.plain("launches.show_ref", ref=launch.ref),
    )


# Roles ------------------------------------------------------------------------------------------------------------


def roles_page(texts: Texts, seen: Seen) -> View:
    """The roles that nobody has, each with what it asks and a button that takes it."""
    blocks: list[Block] = [
        section(texts.mrkdwn("launches.roles_intro" if seen.free_roles else "launches.roles_none"))
    ]
    for role in seen.free_roles:
        tasks = [task for task in seen.tasks if task.role == role and task.is_open]
        name = texts.plain(f"launches.role_{role}")
        words = Mrkdwn.join_all(
            "\n", [bold(name), *(_line(texts, task, seen.names) for task in tasks[:LATE_SHOWN])]
        )
        if len(tasks) > LATE_SHOWN:
            words = Mrkdwn.join_all(
                "\n", [words, texts.mrkdwn("launches.more", count=len(tasks) - LATE_SHOWN)]
            )
        take = button(
            texts.plain("launches.take_role"),
            TAKE_ROLE,
            f"{seen.launch.id} {role}",
            describe=texts.plain("launches.take_role_named", role=name),
        )
        blocks.append(section(words, accessory=take))
    return View(PAGE, seen.launch.ref, tuple(blocks), texts.plain("forms.close"))


def role_told(texts: Texts, seen: Seen, roles: Sequence[str], tasks: Sequence[Task]) -> Message:
    """To one person: what their roles ask, and when."""
    named = texts.listing(texts.plain(f"launches.role_{role}") for role in roles)
    lines = [
        texts.mrkdwn(
            "launches.told", roles=named, name=f"{seen.launch.ref} · {shorten(seen.launch.name, NAME_SHOWN)}"
        ),
        dates_of(texts, seen.launch),
        Mrkdwn.join_all("\n", [_line(texts, task, {}) for task in tasks[:TOLD]]),
    ]
    if len(tasks) > TOLD:
        lines.append(texts.mrkdwn("launches.more", count=len(tasks) - TOLD))
    buttons = actions(button(texts.plain("launches.my_tasks"), MINE), show_button(texts, seen.launch))
    return Message(Mrkdwn.join_all("\n", lines), (*(section(line) for line in lines), buttons))


# After starting ---------------------------------------------------------------------------------------------------


def started(texts: Texts, seen: Seen) -> View:
    """The plan is made: where it stands, and what it holds."""
    launch = seen.launch
    words = texts.mrkdwn(
        "launches.started", count=len(seen.tasks), ref=launch.ref, channel=Mrkdwn(f"<#{launch.channel_id}>")
    )
    blocks = (
        section(words),
        section(head_of(texts, launch)),
        section(dates_of(texts, launch)),
        context(_why(texts, launch)),
    )
    return View(PAGE, texts.plain("launches.start_title"), blocks, texts.plain("forms.close"))


def has_plan(texts: Texts, launch: Launch) -> Message:
    """The release has a plan already: here it is."""
    words = texts.mrkdwn("launches.has_plan", ref=launch.ref, release=launch.release_ref)
    return Message(words, (section(words, accessory=show_button(texts, launch)),))


def start_what(texts: Texts, *, command: str) -> Message:
    """`/launch start` needs a release."""
    words = texts.mrkdwn("launches.start_what", command=command)
    return Message(words, (section(words),))


def unknown(texts: Texts, *, typed: str, command: str) -> Message:
    words = texts.mrkdwn("launches.unknown", typed=shorten(typed, NAME_SHOWN), command=command)
    return Message(words, (section(words),))


def not_found(texts: Texts, *, number: int, command: str) -> Message:
    words = texts.mrkdwn("launches.not_found", ref=f"L-{number}", command=command)
    return Message(words, (section(words),))
