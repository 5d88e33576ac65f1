"""Bolt, with an eye on the clock: Slack gives three seconds, and tells a person after that that something broke."""

from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse

from rituals.services import Progress
from storage.database import Database

WRITERS_WAIT = 1.5
"""Seconds that one request waits for its turn to write, in all; the rest of the three is for Slack and the way back."""


class PromptApp(App):
    """Rather than wait for a database that somebody else holds, it gives people their words back to send again.

    Of each request it notes first of all that nothing is saved yet: what an earlier one did in this thread is no matter.
    """

    def __init__(self, database: Database, progress: Progress, **options: Any) -> None:
        super().__init__(**options)
        self._database = database
        self._progress = progress

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        self._progress.saved = False
        with self._database.hurried(WRITERS_WAIT):
            return super().dispatch(req)
