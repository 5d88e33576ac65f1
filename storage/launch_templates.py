"""What a workspace made of the templates of its plans: versions that are only added; the last one counts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage import upsert
from storage.database import Transaction
from storage.tables import launch_templates

KIND = "launch_template"


@dataclass(frozen=True)
class Version:
    """`text` None: as shipped. `base`: the shipped one that the text goes by."""

    version: int
    text: str | None
    base: str
    what: str
    by: str | None
    at: datetime


_FIELDS = tuple(launch_templates.c[name] for name in Version.__dataclass_fields__)


def versions(tx: Transaction, workspace: str, audience: str, language: str, limit: int) -> list[Version]:
    """The newest first."""
    found = tx.execute(
        select(*_FIELDS)
        .where(
            launch_templates.c.workspace_id == workspace,
            launch_templates.c.audience == audience,
            launch_templates.c.language == language,
        )
        .order_by(launch_templates.c.version.desc())
        .limit(limit)
    )
    return [Version(*row) for row in found]


def newest(tx: Transaction, workspace: str, audience: str, language: str) -> Version | None:
    return next(iter(versions(tx, workspace, audience, language, 1)), None)


def get(tx: Transaction, workspace: str, audience: str, language: str, version: int) -> Version | None:
    row = tx.execute(
        select(*_FIELDS).where(
            launch_templates.c.workspace_id == workspace,
            launch_templates.c.audience == audience,
            launch_templates.c.language == language,
            launch_templates.c.version == version,
        )
    ).one_or_none()
    return Version(*row) if row else None


def add(tx: Transaction, workspace: str, audience: str, language: str, version: Version) -> bool:
    """Keep a version. False, with nothing kept, where there is one of that number by now."""
    values = {name: getattr(version, name) for name in Version.__dataclass_fields__}
    return upsert.add(
        tx, launch_templates, workspace_id=workspace, audience=audience, language=language, **values
    )
