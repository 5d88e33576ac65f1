"""Imports become drafts of a PM, once each, whoever tells of them and however often."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.kit.frontdoor import plain
from bot.kit.message import Message
from rituals.messages import release_imports as looks
from rituals.messages.release_forms import NAME_LIMIT
from rituals.registry import Doubt, MessageKind, Scene
from rituals.releases.content import Content
from rituals.releases.forms import CHANGES_LIMIT
from rituals.services import Facts, Published
from rituals.signals.forms import is_link
from storage import audit, counters, outbox, release_sources, releases
from storage.database import Transaction
from storage.releases import State
from storage.workspaces import Workspace

IMPORTED = "releases_imported"
AT_ONCE = 50
"""Drafts of one look: who watches a place with a long past is not buried under it."""


def take_in(
    tx: Transaction, home: Workspace, source: str, found: Sequence[Published], owner: str, now: datetime
) -> list[str]:
    """Make drafts of what is not imported yet, the newest first; their ids. What is too much at once is left alone for good.

    Raises ImportedMeanwhile.
    """
    new = [one for one in found if not release_sources.imported(tx, home.id, source, one.keys)]
    drafts = []
    for one in reversed(new[:AT_ONCE]):  # the oldest gets the first number
        drafts.append(_draft(tx, home, source, one, owner, now))
        release_sources.remember(tx, home.id, source, one.keys, drafts[-1])
    for one in new[AT_ONCE:]:
        release_sources.remember(tx, home.id, source, one.keys, None)
    return drafts[::-1]


def tell_owner(
    tx: Transaction, home: Workspace, source: str, drafts: Sequence[str], owner: str, now: datetime
) -> None:
    """One private message for all drafts of a look."""
    if drafts:
        outbox.put(
            tx,
            home.id,
            kind=IMPORTED,
            recipient=owner,
            facts={"source": source, "releases": list(drafts)},
            unique_key=f"{IMPORTED}:{drafts[0]}",
            now=now,
        )


def _draft(tx: Transaction, home: Workspace, source: str, one: Published, owner: str, now: datetime) -> str:
    release_id = counters.new_id()
    name = " ".join(plain(one.name, escaped=False).split())
    content = Content(
        name=name[:NAME_LIMIT] or one.keys[-1],
        changes=_shortened(plain(one.changes, escaped=False), one.link),
        released_on=one.released_on or now.astimezone(ZoneInfo(home.zone)).date(),
        link=one.link if one.link and is_link(one.link) else None,
    )
    values = vars(content) | {"state": State.DRAFT, "owner": owner, "created_at": now, "source": source}
    releases.add(tx, home.id, release_id, values)
    audit.note(
        tx,
        home.id,
        object_kind=releases.KIND,
        object_id=release_id,
        act="import",
        by=None,
        now=now,
        before={},
        after={"state": State.DRAFT, "source": source},
    )
    return release_id


def _shortened(changes: str, link: str | None) -> str:
    """As much as a form holds, cut between lines; the rest is where it comes from."""
    if len(changes) <= CHANGES_LIMIT:
        return changes
    rest = f"\n\n[…]({link})" if link and is_link(link) else "\n\n…"
    room = CHANGES_LIMIT - len(rest)
    cut = changes.rfind("\n", 0, room)
    return changes[: cut if cut > 0 else room].rstrip() + rest


def _render(scene: Scene, facts: Facts) -> Message | None:
    found = [releases.get(scene.tx, scene.workspace, release) for release in facts["releases"]]
    drafts = [release for release in found if release and release.state == State.DRAFT]
    return looks.imported(scene.texts, facts["source"], drafts) if drafts else None


KIND = MessageKind(IMPORTED, _render, doubt=Doubt.RATHER_TWICE)
