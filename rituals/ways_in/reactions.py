"""An emoji on a message saves it: one message is one signal, however often and by whomever it is reacted to."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.kit.frontdoor import plain
from rituals.emojis import in_use
from rituals.messages.emojis import CONFIRMED
from rituals.permissions import Act, may, workspace_of
from rituals.registry import Again, JobKind
from rituals.services import CantRead, Facts, Person, Post, Services, SlackUnavailable
from rituals.signals.capture import Captured, Heard, Interpretation, Origin, capture
from rituals.signals.kinds import Kind
from rituals.ways_in import places
from rituals.ways_in.drafts import RETRY_SECONDS, said_at
from rituals.ways_in.telling import tell
from storage import jobs, requests, signals, ways_in

SAVE_REACTED = "save_reacted"
SOURCE = "reaction"
_SKIN = re.compile(r"::skin-tone-\d")


@dataclass(frozen=True)
class Reaction:
    """Somebody's emoji on a message. `event` is the id by which Slack tells it, again and again if need be."""

    event: str
    user: str
    emoji: str
    place: str
    ts: str
    at: str  # as Slack's timestamps


def hear(services: Services, workspace: str, reaction: Reaction) -> None:
    """Have the message saved, if the emoji is one for that."""
    with services.read() as tx:
        kinds = in_use(tx, workspace)
        is_ours = workspace_of(tx, workspace).bot_user == reaction.user
    kind = kinds.get(_SKIN.sub("", reaction.emoji))
    if kind is None or is_ours:
        return
    with services.write() as tx:
        if requests.claim(tx, workspace, f"event:{reaction.event}", {}, datetime.now(UTC)) is not None:
            return
        jobs.put(
            tx,
            workspace,
            kind=SAVE_REACTED,
            facts={**vars(reaction), "kind": kind},
            unique_key=f"{SAVE_REACTED}:{reaction.event}",
            now=services.now(),
        )


def _save(services: Services, workspace: str, facts: Facts) -> None:
    try:
        _save_now(services, workspace, facts)
    except SlackUnavailable as error:
        raise Again(RETRY_SECONDS, str(error)) from error


def _save_now(services: Services, workspace: str, facts: Facts) -> None:
    place, ts = facts["place"], facts["ts"]
    with services.read() as tx:
        home = workspace_of(tx, workspace)
        known = ways_in.signal_of(tx, workspace, place, ts)
        saved = signals.get(tx, workspace, known) if known else None
    if saved is not None and _confirmed_by_another(saved, workspace, facts):
        return
    by = services.directory.somebody(workspace, facts["user"])
    if not may(by, Act.CAPTURE_SIGNAL, home):  # somebody of another company, in a channel shared with it
        return
    try:
        post = services.conversations.message(place, ts)
    except CantRead:
        _tell(services, by, "unreadable", facts)
        return
    refused = _unfit(post)
    if post is None or refused:
        _tell(services, by, refused or "gone", facts)
        return
    captured = capture(services, _heard(services, workspace, by, post, facts), again=True)
    _confirm(services, by, captured, post, facts)


def _confirmed_by_another(saved: signals.Signal, workspace: str, facts: Facts) -> bool:
    """Somebody else's reaction has saved it; the bot's own stands there, or stands there soon."""
    return saved.source == SOURCE and saved.captured_by.partition(":")[2] != facts["user"]


def _unfit(post: Post | None) -> str | None:
    """Why a message can't be saved by a reaction."""
    if post is None:
        return "gone"
    if post.is_bot or post.author is None:
        return "app"
    return None if plain(post.text, escaped=True).strip() else "wordless"


def _heard(services: Services, workspace: str, by: Person, post: Post, facts: Facts) -> Heard:
    assert post.author is not None
    kind = places.kind_of(services, facts["place"])
    try:
        permalink = services.conversations.permalink(facts["place"], post.ts)
    except CantRead:
        permalink = None
    return Heard(
        text=plain(post.text, escaped=True),
        by=by,
        source=SOURCE,
        request_key=f"{SAVE_REACTED}:{facts['event']}",
        said_by=services.directory.somebody(workspace, post.author).name or None,
        said_at=said_at(post.ts),
        permalink=permalink,
        origin=Origin(facts["place"], kind, post.ts),
        interpretation=Interpretation(
            kind=Kind(facts["kind"]) if facts["kind"] else None, visibility=places.visibility_in(kind)
        ),
    )


def _confirm(services: Services, by: Person, captured: Captured, post: Post, facts: Facts) -> None:
    """The bot's own reaction says that it is saved; words do where it can't react, or where the message changed meanwhile."""
    ref = captured.signal.ref
    try:
        services.conversations.react(facts["place"], post.ts, CONFIRMED)
    except CantRead:
        _tell(services, by, "unmarked", facts, ref)
    if post.edited_ts and float(post.edited_ts) > float(facts["at"]) and not captured.known:
        _tell(services, by, "edited", facts, ref)


def _tell(services: Services, by: Person, what: str, facts: Facts, ref: str | None = None) -> None:
    with services.write() as tx:
        tell(tx, services, by.id, what, facts["place"], facts["event"], ref)


JOBS = (JobKind(SAVE_REACTED, _save),)
