"""Socket Mode: slack_sdk's own client, connected to the playground."""

from collections.abc import Iterator
from http.client import HTTPConnection
from threading import Thread
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.playground.acts import Acts, SocketTransport
from bot.playground.server import Server
from bot.playground.sockets import accept_key
from bot.playground.world import World
from bot.socket import Socket
from tests.bot.playground.company import ANA, GENERAL, field, modal


def test_the_proof_of_the_handshake() -> None:
    # The example of RFC 6455, section 1.3.
    assert accept_key("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


@pytest.fixture
def acts(world: World, server: Server, bolt: App) -> Iterator[Acts]:
    client = WebClient(world.app_token, base_url=server.api_url, retry_handlers=[])
    handler = SocketModeHandler(bolt, app_token=world.app_token, web_client=client, ping_interval=0.2)
    handler.connect()  # type: ignore[no-untyped-call]
    try:
        assert world.sockets.wait_for_connection(5)
        yield Acts(world, "", "", SocketTransport(world.sockets))
    finally:
        # The client notices at once when Slack hangs up, and only after seconds when it hangs up itself.
        handler.client.auto_reconnect_enabled = False
        world.sockets.close()
        try:
            handler.close()  # type: ignore[no-untyped-call]
        except AttributeError:  # the client saw it between its own look and its closing (see bot/socket.py)
            handler.close()  # type: ignore[no-untyped-call]


def test_commands_forms_and_events(world: World, acts: Acts, bolt: App) -> None:
    heard: list[str] = []

    @bolt.command("/signal")
    def command(ack: Any, client: Any, body: dict[str, Any]) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=modal(field("text")))
        ack("é" * 10_000)

    @bolt.view("form")
    def form(ack: Any) -> None:
        ack(response_action="errors", errors={"text": "No."})

    @bolt.event("message")
    def message(event: dict[str, Any]) -> None:
        heard.append(event["text"])

    outcome = acts.type_command(ANA, GENERAL, f"/signal {'é' * 40_000}")
    assert outcome.ephemeral is not None
    assert len(outcome.ephemeral.text) == 10_000
    assert outcome.view is not None
    assert acts.submit(ANA, outcome.view, {"text": "hello"}).errors == {"text": "No."}
    acts.say(ANA, GENERAL, "hello")
    assert heard == ["hello"]
    assert world.events.waiting == ()


def test_an_error_is_never_acknowledged(world: World, acts: Acts, bolt: App) -> None:
    @bolt.command("/signal")
    def broken(ack: Any) -> None:
        raise LookupError("broken")

    acts.seconds = 0.3
    assert acts.type_command(ANA, GENERAL, "/signal x").error == "operation_timeout"


def test_without_a_socket_nobody_is_there(world: World, server: Server) -> None:
    acts = Acts(world, "", "", SocketTransport(world.sockets))
    assert acts.type_command(ANA, GENERAL, "/signal x").error == "dispatch_failed"


def test_an_address_works_once(world: World, server: Server) -> None:
    def knock(ticket: str) -> int:
        connection = HTTPConnection(server.url.removeprefix("http://"))
        headers = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": "a2V5"}
        connection.request("GET", f"/link/?ticket={ticket}", headers=headers)
        status = connection.getresponse().status
        connection.close()
        return status

    ticket = world.sockets.new_address(server.url).partition("ticket=")[2]
    assert [knock(ticket), knock(ticket), knock("")] == [101, 403, 403]


def test_who_stops_answers_first_what_is_in_hand(world: World, server: Server, bolt: App) -> None:
    socket = Socket(bolt, world.app_token, web_client=WebClient(world.app_token, base_url=server.api_url))
    stopped: list[bool] = []
    stopping = Thread(target=lambda: stopped.append(socket.stop(5)))

    @bolt.command("/signal")
    def command(ack: Any) -> None:
        stopping.start()
        stopping.join(0.3)  # time enough to hang up, if it did so at once
        assert stopping.is_alive()
        ack("saved")

    socket.connect()  # type: ignore[no-untyped-call]
    assert world.sockets.wait_for_connection(5)
    outcome = Acts(world, "", "", SocketTransport(world.sockets)).type_command(ANA, GENERAL, "/signal hello")
    world.sockets.close()
    stopping.join()
    assert outcome.ephemeral is not None
    assert outcome.ephemeral.text == "saved"
    assert stopped == [True]
