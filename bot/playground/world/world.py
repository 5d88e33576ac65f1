"""The workspace: who is in it, what was said, and the version that grows with each visible change."""

import secrets
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.playground.faults import Faults
from bot.playground.sockets import Sockets
from bot.playground.world.elements import with_ids
from bot.playground.world.events import Events
from bot.playground.world.files import Files
from bot.playground.world.membership import Membership
from bot.playground.world.notices import Notices
from bot.playground.world.pings import Ping, targets
from bot.playground.world.refusal import Refusal
from bot.playground.world.scopes import USUAL
from bot.playground.world.things import (
    Call,
    Channel,
    Command,
    Ephemeral,
    Execution,
    Group,
    Json,
    Message,
    Person,
    Shortcut,
)
from bot.playground.world.tickets import ResponseUrls, Triggers
from bot.playground.world.views import Views


class World(Membership):
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
        app = Person(
            id="U0BOT", team=team, name=bot_name.lower(), real_name=bot_name, is_bot=True, role="bot"
        )
        super().__init__((*people, app), channels, bot_user=app.id)
        self.clock = clock
        self.real_time = real_time
        self.name, self.team, self.domain = name, team, name.lower()
        self.app_id, self.bot_id = "A0APP", "B0BOT"
        self.token, self.app_token = "xoxb-playground", "xapp-playground"
        self.url = ""  # where the server listens, set by it
        self.scopes = set(scopes)
        self.commands, self.shortcuts = tuple(commands), tuple(shortcuts)
        self.edit_seconds: float | None = None  # how long messages can be edited; None: for ever
        self._messages: dict[str, dict[str, Message]] = {}
        self._threads: dict[tuple[str, str], list[str]] = {}
        self._newest: dict[str, int] = {}
        self._ephemerals: list[Ephemeral] = []
        self._read: dict[tuple[str, str], str] = {}
        self.calls: list[Call] = []
        self.pings: list[Ping] = []
        self.executions: dict[str, Execution] = {}
        self.groups: dict[str, Group] = {}
        self.faults = Faults()
        self.files = Files(self.lock, self.new_id)
        self.triggers = Triggers(self.lock, real_time)
        self.responses = ResponseUrls(self.lock, real_time)
        self.views = Views(self.lock, self.changed, self.new_id)
        self.notices = Notices(self)
        self.sockets = Sockets()
        self.events = Events(self.lock, clock, events, self.notices.envelope)

    def put_person(self, person: Person) -> bool:
        """Add somebody or change the account, and tell the app; whether it was known."""
        with self.lock:
            known = super().put_person(person)
            self.notices.person(person, known=known)
            return known

    def put_stranger(self, person: Person) -> None:
        """Somebody of another company becomes visible in a shared channel; no event tells the app who they are."""
        with self.lock:
            super().put_person(person)

    def put_group(self, group: Group) -> None:
        """Add a user group or change it, and tell the app."""
        with self.lock:
            before = self.groups.get(group.id)
            self.groups[group.id] = group
            self.notices.group(group, before)
            self.changed()

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
        with self.lock:
            stored = self._messages.get(channel_id, {})
            replies = [stored[ts] for ts in sorted(self._threads.get((channel_id, thread_ts), ()))]
        return tuple(message for message in replies if not message.deleted)

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
        files: tuple[str, ...] = (),
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
                files=files,
            )
            self._messages.setdefault(channel_id, {})[message.ts] = message
            if thread_ts and message.is_reply:
                self._threads.setdefault((channel_id, thread_ts), []).append(message.ts)
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
            message = self._messages[message.channel][message.ts]  # somebody may have reacted meanwhile
            who = message.reactions.get(emoji, ())
            if person_id in who:
                raise Refusal("already_reacted")
            new = replace(message, reactions={**message.reactions, emoji: (*who, person_id)})
            self._messages[message.channel][message.ts] = new
            self.changed()
            self.notices.reaction(new, emoji, person_id)
            return new

    def unreact(self, message: Message, emoji: str, person_id: str) -> Message:
        """Take a reaction away; Refusal `no_reaction`."""
        with self.lock:
            message = self._messages[message.channel][message.ts]
            left = tuple(who for who in message.reactions.get(emoji, ()) if who != person_id)
            if len(left) == len(message.reactions.get(emoji, ())):
                raise Refusal("no_reaction")
            others = {name: who for name, who in message.reactions.items() if name != emoji}
            new = replace(message, reactions=others | ({emoji: left} if left else {}))
            self._messages[message.channel][message.ts] = new
            self.changed()
            self.notices.reaction(new, emoji, person_id, added=False)
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

    def _stamp(self, channel_id: str, at: datetime | None = None) -> str:
        """A ts that nothing else in the channel has; without `at`, later than all that came before."""
        with self.lock:
            newest, taken = self._newest.get(channel_id, 0), self._messages.get(channel_id, {})
            micros = _micros(at or self.clock())
            if at is None:
                micros = max(micros, newest + 100)
            while _stamp_text(micros) in taken:
                micros += 100
            self._newest[channel_id] = max(newest, micros)
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
                ts=self._stamp(channel_id),
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
