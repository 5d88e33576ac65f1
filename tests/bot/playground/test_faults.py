"""What can go wrong between the app and Slack, over real connections."""

import time

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.server import Server
from bot.playground.world import World
from tests.bot.playground.company import ANA, GENERAL, SECRET
from tests.bot.playground.refusals import error, refused


def texts(world: World) -> list[str]:
    return [message.text for message in world.messages(GENERAL.id)]


def test_too_many_requests(world: World, client: WebClient) -> None:
    world.faults.add("chat.postMessage", "ratelimited", times=2, seconds=7)
    for _ in range(2):
        answer = refused(client.chat_postMessage, channel=GENERAL.id, text="hello")
        assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (
            429,
            "ratelimited",
            "7",
        )
    client.chat_postMessage(channel=GENERAL.id, text="hello")
    assert texts(world) == ["hello"]


def test_a_server_error(world: World, client: WebClient) -> None:
    world.faults.add("*", "http_500")
    assert refused(client.chat_postMessage, channel=GENERAL.id, text="hello").status_code == 500
    assert texts(world) == []


def test_any_error_of_slacks(world: World, client: WebClient) -> None:
    world.faults.add("chat.postMessage", "error:fatal_error")
    assert error(client.chat_postMessage, channel=GENERAL.id, text="hello") == "fatal_error"
    assert texts(world) == []


def test_only_in_one_channel(world: World, client: WebClient) -> None:
    world.faults.add("chat.postMessage", "ratelimited", channel=SECRET.id)
    client.chat_postMessage(channel=GENERAL.id, text="hello")
    assert error(client.chat_postMessage, channel=SECRET.id, text="hello") == "ratelimited"


@pytest.mark.parametrize(("kind", "stored"), [("cut_before", []), ("cut_after", ["hello"])])
def test_a_connection_that_is_cut(world: World, client: WebClient, kind: str, stored: list[str]) -> None:
    world.faults.add("chat.postMessage", kind)
    with pytest.raises(ConnectionResetError):
        client.chat_postMessage(channel=GENERAL.id, text="hello")
    assert texts(world) == stored
    assert client.auth_test()["ok"]


@pytest.mark.parametrize(("kind", "stored"), [("timeout_before", []), ("timeout_after", ["hello"])])
def test_an_answer_that_does_not_come(world: World, server: Server, kind: str, stored: list[str]) -> None:
    world.faults.add("chat.postMessage", kind)
    hurried = WebClient(world.token, base_url=server.api_url, timeout=1, retry_handlers=[])
    with pytest.raises(TimeoutError):
        hurried.chat_postMessage(channel=GENERAL.id, text="hello")
    assert texts(world) == stored


def test_a_slow_answer(world: World, client: WebClient) -> None:
    world.faults.add("chat.postMessage", "slow:0.2")
    before = time.monotonic()
    client.chat_postMessage(channel=GENERAL.id, text="hello")
    assert time.monotonic() - before >= 0.2


def test_a_server_that_stops_lets_go_of_what_it_holds(world: World) -> None:
    world.faults.add("*", "timeout_before")
    with Server(world) as server:
        client = WebClient(world.token, base_url=server.api_url, timeout=1, retry_handlers=[])
        with pytest.raises(TimeoutError):
            client.auth_test()
    with pytest.raises(OSError, match="refused"):
        client.auth_test()


def test_every_call_is_kept_with_what_befell_it(world: World, client: WebClient) -> None:
    world.faults.add("users.info", "http_500")
    with pytest.raises(SlackApiError):
        client.users_info(user=ANA.id)
    assert [(call.method, call.error) for call in world.calls] == [("users.info", "http_500")]


def test_a_script_can_be_read_and_cleared(world: World) -> None:
    world.faults.add("auth.test", "error:invalid_auth", times=3)
    world.faults.take("auth.test", None)
    assert [fault.times for fault in world.faults.waiting] == [2]
    world.faults.clear()
    assert world.faults.take("auth.test", None) is None
    with pytest.raises(ValueError, match="unknown kind"):
        world.faults.add("auth.test", "earthquake")
