"""The workspace: who is in it, what was said, and the version that grows with each visible change."""

import secrets
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from threading import Condition, RLock

from bot.playground.faults import Faults
from bot.playground.sockets import Sockets
from bot.playground.world.elements import with_ids
from bot.playground.world.events import Events
from bot.playground.world.notices import Notices
from bot.playground.world.pings import Ping, targets
from bot.playground.world.refusal import Refusal
from bot.playground.world.scopes import USUAL
from bot.playground.world.things import (
    Call,
    Channel,
    Command,
    Ephemeral,
    Json,
    Message,
    Person,
    Shortcut,
)
from bot.playground.world.tickets import ResponseUrls, Triggers
from bot.playground.world.views import Views


class World:
    """One workspace with one app in it. All methods may be called from any thread.

    `clock` (aware, UTC) dates messages and events and may be moved; `real_time` (seconds since 1970) is for what
    expires as at Slack's: triggers, response addresses, signatures. `scopes` are what the app was granted,
    `events` what it subscribed to, `commands` and `shortcuts` what it offers.
    """

    def __init__(
        self,
        people: Iterable[Person],
        channels: Iterable[Channel],
        *,
        clock: Callable[[], datetime],
        commands: Sequence[Command] = (),
        shortcuts: Sequence[Shortcut] = (),
        events: Collection[str] = (),
        scopes: Collection[str] = USUAL,
        name: str = "Playground",
        team: str = "T0PLAY",
        bot_name: str = "Diapason",
        real_time: Callable[[], float] = time.time,
    ) -> None:
        self.lock = RLock()
        self._condition = Condition(self.lock)
        self.version = 0
        self.clock = clock
        self.real_time = real_time
        self.name, self.team, self.domain = name, team, name.lower()
        self.app_id, self.bot_id, self.bot_user = "A0APP", "B0BOT", "U0BOT"
        self.token, self.app_token = "xoxb-playground", "xapp-playground"
        self.url = ""  # where the server listens, set by it
        self.scopes = set(scopes)
        self.commands, self.shortcuts = tuple(commands), tuple(shortcuts)
        self.edit_seconds: float | None = None  # how long messages can be edited; None: for ever
        self._ids = 0
        self._people = {person.id: person for person in people}
        self._people[self.bot_user] = Person(
            id=self.bot_user, team=team, name=bot_name.lower(), real_name=bot_name, is_bot=True, role="bot"
        )
        self._channels = {channel.id: channel for channel in channels}
        self._messages: dict[str, dict[str, Message]] = {}
        self._ephemerals: list[Ephemeral] = []
        self._read: dict[tuple[str, str], str] = {}
        self.calls: list[Call] = []
        self.pings: list[Ping] = []
        self.faults = Faults()
        self.triggers = Triggers(self.lock, real_time)
        self.responses = ResponseUrls(self.lock, real_time)
        self.views = Views(self.lock, self.changed, self.new_id)
        self.notices = Notices(self)
        self.sockets = Sockets()
        self.events = Events(self.lock, clock, events, self.notices.envelope)

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

    def put_person(self, person: Person) -> None:
        """Add somebody, or put the account's new state in the old one's place (an event for the app)."""
        with self.lock:
            known = person.id in self._people
            self._people[person.id] = person
            self.changed()
            self.notices.person(person, known=known)

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

    # Messages -----------------------------------------------------------------------------------------------

    def messages(self, channel_id: str) -> tuple[Message, ...]:
        """All of a channel's messages, oldest first, replies and deleted ones included."""
        with self.lock:
            stored = self._messages.get(channel_id, {})
            return tuple(stored[ts] for ts in sorted(stored))

    def message(self, channel_id: str, ts: str) -> Message | None:
        """A message that is still there."""
        with self.lock:
            found = self._messages.get(channel_id, {}).get(ts)
            return None if found is None or found.deleted else found

    def replies(self, channel_id: str, thread_ts: str) -> tuple[Message, ...]:
        """The replies in a thread, oldest first, without those deleted."""
        return tuple(
            message
            for message in self.messages(channel_id)
            if message.thread_ts == thread_ts and message.is_reply and not message.deleted
        )

    def post(
        self,
        channel_id: str,
        user: str,
        text: str,
        *,
        blocks: Sequence[Json] = (),
        metadata: Json | None = None,
        thread_ts: str | None = None,
        broadcast: bool = False,
        at: datetime | None = None,
    ) -> Message:
        """A new message. With `at` it belongs to the past, for a story told beforehand: no event is made."""
        with self.lock:
            message = Message(
                ts=self._stamp(channel_id, at),
                channel=channel_id,
                user=user,
                text=text,
                blocks=with_ids(blocks, lambda: secrets.token_urlsafe(4)),
                metadata=metadata,
                thread_ts=thread_ts,
                broadcast=broadcast,
                bot=user == self.bot_user,
            )
            self._messages.setdefault(channel_id, {})[message.ts] = message
            self._note_pings(message)
            self.changed()
            if at is None:
                self.notices.message(message)
            return message

    def edit(
        self,
        message: Message,
        *,
        text: str,
        blocks: Sequence[Json],
        metadata: Json | None,
        quietly: bool = False,
    ) -> Message:
        """New content in a message's place; `quietly` leaves no "(edited)", as an app's update does."""
        with self.lock:
            new = replace(
                self._messages[message.channel][message.ts],
                text=text,
                blocks=with_ids(blocks, lambda: secrets.token_urlsafe(4)),
                metadata=metadata,
                edited=message.edited if quietly else _stamp_text(_micros(self.clock())),
            )
            return self._store(new, before=message)

    def delete(self, message: Message) -> None:
        with self.lock:
            self._store(replace(message, deleted=True), before=message)

    def react(self, message: Message, emoji: str, person_id: str) -> Message:
        """Add a reaction; Refusal `already_reacted`."""
        with self.lock:
            who = message.reactions.get(emoji, ())
            if person_id in who:
                raise Refusal("already_reacted")
            new = replace(message, reactions={**message.reactions, emoji: (*who, person_id)})
            self._messages[message.channel][message.ts] = new
            self.changed()
            self.notices.reaction(new, emoji, person_id)
            return new

    def pin(self, message: Message) -> None:
        """Pin a message; Refusal `already_pinned`."""
        with self.lock:
            if message.pinned:
                raise Refusal("already_pinned")
            self._messages[message.channel][message.ts] = replace(message, pinned=True)
            self.changed()

    def _store(self, message: Message, before: Message) -> Message:
        self._messages[message.channel][message.ts] = message
        if not message.deleted:
            self._note_pings(message)
        self.changed()
        self.notices.edited(message, before)
        return message

    def _note_pings(self, message: Message) -> None:
        if message.bot:
            self.pings += [
                Ping(message.channel, message.ts, who) for who in targets(message.text, message.blocks)
            ]

    def _stamp(self, channel_id: str, at: datetime | None) -> str:
        """A ts of the world's clock that no other message of the channel has, later than those before it."""
        taken = self._messages.get(channel_id, {})
        micros = _micros(at or self.clock())
        if at is None and taken:
            newest = max(taken).replace(".", "")
            micros = max(micros, int(newest) + 100)
        while _stamp_text(micros) in taken:
            micros += 100
        return _stamp_text(micros)

    # What one person sees -----------------------------------------------------------------------------------

    def ephemerals(self, person_id: str, channel_id: str) -> tuple[Ephemeral, ...]:
        """What only this person sees in the channel, oldest first."""
        with self.lock:
            return tuple(e for e in self._ephemerals if e.to == person_id and e.channel == channel_id)

    def whisper(
        self,
        channel_id: str,
        to: str,
        text: str,
        *,
        blocks: Sequence[Json] = (),
        thread_ts: str | None = None,
        from_slack: bool = False,
    ) -> Ephemeral:
        """An ephemeral message."""
        with self.lock:
            ephemeral = Ephemeral(
                ts=f"{_stamp_text(_micros(self.clock())).split('.')[0]}.{self.new_id('')[-6:]}",
                channel=channel_id,
                to=to,
                text=text,
                blocks=with_ids(blocks, lambda: secrets.token_urlsafe(4)),
                thread_ts=thread_ts,
                from_slack=from_slack,
            )
            self._ephemerals.append(ephemeral)
            self.changed()
            return ephemeral

    def renew_ephemeral(self, new: Ephemeral) -> Ephemeral:
        """Put an ephemeral message in the place of the one with its ts."""
        with self.lock:
            new = replace(new, blocks=with_ids(new.blocks, lambda: secrets.token_urlsafe(4)))
            self._ephemerals = [new if old.ts == new.ts else old for old in self._ephemerals]
            self.changed()
            return new

    def drop_ephemeral(self, ts: str) -> None:
        """Take an ephemeral message away."""
        with self.lock:
            self._ephemerals = [old for old in self._ephemerals if old.ts != ts]
            self.changed()

    def mark_read(self, person_id: str, channel_id: str) -> None:
        """The person has seen all of the channel."""
        with self.lock:
            newest = max(self._messages.get(channel_id, {}), default="")
            if newest > self._read.get((person_id, channel_id), ""):
                self._read[person_id, channel_id] = newest
                self.changed()

    def unread(self, person_id: str, channel_id: str) -> int:
        """How many messages of others came since the person last looked."""
        seen = self._read.get((person_id, channel_id), "")
        return sum(
            message.ts > seen and message.user != person_id and not message.deleted
            for message in self.messages(channel_id)
        )


def _micros(instant: datetime) -> int:
    """Microseconds since 1970, in steps of 100 as Slack's timestamps show them."""
    seconds = int(instant.astimezone(UTC).replace(microsecond=0).timestamp())
    return seconds * 1_000_000 + instant.microsecond // 100 * 100


def _stamp_text(micros: int) -> str:
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"
