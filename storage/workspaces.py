"""Workspaces: where the team is, what its channels are for, its language, zone and currency."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import bindparam, select, update

from storage.database import Transaction
from storage.tables import channels, workspaces
from storage.upsert import insert, put

PURPOSES = ("signals", "releases", "digest")


@dataclass(frozen=True)
class Channel:
    """What a channel is for. `state`: joining, ready, invite (a person must invite the bot), archived or missing."""

    purpose: str
    channel_id: str
    name: str
    state: str


@dataclass(frozen=True)
class Workspace:
    id: str
    name: str
    bot_user: str
    language: str
    zone: str
    currency: str
    default_owner: str | None
    installed_at: datetime
    set_up_at: datetime | None
    country: str | None = None
    closures: list[list[str]] | None = None  # first day, last day (ISO 8601), what for
    channels: dict[str, Channel] = field(default_factory=dict)

    def channel(self, purpose: str) -> str | None:
        """The id of the channel for a purpose, once it is chosen."""
        chosen = self.channels.get(purpose)
        return chosen.channel_id if chosen else None


_FIELDS = tuple(workspaces.c[name] for name in Workspace.__dataclass_fields__ if name != "channels")
_CHANNEL = tuple(channels.c[name] for name in Channel.__dataclass_fields__)
_WITH_CHANNELS = (
    select(*_FIELDS, *_CHANNEL)
    .select_from(workspaces.outerjoin(channels, channels.c.workspace_id == workspaces.c.id))
    .where(workspaces.c.id == bindparam("workspace"))
)


def get(tx: Transaction, workspace: str) -> Workspace | None:
    rows = tx.execute(_WITH_CHANNELS, {"workspace": workspace}).all()  # one for each channel, or one without
    if not rows:
        return None
    home = Workspace(*rows[0][: len(_FIELDS)])
    chosen = [Channel(*row[len(_FIELDS) :]) for row in rows if row.purpose is not None]
    return replace(home, channels={channel.purpose: channel for channel in chosen})


def channels_of(tx: Transaction, workspace: str) -> Sequence[Channel]:
    found = tx.execute(
        select(channels.c.purpose, channels.c.channel_id, channels.c.name, channels.c.state).where(
            channels.c.workspace_id == workspace
        )
    )
    return [Channel(*row) for row in found]


def ids(tx: Transaction) -> list[str]:
    return list(tx.scalars(select(workspaces.c.id).order_by(workspaces.c.id)))


def add(
    tx: Transaction,
    workspace: str,
    *,
    name: str,
    bot_user: str,
    language: str,
    zone: str,
    currency: str,
    now: datetime,
) -> None:
    """Know a workspace from now on; one that is already known keeps its choices."""
    values = {"name": name, "bot_user": bot_user}
    statement = insert(tx, workspaces).values(
        id=workspace, language=language, zone=zone, currency=currency, installed_at=now, **values
    )
    tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def set_up(
    tx: Transaction,
    workspace: str,
    *,
    language: str,
    zone: str,
    country: str | None = None,
    default_owner: str,
    now: datetime,
) -> None:
    """Keep the choices of the setup form. The first to set up owns the default area until another is named."""
    tx.execute(
        update(workspaces)
        .where(workspaces.c.id == workspace)
        .values(language=language, zone=zone, country=country, set_up_at=now)
    )
    tx.execute(
        update(workspaces)
        .where(workspaces.c.id == workspace, workspaces.c.default_owner.is_(None))
        .values(default_owner=default_owner)
    )


def close_on(tx: Transaction, workspace: str, closures: Sequence[Sequence[str]]) -> None:
    """The company is closed on these days, and on no others: each a first day, a last day and what for."""
    days = [list(closure) for closure in closures]
    tx.execute(update(workspaces).where(workspaces.c.id == workspace).values(closures=days))


def choose_default_owner(tx: Transaction, workspace: str, owner: str) -> None:
    """From now on this person owns what belongs to no area."""
    tx.execute(update(workspaces).where(workspaces.c.id == workspace).values(default_owner=owner))


def choose_channel(
    tx: Transaction, workspace: str, purpose: str, channel_id: str, name: str, state: str
) -> None:
    put(
        tx,
        channels,
        {"workspace_id": workspace, "purpose": purpose},
        {"channel_id": channel_id, "name": name, "state": state},
    )


def mark_channel(tx: Transaction, workspace: str, channel_id: str, state: str) -> None:
    """Note whether the bot can speak in a channel, for every purpose that it serves."""
    tx.execute(
        update(channels)
        .where(channels.c.workspace_id == workspace, channels.c.channel_id == channel_id)
        .values(state=state)
    )
