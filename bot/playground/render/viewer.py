"""For whom something is drawn, and what drawing may look up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol
from zoneinfo import ZoneInfo

from babel import Locale

Block = dict[str, Any]
Language = Literal["fr", "en"]


@dataclass(frozen=True)
class Choice:
    """A person or a channel as an entry of a select."""

    id: str
    name: str


class Lookup(Protocol):
    """Names behind ids, as the viewer may know them; None for an unknown id."""

    def person_name(self, person_id: str) -> str | None: ...

    def channel_name(self, channel_id: str) -> str | None: ...

    def people(self) -> Sequence[Choice]: ...

    def channels(self) -> Sequence[Choice]: ...


@dataclass(frozen=True)
class Viewer:
    """The person who reads: dates, words and mentions are shown for them.

    `locale` is Slack's ("fr-FR"), `tz` an IANA name, `now` the world's time (aware).
    """

    id: str
    locale: str
    tz: str
    now: datetime

    @property
    def language(self) -> Language:
        """French for French locales, English for every other."""
        return "fr" if self.locale.lower().startswith("fr") else "en"

    @property
    def babel(self) -> Locale:
        return Locale.parse(self.locale.replace("-", "_"))

    def local(self, instant: datetime) -> datetime:
        """The instant on the viewer's wall clock."""
        return instant.astimezone(ZoneInfo(self.tz))


@dataclass(frozen=True)
class Surface:
    """The message, modal or Home view that blocks stand on.

    Its elements are controls of one `<form>` that posts to `url`; `scope` makes their ids unique in the
    page. `typed` holds what was entered before a redraw, by control name; `errors` the texts of a refused
    submission, by block id.
    """

    kind: Literal["message", "modal", "home"]
    url: str
    suggest_url: str
    scope: str
    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
