"""How product areas look: their list, and the form of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    channel_select,
    input_block,
    section,
    text_input,
    user_select,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from storage.areas import Area

LIST = "areas.list"
FORM = "areas.form"
ADD = "areas.add"
EDIT = "areas.edit"

# Names of the inputs: block and action carry the same, and errors come back by it.
NAME = "areas.name"
OWNER = "areas.owner"
CHANNEL = "areas.channel"
THEMES = "areas.themes"

DEFAULT = "default"
SHOWN = 90  # of them, below what a modal holds


@dataclass(frozen=True)
class Shown:
    """An area with the labels of its themes."""

    area: Area
    themes: tuple[str, ...]


def board(texts: Texts, found: Sequence[Shown], default_owner: str | None) -> View:
    """Every area with an *Edit* button; the default one, for all that belongs to none, stands last."""
    blocks: list[Block] = [section(texts.mrkdwn("areas.intro"))]
    for shown in found[:SHOWN]:
        label = texts.plain("areas.edit_name", name=shown.area.name)
        edit = button(texts.plain("areas.edit"), EDIT, shown.area.id, describe=label)
        blocks.append(section(_line(texts, shown), accessory=edit))
    rest = texts.mrkdwn("areas.default", owner=_person(default_owner))
    edit = button(texts.plain("areas.edit"), EDIT, DEFAULT, describe=texts.plain("areas.edit_default"))
    blocks.append(section(rest, accessory=edit))
    blocks.append(actions(button(texts.plain("areas.add"), ADD, style="primary")))
    return View(LIST, texts.plain("areas.title"), tuple(blocks), texts.plain("forms.close"))


def form(texts: Texts, shown: Shown | None) -> View:
    """One area, to add or to change."""
    area = shown.area if shown else None
    name = input_block(
        NAME,
        texts.plain("areas.form_name"),
        text_input(NAME, limit=80, value=area.name if area else None),
        optional=False,
    )
    channel = input_block(
        CHANNEL,
        texts.plain("areas.form_channel"),
        channel_select(
            CHANNEL, placeholder=texts.plain("forms.choose"), chosen=area.channel_id if area else None
        ),
    )
    themes = input_block(
        THEMES,
        texts.plain("areas.form_themes"),
        text_input(
            THEMES, limit=2000, value=" ".join(f"#{label}" for label in shown.themes) if shown else None
        ),
        hint=texts.plain("areas.form_themes_hint"),
    )
    owner = _owner_input(texts, area.owner if area else None)
    title = texts.plain("areas.edit_title" if area else "areas.add")
    return _view(texts, title, (name, owner, themes, channel), memory=area.id if area else "")


def default_form(texts: Texts, owner: str | None) -> View:
    """Who owns what belongs to no area."""
    words = section(texts.mrkdwn("areas.default_told"))
    return _view(texts, texts.plain("areas.edit_title"), (words, _owner_input(texts, owner)), memory=DEFAULT)


def _view(texts: Texts, title: str, blocks: tuple[Block, ...], *, memory: str) -> View:
    cancel, save = texts.plain("forms.cancel"), texts.plain("forms.save")
    return View(FORM, title, blocks, cancel, submit=save, memory=memory)


def _owner_input(texts: Texts, owner: str | None) -> Block:
    chosen = owner.partition(":")[2] if owner else None
    element = user_select(OWNER, placeholder=texts.plain("forms.choose"), chosen=chosen)
    return input_block(
        OWNER,
        texts.plain("areas.form_owner"),
        element,
        hint=texts.plain("areas.form_owner_hint"),
        optional=False,
    )


def _line(texts: Texts, shown: Shown) -> Mrkdwn:
    """*Access* · @Samuel · #access" and its themes."""
    parts: list[str] = [bold(shown.area.name), _person(shown.area.owner)]
    if shown.area.channel_id:
        parts.append(Mrkdwn(f"<#{shown.area.channel_id}>"))
    themes = " ".join(f"#{label}" for label in shown.themes) or texts.plain("areas.no_themes")
    return Mrkdwn.join_all("\n", [Mrkdwn.join_all(" · ", parts), themes])


def _person(person: str | None) -> Mrkdwn:
    return Mrkdwn(f"<@{person.partition(':')[2]}>") if person else Mrkdwn("–")
