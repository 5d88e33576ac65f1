"""What a call was given: form fields or JSON, as slack_sdk sends them."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from bot.playground.world import Refusal

T = TypeVar("T")


class Arguments:
    """Arguments by name, read as Slack reads them: `"1"` and `"true"` are true, structures may be JSON in a string."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = {key: value for key, value in given.items() if value is not None}

    def text(self, name: str) -> str:
        """A string, empty when absent."""
        value = self.given.get(name, "")
        return value if isinstance(value, str) else json.dumps(value)

    def needed(self, name: str, error: str = "invalid_arguments") -> str:
        """A string that must be there."""
        value = self.text(name)
        if not value:
            raise Refusal(error)
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.given.get(name, default)
        return value in (True, 1, "1", "true", "True")

    def number(self, name: str, default: int, *, most: int) -> int:
        """A whole number from 1 (0 means the default, as at Slack) to `most`; Refusal `invalid_limit`."""
        try:
            value = int(self.given.get(name, default) or default)
        except (TypeError, ValueError):
            raise Refusal("invalid_limit") from None
        if not 1 <= value <= most:
            raise Refusal("invalid_limit")
        return value

    def structure(self, name: str, error: str) -> Any:
        """A JSON value, None when absent; Refusal `error` when it can't be read."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise Refusal(error) from None

    def names(self, name: str, default: str = "") -> tuple[str, ...]:
        """A list separated by commas, or a JSON array."""
        value = self.given.get(name, default)
        parts = value if isinstance(value, list) else str(value).split(",")
        return tuple(str(part).strip() for part in parts if str(part).strip())

    def page(self, everything: Sequence[T], *, default: int, most: int) -> tuple[Sequence[T], dict[str, Any]]:
        """The page that `cursor` and `limit` ask for, with the `response_metadata` that leads to the next."""
        limit = self.number("limit", default, most=most)
        start = read_cursor(self.text("cursor"))
        following = start + limit
        more = following < len(everything)
        cursor = base64.b64encode(f"offset:{following}".encode()).decode() if more else ""
        return everything[start:following], {"response_metadata": {"next_cursor": cursor}}


def read_cursor(cursor: str) -> int:
    """Where a page starts; Refusal `invalid_cursor`."""
    if not cursor:
        return 0
    try:
        kind, _, offset = base64.b64decode(cursor, validate=True).decode().partition(":")
        if kind == "offset":
            return int(offset)
    except (binascii.Error, ValueError, UnicodeDecodeError):
        pass
    raise Refusal("invalid_cursor")
