"""The texts of a release for its audiences, and where each goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from storage.database import Transaction
from storage.tables import release_texts, releases
from storage.upsert import put


@dataclass(frozen=True)
class Words:
    """What somebody wrote for one audience; None where the template speaks."""

    audience: str
    words: str | None
    channels: tuple[str, ...]


def write(
    tx: Transaction,
    workspace: str,
    release_id: str,
    audience: str,
    *,
    words: str | None,
    channels: Sequence[str],
) -> None:
    put(
        tx,
        release_texts,
        {"workspace_id": workspace, "release_id": release_id, "audience": audience},
        {"words": words, "channels": list(channels)},
    )


def of_release(tx: Transaction, workspace: str, release_id: str) -> list[Words]:
    found = tx.execute(
        select(release_texts.c.audience, release_texts.c.words, release_texts.c.channels).where(
            release_texts.c.workspace_id == workspace, release_texts.c.release_id == release_id
        )
    )
    return [Words(audience, words, tuple(channels)) for audience, words, channels in found]


def channels_before(tx: Transaction, workspace: str, audience: str) -> tuple[str, ...]:
    """Where this audience's text of the newest release that has one goes: the same is offered for the next."""
    found = tx.scalar(
        select(release_texts.c.channels)
        .join(
            releases,
            (releases.c.workspace_id == release_texts.c.workspace_id)
            & (releases.c.id == release_texts.c.release_id),
        )
        .where(release_texts.c.workspace_id == workspace, release_texts.c.audience == audience)
        .order_by(releases.c.number.desc())
        .limit(1)
    )
    return tuple(found or ())
