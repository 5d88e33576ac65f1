"""What a release says in its channel: the announcement, edited in place, and in its thread what that has no room for."""

from datetime import datetime

from bot.kit.message import Message
from rituals.messages import releases as looks
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts
from storage import outbox, people, releases
from storage.database import Transaction
from storage.workspaces import Workspace

PURPOSE = "releases"
CARD = "release_card"
MORE = "release_more"


def show_card(
    tx: Transaction, home: Workspace, release: releases.Release, now: datetime, *, parts_before: int = 0
) -> None:
    """Have the channel say what the release is now; parts that it has no more (of `parts_before`) are taken away."""
    channel = home.channel(PURPOSE)
    if channel is None:  # not set up yet: the release is kept all the same
        return
    card = f"release:{release.id}"
    outbox.put_card(
        tx, home.id, kind=CARD, recipient=channel, facts={"release": release.id}, unique_key=card, now=now
    )
    for part in range(max(parts_before, len(looks.parts(release)))):
        outbox.put_card(
            tx,
            home.id,
            kind=MORE,
            recipient=channel,
            facts={"release": release.id, "part": part},
            unique_key=f"{card}:more:{part}",
            now=now,
            under=card,
        )


def announcer_of(tx: Transaction, workspace: str, release: releases.Release) -> str:
    """The name of who announced a release; empty where we do not know them any more."""
    return people.names(tx, workspace, [release.announced_by]).get(release.announced_by, "")


def _render(scene: Scene, facts: Facts) -> Message | None:
    release = releases.get(scene.tx, scene.workspace, facts["release"])
    if release is None:
        return None
    return looks.announcement(scene.texts, release, announcer_of(scene.tx, scene.workspace, release))


def _render_more(scene: Scene, facts: Facts) -> Message | None:
    release = releases.get(scene.tx, scene.workspace, facts["release"])
    parts = looks.parts(release) if release else ()
    part = facts["part"]
    return looks.more(scene.texts, parts[part]) if part < len(parts) else None


CARD_KIND = MessageKind(CARD, _render, doubt=Doubt.RATHER_LATE)
MORE_KIND = MessageKind(MORE, _render_more, doubt=Doubt.RATHER_LATE)
KINDS = (CARD_KIND, MORE_KIND)
