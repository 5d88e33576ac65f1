"""How a launch looks as a whole: the plan in its channel, somebody's launches, what roles ask."""

from collections.abc import Mapping, Sequence

from bot.kit.blocks import Block, Mrkdwn, actions, bold, button, context, escape, section, shorten
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.launches.ready import REQUIRED, missing, readiness
from rituals.launches.templates import ROLES as ROLE_NAMES
from rituals.launches.templates import SIDES
from rituals.messages.absences import is_away
from rituals.messages.launch_forms import verdict_words
from rituals.messages.launches.outcomes import despite, line
from rituals.messages.launches.records import (
    ALL,
    BRIEF,
    CALENDAR,
    CHANGE_ROLE,
    CONFIRM,
    MINE,
    PAGE,
    ROLES,
    SHOW,
    TAKE_ROLE,
    Mine,
    Seen,
    Where,
)
from storage.launch_decisions import State
from storage.launches import Launch, Part, Task, TaskState

NEXT_SHOWN = 3
LATE_SHOWN = 5
ROLE_SHOWN = 3
LACKING_SHOWN = 4
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
        ready_of(texts, seen),
        progress_of(texts, seen.tasks),
        _some(texts, seen, "launches.blocked", blocked, LATE_SHOWN),
        _some(texts, seen, "launches.late", late, LATE_SHOWN),
        _some(texts, seen, "launches.next", coming, NEXT_SHOWN),
        Mrkdwn("") if waiting else texts.mrkdwn("launches.all_done"),
        _decided(texts, seen),
        _free(texts, seen),
        _to_confirm(texts, seen),
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
    buttons += [
        button(texts.plain("briefs.button"), BRIEF, launch.id),
        button(
            texts.plain("launches.take_a_role" if seen.free_roles else "launches.roles"), ROLES, launch.id
        ),
    ]
    if seen.to_confirm:
        buttons.append(confirm_button(texts, launch))
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


def _decided(texts: Texts, seen: Seen) -> Mrkdwn:
    """Where go or no-go stands, whether it was announced although something was missing, and what came of it."""
    lines = []
    if seen.decision and seen.decision.state != State.CANCELLED:
        lines.append(line(texts, seen.decision))
    if seen.override:
        lines.append(despite(texts, seen.override, by=seen.names.get(seen.override.by, "?")))
    if seen.reached:
        words = shorten(seen.reached.reached or "", NAME_SHOWN)
        lines.append(texts.mrkdwn("launch_afterwards.came", after=seen.reached.after, words=words))
    return Mrkdwn.join_all("\n", lines)


def _to_confirm(texts: Texts, seen: Seen) -> Mrkdwn:
    if not seen.to_confirm:
        return Mrkdwn("")
    roles = texts.listing(texts.plain(f"launches.role_{role}") for role in seen.to_confirm)
    return texts.mrkdwn("launches.to_confirm", roles=roles)


def confirm_button(texts: Texts, launch: Launch) -> Block:
    return button(texts.plain("launches.confirm"), CONFIRM, f"{launch.id} {launch.tier}", style="primary")


def ready_of(texts: Texts, seen: Seen) -> Mrkdwn:
    """How ready the launch is, and what its brief lacks."""
    share = readiness(seen.launch, seen.tasks, seen.brief)
    return Mrkdwn.join_all(
        "\n",
        [
            texts.mrkdwn("launches.ready_share", bar=_bar(share, 100), share=texts.percent(share / 100)),
            brief_state(texts, seen.launch, seen.brief, most=LACKING_SHOWN),
        ],
    )


