"""Releases and items as tests need them, without a database."""

from datetime import date
from typing import Any

from storage.releases import Release, State
from storage.roadmap import Item
from tests.team import START


def release(**more: Any) -> Release:
    """An announced release with a name and what changed, and whatever else a test says."""
    words: dict[str, Any] = dict.fromkeys(
        (
            "audience",
            "value",
            "arguments",
            "use_cases",
            "results",
            "proof",
            "questions",
            "link",
            "tier",
            "source",
        )
    )
    nothing = dict.fromkeys(("scheduled_at", "edited_at", "withdrawn_at", "withdrawn_why"))
    plain = {
        "id": "abc",
        "number": 4,
        "state": State.ANNOUNCED,
        "name": "4.2",
        "changes": "- Faster search",
        "released_on": date(2026, 11, 23),
        "owner": "T1:U1",
        "created_at": START,
        "announced_by": "T1:U1",
        "announced_at": START,
        "revision": 1,
    }
    return Release(**words | nothing | plain | more)


def item(number: int, **more: Any) -> Item:
    """An item that shipped, and whatever else a test says."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("details", "reason", "reason_words", "area_id", "owner", "release_id")
    )
    plain = {
        "id": f"i{number}",
        "number": number,
        "title": "Single sign-on",
        "place": "shipped",
        "position": number,
        "created_by": "T1:U1",
        "created_at": START,
        "revision": 1,
    }
    return Item(**nothing | plain | more)
