"""How Slack says no."""

from typing import Any


class Refusal(Exception):
    """Slack refuses a call: `{"ok": false, "error": code}` with what else it says."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


def refuse_places(code: str, problems: list[str]) -> Refusal:
    """A refusal that names the places in blocks or in a view that Slack does not accept."""
    return Refusal(code, response_metadata={"messages": [f"[ERROR] {problem}" for problem in problems]})
