"""Bolt, with an eye on the clock: Slack gives three seconds, and tells a person after that that something broke."""

from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse

from storage.database import Database

WRITERS_WAIT = 1.5
"""Seconds that one request waits for its turn to write, in all; the rest of the three is for Slack and the way back."""


class PromptApp(App):
    """Rather than wait for a database that somebody else holds, it gives people their words back to send again."""

    def __init__(self, database: Database, **options: Any) -> None:
        super().__init__(**options)
        self._database = database

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        with self._database.hurried(WRITERS_WAIT):
            return super().dispatch(req)
