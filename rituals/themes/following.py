"""A theme was named otherwise, or many signals joined it: what shows it follows."""

from datetime import datetime

from rituals.services import Facts
from rituals.signals.anew import STEP, job_kind, show_anew
from storage import theme_board
from storage.database import Transaction

FOLLOW = "theme_follow"


def follow(
    tx: Transaction, workspace: str, theme_id: str, now: datetime, *, proposal: str | None = None
) -> None:
    """Have what shows a theme's signals be made anew: all of them, or those that a proposal brought."""
    show_anew(tx, workspace, FOLLOW, {"theme": theme_id, "proposal": proposal}, now)


def _newest(tx: Transaction, workspace: str, facts: Facts) -> list[tuple[int, str]]:
    return theme_board.numbers_from(
        tx, workspace, facts["theme"], facts["proposal"], below=facts["below"], limit=STEP
    )


JOBS = (job_kind(FOLLOW, _newest),)
