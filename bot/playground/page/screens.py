"""What one person's screen holds, ready for the templates: plain values, drawn already where they need drawing.

A `rev` changes exactly when what is shown changes: the page leaves alone what it shows already.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.playground.page.panels import Panel


@dataclass(frozen=True)
class PersonEntry:
    """A person in the switcher; `time` is their local time."""

    url: str
    name: str
    title: str
    language: str
    time: str
    avatar: Markup
    current: bool


@dataclass(frozen=True)
class PlaceEntry:
    """A channel or a direct message in the rail. `outside`: the person is not a member; `count`: pings and DMs."""

    id: str
    url: str
    name: str
    sign: Markup  # in the place of an avatar
    avatar: Markup | None
    note: str
    unread: bool
    count: int
    outside: bool
    current: bool


@dataclass(frozen=True)
class Reaction:
    name: str
    character: str
    count: int
    mine: bool


@dataclass(frozen=True)
class FileEntry:
    """A file under a message; `about` is its size, in words."""

    title: str
    name: str
    about: str
    url: str


@dataclass(frozen=True)
class Day:
    """The line that begins a day in a conversation."""

    id: str
    rev: str
    day: str


@dataclass(frozen=True)
class Entry:
    """A message in a conversation; `is_app` gives its author the app's badge."""

    id: str
    rev: str
    author: str
    avatar: Markup
    time: Markup
    body: Markup
    url: str
    author_url: str = ""
    is_app: bool = False
    edited: bool = False
    pinned: bool = False
    ephemeral: bool = False
    replies: str = ""
    thread_url: str = ""
    react_url: str = ""
    shortcut_url: str = ""
    reactions: Sequence[Reaction] = ()
    files: Sequence[FileEntry] = ()


@dataclass(frozen=True)
class Head:
    """Above the conversation. `notice` stands in the composer's place where nothing can be written."""

    name: str
    sign: Markup
    topic: str
    members: str
    is_app: bool
    notice: str
    compose_hint: str
    rev: str


@dataclass(frozen=True)
class Thread:
    ts: str
    messages: Sequence[Entry]


@dataclass(frozen=True)
class Home:
    """The app's Home; `body` is None until the app has drawn it."""

    url: str
    body: Markup | None
    rev: str


@dataclass(frozen=True)
class Modal:
    """The top view of a stack; `depth` counts the views in it."""

    id: str
    url: str
    title: str
    submit: str
    close: str
    depth: int
    body: Markup
    error: str
    rev: str


@dataclass(frozen=True)
class ClockFace:
    """`ritual` says when the next one is due, or that none is."""

    now: Markup
    ritual: str
    has_ritual: bool
    rev: str


@dataclass(frozen=True)
class Command:
    name: str
    usage: str
    hint: str


@dataclass(frozen=True)
class Shortcut:
    id: str
    name: str


@dataclass(frozen=True)
class Urls:
    """Where the screen's links and forms lead; an empty one is not offered."""

    here: str
    home: str
    say: str
    live: str
    clock: str
    shortcut: str
    members: str
    join: str = ""
    earlier: str = ""


@dataclass(frozen=True)
class Screen:
    language: str
    workspace: str
    version: str
    clock: ClockFace
    me: PersonEntry
    people: Sequence[PersonEntry]
    channels: Sequence[PlaceEntry]
    directs: Sequence[PlaceEntry]
    places_rev: str
    place: Head
    messages: Sequence[Entry | Day]
    thread: Thread | None
    panel: Panel | None
    home: Home | None
    modal: Modal | None
    commands: Sequence[Command]
    shortcuts: Sequence[Shortcut]
    message_shortcuts: Sequence[Shortcut]
    palette: Sequence[tuple[str, str]]
    urls: Urls


def revision(*parts: object) -> str:
    """A short fingerprint of what is shown."""
    return hashlib.blake2b(repr(parts).encode(errors="surrogatepass"), digest_size=8).hexdigest()
