"""A year of what a field said, generated from a seed: as many signals as asked for, the last 52 weeks evenly."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert

from rituals.signals.kinds import Importance, Kind
from storage import workspaces
from storage.database import Database
from storage.tables import accounts, signal_themes, signals, themes

TEAM = "T0BENCH"
END = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
YEAR = timedelta(weeks=52)
BATCH = 20_000
ACCOUNTS, THEMES = 2_000, 300

Row = dict[str, Any]


def fill(database: Database, count: int) -> None:
    """Write the signals with their accounts and themes, in a few large inserts."""
    with database.write() as tx:
        workspaces.add(
            tx,
            TEAM,
            name="Bench",
            bot_user="U0BOT",
            language="en",
            zone="UTC",
            currency="EUR",
            now=END - YEAR,
        )
        tx.execute(insert(accounts), [_account(number) for number in range(ACCOUNTS)])
        tx.execute(insert(themes), [_labelled(number) for number in range(THEMES)])
        chance = random.Random(count)
        made = (_signal(number, count, chance) for number in range(1, count + 1))
        while batch := list(islice(made, BATCH)):
            tx.execute(insert(signals), batch)
            tx.execute(insert(signal_themes), list(_themes_of(batch, chance)))
    with database.write() as tx:
        tx.exec_driver_sql("ANALYZE")


def _signal(number: int, count: int, chance: random.Random) -> Row:
    amount = chance.randrange(1_000, 200_000) * 100 if chance.random() < 0.3 else None
    captured_at = END - YEAR + YEAR * ((number - 0.5) / count)
    return {
        "workspace_id": TEAM,
        "id": f"{number:024x}",
        "number": number,
        "verbatim": f"They would renew at once if {number} of their people could sign in as they do elsewhere.",
        "said_by": None,
        "said_at": captured_at,
        "captured_by": f"{TEAM}:U{chance.randrange(400)}",
        "captured_at": captured_at,
        "source": "command",
        "kind": chance.choice(list(Kind)),
        "importance": chance.choice([None, None, None, *Importance]),
        "account_id": f"account{chance.randrange(ACCOUNTS)}" if chance.random() < 0.7 else None,
        "account_certain": chance.random() < 0.9,
        "amount_minor": amount,
        "amount_currency": chance.choice(["EUR", "EUR", "EUR", "USD"]) if amount else None,
        "visibility": "restricted" if chance.random() < 0.15 else "team",
        "revision": 1,
    }


def _themes_of(batch: list[Row], chance: random.Random) -> Iterator[Row]:
    for row in batch:
        for theme in chance.sample(range(THEMES), chance.choice([0, 1, 1, 2])):
            yield {"workspace_id": TEAM, "signal_id": row["id"], "theme_id": f"theme{theme}"}


def _account(number: int) -> Row:
    name = f"account{number}"
    return {
        "workspace_id": TEAM,
        "id": name,
        "name": name.title(),
        "name_key": name,
        "revenue_minor": (number + 1) * 1_000_000,
        "revenue_currency": "USD" if number % 4 == 0 else "EUR",
        "created_at": END - YEAR,
    }


def _labelled(number: int) -> Row:
    label = f"theme{number}"
    return {"workspace_id": TEAM, "id": label, "label": label, "label_key": label, "created_at": END - YEAR}
