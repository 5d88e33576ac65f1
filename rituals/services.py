"""What rituals and handlers are handed: `bot.wiring` builds one of these, nobody else builds anything."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NewType, Protocol

from bot.kit.message import View
from bot.kit.texts import Catalogs, Texts
from rituals.likes.meaning import Meanings
from rituals.roadmap.score import Weights
from rituals.signals.known_accounts import AccountNames
from storage.common_words import CommonWords
from storage.database import Database, Transaction

PersonId = NewType("PersonId", str)
"""`team:user`, after the person's own team."""


def person_id(team: str, user: str) -> PersonId:
    return PersonId(f"{team}:{user}")


def user_of(person: str) -> str:
    """Slack's user id of a person."""
    return person.partition(":")[2]


@dataclass(frozen=True)
class Roles:
    """What somebody was given: the roles that they hold, among all that are bound in the workspace."""

    held: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Person:
    """Somebody in Slack, as far as we know them.

    `language` and `zone` are already decided: their choice, else Slack's, else the workspace's. `guest`: in some of the
    workspace's channels only.
    """

    id: PersonId
    workspace: str
    name: str
    language: str
    zone: str
    is_admin: bool = False
    is_bot: bool = False
    deactivated: bool = False
    guest: bool = False
    roles: Roles = Roles()


class PlaceKind(StrEnum):
    """Who can read a place: the whole workspace, its members, two people, or another company too."""

    PUBLIC = "public"
    PRIVATE = "private"
    DIRECT = "direct"
    SHARED = "shared"


@dataclass(frozen=True)
class Place:
    """A channel as Slack tells it now. `joined` is about the bot."""

    id: str
    name: str
    is_private: bool
    is_archived: bool
    joined: bool
    is_shared: bool = False

    @property
    def kind(self) -> PlaceKind:
        if self.is_shared:
            return PlaceKind.SHARED
        return PlaceKind.PRIVATE if self.is_private else PlaceKind.PUBLIC


@dataclass(frozen=True)
class Post:
    """A message in Slack. `text` is as Slack hands it, escaped; `author` is None where no person wrote it."""

    ts: str
    text: str
    author: str | None  # Slack's user id
    is_bot: bool = False
    thread_ts: str | None = None
    edited_ts: str | None = None


@dataclass(frozen=True)
class UserGroup:
    """A Slack user group: the people whom `@handle` calls."""

    id: str
    name: str
    handle: str


class CantRead(Exception):
    """Slack does not let us read or do this; `code` is its word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Conversations(Protocol):
    """Messages of others. Each call may raise `CantRead`, or `SlackUnavailable`."""

    def message(self, channel_id: str, ts: str, *, quick: bool = False) -> Post | None:
        """A message, in a thread or not; None where it is gone. `quick`: short, for somebody who waits."""
        ...

    def thread(self, channel_id: str, thread_ts: str, limit: int) -> list[Post]:
        """The first messages of a thread, the oldest first."""
        ...

    def permalink(self, channel_id: str, ts: str) -> str:
        """Where people find it."""
        ...

    def react(self, channel_id: str, ts: str, emoji: str) -> None:
        """Add our reaction; adding it again changes nothing."""
        ...

    def pin(self, channel_id: str, ts: str) -> None:
        """Pin a message in its channel; pinning it again changes nothing."""
        ...

    def is_member(self, channel_id: str, user: str, *, quick: bool = False) -> bool:
        """Whether somebody is in a channel. `quick`: short, for somebody who waits."""
        ...

    def members(self, channel_id: str) -> list[str]:
        """Slack's user ids of all who are in a channel, bots included."""
        ...

    def complete(self, execution: str, outputs: dict[str, str]) -> None:
        """A workflow's step is done."""
        ...

    def fail(self, execution: str, error: str) -> None:
        """A workflow's step could not be done; its makers read why."""
        ...


