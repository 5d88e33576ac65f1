"""Names and values of the controls in a form: what the page sends back about an element.

A control is named after its block and action; a select sends the whole option object as Slack would, since an
external select's options are known to nobody but the app that gave them.
"""

import json
import zlib
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote, unquote

from bot.playground.render.viewer import Block, Surface

_PREFIX = "value:"


@dataclass(frozen=True)
class Address:
    """Which element of a surface: its block and its action."""

    block_id: str
    action_id: str

    @property
    def name(self) -> str:
        """The control's name in the form."""
        return f"{_PREFIX}{quote(self.block_id, safe='')}/{quote(self.action_id, safe='')}"

    @classmethod
    def read(cls, name: str) -> Self | None:
        """The element that a control belongs to; None for a control of the page's own."""
        if not name.startswith(_PREFIX) or "/" not in name:
            return None
        block_id, _, action_id = name.removeprefix(_PREFIX).partition("/")
        return cls(unquote(block_id), unquote(action_id))

    def id(self, surface: Surface) -> str:
        """An id that stays the same when the surface is drawn again, so that focus can come back."""
        return f"{surface.scope}-{zlib.crc32(self.name.encode()):08x}"


@dataclass(frozen=True)
class Act:
    """A click or a choice that is told to the app at once, as the value of the field `act`."""

    address: Address
    option: Block | None = None

    def write(self) -> str:
        return json.dumps(
            {"block_id": self.address.block_id, "action_id": self.address.action_id, "option": self.option},
            ensure_ascii=False,
        )

    @classmethod
    def read(cls, text: str) -> Self:
        """The reverse of `write`; raises ValueError for anything else."""
        try:
            read: dict[str, Any] = json.loads(text)
            return cls(Address(str(read["block_id"]), str(read["action_id"])), read.get("option"))
        except (KeyError, TypeError) as problem:
            raise ValueError(f"not an act: {text[:80]}") from problem


def write_option(option: Block) -> str:
    """An option as a form value; the reverse is `json.loads`."""
    return json.dumps(option, ensure_ascii=False, sort_keys=True)
