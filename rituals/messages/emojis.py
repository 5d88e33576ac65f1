"""How the emoji that save messages look: their list, and the form of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    actions,
    bold,
    button,
    context,
    escape,
    input_block,
    section,
    select,
    text_input,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.signals.kinds import Kind

LIST = "emojis.list"
FORM = "emojis.form"
ADD = "emojis.add"
REMOVE = "emojis.remove"

# Names of the inputs: block and action carry the same, and errors come back by it.
NAME = "emojis.name"
KIND = "emojis.kind"

READ = "read"  # the kind is read from the text
DEFAULT = {"satellite_antenna": ""}
"""Which emoji saves a message, and as which kind (empty: read from the text), until a workspace chooses."""
CONFIRMED = "white_check_mark"
"""The bot's own reaction, by which it says that a message is saved."""


@dataclass(frozen=True)
class Emoji:
    """An emoji that saves a message; `kind` None: what it is, is read from the text."""

    name: str
    kind: str | None


def board(texts: Texts, found: Sequence[Emoji]) -> View:
    """Every emoji with what it makes of a message; the last one can't be removed."""
    blocks: list[Block] = [section(texts.mrkdwn("emojis.intro"))]
    for emoji in found:
        take = button(
            texts.plain("emojis.remove"),
            REMOVE,
            emoji.name,
            describe=texts.plain("emojis.remove_name", name=emoji.name),
        )
        blocks.append(section(_line(texts, emoji), accessory=take if len(found) > 1 else None))
    blocks.append(actions(button(texts.plain("emojis.add"), ADD, style="primary")))
    blocks.append(context(texts.mrkdwn("emojis.confirms")))
    return View(LIST, texts.plain("emojis.title"), tuple(blocks), texts.plain("forms.close"))


def form(texts: Texts) -> View:
    """One emoji, to add or to give another kind."""
    kinds = [
        Option(texts.plain("emojis.kind_read"), READ),
        *(Option(texts.plain(f"kinds.{kind}"), kind) for kind in Kind),
    ]
    name = input_block(
        NAME,
        texts.plain("emojis.form_name"),
        text_input(NAME, limit=80, placeholder=":rotating_light:"),
        hint=texts.plain("emojis.form_name_hint"),
        optional=False,
    )
    kind = input_block(
        KIND,
        texts.plain("emojis.form_kind"),
        select(KIND, kinds, placeholder=texts.plain("forms.choose"), chosen=READ),
        optional=False,
    )
    cancel, save = texts.plain("forms.cancel"), texts.plain("forms.save")
    return View(FORM, texts.plain("emojis.form_title"), (name, kind), cancel, submit=save)


def _line(texts: Texts, emoji: Emoji) -> Mrkdwn:
    """:rotating_light: `rotating_light` → *Churn risk*"""
    kind = texts.plain(f"kinds.{emoji.kind}" if emoji.kind else "emojis.kind_read")
    name = escape(emoji.name)
    return Mrkdwn.join_all(" ", [Mrkdwn(f":{name}: `{name}` →"), bold(kind)])
