"""How fast we speak: one row for each recipient and one for the workspace, shared by all processes."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import case

from storage.database import Transaction
from storage.tables import pace
from storage.upsert import insert

WHOLE_WORKSPACE = "*"


def slow_down(tx: Transaction, workspace: str, channel: str, until: datetime) -> None:
    """Send nothing to a recipient, or to the WHOLE_WORKSPACE, before then (real time)."""
    slow_down_all(tx, workspace, {channel: until})


def slow_down_all(tx: Transaction, workspace: str, until: Mapping[str, datetime]) -> None:
    """The same for several recipients; one that is slowed down for longer stays so."""
    # In one order everywhere (`*` sorts before every id): two processes must not wait for one another.
    statement = insert(tx, pace).values(
        [
            {"workspace_id": workspace, "channel": channel, "not_before": instant}
            for channel, instant in sorted(until.items())
        ]
    )
    later = case(
        (pace.c.not_before > statement.excluded.not_before, pace.c.not_before),
        else_=statement.excluded.not_before,
    )
    tx.execute(
        statement.on_conflict_do_update(
            index_elements=["workspace_id", "channel"], set_={"not_before": later}
        )
    )
