"""The forms of launches: the five questions, then the tier with the people; and those of a task."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.kit.blocks import (
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
from rituals.launches.template import AUDIENCES, CUSTOMERS, ROLES
from rituals.launches.tiers import QUESTIONS, TIERS, Verdict
from storage.launches import Task
from storage.releases import Release

ASK = "launches.ask"
START = "launches.start"
DROP = "launches.drop_form"
MOVE = "launches.move_form"

ANSWERS = "launches.answers"
AUDIENCE = "launches.audience"
READY_ON = "launches.ready_on"
MARKET_ON = "launches.market_on"
CHANNEL = "launches.channel"
TIER = "launches.tier"
WHY = "launches.why"
DROP_WHY = "launches.drop_why"
MOVE_TO = "launches.move_to"

NAME_SHOWN = 60
WHY_LIMIT = 500


def role_input(role: str) -> str:
    """The name of the input for who has a role."""
    return f"launches.who_{role}"


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
    texts: Texts, release: Release, asked: Asked, verdict: Verdict, counts: Mapping[int, int]
) -> View:
    """The tier with its reasons, who has which role, and the button that makes the plan."""
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
            section(texts.mrkdwn("launches.form_roles")),
            *(
                input_block(
                    role_input(role),
                    texts.plain(f"launches.role_{role}"),
                    user_select(role_input(role), placeholder=texts.plain("launches.form_nobody")),
                )
                for role in ROLES
            ),
            context(texts.mrkdwn("launches.form_told")),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("launches.form_start"),
        memory=asked.written(),
    )


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
    return View(
        DROP,
        texts.plain("launches.drop_title"),
        (
            section(bold(shorten(task.title, NAME_SHOWN * 2))),
            input_block(
                DROP_WHY,
                texts.plain("launches.form_drop_why"),
                text_input(DROP_WHY, limit=WHY_LIMIT),
                hint=texts.plain("launches.form_drop_why_hint"),
                optional=False,
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=OpenedTask(task.id, "", back).written(),
    )


def move_form(texts: Texts, task: Task, back: str) -> View:
    """On which day a task is due."""
    return View(
        MOVE,
        texts.plain("launches.move_title"),
        (
            section(bold(shorten(task.title, NAME_SHOWN * 2))),
            input_block(
                MOVE_TO,
                texts.plain("launches.form_move_to"),
                date_input(MOVE_TO, value=task.due_on.isoformat()),
                optional=False,
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=OpenedTask(task.id, task.due_on.isoformat(), back).written(),
    )


def _named(release: Release) -> str:
    return f"{release.ref} · {shorten(release.name, NAME_SHOWN)}"
