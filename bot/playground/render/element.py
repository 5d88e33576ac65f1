"""One interactive element with all that drawing it takes, and the attributes that make it act."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.playground.render.controls import Act, Address
from bot.playground.render.viewer import Block, Lookup, Surface, Viewer


@dataclass(frozen=True)
class Element:
    """An element at its place.

    `acts` says that a change is told to the app at once; `label` names a control without a label beside it.
    """

    block: Block
    block_id: str
    surface: Surface
    viewer: Viewer
    lookup: Lookup
    acts: bool = True
    required: bool = False
    label: str = ""
    described_by: str = ""
    invalid: bool = False

    @property
    def kind(self) -> str:
        return str(self.block.get("type", ""))

    @property
    def address(self) -> Address:
        return Address(self.block_id, str(self.block.get("action_id", "")))

    @property
    def id(self) -> str:
        return self.address.id(self.surface)

    @property
    def placeholder(self) -> str:
        return text_of(self.block.get("placeholder"))

    def typed(self, initial: Sequence[str]) -> Sequence[str]:
        """What was entered before a redraw, else the element's own initial values."""
        return self.surface.typed.get(self.address.name, initial)


def text_of(text: object) -> str:
    """The words of a text object, of a plain string, or nothing."""
    if isinstance(text, dict):
        return str(text.get("text", ""))
    return text if isinstance(text, str) else ""


def attributes(**values: str | int | bool | None) -> Markup:
    """HTML attributes; `_` becomes `-`, a trailing one goes (`for_`); False, None and "" are left out."""
    drawn = Markup("")
    for key, value in values.items():
        name = key.rstrip("_").replace("_", "-")
        if value is True:
            drawn += Markup(" {}").format(name)
        elif value is not False and value is not None and value != "":
            drawn += Markup(' {}="{}"').format(name, value)
    return drawn


def described(element: Element) -> Markup:
    """Identity and help of a control: id, what describes it, whether it was refused."""
    return attributes(
        id=element.id,
        aria_label=element.label,
        aria_describedby=element.described_by,
        aria_invalid="true" if element.invalid else None,
        data_focus_on_load=bool(element.block.get("focus_on_load")),
    )


def acting(element: Element, trigger: str = "change") -> Markup:
    """What makes a control post its surface's form when it changes; nothing for one that waits in a form."""
    if not element.acts:
        return Markup("")
    question = element.block.get("confirm") or {}
    return attributes(
        hx_post=element.surface.url,
        hx_trigger=trigger,
        hx_vals=json.dumps({"act": Act(element.address).write()}, ensure_ascii=False),
        hx_confirm=" ".join(filter(None, (text_of(question.get("title")), text_of(question.get("text"))))),
    )