def brief_state(texts: Texts, launch: Launch, written: Mapping[str, Part], *, most: int = 10) -> Mrkdwn:
    """How many of the parts that the tier needs are written, and which are not where they are no more than `most`."""
    needed, lacking = REQUIRED[launch.tier], missing(launch.tier, written)
    if not lacking:
        return texts.mrkdwn("briefs.complete")
    return texts.mrkdwn(
        "briefs.state" if len(lacking) <= most else "briefs.begun",
        done=len(needed) - len(lacking),
        of=len(needed),
        missing=texts.listing(texts.plain(f"briefs.short_{part}") for part in lacking),
    )


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
        return Message(words, (section(words), actions(_calendar_button(texts))))
    head = texts.mrkdwn("launches.mine_head")
    lines, blocks = [head], [section(head)]
    for launch in mine.launches:
        line = Mrkdwn.join_all("\n", [head_of(texts, launch), dates_of(texts, launch)])
        lines.append(line)
        blocks.append(section(line, accessory=show_button(texts, launch)))
    count = texts.mrkdwn("launches.mine_count", count=len(mine.tasks))
    lines.append(count)
    my_tasks = button(texts.plain("launches.my_tasks"), MINE)
    blocks += [section(count), actions(my_tasks, _calendar_button(texts))]
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def _calendar_button(texts: Texts) -> Block:
    return button(texts.plain("launches.calendar"), CALENDAR)


def show_button(texts: Texts, launch: Launch) -> Block:
    return button(
        texts.plain("launches.show"),
        SHOW,
        launch.id,
        describe=texts.plain("launches.show_ref", ref=launch.ref),
    )


# Roles ------------------------------------------------------------------------------------------------------------


def roles_page(texts: Texts, seen: Seen) -> View:
    """Who has which role, with what it asks; those that nobody has can be taken."""
    blocks: list[Block] = [
        section(texts.mrkdwn("launches.roles_intro" if seen.free_roles else "launches.roles_none"))
    ]
    for role in ROLE_NAMES:
        waiting = [task for task in seen.tasks if task.role == role and task.is_open]
        name, holder = texts.plain(f"launches.role_{role}"), seen.roles.get(role)
        told = [
            bold(name),
            escape(seen.names.get(holder, "?")) if holder else texts.mrkdwn("launches.form_nobody"),
        ]
        line = Mrkdwn.join_all(" · ", told)
        if holder and (absence := seen.away.get(holder)):
            line = Mrkdwn.join_all("\n", [line, is_away(texts, holder, absence, seen.names)])
        asks = [
            Mrkdwn("• ")
            + Mrkdwn.join_all(" · ", [texts.short_day(task.due_on), shorten(task.title, NAME_SHOWN)])
            for task in waiting[:ROLE_SHOWN]
        ]
        if len(waiting) > ROLE_SHOWN:
            asks.append(texts.mrkdwn("launches.more", count=len(waiting) - ROLE_SHOWN))
        change = button(
            texts.plain("launches.change_role"),
            CHANGE_ROLE,
            f"{seen.launch.id} {role}",
            describe=texts.plain("launches.change_role_named", role=name),
        )
        take = button(
            texts.plain("launches.take_role"),
            TAKE_ROLE,
            f"{seen.launch.id} {role}",
            describe=texts.plain("launches.take_role_named", role=name),
        )
        blocks.append(section(Mrkdwn.join_all("\n", [line, *asks])))
        blocks.append(actions(change) if holder else actions(take, change))
    return View(PAGE, seen.launch.ref, tuple(blocks), texts.plain("forms.close"))


def role_gone(texts: Texts, seen: Seen, role: str, *, by: str) -> Message:
    """To who had a role: somebody else has it, or nobody."""
    holder = seen.roles.get(role)
    words = texts.mrkdwn(
        "launches.role_gone" if holder else "launches.role_emptied",
        role=texts.plain(f"launches.role_{role}"),
        name=f"{seen.launch.ref} · {shorten(seen.launch.name, NAME_SHOWN)}",
        who=seen.names.get(holder or "", "?"),
        by=by,
    )
    return Message(words, (section(words, accessory=show_button(texts, seen.launch)),))


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
    buttons = [button(texts.plain("launches.my_tasks"), MINE), show_button(texts, seen.launch)]
    if any(role in seen.to_confirm for role in roles):
        tier = texts.plain(f"launches.tier_{seen.launch.tier}")
        lines.append(texts.mrkdwn("launches.confirm_asked", tier=tier))
        buttons.insert(0, confirm_button(texts, seen.launch))
    return Message(Mrkdwn.join_all("\n", lines), (*(section(line) for line in lines), actions(*buttons)))


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
