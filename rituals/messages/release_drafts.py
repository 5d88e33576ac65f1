"""How a release looks that is not announced, or not any more: what it lacks, when it goes out, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    button,
    confirm,
    context,
    input_block,
    section,
    shorten,
    text_input,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.history import history_button
from rituals.messages.releases import WITHDRAW, edit_button
from storage.releases import Release, State

ANNOUNCE_NOW = "releases.announce_now"
WITHDRAWN = "releases.withdrawn"
TAKE_UP = "releases.take_up"
WHY = "releases.why"

WHY_LIMIT = 500
NAME_SHOWN = 80

# What marketing needs of a release, in the order of the form, by the names of its columns.
PARTS = ("audience", "value", "arguments", "use_cases", "results", "proof", "questions", "link")


@dataclass(frozen=True)
class Rights:
    """What one person may do with a release; `more` are the buttons of other pages, for who may edit."""

    edit: bool
    publish: bool
    more: tuple[Block, ...] = ()


def missing(release: Release) -> tuple[str, ...]:
    """The parts that nobody has written yet, what changed first."""
    return tuple(part for part in ("changes", *PARTS) if not (getattr(release, part) or "").strip())


def page(texts: Texts, release: Release, rights: Rights, more: Sequence[Block] = ()) -> View:
    """After the form, and where somebody opens it: where it stands, what it lacks, what can be done. `more` goes between."""
    return View(
        "releases.shown",
        release.ref,
        (
            section(standing(texts, release)),
            *map(context, lacks(texts, release)),
            *more,
            *_buttons(texts, release, rights),
        ),
        texts.plain("forms.close"),
    )


def standing(texts: Texts, release: Release) -> Mrkdwn:
    """R-4 New search · scheduled for Monday 09:00"""
    named = {"ref": release.ref, "name": shorten(release.name, NAME_SHOWN)}
    match release.state:
        case State.SCHEDULED:
            assert release.scheduled_at is not None  # the table makes sure
            return texts.mrkdwn(
                "releases.is_scheduled", **named, when=texts.slack_moment(release.scheduled_at)
            )
        case State.WITHDRAWN:
            return texts.mrkdwn("releases.is_withdrawn", **named)
        case _:
            return texts.mrkdwn("releases.is_draft", **named)


def why_form(texts: Texts, release: Release) -> View:
    """Before an announcement is taken back: what is said in its place."""
    return View(
        WITHDRAWN,
        texts.plain("releases.withdraw_title", ref=release.ref),
        (
            section(
                texts.mrkdwn("releases.withdraw_means" if release.is_announced else "releases.discard_means")
            ),
            input_block(
                WHY,
                texts.plain("releases.form_why"),
                text_input(WHY, multiline=True, limit=WHY_LIMIT),
                hint=texts.plain("releases.form_why_hint"),
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("releases.withdraw" if release.is_announced else "releases.discard"),
        memory=release.id,
    )


def lacks(texts: Texts, release: Release) -> list[Mrkdwn]:
    """Which parts are missing, in words; nothing where all are there, or where nobody waits for them."""
    parts = missing(release)
    if not parts or release.state == State.WITHDRAWN:
        return []
    named = texts.listing([texts.plain(f"releases.part_{part}") for part in parts])
    return [texts.mrkdwn("releases.lacks", parts=named)]


def _buttons(texts: Texts, release: Release, rights: Rights) -> list[Block]:
    past = history_button(texts, release.ref)
    if not rights.edit:
        return [actions(past)]
    if release.state == State.WITHDRAWN:
        return [actions(button(texts.plain("releases.take_up"), TAKE_UP, release.id), past)]
    buttons = [edit_button(texts, release)]
    if rights.publish and release.changes.strip():
        ask = confirm(
            texts.plain("releases.announce_now"),
            texts.plain("releases.announce_now_asked", ref=release.ref, name=release.name),
            texts.plain("releases.announce"),
            texts.plain("forms.cancel"),
        )
        buttons.insert(
            0,
            button(
                texts.plain("releases.announce_now"), ANNOUNCE_NOW, release.id, style="primary", confirm=ask
            ),
        )
    more = [*rights.more, past, button(texts.plain("releases.discard"), WITHDRAW, release.id)]
    return [actions(*buttons, *more)]
