"""Socket Mode: Slack's requests come over a connection that we open, so that no public address is needed.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler

from bot.kit.settings import Settings
from bot.slack import WORK_SECONDS, Clients

Socket = SocketModeHandler
THREADS = 16


def open_socket(settings: Settings, app: App, clients: Clients) -> Socket:
    """Connect; the client renews the connection by itself when Slack closes it."""
    assert settings.slack_app_token is not None  # RunSettings made sure
    socket = SocketModeHandler(
        app,
        settings.slack_app_token.get_secret_value(),
        web_client=clients.patient(WORK_SECONDS),
        concurrency=THREADS,
    )
    socket.connect()  # type: ignore[no-untyped-call]  # slack_bolt has no types here
    return socket
