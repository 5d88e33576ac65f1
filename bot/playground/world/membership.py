"""Who is in a workspace and in which conversations, and how others learn that something changed."""

from collections.abc import Iterable, Mapping
from threading import Condition, RLock

from bot.playground.world.refusal import Refusal
from bot.playground.world.things import Channel, Person


class Membership:
    """People and channels by id, behind one lock, with a version that grows with each visible change."""

    def __init__(self, people: Iterable[Person], channels: Iterable[Channel], *, bot_user: str) -> None:
        self.lock = RLock()
        self.version = 0
        self.bot_user = bot_user
        self._condition = Condition(self.lock)
        self._ids = 0
        self._people = {person.id: person for person in people}
        self._channels = {channel.id: channel for channel in channels}

    # Change -------------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """Something that people see is different."""
        with self._condition:
            self.version += 1
            self._condition.notify_all()

    def wait_for_change(self, version: int, timeout: float) -> int:
        """The version, as soon as it is no longer the given one, or after `timeout` seconds."""
        with self._condition:
            self._condition.wait_for(lambda: self.version != version, timeout)
            return self.version

    def new_id(self, prefix: str) -> str:
        with self.lock:
            self._ids += 1
            return f"{prefix}{self._ids:08d}"

    # People and channels ------------------------------------------------------------------------------------

    @property
    def people(self) -> Mapping[str, Person]:
        """Everybody with an account by id, the app's own user included."""
        with self.lock:
            return dict(self._people)

    @property
    def channels(self) -> Mapping[str, Channel]:
        """All conversations by id, direct messages included."""
        with self.lock:
            return dict(self._channels)

    def channel(self, channel_id: str) -> Channel:
        """One conversation; Refusal `channel_not_found`."""
        with self.lock:
            if channel_id not in self._channels:
                raise Refusal("channel_not_found")
            return self._channels[channel_id]

    def channels_of(self, person_id: str) -> tuple[Channel, ...]:
        """The conversations that somebody is a member of."""
        return tuple(channel for channel in self.channels.values() if person_id in channel.members)

    def put_person(self, person: Person) -> bool:
        """Add somebody, or put the account's new state in the old one's place; whether it was known."""
        with self.lock:
            known = person.id in self._people
            self._people[person.id] = person
            self.changed()
            return known

    def put_channel(self, channel: Channel) -> Channel:
        """Add a channel, or put its new state in the old one's place; the app is told nothing."""
        with self.lock:
            self._channels[channel.id] = channel
            self.changed()
            return channel

    def direct(self, person_id: str) -> Channel:
        """The direct message between the app and somebody, opened if need be."""
        members = frozenset((self.bot_user, person_id))
        with self.lock:
            for channel in self._channels.values():
                if channel.kind == "im" and channel.members == members:
                    return channel
            return self.put_channel(Channel(id=self.new_id("D"), kind="im", members=members))
