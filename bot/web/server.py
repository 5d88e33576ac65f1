"""The bot's own web server: Slack's requests, and whether we live and are ready."""

import re
import threading
import time
from collections.abc import Callable

from flask import Blueprint, Flask, Response, jsonify, request
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server

THREADS = 16
GRACE_SECONDS = 5
LARGEST_REQUEST = 1_000_000  # bytes; Slack sends less, and nobody else is listened to
TIMESTAMP = re.compile(r"[0-9]{1,12}")


def make_app(slack: App | None, ready: Callable[[], dict[str, bool]], *more: Blueprint) -> Flask:
    """Flask with health for every mode, `/slack/events` where Slack comes by HTTP (`slack` given), and what else is served.

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
            # Bolt breaks on a timestamp that is no number, before it has looked at the signature.
            if not TIMESTAMP.fullmatch(request.headers.get("X-Slack-Request-Timestamp", "")):
                return Response(status=401)
            return handler.handle(request)

    for pages in more:
        web.register_blueprint(pages)
    return web


class Server:
    """Waitress in a thread of its own, which ends by finishing the requests in hand.

    Waitress has no such end of its own: closing it from another thread pulls the sockets away from under its loop.
    """

    def __init__(self, web: Flask, host: str, port: int) -> None:
        family = {"ipv4": ":" not in host, "ipv6": ":" in host}  # one address, so one socket
        server = create_server(
            web,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_REQUEST,
            **family,
        )
        assert isinstance(server, BaseWSGIServer)
        self._server = server
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="web")

    @property
    def port(self) -> int:
        return int(self._server.effective_port)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Take no more connections, finish the requests in hand, then leave."""
        self._stopping.set()
        self._server.pull_trigger()
        if self._thread.is_alive():
            self._thread.join()
        self._server.trigger.close()  # not before: what wakes the loop must stand until the loop has ended

    def _serve(self) -> None:
        server = self._server
        while not self._stopping.is_set():
            self._loop_once(1.0)
        wasyncore.dispatcher.close(server)  # the listening socket alone
        until = time.monotonic() + GRACE_SECONDS
        while self._busy() and time.monotonic() < until:
            self._loop_once(0.05)
        server.task_dispatcher.shutdown(timeout=1)
        for channel in list(server.active_channels.values()):
            channel.handle_close()

    def _loop_once(self, seconds: float) -> None:
        server = self._server
        wasyncore.loop(timeout=seconds, map=server._map, use_poll=server.adj.asyncore_use_poll, count=1)

    def _busy(self) -> bool:
        return any(
            channel.requests or channel.total_outbufs_len for channel in self._server.active_channels.values()
        )