class Directory(Protocol):
    """People and channels. Reads our own copy first and Slack where that knows nothing."""

    def person(self, workspace: str, person: PersonId) -> Person:
        """Never fails: somebody whom Slack does not tell about gets the workspace's language and zone."""
        ...

    def somebody(self, workspace: str, user: str) -> Person:
        """By Slack's user id alone, whose workspace it does not tell. Never fails, as `person`."""
        ...

    def channel(self, channel_id: str, *, quick: bool = False) -> Place | None:
        """A channel as Slack tells it now; None where it does not exist for us. May raise `SlackUnavailable`."""
        ...

    def join(self, channel_id: str) -> Place | None:
        """Join a public channel, and tell it as it is then; None where we can't. May raise `SlackUnavailable`."""
        ...

    def everybody(self, cursor: str) -> tuple[list[dict[str, Any]], str]:
        """A page of the workspace's users as Slack tells of them, and the cursor of the next.

        The first page's cursor is empty, as is what the last one gives. May raise `SlackUnavailable`.
        """
        ...

    def groups(self) -> list[UserGroup]:
        """The workspace's user groups, those that are switched off left out. May raise `SlackUnavailable` or `CantRead`."""
        ...

    def members(self, group: str) -> list[str]:
        """Slack's user ids of a user group's members; nobody where it is gone or switched off. May raise as `groups`."""
        ...


@dataclass(frozen=True)
class Published:
    """A release as a service outside tells of it. By each of its `keys` it is known again: a tag may move."""

    keys: tuple[str, ...]
    name: str
    changes: str  # Markdown
    link: str | None
    released_on: date | None


@dataclass(frozen=True)
class Look:
    """What a look at a source brought, the newest first; `etag` makes the next one cheap."""

    releases: tuple[Published, ...]
    etag: str | None


class SourceUnavailable(Exception):
    """A service outside did not tell: `why` is a word of ours (`importing.why_…`), `seconds` when to ask again."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.seconds = seconds


class Sources(Protocol):
    """Services that tell of releases."""

    def look(self, kind: str, place: str, since: date, etag: str | None) -> Look:
        """The releases of `place` published since then. Raises SourceUnavailable."""
        ...


class SlackUnavailable(Exception):
    """Slack did not answer, or not in time: try again later, after so many seconds if it said so."""

    def __init__(self, why: str = "", seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class ViewRefused(SlackUnavailable):
    """Slack answered, and does not show this modal."""


class Views(Protocol):
    """Opening and changing modals. Each call is short and not repeated."""

    def open(self, trigger_id: str, view: View) -> str:
        """Returns the view's id. Raises `SlackUnavailable`, or `ViewRefused` with Slack's code."""
        ...

    def push(self, trigger_id: str, view: View) -> str: ...

    def update(self, view_id: str, view: View) -> None: ...


class Reply(Protocol):
    """Answering through a response_url, in the background; may be lost."""

    def __call__(self, url: str, *answers: dict[str, Any]) -> None:
        """Send the first of the answers, or the next where Slack refuses its blocks."""
        ...


@dataclass(frozen=True)
class LateSteps:
    """By how many working days a task is late when others than its owner hear of it; 0: never."""

    helper: int = 5
    lead: int = 8


class Progress(threading.local):
    """How far the request of this thread has come: an error's words depend on whether something was saved."""

    saved = False


@dataclass(frozen=True)
class Services:
    """The world as rituals see it.

    `now` is for meaning (due times, dates, ages), in UTC; machinery such as leases uses real time. `wake` tells the
    workers of this process that something was put into outbox or jobs.
    """

    database: Database
    now: Callable[[], datetime]
    catalogs: Catalogs
    directory: Directory
    conversations: Conversations
    views: Views
    reply: Reply
    wake: Callable[[], None]
    account_names: AccountNames
    sources: Sources
    public_url: str | None = None  # our address from outside, with a slash at its end
    command_prefix: str = ""
    default_language: str = "en"
    default_zone: str = "Europe/Paris"
    burst_gap: timedelta = timedelta(
        seconds=3
    )  # between edits of a card that many change at once, in real time
    score_weights: Weights = field(default_factory=Weights)
    late_steps: LateSteps = field(default_factory=LateSteps)
    common_words: CommonWords = field(default_factory=CommonWords)
    meanings: Meanings | None = None  # None where the extra `semantic` is not installed
    progress: Progress = field(default_factory=Progress)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """One short transaction; the workers are woken after its commit."""
        with self.database.write() as tx:
            yield tx
        self.progress.saved = True
        self.wake()

    @contextmanager
    def read(self, *, within: float | None = None) -> Iterator[Transaction]:
        """A look at the database; raises TooSlow when it takes longer than `within` seconds."""
        with self.database.read(within=within) as tx:
            yield tx

    def texts_for(self, person: Person) -> Texts:
        return self.catalogs.texts(person.language, person.zone)


Facts = Mapping[str, Any]
