"""The digest's numbers as somebody would write them by hand: one statement for each, through the DBAPI of SQLite."""

import sqlite3
from datetime import datetime, timedelta
from typing import Any

_HERE = "workspace_id = :workspace AND captured_at >= :start AND captured_at < :end AND undone_at IS NULL AND source <> 'import'"
_TEAM = f"{_HERE} AND visibility = 'team'"
_URGENT = f"{_TEAM} AND answered_at IS NULL AND (importance = 'dealbreaker' OR kind = 'churn_risk')"
_SIDES = ", ".join(
    f"SUM({side}), SUM(({side}) AND s.captured_at < :start)"
    for side in (
        "s.kind IN ('feedback', 'request', 'friction', 'praise', 'churn_risk')",
        "s.kind IN ('objection', 'win', 'loss')",
        "s.kind = 'competitor' OR s.competitor IS NOT NULL",
        "s.kind = 'partner'",
        "s.kind = 'reputation'",
    )
)
_SIGNAL = """SELECT s.*, a.name AS account FROM signals s
    LEFT JOIN accounts a ON a.workspace_id = s.workspace_id AND a.id = s.account_id
    WHERE s.workspace_id = ? AND s.id = ?"""


_DECIDED_AND_TO_COME = (
    """SELECT d.id, s.id FROM decisions d JOIN signals s ON s.workspace_id = d.workspace_id AND s.id = d.signal_id
    WHERE d.workspace_id = :workspace AND d.answer = 'declined' AND d.at >= :start AND d.at < :end
        AND s.state = 'declined' AND s.undone_at IS NULL AND s.visibility = 'team' ORDER BY d.id LIMIT 50""",
    """SELECT object_id FROM audit WHERE workspace_id = :workspace AND object_kind = 'item' AND at >= :start AND at < :end
        AND json_extract(after, '$.place') = 'declined' ORDER BY id""",
    """SELECT id FROM releases WHERE workspace_id = :workspace AND state = 'scheduled'
        AND scheduled_at >= :end ORDER BY scheduled_at LIMIT 50""",
    """SELECT id FROM releases WHERE workspace_id = :workspace AND state IN ('draft', 'scheduled')
        AND released_on <= :end ORDER BY released_on LIMIT 10""",
    """SELECT id FROM releases WHERE workspace_id = :workspace AND state = 'announced' AND audience IS NULL
        AND announced_at >= :before AND announced_at < :start ORDER BY announced_at LIMIT 10""",
)
"""What was declined, what goes out next, what shipped in silence: as the digest looks at them."""


def numbers(
    connection: sqlite3.Connection, workspace: str, before: datetime, start: datetime, end: datetime
) -> dict[str, Any]:
    """The same facts as `rituals.digest.gather`, and the words that are shown with them are read too."""
    given = {"workspace": workspace, "before": _text(before), "start": _text(start), "end": _text(end)}

    def rows(statement: str) -> list[Any]:
        return connection.execute(statement, given).fetchall()

    kinds = rows(
        """SELECT kind, SUM(captured_at >= :start), SUM(captured_at < :start),
            SUM(captured_at >= :start AND visibility <> 'team')
        FROM signals
        WHERE workspace_id = :workspace AND captured_at >= :before AND captured_at < :end
            AND undone_at IS NULL AND source <> 'import'
        GROUP BY kind"""
    )
    themes = rows(
        """SELECT t.theme_id, SUM(s.captured_at >= :start) AS now, SUM(s.captured_at < :start),
            COUNT(DISTINCT CASE WHEN s.captured_at >= :start AND s.account_certain THEN s.account_id END)
        FROM signals s JOIN signal_themes t ON t.workspace_id = s.workspace_id AND t.signal_id = s.id
        WHERE s.workspace_id = :workspace AND s.captured_at >= :before AND s.captured_at < :end
            AND s.undone_at IS NULL AND s.source <> 'import' AND s.visibility = 'team'
        GROUP BY t.theme_id HAVING now > 0 ORDER BY now DESC, t.theme_id"""
    )
    rare = [theme for theme, _, then, _ in themes if then <= 8]
    [(began,)] = rows("SELECT MIN(captured_at) FROM signals WHERE workspace_id = :workspace")
    since = max(_text(start - timedelta(weeks=8)), began)
    if rare and _text(start - (end - start)) >= since:  # else the digest looks at no radar, either
        connection.execute(
            f"""SELECT t.theme_id, SUM(s.captured_at >= :start) AS now, SUM(s.captured_at < :start) AS earlier, {_SIDES}
            FROM signals s JOIN signal_themes t ON t.workspace_id = s.workspace_id AND t.signal_id = s.id
            WHERE s.workspace_id = :workspace AND +t.theme_id IN ({", ".join(f"'{theme}'" for theme in rare)})
                AND s.captured_at >= :since AND s.captured_at < :end
                AND s.undone_at IS NULL AND s.source <> 'import' AND s.visibility = 'team'
            GROUP BY t.theme_id HAVING now > 0 AND earlier <= 8""",
            given | {"since": since},
        ).fetchall()
    [(accounts,)] = rows(f"SELECT COUNT(DISTINCT account_id) FROM signals WHERE {_TEAM} AND account_certain")
    amounts = rows(
        f"""SELECT amount_currency, SUM(amount_minor) FROM signals
        WHERE {_TEAM} AND amount_minor IS NOT NULL GROUP BY amount_currency ORDER BY amount_currency"""
    )
    at_risk = rows(
        f"""SELECT revenue_currency, SUM(revenue_minor) FROM accounts
        WHERE workspace_id = :workspace AND revenue_minor IS NOT NULL AND id IN (
            SELECT account_id FROM signals WHERE {_TEAM} AND account_certain AND importance = 'dealbreaker')
        GROUP BY revenue_currency ORDER BY revenue_currency"""
    )
    quotes = rows(
        f"""SELECT id FROM signals WHERE {_TEAM}
        ORDER BY CASE importance WHEN 'dealbreaker' THEN 2 WHEN 'important' THEN 1 ELSE 0 END DESC,
            COALESCE(amount_minor, 0) DESC, captured_at DESC LIMIT 3"""
    )
    [(urgent,)] = rows(f"SELECT COUNT(*) FROM signals WHERE {_URGENT}")
    to_answer = rows(f"SELECT id FROM signals WHERE {_URGENT} ORDER BY captured_at DESC LIMIT 5")
    releases = rows(
        """SELECT id FROM releases WHERE workspace_id = :workspace
            AND announced_at >= :start AND announced_at < :end ORDER BY announced_at DESC LIMIT 50"""
    )
    for statement in _DECIDED_AND_TO_COME:
        rows(statement)
    for (signal,) in quotes + to_answer:
        connection.execute(_SIGNAL, (workspace, signal)).fetchone()
    return {
        "signals": sum(now for _, now, _, _ in kinds),
        "before": sum(then for _, _, then, _ in kinds),
        "restricted": sum(closed for _, _, _, closed in kinds),
        "kinds": {kind: (now, then) for kind, now, then, _ in kinds},
        "themes": {theme: (now, then, named) for theme, now, then, named in themes[:50]},
        "accounts": accounts,
        "amounts": dict(amounts),
        "at_risk": dict(at_risk),
        "quotes": [signal for (signal,) in quotes],
        "urgent": urgent,
        "to_answer": [signal for (signal,) in to_answer],
        "releases": [release for (release,) in releases],
    }


def _text(instant: datetime) -> str:
    """An instant as SQLite holds it."""
    return instant.strftime("%Y-%m-%d %H:%M:%S.%f")
