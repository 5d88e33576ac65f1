"""How the steps of set-up look that follow its first form: each done or not, with the form that does it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    actions,
    button,
    channel_select,
    checkboxes,
    context,
    input_block,
    section,
    stacked,
    text_input,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.rituals import rule_in_words

CHANNELS, ROLES, DAYS, RITUALS, ACCOUNTS = STEPS = ("channels", "roles", "days", "rituals", "accounts")

OPEN = "setup.open"
CHANGE = "setup.change"
ENOUGH = "setup.enough"
DO_ROLES = "setup.do_roles"
DO_DAYS = "setup.do_days"
DO_RITUALS = "setup.do_rituals"
DO_ACCOUNTS = "setup.do_accounts"

ROLES_FORM = "setup.roles_form"
DAYS_FORM = "setup.days_form"
RITUALS_FORM = "setup.rituals_form"
ACCOUNTS_FORM = "setup.accounts_form"

CHOSEN = "setup.rituals_chosen"
CHANNEL = "setup.rituals_channel"
PASTED = "setup.accounts_pasted"

_DO = {ROLES: DO_ROLES, DAYS: DO_DAYS, RITUALS: DO_RITUALS, ACCOUNTS: DO_ACCOUNTS}


@dataclass(frozen=True)
class Step:
    """One step; `left_out` by an admin who did not want it then."""

    name: str
    done: bool
    left_out: bool

    @property
    def open(self) -> bool:
        return not (self.done or self.left_out)


@dataclass(frozen=True)
class ReadyMade:
    """A ritual that can be switched on, with its usual schedule: a rule (RFC 5545) and a wall time."""

    kind: str
    rule: str
    at: str


def steps_of(texts: Texts, steps: Sequence[Step], *, holidays: str) -> list[Block]:
    """What helps further, each step with its button. `holidays`: whose public holidays the team has."""
    blocks = [section(texts.mrkdwn("setup.steps"))]
    for step in steps:
        if step.name == CHANNELS:  # stands above
            continue
        told = [texts.mrkdwn(f"setup.step_{step.name}", sign="✅" if step.done else "○", holidays=holidays)]
        if step.left_out and not step.done:
            told.append(texts.mrkdwn("setup.step_left_out"))
        do = button(texts.plain(f"setup.do_{step.name}"), _DO[step.name])
        blocks.append(section(Mrkdwn.join_all(" ", told), accessory=do))
    if any(step.open for step in steps):
        blocks.append(actions(button(texts.plain("setup.enough"), ENOUGH)))
    return blocks


def in_home(texts: Texts, steps: Sequence[Step]) -> list[Block]:
    """A line for admins while steps wait, and the way back to them; nothing once all are done or left out."""
    count = sum(step.open for step in steps)
    if not count:
        return []
    buttons = [button(texts.plain("setup.go_on"), OPEN)]
    if not any(step.open for step in steps if step.name == CHANNELS):  # nothing is said without channels
        buttons.append(button(texts.plain("setup.enough"), ENOUGH))
    return [section(texts.mrkdwn("setup.in_home", count=count)), actions(*buttons)]


def rituals_form(texts: Texts, found: Sequence[ReadyMade], *, channel: str | None) -> View:
    """Which rituals to switch on, and where they speak."""
    title, cancel = texts.plain("setup.rituals_title"), texts.plain("forms.cancel")
    if not found:
        none = section(texts.mrkdwn("rituals.add_none"))
        return View(RITUALS_FORM, title, (none,), texts.plain("forms.close"))
    names = {one.kind: texts.plain(f"rituals.{one.kind}") for one in found}
    lines = [
        texts.mrkdwn("setup.ready_made", name=names[one.kind], rule=rule_in_words(texts, one.rule), at=one.at)
        for one in found
    ]
    options = [Option(name, kind) for kind, name in names.items()]
    blocks = (
        section(texts.mrkdwn("setup.rituals_intro")),
        *stacked(lines),
        input_block(CHOSEN, texts.plain(CHOSEN), checkboxes(CHOSEN, options), optional=False),
        input_block(
            CHANNEL,
            texts.plain(CHANNEL),
            channel_select(CHANNEL, placeholder=texts.plain("forms.choose"), chosen=channel),
            optional=False,
        ),
    )
    return View(RITUALS_FORM, title, blocks, cancel, submit=texts.plain("setup.switch_on"))


def accounts_form(texts: Texts) -> View:
    """Accounts out of a table, pasted."""
    field = text_input(PASTED, multiline=True, placeholder=texts.plain("setup.accounts_example"))
    blocks = (
        section(texts.mrkdwn("setup.accounts_intro")),
        input_block(PASTED, texts.plain(PASTED), field, optional=False),
        context(texts.mrkdwn("setup.accounts_more")),
    )
    cancel, save = texts.plain("forms.cancel"), texts.plain("forms.save")
    return View(ACCOUNTS_FORM, texts.plain("setup.accounts_title"), blocks, cancel, submit=save)
