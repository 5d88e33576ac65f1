"""How the roles look: one form, with whom each was given to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    divider,
    input_block,
    multi_external_select,
    multi_users_select,
    section,
)
from bot.kit.message import View
from bot.kit.texts import Texts

FORM = "roles.form"
ROLES = ("pm", "marketing", "sales", "member", "admin")  # in the order in which they narrow what others may
GROUPS = {role: f"roles.groups_{role}" for role in ROLES}
PEOPLE = {role: f"roles.people_{role}" for role in ROLES}


@dataclass(frozen=True)
class Given:
    """To whom a role is given: user groups, and people by Slack's user ids."""

    groups: tuple[Option, ...] = ()
    people: tuple[str, ...] = ()


def form(texts: Texts, given: Mapping[str, Given], *, memory: str) -> View:
    """Every role with what it is needed for, its user groups and its people."""
    blocks: list[Block] = [section(texts.mrkdwn("roles.intro"))]
    for role in ROLES:
        blocks += [
            divider(),
            section(texts.mrkdwn(f"roles.about_{role}")),
            *_inputs(texts, role, given[role]),
        ]
    cancel, save = texts.plain("forms.cancel"), texts.plain("forms.save")
    return View(FORM, texts.plain("roles.title"), tuple(blocks), cancel, submit=save, memory=memory)


def kept(texts: Texts, *, waiting: Sequence[str]) -> View:
    """It is saved; `waiting` are the groups whose members are being fetched."""
    words = section(kept_in_words(texts, waiting=waiting))
    return View(FORM, texts.plain("roles.title"), (words,), texts.plain("forms.close"))


def kept_in_words(texts: Texts, *, waiting: Sequence[str]) -> Mrkdwn:
    lines = [texts.mrkdwn("roles.kept")]
    if waiting:
        lines.append(texts.mrkdwn("roles.waiting", groups=", ".join(waiting)))
    return Mrkdwn.join_all("\n", lines)


def _inputs(texts: Texts, role: str, given: Given) -> tuple[Block, Block]:
    groups = multi_external_select(
        GROUPS[role], placeholder=texts.plain("roles.choose_groups"), chosen=given.groups
    )
    people = multi_users_select(
        PEOPLE[role], placeholder=texts.plain("roles.choose_people"), chosen=given.people
    )
    return (
        input_block(GROUPS[role], texts.plain("roles.groups"), groups),
        input_block(PEOPLE[role], texts.plain("roles.people"), people),
    )
