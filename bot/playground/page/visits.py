"""Where a window stands: who looks, at which conversation, with which thread open. All of it is in its address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote, urlencode

from bot.playground.render.viewer import Choice, Viewer
from bot.playground.world import Channel, Person, World


@dataclass(frozen=True)
class Visit:
    """`home` shows the app's Home in place of its messages; `earlier` shows the whole past; `panel` stands beside."""

    person: Person
    channel: Channel
    thread: str = ""
    home: bool = False
    earlier: bool = False
    panel: str = ""  # "members", or whose profile

    def url(self, *steps: str) -> str:
        """The address of this window, or of something to be done from it."""
        path = "/".join(quote(step, safe="") for step in ("as", self.person.id, self.channel.id, *steps))
        asked = {
            "thread": self.thread,
            "tab": "home" if self.home else "",
            "earlier": "1" if self.earlier else "",
            "panel": self.panel,
        }
        query = urlencode({key: value for key, value in asked.items() if value})
        return f"/{path}?{query}" if query else f"/{path}"

    def elsewhere(self, **changes: object) -> "Visit":
        """The same window after a step: without thread, Home or past unless they are named."""
        plain = replace(self, thread="", home=False, earlier=False, panel="")
        return replace(plain, **changes)  # type: ignore[arg-type]

    def viewer(self, now: datetime) -> Viewer:
        return Viewer(id=self.person.id, locale=self.person.locale, tz=self.person.tz, now=now)


class Names:
    """Names behind ids as one person may know them (a `Lookup` for drawing)."""

    def __init__(self, world: World, person_id: str) -> None:
        self._people: Mapping[str, Person] = world.people
        self._channels: Mapping[str, Channel] = {
            channel.id: channel for channel in visible_channels(world, person_id)
        }

    def person_name(self, person_id: str) -> str | None:
        person = self._people.get(person_id)
        return person.real_name if person else None

    def channel_name(self, channel_id: str) -> str | None:
        channel = self._channels.get(channel_id)
        return channel.name if channel else None

    def people(self) -> Sequence[Choice]:
        living = [person for person in self._people.values() if not person.is_bot and not person.deleted]
        return [Choice(person.id, person.real_name) for person in sorted(living, key=lambda p: p.real_name)]

    def channels(self) -> Sequence[Choice]:
        return [
            Choice(channel.id, channel.name) for channel in self._channels.values() if not channel.archived
        ]


def visible_channels(world: World, person_id: str) -> Sequence[Channel]:
    """Public channels, and the private ones that the person is in, by name; archived ones too."""
    seen = [
        channel
        for channel in world.channels.values()
        if channel.kind == "public" or (channel.kind == "private" and person_id in channel.members)
    ]
    return sorted(seen, key=lambda channel: channel.name)


def direct_messages(world: World, person_id: str) -> Sequence[Channel]:
    """The app's direct message first, then the others."""
    app = world.direct(person_id)
    others = [channel for channel in world.channels_of(person_id) if channel.kind == "im" and channel != app]
    return [app, *others]
