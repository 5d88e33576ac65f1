"""The forms of launches: the five questions, then the tier with the people; and those of a task."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    bold,
    channel_select,
    checkboxes,
    context,
    date_input,
    input_block,
    section,
    select,
    shorten,
    text_input,
    user_select,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.launches.templates import AUDIENCES, CUSTOMERS, MARKET, READY, ROLES, SIDES, TITLE_LIMIT
from rituals.launches.tiers import QUESTIONS, TIERS, Verdict
from storage.launch_answers import Answered
from storage.launches import Launch, Task
from storage.releases import Release

ASK = "launches.ask"
START = "launches.start"
DROP = "launches.drop_form"
MOVE = "launches.move_form"
BLOCK = "launches.block_form"
GIVE = "launches.give_form"
NOTE = "launches.note_form"
EDIT = "launches.edit_form"
ADD = "launches.add_form"
ROLE = "launches.role_form"

ANSWERS = "launches.answers"
AUDIENCE = "launches.audience"
READY_ON = "launches.ready_on"
MARKET_ON = "launches.market_on"
CHANNEL = "launches.channel"
TIER = "launches.tier"
WHY = "launches.why"
DROP_WHY = "launches.drop_why"
MOVE_TO = "launches.move_to"
BLOCKED_ON = "launches.blocked_on"
BLOCKED_BY = "launches.blocked_by"
GIVE_TO = "launches.give_to"
NOTE_WORDS = "launches.note_words"
NOTE_LINK = "launches.note_link"
TASK_TITLE = "launches.task_title"
TASK_HELP = "launches.task_how"
TASK_DONE_WHEN = "launches.task_when"
TASK_ROLE = "launches.task_role"
TASK_SIDE = "launches.task_side"
TASK_DUE = "launches.task_day"
TASK_FROM = "launches.task_from"
FIXED = "fixed"
ROLE_TO = "launches.role_to"
KEEPS = "launches.keeps"
OPTION_SHOWN = 75

NOBODY: Mapping[str, str] = MappingProxyType({})

NAME_SHOWN = 60
WHY_LIMIT = 500


def role_input(role: str) -> str:
    """The name of the input for who has a role."""
    return f"launches.who_{role}"


def who_has(texts: Texts, name: str, role: str, people: Mapping[str, str]) -> Block:
    """The input for who has a role; `people` have theirs already."""
    chosen = people[role].partition(":")[2] if role in people else None
    nobody = texts.plain("launches.form_nobody")
    return input_block(
        name, texts.plain(f"launches.role_{role}"), user_select(name, placeholder=nobody, chosen=chosen)
    )


@dataclass(frozen=True)
class Asked:
    """What the first form holds, remembered by the second."""

    release: str
    answers: tuple[str, ...]
    audience: str
    ready_on: date
    market_on: date
    channel: str

    def written(self) -> str:
        days = [self.ready_on.isoformat(), self.market_on.isoformat()]
        return json.dumps([self.release, list(self.answers), self.audience, *days, self.channel])

    @classmethod
    def read(cls, written: str) -> "Asked":
        release, answers, audience, ready, market, channel = json.loads(written)
        return cls(
            release, tuple(answers), audience, date.fromisoformat(ready), date.fromisoformat(market), channel
        )


@dataclass(frozen=True)
class OpenedTask:
    """The task that a form is about, as it was when the form was opened, and the list behind it."""

    task: str
    seen: str
    back: str

    def written(self) -> str:
        return json.dumps([self.task, self.seen, self.back])

    @classmethod
    def read(cls, written: str) -> "OpenedTask":
        return cls(*json.loads(written))


def ask_form(texts: Texts, release: Release, *, channel: str | None) -> View:
    """The five questions, for whom it is, the two days, and where the plan is to stand."""
    questions = [Option(texts.plain(f"launches.question_{name}"), name) for name in QUESTIONS]
    audiences = [Option(texts.plain(f"launches.audience_{name}"), name) for name in AUDIENCES]
    return View(
        ASK,
        texts.plain("launches.start_title"),
        (
            section(texts.mrkdwn("launches.start_intro", name=_named(release))),
            input_block(
                ANSWERS,
                texts.plain("launches.form_answers"),
                checkboxes(ANSWERS, questions),
                hint=texts.plain("launches.form_answers_hint"),
            ),
            input_block(
                AUDIENCE,
                texts.plain("launches.form_audience"),
                select(AUDIENCE, audiences, placeholder=texts.plain("forms.choose"), chosen=CUSTOMERS),
                optional=False,
            ),
            input_block(
                READY_ON,
                texts.plain("launches.form_ready"),
                date_input(READY_ON),
                hint=texts.plain("launches.form_ready_hint"),
                optional=False,
            ),
            input_block(
                MARKET_ON,
                texts.plain("launches.form_market"),
                date_input(MARKET_ON),
                hint=texts.plain("launches.form_market_hint"),
                optional=False,
            ),
            input_block(
                CHANNEL,
                texts.plain("launches.form_channel"),
                channel_select(
                    CHANNEL, placeholder=texts.plain("launches.form_choose_channel"), chosen=channel
                ),
                hint=texts.plain("launches.form_channel_hint"),
                optional=False,
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("launches.form_next"),
        memory=release.id,
    )


def start_form(
    texts: Texts,
    release: Release,
    asked: Asked,
    verdict: Verdict,
    counts: Mapping[int, int],
    way: Mrkdwn | None,
    keeps: Sequence[Option] = (),
    people: Mapping[str, str] = NOBODY,
) -> View:
    """The tier with its reasons, what gets in the `way` of the day, who has which role, and the button that starts.

    `people` have the roles unless somebody else is chosen.
    """
    tiers = [
        Option(texts.plain(f"launches.tier_{tier}_with", count=counts[tier]), str(tier)) for tier in TIERS
    ]
    return View(
        START,
        texts.plain("launches.start_title"),
        (
            section(
                Mrkdwn.join_all(
                    "\n", [bold(_named(release)), verdict_words(texts, verdict.tier, verdict.reasons)]
                )
            ),
            *([section(way)] if way else []),
            input_block(
                TIER,
                texts.plain("launches.form_tier"),
                select(TIER, tiers, placeholder=texts.plain("forms.choose"), chosen=str(verdict.tier)),
                optional=False,
            ),
            input_block(
                WHY,
                texts.plain("launches.form_why"),
                text_input(WHY, limit=WHY_LIMIT),
                hint=texts.plain("launches.form_why_hint"),
            ),
            *_keeps(texts, keeps),
            section(texts.mrkdwn("launches.form_roles")),
            *(who_has(texts, role_input(role), role, people) for role in ROLES),
            context(texts.mrkdwn("launches.form_told")),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("launches.form_start"),
        memory=asked.written(),
    )


def _keeps(texts: Texts, keeps: Sequence[Option]) -> list[Block]:
    if not keeps:
        return []
    return [
        input_block(
            KEEPS,
            texts.plain("launch_afterwards.form_keeps"),
            checkboxes(KEEPS, keeps),
            hint=texts.plain("launch_afterwards.form_keeps_hint"),
        )
    ]


def keep_options(keeps: Sequence[tuple[Answered, int]]) -> list[Option]:
    """L-2: what was worth keeping, shortened."""
    return [Option(shorten(f"L-{number}: {one.keep}", OPTION_SHOWN), one.id) for one, number in keeps]


def verdict_words(texts: Texts, tier: int, reasons: Sequence[str]) -> Mrkdwn:
    """Which tier the answers lead to, and why."""
    if not reasons:
        return texts.mrkdwn("launches.verdict_none", tier=texts.plain(f"launches.tier_{tier}"))
    return texts.mrkdwn(
        "launches.verdict",
        tier=texts.plain(f"launches.tier_{tier}"),
        reasons=texts.listing(texts.plain(f"launches.reason_{reason}") for reason in reasons),
    )


def drop_form(texts: Texts, task: Task, back: str) -> View:
    """Why a task does not apply."""
    why = input_block(
        DROP_WHY,
        texts.plain("launches.form_drop_why"),
        text_input(DROP_WHY, limit=WHY_LIMIT),
        hint=texts.plain("launches.form_drop_why_hint"),
        optional=False,
    )
    return _task_form(texts, DROP, texts.plain("launches.drop_title"), task, back, why)


def move_form(texts: Texts, task: Task, back: str) -> View:
    """On which day a task is due; the day that is seen is remembered."""
    day = input_block(
        MOVE_TO,
        texts.plain("launches.form_move_to"),
        date_input(MOVE_TO, value=task.due_on.isoformat()),
        optional=False,
    )
    seen = task.due_on.isoformat()
    return _task_form(texts, MOVE, texts.plain("launches.move_title"), task, back, day, seen=seen)


def block_form(texts: Texts, task: Task, back: str) -> View:
    """What a task waits for, and whom."""
    return _task_form(
        texts,
        BLOCK,
        texts.plain("launches.block_title"),
        task,
        back,
        input_block(
            BLOCKED_ON,
            texts.plain("launches.form_blocked_on"),
            text_input(BLOCKED_ON, limit=WHY_LIMIT, value=task.blocked_on),
            optional=False,
        ),
        input_block(
            BLOCKED_BY,
            texts.plain("launches.form_blocked_by"),
            user_select(BLOCKED_BY, placeholder=texts.plain("launches.form_somebody")),
            hint=texts.plain("launches.form_blocked_by_hint"),
        ),
    )


def give_form(texts: Texts, task: Task, back: str) -> View:
    """Whose a task is from now on."""
    role = texts.plain(f"launches.role_{task.role}")
    return _task_form(
        texts,
        GIVE,
        texts.plain("launches.give_title"),
        task,
        back,
        input_block(
            GIVE_TO,
            texts.plain("launches.form_give_to"),
            user_select(GIVE_TO, placeholder=texts.plain("launches.form_somebody")),
            hint=texts.plain("launches.form_give_to_hint", role=role),
        ),
    )


def note_form(texts: Texts, task: Task, back: str) -> View:
    """A note beside a task, and where its result can be seen."""
    return _task_form(
        texts,
        NOTE,
        texts.plain("launches.note_title"),
        task,
        back,
        input_block(NOTE_WORDS, texts.plain("launches.form_note"), text_input(NOTE_WORDS, multiline=True)),
        input_block(
            NOTE_LINK,
            texts.plain("launches.form_proof"),
            text_input(NOTE_LINK, value=task.proof, placeholder="https://"),
            hint=texts.plain("launches.form_proof_hint"),
        ),
    )


def edit_form(texts: Texts, task: Task, back: str) -> View:
    """What a task says."""
    title = texts.plain("launches.edit_title")
    return _task_form(texts, EDIT, title, task, back, *_said_inputs(texts, task), seen=said_mark(task))


def said_mark(task: Task) -> str:
    """A short mark of what a task says: another one, and somebody wrote something else."""
    said = json.dumps([task.title, task.help, task.done_when, task.role, task.side])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def add_form(texts: Texts, launch: Launch) -> View:
    """One more task of a launch."""
    days = [Option(texts.plain(f"launches.from_{name}"), name) for name in (MARKET, READY, FIXED)]
    return View(
        ADD,
        texts.plain("launches.add_title"),
        (
            *_said_inputs(texts, None),
            input_block(TASK_DUE, texts.plain("launches.form_due"), date_input(TASK_DUE), optional=False),
            input_block(
                TASK_FROM,
                texts.plain("launches.form_from"),
                select(TASK_FROM, days, placeholder=texts.plain("forms.choose"), chosen=MARKET),
                optional=False,
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("launches.add_submit"),
        memory=launch.id,
    )


def role_form(texts: Texts, launch: Launch, role: str, holder: str | None) -> View:
    """Who has a role from now on; the one who has it is remembered."""
    return View(
        ROLE,
        texts.plain("launches.role_title"),
        (
            section(bold(texts.plain(f"launches.role_{role}"))),
            input_block(
                ROLE_TO,
                texts.plain("launches.form_role_to"),
                user_select(ROLE_TO, placeholder=texts.plain("launches.form_nobody")),
                hint=texts.plain("launches.form_role_to_hint"),
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=json.dumps([launch.id, role, holder]),
    )


def _said_inputs(texts: Texts, task: Task | None) -> list[Block]:
    roles = [Option(texts.plain(f"launches.role_{role}"), role) for role in ROLES]
    sides = [Option(texts.plain(f"launches.side_{side}"), side) for side in SIDES]
    choose = texts.plain("forms.choose")
    return [
        input_block(
            TASK_TITLE,
            texts.plain("launches.form_task_title"),
            text_input(TASK_TITLE, limit=TITLE_LIMIT, value=task.title if task else None),
            optional=False,
        ),
        input_block(
            TASK_ROLE,
            texts.plain("launches.form_task_role"),
            select(TASK_ROLE, roles, placeholder=choose, chosen=task.role if task else "pmm"),
            optional=False,
        ),
        input_block(
            TASK_SIDE,
            texts.plain("launches.form_task_side"),
            select(TASK_SIDE, sides, placeholder=choose, chosen=task.side if task else "marketing"),
            optional=False,
        ),
        input_block(
            TASK_HELP,
            texts.plain("launches.form_task_help"),
            text_input(TASK_HELP, multiline=True, value=task.help if task else None),
        ),
        input_block(
            TASK_DONE_WHEN,
            texts.plain("launches.form_task_done_when"),
            text_input(TASK_DONE_WHEN, multiline=True, value=task.done_when if task else None),
        ),
    ]


def _task_form(
    texts: Texts, callback: str, title: str, task: Task, back: str, *inputs: Block, seen: str | None = None
) -> View:
    """A form about one task, which remembers what was `seen` (else whose it was) and the list it was opened from."""
    opened = OpenedTask(task.id, (task.owner or "") if seen is None else seen, back)
    return View(
        callback,
        title,
        (section(bold(shorten(task.title, NAME_SHOWN * 2))), *inputs),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=opened.written(),
    )


def _named(release: Release) -> str:
    return f"{release.ref} · {shorten(release.name, NAME_SHOWN)}"
