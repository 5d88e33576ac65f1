"""A small app on slack_bolt, as the playground meets one: an HTTP address, or a socket."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from flask import Flask, Response, request
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_sdk import WebClient
from werkzeug.serving import make_server

from bot.playground.server import Server
from bot.playground.world import World

SECRET = "tiny"


def make_bolt(world: World, server: Server) -> App:
    """A Bolt app without listeners, that acknowledges after the work is done."""
    client = WebClient(world.token, base_url=server.api_url, timeout=5, retry_handlers=[])
    return App(client=client, signing_secret=SECRET, process_before_response=True)


@contextmanager
def listening(answer: Callable[[], Any]) -> Iterator[str]:
    """The address of a server on which `answer` gives Flask responses to whatever is posted."""
    app = Flask(__name__)
    app.add_url_rule("/slack/events", view_func=lambda: answer(), methods=["POST"])
    http = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=http.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}/slack/events"
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


@contextmanager
def serving(app: App) -> Iterator[str]:
    """The address of a Bolt app."""
    handler = SlackRequestHandler(app)
    with listening(lambda: handler.handle(request)) as url:
        yield url


def plain(body: str, status: int = 200, kind: str = "application/json") -> Response:
    return Response(body, status, content_type=kind)
