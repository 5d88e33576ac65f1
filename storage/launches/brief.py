"""The brief of a launch: a part a row, with who wrote it last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, select

from storage.database import Transaction
from storage.tables import launch_brief
from storage.upsert import put as upsert


@dataclass(frozen=True)
class Part:
    words: str
    by: str
    at: datetime


def brief(tx: Transaction, workspace: str, launch_id: str) -> dict[str, Part]:
    """The parts that are written."""
    found = tx.execute(
        select(launch_brief.c.part, launch_brief.c.words, launch_brief.c.by, launch_brief.c.at).where(
            launch_brief.c.workspace_id == workspace, launch_brief.c.launch_id == launch_id
        )
    )
    return {part: Part(words, by, at) for part, words, by, at in found}


def write_brief(
    tx: Transaction, workspace: str, launch_id: str, parts: Mapping[str, str], *, by: str, now: datetime
) -> None:
    """These parts say that from now on."""
    for part, words in sorted(parts.items()):
        key = {"workspace_id": workspace, "launch_id": launch_id, "part": part}
        upsert(tx, launch_brief, key, {"words": words, "by": by, "at": now})


def empty_brief(tx: Transaction, workspace: str, launch_id: str, parts: Iterable[str]) -> None:
    """These parts are to be written again."""
    which = and_(launch_brief.c.launch_id == launch_id, launch_brief.c.part.in_(sorted(parts)))
    tx.execute(delete(launch_brief).where(launch_brief.c.workspace_id == workspace, which))
