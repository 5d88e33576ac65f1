"""What there is in a workspace. All are values: a change puts a new one in the old one's place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["public", "private", "im"]


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with an account: `locale` as Slack writes it ("fr-FR"), `tz` an IANA name.

    `team` is another workspace's for people met in a Slack Connect channel.
    """

    id: str
    team: str
    name: str
    real_name: str
    title: str = ""
    locale: str = "en-US"
    tz: str = "Europe/Paris"
    role: str = "sales"
    is_admin: bool = False
    is_owner: bool = False
    deleted: bool = False
    is_bot: bool = False
    guest: Literal["", "channels", "channel"] = ""  # of several channels, or of one
    color: str = "#5f6caf"


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A conversation; a direct message (`im`) has two members and no name."""

    id: str
    name: str = ""
    kind: Kind = "public"
    members: frozenset[str] = frozenset()
    archived: bool = False
    topic: str = ""
    shared: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """A user group: the people that `@handle` calls."""

    id: str
    name: str
    handle: str
    members: tuple[str, ...] = ()
    disabled: bool = False


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message in a channel. `ts` is its id there and the time it was sent, in seconds since 1970."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: Sequence[Json] = ()
    metadata: Json | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    edited: str | None = None
    bot: bool = False
    deleted: bool = False
    reactions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pinned: bool = False
    files: tuple[str, ...] = ()  # ids

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(frozen=True, kw_only=True)
class Ephemeral:
    """What only one person sees in a channel; `from_slack` when Slack itself speaks, not the app."""

    ts: str
    channel: str
    to: str
    text: str
    blocks: Sequence[Json] = ()
    thread_ts: str | None = None
    from_slack: bool = False


@dataclass(frozen=True, kw_only=True)
class View:
    """A modal or a Home as one person has it before them.

    `values` is what stands in its inputs (`state.values` of a payload), `errors` the texts beside inputs of a
    refused submission by block id, `problem` what Slack says above the buttons when the app did not answer.
    """

    id: str
    person: str
    type: Literal["modal", "home"]
    hash: str
    root_id: str
    previous_id: str | None
    blocks: Sequence[Json]
    title: Json | None = None
    submit: Json | None = None
    close: Json | None = None
    callback_id: str = ""
    private_metadata: str = ""
    external_id: str = ""
    clear_on_close: bool = False
    notify_on_close: bool = False
    values: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    problem: str | None = None

    def payload(self, team: str, app_id: str, bot_id: str) -> Json:
        """The view as Slack hands it to the app (https://docs.slack.dev/reference/views)."""
        return {
            "id": self.id,
            "team_id": team,
            "type": self.type,
            "blocks": list(self.blocks),
            "private_metadata": self.private_metadata,
            "callback_id": self.callback_id,
            "state": {"values": {block: dict(actions) for block, actions in self.values.items()}},
            "hash": self.hash,
            "title": self.title,
            "clear_on_close": self.clear_on_close,
            "notify_on_close": self.notify_on_close,
            "close": self.close,
            "submit": self.submit,
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id,
            "app_id": app_id,
            "external_id": self.external_id,
            "app_installed_team_id": team,
            "bot_id": bot_id,
        }


@dataclass(frozen=True)
class Command:
    """A slash command that the workspace knows: its name with the slash, and what the composer says of it."""

    name: str
    usage: str = ""
    description: str = ""


@dataclass(frozen=True)
class Shortcut:
    """A shortcut of the app's: in the composer's menu (global) or in a message's."""

    callback_id: str
    name: str
    kind: Literal["global", "message"] = "global"


@dataclass(frozen=True)
class Execution:
    """One run of a step of the app's in a workflow, with what the app said came of it."""

    id: str
    outputs: Json | None = None
    error: str | None = None

    @property
    def ended(self) -> bool:
        return self.outputs is not None or self.error is not None


@dataclass(frozen=True)
class Call:
    """One request that the app made: what it asked for, when by the world's clock, what it was answered."""

    method: str
    arguments: Json
    at: datetime
    error: str | None = None
