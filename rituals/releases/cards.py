"""What a release says in its channel: the announcement, edited in place, and in its thread what that has no room for."""

from collections.abc import Sequence
from datetime import datetime

from bot.kit.message import Message
from rituals.messages import releases as looks
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, Person
from storage import outbox, people, releases
from storage.database import Transaction
from storage.workspaces import Workspace

PURPOSE = "releases"
CARD = "release_card"
MORE = "release_more"
CORRECTED = "release_corrected"


def show_card(
    tx: Transaction, home: Workspace, release: releases.Release, now: datetime, *, parts_before: int = 0
) -> bool:
    """Have the channel say what the release is now; parts that it has no more (of `parts_before`) are taken away.

    True if it said something of it before.
    """
    channel = home.channel(PURPOSE)
    if channel is None:  # not set up yet: the release is kept all the same
        return False
    card = f"release:{release.id}"
    revision = outbox.put_card(
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
    return revision > 1


def note_correction(
    tx: Transaction,
    home: Workspace,
    release: releases.Release,
    changed: Sequence[str],
    by: Person,
    now: datetime,
) -> None:
    """Say in the announcement's thread what was corrected; the announcement itself has changed in place."""
    if channel := home.channel(PURPOSE):
        card = f"release:{release.id}"
        outbox.put(
            tx,
            home.id,
            kind=CORRECTED,
            recipient=channel,
            facts={"release": release.id, "parts": list(changed), "by": by.id},
            unique_key=f"{card}:corrected:{release.revision}",
            now=now,
            under=card,
        )


def author_of(tx: Transaction, workspace: str, release: releases.Release) -> str:
    """The name of who announced a release, or writes it; empty where we do not know them any more."""
    author = release.announced_by or release.owner
    return people.names(tx, workspace, [author]).get(author, "")


def _render(scene: Scene, facts: Facts) -> Message | None:
    release = releases.get(scene.tx, scene.workspace, facts["release"])
    if release is None:
        return None
    if not release.is_announced:
        return looks.withdrawn(scene.texts, release)
    return looks.announcement(scene.texts, release, author_of(scene.tx, scene.workspace, release))


def _render_more(scene: Scene, facts: Facts) -> Message | None:
    release = releases.get(scene.tx, scene.workspace, facts["release"])
    parts = looks.parts(release) if release and release.is_announced else ()
    part = facts["part"]
    return looks.more(scene.texts, parts[part]) if part < len(parts) else None


def _render_correction(scene: Scene, facts: Facts) -> Message | None:
    release = releases.get(scene.tx, scene.workspace, facts["release"])
    if release is None or not release.is_announced:
        return None
    name = people.names(scene.tx, scene.workspace, [facts["by"]]).get(facts["by"], "")
    return looks.corrected(scene.texts, release, facts["parts"], name)


CARD_KIND = MessageKind(CARD, _render, doubt=Doubt.RATHER_LATE)
MORE_KIND = MessageKind(MORE, _render_more, doubt=Doubt.RATHER_LATE)
CORRECTED_KIND = MessageKind(CORRECTED, _render_correction, doubt=Doubt.RATHER_LATE)
KINDS = (CARD_KIND, MORE_KIND, CORRECTED_KIND)
