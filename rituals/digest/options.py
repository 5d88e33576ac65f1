"""What a digest tells of, and how: kept with its ritual, chosen in its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rituals.messages.digest import SECTIONS


class Style(StrEnum):
    """Everything, or five lines and a chart to be forwarded. The values are stored."""

    FULL = "full"
    EXECUTIVE = "executive"


@dataclass(frozen=True)
class Options:
    """Empty `areas`, `themes` or `kinds`: all of them. `person`: whose digest it is, and through whose eyes."""

    areas: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sections: tuple[str, ...] = SECTIONS
    style: Style = Style.FULL
    person: str | None = None

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Options":
        """From a ritual's row; what is not said there is as usual."""
        return cls(
            areas=tuple(stored.get("areas", ())),
            themes=tuple(stored.get("themes", ())),
            kinds=tuple(stored.get("kinds", ())),
            sections=tuple(one for one in stored.get("sections", SECTIONS) if one in SECTIONS) or SECTIONS,
            style=Style(stored.get("style", Style.FULL)),
            person=stored.get("person"),
        )

    def written(self) -> dict[str, Any]:
        """As a ritual's row keeps it."""
        return {
            "areas": list(self.areas),
            "themes": list(self.themes),
            "kinds": list(self.kinds),
            "sections": list(self.sections),
            "style": self.style.value,
            "person": self.person,
        }
