"""The bot's own web server: Slack's requests, and whether we live and are ready."""

import threading
from collections.abc import Callable

from flask import Flask, Response, jsonify, request
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from waitress.server import create_server

THREADS = 16
GRACE_SECONDS = 8


def make_app(slack: App | None, ready: Callable[[], dict[str, bool]]) -> Flask:
    """Flask with health for every mode, and `/slack/events` where Slack comes by HTTP (`slack` given).

    `ready` names what must work for us to be ready, with its state.
    """
    web = Flask("diapason")

    @web.get("/healthz")
    def healthz() -> Response:
        return jsonify(ok=True)

    @web.get("/readyz")
    def readyz() -> tuple[Response, int]:
        parts = ready()
        return jsonify(ok=all(parts.values()), **parts), 200 if all(parts.values()) else 503

    if slack is not None:
        handler = SlackRequestHandler(slack)

        @web.post("/slack/events")
        def events() -> Response:
            return handler.handle(request)

    return web


class Server:
    """Waitress in a thread of its own."""

    def __init__(self, web: Flask, host: str, port: int) -> None:
        self._server = create_server(web, host=host, port=port, threads=THREADS, ident=None, clear_untrusted_proxy_headers=True)
        self._thread = threading.Thread(target=self._server.run, name="web")

    @property
    def port(self) -> int:
        return int(self._server.effective_port)  # type: ignore[union-attr]  # one address, so one server

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish the requests in hand, then leave."""
        self._server.close()
        self._server.task_dispatcher.shutdown(cancel_pending=False, timeout=GRACE_SECONDS)
        self._thread.join(GRACE_SECONDS)
