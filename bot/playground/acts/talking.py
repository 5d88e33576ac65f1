"""What people do in the composer and in channels: commands, messages, reactions, shortcuts, coming and going."""

from dataclasses import replace
from urllib.parse import urlencode

from bot.playground.acts.outcome import Impossible, Outcome
from bot.playground.acts.sender import Sender, channel_name, read_body
from bot.playground.acts.slack_says import say
from bot.playground.acts.transport import FORM, Reply, Request
from bot.playground.acts.typed import in_command, in_message
from bot.playground.api import answer
from bot.playground.world import Channel, Ephemeral, Grant, Json, Message, Person, Refusal
from bot.playground.world.shapes import message_json
from bot.playground.world.things import Execution


class Talking(Sender):
    """Acts with words."""

    def type_command(self, person: Person | str, channel: Channel | str, typed: str) -> Outcome:
        """Send `/command text` from the composer of a channel."""
        who = self._person(person)
        where = self._channel(who, channel)
        command, _, text = typed.strip().partition(" ")
        if command not in {known.name for known in self.world.commands}:
            return self._told(who, where, "unknown_command", "unknown_command", command=command)
        grant = Grant(who.id, where.id)
        payload: Json = {
            "token": "verification-token",
            "team_id": self.world.team,
            "team_domain": self.world.domain,
            "channel_id": where.id,
            "channel_name": channel_name(where),
            "user_id": who.id,
            "user_name": who.name,
            "command": command,
            "text": in_command(self.world, who, text.strip()),
            "api_app_id": self.world.app_id,
            "is_enterprise_install": "false",
            "response_url": self._response_url(grant),
            "trigger_id": self.world.triggers.issue(who.id),
        }
        request = Request("slash_commands", payload, urlencode(payload).encode(), FORM)
        reply, error = self._send(request)
        outcome = self._answered(who, where, grant, command, reply, error)
        self._deliver_new_events()
        status = reply.status if reply else None
        return replace(outcome, status=status, request=request, view=self.world.views.top(who.id))

    def _answered(
        self, who: Person, where: Channel, grant: Grant, command: str, reply: Reply | None, error: str | None
    ) -> Outcome:
        """What an acknowledgement of a command shows: nothing, words for the person, or a message for all."""
        if reply is None or error is not None:
            return self._told(who, where, error or "", "command_failed", command=command, error=error)
        try:
            body = read_body(reply) if reply.is_json else {"text": reply.body} if reply.body else None
            shown = answer(self.world, grant, body) if body else None
        except (ValueError, Refusal):
            code = "invalid_command_response"
            return self._told(who, where, code, "command_failed", command=command, error=code)
        if isinstance(shown, Ephemeral):
            return Outcome(ephemeral=shown)
        return Outcome(message=shown)

    def _told(self, who: Person, where: Channel, code: str, key: str, **words: object) -> Outcome:
        """Slack itself says why nothing came of it."""
        return Outcome(
            error=code,
            ephemeral=self.world.whisper(where.id, who.id, say(who, key, **words), from_slack=True),
        )

    def say(
        self, person: Person | str, channel: Channel | str, text: str, *, thread_ts: str | None = None
    ) -> Message:
        """Write a message, in a thread if given."""
        who = self._person(person)
        where = self._channel(who, channel)
        if where.archived or not text.strip():
            raise Impossible("the channel is archived" if where.archived else "there is nothing to send")
        message = self.world.post(where.id, who.id, in_message(self.world, who, text), thread_ts=thread_ts)
        self.world.mark_read(who.id, where.id)
        self._deliver_new_events()
        return message

    def edit(self, person: Person | str, message: Message, text: str) -> Message:
        """Change one's own message."""
        who, current = self._own(person, message)
        new = self.world.edit(current, text=in_message(self.world, who, text), blocks=(), metadata=None)
        self._deliver_new_events()
        return new

    def delete(self, person: Person | str, message: Message) -> None:
        """Delete one's own message."""
        self.world.delete(self._own(person, message)[1])
        self._deliver_new_events()

    def react(self, person: Person | str, message: Message, emoji: str) -> Message:
        """Add an emoji to a message, by its short name without colons."""
        who = self._person(person)
        current = self._message(who, message)
        if who.id in current.reactions.get(emoji, ()):
            raise Impossible(f"{who.name} has reacted with {emoji} already")
        new = self.world.react(current, emoji, who.id)
        self._deliver_new_events()
        return new

    def unreact(self, person: Person | str, message: Message, emoji: str) -> Message:
        """Take one's own emoji off a message again."""
        who = self._person(person)
        current = self._message(who, message)
        if who.id not in current.reactions.get(emoji, ()):
            raise Impossible(f"{who.name} has not reacted with {emoji}")
        new = self.world.unreact(current, emoji, who.id)
        self._deliver_new_events()
        return new

    # Shortcuts and Home -------------------------------------------------------------------------------------

    def global_shortcut(self, person: Person | str, callback_id: str) -> Outcome:
        """Pick a shortcut in the composer's menu."""
        who = self._person(person)
        self._offered_shortcut(callback_id, "global")
        payload = self._common("shortcut", who) | {"callback_id": callback_id}
        return self._shortcut(who, payload)

    def message_shortcut(self, person: Person | str, message: Message, callback_id: str) -> Outcome:
        """Pick a shortcut in the menu of a message."""
        who = self._person(person)
        self._offered_shortcut(callback_id, "message")
        current = self._message(who, message)
        channel = self.world.channel(current.channel)
        payload = self._common("message_action", who) | {
            "callback_id": callback_id,
            "channel": {"id": channel.id, "name": channel_name(channel)},
            "message_ts": current.ts,
            "message": message_json(self.world, current),
            "response_url": self._response_url(Grant(who.id, channel.id)),
        }
        return self._shortcut(who, payload)

    def _offered_shortcut(self, callback_id: str, kind: str) -> None:
        if (callback_id, kind) not in {(known.callback_id, known.kind) for known in self.world.shortcuts}:
            raise Impossible(f"there is no {kind} shortcut {callback_id}")

    def _shortcut(self, who: Person, payload: Json) -> Outcome:
        request = self._interactive(
            payload | {"action_ts": self._stamp(), "trigger_id": self.world.triggers.issue(who.id)}
        )
        reply, error = self._send(request)
        self._deliver_new_events()
        status = reply.status if reply else None
        return Outcome(error=error, status=status, request=request, view=self.world.views.top(who.id))

    def run_step(self, callback_id: str, inputs: Json) -> Execution:
        """A workflow comes to a step of the app's. What came of it is in `World.executions` once the app said so."""
        execution = Execution(self.world.new_id("Fx"))
        self.world.executions[execution.id] = execution
        self.world.notices.step(callback_id, execution.id, inputs)
        self._deliver_new_events()
        return self.world.executions[execution.id]

    def open_home(self, person: Person | str, tab: str = "home") -> Outcome:
        """Open the app's Home (or its messages): the app is told, and may publish."""
        who = self._person(person)
        self.world.notices.home_opened(who.id, tab)
        self._deliver_new_events()
        return Outcome(view=self.world.views.home(who.id))

    # Channels -----------------------------------------------------------------------------------------------

    def join(self, person: Person | str, channel: Channel | str) -> Channel:
        """Join a public channel."""
        who = self._person(person)
        where = self.world.channels[channel if isinstance(channel, str) else channel.id]
        if where.kind != "public" or where.archived:
            raise Impossible(f"nobody can join {where.name} by themselves")
        return self._move(where, who.id, joined=True)

    def leave(self, person: Person | str, channel: Channel | str) -> Channel:
        who = self._person(person)
        return self._move(self._channel(who, channel), who.id, joined=False)

    def invite(self, person: Person | str, channel: Channel | str, guest: Person | str) -> Channel:
        """Bring somebody, the app itself perhaps, into a channel."""
        who = self._person(person)
        added = self._person(guest)
        if who.guest or added.team != self.world.team:
            raise Impossible(f"{who.name} can't invite {added.name}")
        return self._move(self._channel(who, channel), added.id, joined=True, inviter=who.id)

    def remove(self, person: Person | str, channel: Channel | str, member: Person | str) -> Channel:
        """Take somebody out of a channel: by default admins do out of a public one, any member out of a private one."""
        who = self._person(person)
        where = self._channel(who, channel)
        if who.guest or (where.kind == "public" and not (who.is_admin or who.is_owner)):
            raise Impossible(f"{who.name} can't remove people from {where.name}")
        return self._move(where, self._person(member).id, joined=False)

    def archive(self, person: Person | str, channel: Channel | str, *, archived: bool = True) -> Channel:
        """Archive a channel, or bring it back."""
        who = self._person(person)
        where = self.world.put_channel(replace(self._channel(who, channel), archived=archived))
        self.world.notices.archived(where, who.id)
        self._deliver_new_events()
        return where

    def _move(self, where: Channel, person_id: str, *, joined: bool, inviter: str | None = None) -> Channel:
        if (person_id in where.members) == joined:
            return where
        members = where.members | {person_id} if joined else where.members - {person_id}
        new = self.world.put_channel(replace(where, members=members))
        # Who leaves hears of it too, so the app is told by the channel as it was.
        self.world.notices.member(new if joined else where, person_id, joined=joined, inviter=inviter)
        self._deliver_new_events()
        return new

    # Messages that are there --------------------------------------------------------------------------------

    def _message(self, who: Person, message: Message) -> Message:
        current = self.world.message(message.channel, message.ts)
        if current is None:
            raise Impossible("the message is gone")
        self._channel(who, current.channel)
        return current

    def _own(self, person: Person | str, message: Message) -> tuple[Person, Message]:
        who = self._person(person)
        current = self._message(who, message)
        if current.user != who.id:
            raise Impossible("the message is somebody else's")
        return who, current
