"""The playground over real HTTP, on this machine only.

Werkzeug's threaded server, since it hands over the socket of a request: a connection can be reset without an answer,
held until the client hangs up, or become a WebSocket.
"""

import json
import select
import socket
import struct
import time
from collections.abc import Iterable
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from flask import Flask, Response, request
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from bot.playground.api import Api, Reply, answer
from bot.playground.faults import Fault
from bot.playground.sockets import Connection
from bot.playground.world import Refusal, World

_SEVERED = "playground.severed"
_SOCKET = "werkzeug.socket"
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_HELD_FOR_SLICES_OF = 0.05
_STOP_SEEN_WITHIN = 0.005  # seconds: tests start and stop it by the thousand


def make_app(world: World, stopping: Event | None = None) -> Flask:
    """The Web API under /api/, response addresses under /response/, bytes of files under /upload/, sockets under /link/.

    `stopping` lets go of what a fault holds. A page may be registered on the app beside them.
    """
    app = Flask("bot.playground")
    app.wsgi_app = _Severing(app.wsgi_app)  # type: ignore[method-assign]
    api = Api(world)
    stopping = stopping or Event()

    @app.post("/api/<method>")
    def call(method: str) -> Response:
        given = _given()
        token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip() or given.get("token")
        fault = world.faults.take(method, given.get("channel"))
        if fault is None:
            return _response(api.call(method, token, given))
        if fault.kind in ("timeout_before", "cut_before", "ratelimited", "http_500") or fault.kind.startswith(
            "error:"
        ):
            api.note(method, given, fault.kind)
            return _failed(fault, stopping)
        if fault.kind == "slow":
            stopping.wait(fault.seconds)
            return _response(api.call(method, token, given))
        api.call(method, token, given)
        return _failed(fault, stopping)

    @app.post("/response/<token>")
    def respond(token: str) -> Response:
        body = request.get_json(silent=True)
        fault = world.faults.take("response_url", None)
        if fault is not None:
            api.note("response_url", body or {}, fault.kind)
            return _failed(fault, stopping)
        try:
            grant = world.responses.use(token)
            answer(world, grant, body)
        except Refusal as refusal:
            api.note("response_url", body or {}, refusal.code)
            gone = refusal.code.endswith("_url")
            return _response(
                Reply({"ok": False, "error": refusal.code, **refusal.more}, 404 if gone else 400)
            )
        api.note("response_url", body or {}, None)
        return Response("ok", mimetype="text/plain")

    @app.post("/upload/<ticket>")
    def upload(ticket: str) -> Response:
        content = request.get_data()
        about = {"size": len(content)}
        fault = world.faults.take("upload", None)
        if fault is not None:
            api.note("upload", about, fault.kind)
            return _failed(fault, stopping)
        try:
            file = world.files.receive(ticket, content)
        except Refusal as refusal:
            api.note("upload", about, refusal.code)
            return Response(refusal.code, 404 if refusal.code == "not_found" else 400, mimetype="text/plain")
        api.note("upload", about, None)
        return Response(f"OK - {file.size}", mimetype="text/plain")

    @app.get("/link/", websocket=True)
    def link() -> Response:
        connection = Connection(request.environ[_SOCKET])
        key = request.headers.get("Sec-WebSocket-Key", "")
        if not key or not world.sockets.serve(connection, request.args.get("ticket", ""), key, world.app_id):
            return Response("no socket for you", 403, mimetype="text/plain")
        request.environ[_SEVERED] = True
        return Response()

    return app


class Server:
    """A running playground: `with Server(world) as server: ... server.url`."""

    def __init__(
        self,
        world: World,
        *,
        host: str = "127.0.0.1",
        door: socket.socket | None = None,
        app: Flask | None = None,
    ) -> None:
        """Serve on `door`, a socket that listens, else on any free port. `app` is one from `make_app` with a page added."""
        self._world = world
        self._stopping = Event()
        wsgi = app or make_app(world, self._stopping)
        self._http = _Http(host, 0, wsgi, handler=_Handler, fd=door.fileno() if door else None)
        self.url = world.url = f"http://{host}:{self._http.port}"
        self._thread = Thread(
            target=self._http.serve_forever, args=(_STOP_SEEN_WITHIN,), name="playground", daemon=True
        )

    @property
    def api_url(self) -> str:
        """What the app takes for Slack's address (`SLACK_API_URL`)."""
        return f"{self.url}/api/"

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        """Let go of everything and stop listening."""
        self._stopping.set()
        self._world.sockets.close()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _given() -> dict[str, Any]:
    """The arguments of a call, from JSON, a form or the query."""
    body = request.get_json(silent=True) if request.is_json else None
    return {**request.args, **request.form, **(body if isinstance(body, dict) else {})}


def _response(reply: Reply) -> Response:
    body = json.dumps(reply.body, ensure_ascii=False)
    return Response(body, reply.status, {**reply.headers, "Content-Type": "application/json; charset=utf-8"})


def _failed(fault: Fault, stopping: Event) -> Response:
    """What the client sees of a fault."""
    if fault.kind == "ratelimited":
        headers = {"Retry-After": str(max(1, round(fault.seconds)))}
        return _response(Reply({"ok": False, "error": "ratelimited"}, 429, headers))
    if fault.kind == "http_500":
        return Response("Internal Server Error", 500, mimetype="text/plain")
    if fault.kind.startswith("error:"):
        return _response(Reply({"ok": False, "error": fault.kind.removeprefix("error:")}))
    connection: socket.socket = request.environ[_SOCKET]
    if fault.kind.startswith("timeout"):
        _hold(connection, fault.seconds, stopping)
    request.environ[_SEVERED] = True
    # With this, closing sends a reset instead of a polite end.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    return Response()


def _hold(connection: socket.socket, seconds: float, stopping: Event) -> None:
    """Say nothing until the client hangs up."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not stopping.is_set():
        readable, _, _ = select.select([connection], [], [], _HELD_FOR_SLICES_OF)
        if readable and not connection.recv(1, socket.MSG_PEEK):
            return


class _Severing:
    """Leaves a request without an answer when its view said so."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answered: Iterable[bytes] = self._app(environ, start_response)
        if environ.get(_SEVERED):
            raise ConnectionResetError
        return answered


class _Handler(WSGIRequestHandler):
    """Quiet, and done with a connection that was severed."""

    def connection_dropped(self, error: BaseException, environ: Any = None) -> None:
        self.close_connection = True

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 (werkzeug's name)
        return


class _Http(ThreadedWSGIServer):
    def shutdown_request(self, request: Any) -> None:
        linger = request.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, len(_RESET_ON_CLOSE))
        if linger == _RESET_ON_CLOSE:
            self.close_request(request)  # the base class would say good-bye first
        else:
            super().shutdown_request(request)
