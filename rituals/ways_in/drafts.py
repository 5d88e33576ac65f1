"""Saving a message that somebody picked: its form is open for a while, and one click saves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.kit.frontdoor import plain
from rituals.permissions import Act, enter, may, workspace_of
from rituals.refusals import FieldErrors, NotAMessage, NotFound
from rituals.registry import Again, JobKind
from rituals.services import (
    CantRead,
    Facts,
    Person,
    PersonId,
    PlaceKind,
    Services,
    SlackUnavailable,
    person_id,
    user_of,
)
from rituals.signals import capture as capturing
from rituals.signals.capture import Captured, Heard, Interpretation, Origin
from rituals.signals.cards import show_card
from rituals.ways_in import places
from rituals.ways_in.telling import tell
from storage import audit, counters, jobs, people, signals, ways_in
from storage.database import Transaction
from storage.signals import Signal
from storage.ways_in import Draft, Said

FETCH_SOURCE = "fetch_source"
CONTEXT_LIMIT = 20  # messages of a thread kept around a signal
RETRY_SECONDS = 30


@dataclass(frozen=True)
class Picked:
    """A message as somebody sees it. `words` are plain; `author_name` is for those who have no account."""

    place: str
    ts: str
    words: str
    author: PersonId | None = None
    author_name: str | None = None


@dataclass(frozen=True)
class Opened:
    """A form to open: the draft behind it, and what is understood of the message so far."""

    draft: Draft
    understood: Signal
    currency: str


@dataclass(frozen=True)
class AlreadySaved:
    """The message is a signal; `seen` says whether this person may read what is kept of it."""

    signal: Signal
    seen: bool
    may_share: bool


def pick(services: Services, by: Person, picked: Picked, kind: PlaceKind) -> Opened | AlreadySaved:
    """Begin to save a message. Raises NotAllowed, and NotAMessage for what the bot itself wrote."""
    draft_id = counters.new_id()
    with services.write() as tx:
        home = enter(tx, by, Act.CAPTURE_SIGNAL)
        if picked.author and user_of(picked.author) == home.bot_user:
            raise NotAMessage
        signal_id = ways_in.signal_of(tx, home.id, picked.place, picked.ts)
        if signal_id and (signal := signals.get(tx, home.id, signal_id)):
            shares = (
                signal.visibility == signals.RESTRICTED
            )  # they saw the message: they are a member of its place
            return AlreadySaved(signal, may(by, Act.SEE_SIGNAL, home, signal), shares)
        draft = Draft(
            id=draft_id,
            by=by.id,
            place=picked.place,
            place_kind=kind,
            message_ts=picked.ts,
            author=picked.author,
            author_name=picked.author_name,
            words=without_address(picked.words, home.bot_user),
            created_at=datetime.now(UTC),
        )
        ways_in.keep_draft(tx, home.id, draft)
        unsaid = Interpretation(visibility=places.visibility_in(kind))
        understood = capturing.preview(tx, services, _heard(draft, by, "", draft.words, unsaid))
        return Opened(draft, understood, home.currency)


def pick_posted(services: Services, by: Person, place: str, ts: str) -> Opened | AlreadySaved:
    """Begin to save a message that stands in Slack, which costs a short look.

    Raises NotAllowed, and NotFound where it is gone or hidden.
    """
    with services.read() as tx:
        enter(tx, by, Act.CAPTURE_SIGNAL)
    try:
        post = services.conversations.message(place, ts, quick=True)
    except CantRead as problem:
        raise NotFound from problem
    if post is None:
        raise NotFound
    author = person_id(by.workspace, post.author) if post.author else None
    words = plain(post.text, escaped=True)
    kind = places.kind_of(services, place, quick=True)
    return pick(services, by, Picked(place, ts, words, author), kind)


def save(
    services: Services,
    by: Person,
    draft_id: str,
    said: Interpretation,
    *,
    request_key: str,
    typed: str | None = None,
    thread_ts: str | None = None,
) -> Captured:
    """Save the message behind a form. `typed` are words for a message that had none; `thread_ts` keeps its thread too.

    Raises NotAllowed, NotFound for a form that is older than a day, FieldErrors where there are no words at all.
    """
    with services.read() as tx:
        enter(tx, by, Act.CAPTURE_SIGNAL)
        draft = ways_in.draft(tx, by.workspace, draft_id)
        if draft is None or draft.by != by.id:
            raise NotFound
        name = draft.author_name
        if draft.author:
            name = people.names(tx, by.workspace, [draft.author]).get(draft.author) or name
    words = draft.words if draft.words.strip() else typed
    if words is None:
        raise FieldErrors({"signals.text": "forms.error_empty"})

    def look_around(tx: Transaction, signal: Signal) -> None:
        facts = {"signal": signal.id, "author": draft.author, "thread": thread_ts}
        jobs.put(
            tx,
            by.workspace,
            kind=FETCH_SOURCE,
            facts=facts,
            unique_key=f"{FETCH_SOURCE}:{signal.id}",
            now=services.now(),
        )

    heard = _heard(draft, by, request_key, words, said, said_by=name)
    return capturing.capture(services, heard, then=look_around)


def without_address(words: str, bot_user: str) -> str:
    """Words said to the bot, without its name before or behind them."""
    name, bare = f"<@{bot_user}>", words.strip()
    if not bare.startswith(name) and not bare.endswith(name):
        return words  # to the letter
    return bare.removeprefix(name).removesuffix(name).strip()


def said_at(ts: str) -> datetime:
    """When a message was sent (UTC): its ts is seconds since 1970."""
    return datetime.fromtimestamp(float(ts), UTC)


def _heard(
    draft: Draft, by: Person, key: str, words: str, said: Interpretation, said_by: str | None = None
) -> Heard:
    return Heard(
        text=words,
        by=by,
        source="message",
        request_key=key,
        said_by=said_by,
        said_at=said_at(draft.message_ts),
        origin=Origin(draft.place, PlaceKind(draft.place_kind), draft.message_ts),
        interpretation=said,
        settled=bool(key) and bool(draft.words.strip()),
    )


# What takes longer, as a job -----------------------------------------------------------------------------


def _fetch_source(services: Services, workspace: str, facts: Facts) -> None:
    """Who said it, where it stands, and its thread where that was asked for."""
    with services.read() as tx:
        signal = signals.get(tx, workspace, facts["signal"])
    if signal is None or signal.undone_at or signal.place is None or signal.message_ts is None:
        return
    try:
        found = _found(services, workspace, signal, facts)
    except SlackUnavailable as error:
        raise Again(RETRY_SECONDS, str(error)) from error
    with services.write() as tx:
        said_by, permalink = found["said_by"], found["permalink"]
        ways_in.note_source(tx, workspace, signal.id, said_by=said_by, permalink=permalink)
        ways_in.keep_context(tx, workspace, signal.id, found["around"])
        audit.note(
            tx,
            workspace,
            object_kind=signals.KIND,
            object_id=signal.id,
            act="source",
            by=None,
            now=services.now(),
            before={"permalink": signal.permalink, "around": 0},
            after={"permalink": permalink, "around": len(found["around"])},
        )
        current = signals.get(tx, workspace, signal.id)
        if current is not None and current.visibility == signals.TEAM:
            show_card(tx, workspace_of(tx, workspace), current, services.now())
        if found["unreadable"]:
            tell(tx, services, signal.captured_by, "thread", signal.place, f"thread:{signal.id}", signal.ref)


def _found(services: Services, workspace: str, signal: Signal, facts: Facts) -> Mapping[str, Any]:
    assert signal.place is not None
    assert signal.message_ts is not None
    author = facts["author"]
    name = services.directory.somebody(workspace, user_of(author)).name if author else None
    try:
        permalink = services.conversations.permalink(signal.place, signal.message_ts)
    except CantRead:
        permalink = None
    around: list[Said] = []
    unreadable = False
    if facts["thread"]:
        try:
            around = _around(services, workspace, signal.place, facts["thread"], signal.message_ts)
        except CantRead:
            unreadable = True
    return {
        "said_by": name or signal.said_by,
        "permalink": permalink,
        "around": around,
        "unreadable": unreadable,
    }


def _around(services: Services, workspace: str, place: str, thread_ts: str, but: str) -> list[Said]:
    said = []
    for post in services.conversations.thread(place, thread_ts, CONTEXT_LIMIT + 1):
        words = plain(post.text, escaped=True)
        if post.ts == but or post.is_bot or post.author is None or not words.strip():
            continue
        name = services.directory.somebody(workspace, post.author).name
        said.append(Said(post.ts, name, said_at(post.ts), words))
    return said[:CONTEXT_LIMIT]


JOBS = (JobKind(FETCH_SOURCE, _fetch_source),)
