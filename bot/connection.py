"""Who we are in Slack: asked when the bot starts, remembered in the workspace's row, so that requests never wait for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError

from bot.kit.settings import Settings
from bot.slack import Clients, Identity, identify
from rituals.services import SlackUnavailable
from storage import workspaces
from storage.database import Database

log = structlog.get_logger()

CURRENCY = "EUR"


class UnknownWorkspace(Exception):
    """A request from a workspace that we do not know, or not yet."""


@dataclass
class Connection:
    """Asks Slack who we are; the workspace's row is made with the first answer."""

    clients: Clients
    database: Database
    settings: Settings
    now: Callable[[], datetime]
    identity: Identity | None = None

    def ensure(self) -> Identity:
        """Raises SlackUnavailable while Slack does not answer, SlackApiError for a token that it refuses."""
        if self.identity is None:
            found = identify(self.clients)
            with self.database.write() as tx:
                workspaces.add(
                    tx,
                    found.workspace,
                    name=found.workspace_name,
                    bot_user=found.bot_user,
                    language=self.settings.diapason_language,
                    zone=self.settings.diapason_timezone,
                    currency=CURRENCY,
                    now=self.now(),
                )
            self.identity = found
        return self.identity

    def step(self) -> bool:
        """Keep trying until we know who we are; a refused token is logged, and stays for `doctor` to explain."""
        if self.identity is None:
            try:
                self.ensure()
            except SlackUnavailable:
                log.warning("slack_unreachable")
            except SlackApiError as error:
                log.error("slack_refuses_token", error=error.response["error"])  # noqa: TRY400  the code says it all
        return False

    def authorize(self, team_id: str | None) -> AuthorizeResult:
        """For Bolt: a workspace that we know, without asking Slack.

        Raises UnknownWorkspace for one that never was connected, as in the first moments of the first start.
        """
        assert self.settings.slack_bot_token is not None  # RunSettings made sure
        bot_id, bot_user = (self.identity.bot_id, self.identity.bot_user) if self.identity else (None, None)
        if bot_user is None:
            with self.database.read() as tx:
                home = workspaces.get(tx, team_id or "")
            if home is None:
                raise UnknownWorkspace
            bot_user = home.bot_user
        return AuthorizeResult(
            enterprise_id=None,
            team_id=team_id,
            bot_token=self.settings.slack_bot_token.get_secret_value(),
            bot_id=bot_id,
            bot_user_id=bot_user,
        )
