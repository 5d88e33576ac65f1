"""The forms of templates: one task, and the criteria of a go/no-go."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.kit.blocks import (
    Block,
    Option,
    actions,
    button,
    checkboxes,
    confirm,
    input_block,
    multi_select,
    select,
    text_input,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.launches.templates.model import (
    CRITERION_LIMIT,
    FARTHEST,
    MARKET,
    MOST_CRITERIA,
    READY,
    ROLES,
    SIDES,
    TEXT_LIMIT,
    TITLE_LIMIT,
    Step,
    tidy,
)
from rituals.launches.tiers import QUESTIONS, TIERS
from rituals.messages.launch_templates import Kept, Name
from rituals.refusals import FieldErrors

STEP_FORM = "templates.step_form"
CRITERIA_FORM = "templates.criteria_form"
REMOVE = "templates.remove"

TITLE = "templates.form_title"
ROLE = "templates.form_role"
SIDE = "templates.form_side"
FROM = "templates.form_from"
CONDITION = "templates.form_if"
HELPER = "templates.form_helper"
ENABLES = "templates.form_enables"
HELP = "templates.form_help"
DONE = "templates.form_done"
PLACE = "templates.form_place"
CRITERIA = "templates.form_criteria"
BEFORE, AFTER = "before", "after"


def days_input(tier: int) -> str:
    """The name of the input for how many days, by tier."""
    return f"templates.form_days_{tier}"


@dataclass(frozen=True)
class Opened:
    """Which task a form is about, and what it said when it was opened. No key: a new one."""

    name: Name
    key: str
    seen: str

    def written(self) -> str:
        return json.dumps([self.name.written(), self.key, self.seen])

    @classmethod
    def read(cls, written: str) -> "Opened":
        name, key, seen = json.loads(written)
        return cls(Name.read(name)[0], key, seen)


@dataclass(frozen=True)
class Filled:
    """What a form of a task holds."""

    values: Mapping[str, str]
    conditions: Sequence[str] = field(default=())
    enables: bool = False


def fingerprint(step: Step) -> str:
    """What a task says, short: another after any change."""
    said = repr(
        (
            step.title,
            step.role,
            step.side,
            step.anchor,
            sorted(step.days.items()),
            sorted(step.only_if),
            step.help,
            step.done,
            step.helper,
            step.enables,
        )
    )
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def step_form(texts: Texts, kept: Kept, step: Step | None) -> View:
    """A task of a template, to change or to add."""
    opened = Opened(kept.name, step.key if step else "", fingerprint(step) if step else "")
    place = [task.key for task in kept.template.tasks].index(step.key) + 1 if step else None
    blocks = [
        _text(texts, TITLE, step.title if step else None, limit=TITLE_LIMIT),
        _choice(texts, ROLE, "launches.role", ROLES, step.role if step else None),
        _choice(texts, SIDE, "launches.side", SIDES, step.side if step else None),
        _from(texts, step),
        *(_days(texts, tier, step) for tier in TIERS),
        _text(texts, HELP, step.help if step else None, limit=TEXT_LIMIT, multiline=True),
        _text(texts, DONE, step.done if step else None, limit=TEXT_LIMIT, multiline=True),
        _conditions(texts, step),
        _choice(texts, HELPER, "launches.role", ROLES, step.helper if step else None, optional=True),
        _enables(texts, step),
        input_block(
            PLACE,
            texts.plain(PLACE),
            text_input(PLACE, limit=3, value=str(place) if place else None),
            hint=texts.plain("templates.form_place_hint"),
        ),
    ]
    if step:
        blocks.append(actions(_remove(texts, opened)))
    return View(
        STEP_FORM,
        texts.plain("templates.edit_title" if step else "templates.add"),
        tuple(blocks),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=opened.written(),
    )


def step_of(filled: Filled) -> tuple[Step, int | None]:
    """The task that a form describes, without its key, and where it is to stand (from 0; None: where it is).

    Raises FieldErrors for what is missing or can't be.
    """
    values = filled.values
    errors = {
        name: "forms.error_empty"
        for name in (TITLE, ROLE, SIDE, FROM, HELP, DONE)
        if not tidy(values.get(name, ""))
    }
    when, _, anchor = values.get(FROM, f"{BEFORE} {MARKET}").partition(" ")
    days: dict[int, int] = {}
    for tier in TIERS:
        typed = values.get(days_input(tier))
        if typed is None:
            continue
        count = _number(typed, FARTHEST)
        if count is None:
            errors[days_input(tier)] = "templates.error_days"
        else:
            days[tier] = -count if when == BEFORE else count
    if not days and not errors:
        errors[days_input(TIERS[0])] = "templates.error_no_tier"
    typed_place = values.get(PLACE)
    place = _number(typed_place, 999) if typed_place else None
    if typed_place and not place:
        errors[PLACE] = "templates.error_place"
    known = (
        (ROLE, values.get(ROLE), ROLES),
        (SIDE, values.get(SIDE), SIDES),
        (HELPER, values.get(HELPER, ROLES[0]), ROLES),
        (FROM, anchor, (READY, MARKET)),
    )
    errors |= {name: "forms.error_empty" for name, value, words in known if value not in words}
    if errors:
        raise FieldErrors(errors, highest=FARTHEST)
    step = Step(
        key="",
        title=" ".join(values[TITLE].split()),
        role=values[ROLE],
        side=values[SIDE],
        anchor=anchor,
        days=days,
        only_if=frozenset(question for question in filled.conditions if question in QUESTIONS),
        help=tidy(values[HELP]),
        done=tidy(values[DONE]),
        helper=values.get(HELPER),
        enables=filled.enables,
    )
    return step, place - 1 if place else None


def criteria_form(texts: Texts, kept: Kept) -> View:
    """By what a go/no-go is decided, a line each."""
    value = "\n".join(kept.template.criteria) or None
    block = input_block(
        CRITERIA,
        texts.plain("templates.criteria_title"),
        text_input(CRITERIA, multiline=True, value=value),
        hint=texts.plain("templates.form_criteria_hint", most=MOST_CRITERIA),
        optional=False,
    )
    return View(
        CRITERIA_FORM,
        texts.plain("templates.criteria"),
        (block,),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=kept.name.written(kept.version),
    )


def criteria_of(typed: str) -> tuple[str, ...]:
    """The lines of the form. Raises FieldErrors."""
    lines = tuple(found for line in typed.splitlines() if (found := tidy(line).strip(" -•")))
    if not 0 < len(lines) <= MOST_CRITERIA or any(len(line) > CRITERION_LIMIT for line in lines):
        raise FieldErrors({CRITERIA: "templates.error_criteria"}, most=MOST_CRITERIA, limit=CRITERION_LIMIT)
    return lines


def _number(typed: str, highest: int) -> int | None:
    plain = typed.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and int(plain) <= highest else None


def _text(texts: Texts, name: str, value: str | None, *, limit: int, multiline: bool = False) -> Block:
    return input_block(
        name,
        texts.plain(name),
        text_input(name, value=value, limit=limit, multiline=multiline),
        optional=False,
    )


def _choice(
    texts: Texts, name: str, stem: str, words: Sequence[str], chosen: str | None, *, optional: bool = False
) -> Block:
    options = [Option(texts.plain(f"{stem}_{word}"), word) for word in words]
    return input_block(
        name,
        texts.plain(name),
        select(name, options, placeholder=texts.plain("forms.choose"), chosen=chosen),
        hint=texts.plain("templates.form_helper_hint") if name == HELPER else None,
        optional=optional,
    )


def _from(texts: Texts, step: Step | None) -> Block:
    options = [
        Option(texts.plain(f"templates.from_{when}_{anchor}"), f"{when} {anchor}")
        for anchor in (MARKET, READY)
        for when in (BEFORE, AFTER)
    ]
    after = bool(step) and any(count > 0 for count in step.days.values()) if step else False
    chosen = f"{AFTER if after else BEFORE} {step.anchor if step else MARKET}"
    return input_block(
        FROM,
        texts.plain(FROM),
        select(FROM, options, placeholder=texts.plain("forms.choose"), chosen=chosen),
        optional=False,
    )


def _days(texts: Texts, tier: int, step: Step | None) -> Block:
    name = days_input(tier)
    value = str(abs(step.days[tier])) if step and tier in step.days else None
    return input_block(
        name,
        texts.plain("templates.form_days", tier=texts.plain(f"launches.tier_{tier}")),
        text_input(name, limit=3, value=value),
        hint=texts.plain("templates.form_days_hint") if tier == TIERS[0] else None,
    )


def _conditions(texts: Texts, step: Step | None) -> Block:
    options = [Option(texts.plain(f"launches.question_{question}"), question) for question in QUESTIONS]
    chosen = sorted(step.only_if) if step else ()
    return input_block(
        CONDITION,
        texts.plain(CONDITION),
        multi_select(CONDITION, options, placeholder=texts.plain("forms.choose"), chosen=chosen),
        hint=texts.plain("templates.form_if_hint"),
    )


def _enables(texts: Texts, step: Step | None) -> Block:
    options = [Option(texts.plain("templates.enables"), "yes")]
    boxes = checkboxes(ENABLES, options)
    if step and step.enables:
        boxes["initial_options"] = [option.block() for option in options]
    return input_block(ENABLES, texts.plain(ENABLES), boxes)


def _remove(texts: Texts, opened: Opened) -> Block:
    label = texts.plain("templates.remove")
    ask = confirm(label, texts.plain("templates.remove_asked"), label, texts.plain("forms.cancel"))
    return button(label, REMOVE, opened.written(), style="danger", confirm=ask)
