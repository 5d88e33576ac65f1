"""Socket Mode: Slack's requests come over a connection that we open, so that no public address is needed.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from threading import Condition
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.kit.settings import Settings
from bot.slack import WORK_SECONDS, Clients

THREADS = 16


class Socket(SocketModeHandler):
    """Bolt's handler, which closes the connection at once and could not say any more what it has just saved."""

    def __init__(self, app: App, app_token: str, **options: Any) -> None:
        super().__init__(app, app_token, **options)
        self._changed = Condition()
        self._in_hand = 0
        self._ending = False

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        with self._changed:
            if self._ending:  # not answered, so that Slack sends it again or tells the person
                return
            self._in_hand += 1
        try:
            super().handle(client, req)
        finally:
            with self._changed:
                self._in_hand -= 1
                self._changed.notify_all()

    def stop(self, timeout: float) -> bool:
        """Take nothing more, answer what is in hand, then close. False if that takes longer than `timeout` seconds."""
        with self._changed:
            self._ending = True
            answered = self._changed.wait_for(lambda: self._in_hand == 0, timeout)
        self._hang_up()
        return answered

    def _hang_up(self) -> None:
        try:
            self.close()  # type: ignore[no-untyped-call]  # slack_bolt has no types here
        except AttributeError:  # Slack hung up between the client's look and its closing; now it sees that
            self.close()  # type: ignore[no-untyped-call]


def open_socket(settings: Settings, app: App, clients: Clients) -> Socket:
    """Connect; the client renews the connection by itself when Slack closes it."""
    assert settings.slack_app_token is not None  # RunSettings made sure
    socket = Socket(
        app,
        settings.slack_app_token.get_secret_value(),
        web_client=clients.patient(WORK_SECONDS),
        concurrency=THREADS,
    )
    socket.connect()  # type: ignore[no-untyped-call]  # slack_bolt has no types here
    return socket
