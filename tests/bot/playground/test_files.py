"""Files in the playground: the three steps of an upload, and what is refused of them."""

import json
import urllib.error
import urllib.request

import pytest
from slack_sdk import WebClient

from bot.playground.server import Server
from bot.playground.world import World
from tests.bot.playground.company import ANA, GENERAL, RANDOM, VAULT
from tests.bot.playground.refusals import error


def begun(client: WebClient, size: int = 5) -> tuple[str, str]:
    answer = client.files_getUploadURLExternal(filename="f.csv", length=size)
    return str(answer["upload_url"]), str(answer["file_id"])


def upload(url: str, content: bytes) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=content)) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def test_all_three_steps(world: World, client: WebClient) -> None:
    client.files_upload_v2(
        channel=GENERAL.id, filename="f.csv", title="Five", content=b"hello", initial_comment="Here it is"
    )
    message = world.messages(GENERAL.id)[-1]
    assert message.text == "Here it is"
    [file_id] = message.files
    file = world.files.get(file_id)
    assert file
    assert (file.name, file.title, file.content) == ("f.csv", "Five", b"hello")
    [told] = client.conversations_history(channel=GENERAL.id, limit=1)["messages"]
    assert [(one["name"], one["title"], one["size"], one["mimetype"]) for one in told["files"]] == [
        ("f.csv", "Five", 5, "text/csv")
    ]


def test_in_a_thread_and_in_none(world: World, client: WebClient) -> None:
    parent = client.chat_postMessage(channel=GENERAL.id, text="Look")
    client.files_upload_v2(channel=GENERAL.id, filename="f.csv", content="x", thread_ts=parent["ts"])
    assert world.messages(GENERAL.id)[-1].thread_ts == parent["ts"]
    before = len(world.messages(GENERAL.id))
    client.files_upload_v2(filename="f.csv", content="x")
    assert len(world.messages(GENERAL.id)) == before


def test_what_an_address_takes(client: WebClient, server: Server) -> None:
    url, _ = begun(client)
    assert upload(url, b"four") == (400, "size_mismatch")
    assert upload(url, b"hello") == (200, "OK - 5")
    assert upload(url, b"hello") == (404, "not_found")
    assert upload(f"{server.url}/upload/nothing", b"hello") == (404, "not_found")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"length": 5}, "missing_argument"),
        ({"filename": "f", "length": 0}, "missing_argument"),
        ({"filename": "f", "length": "many"}, "invalid_arguments"),
        ({"filename": "f", "length": 1 << 31}, "file_upload_size_restricted"),
    ],
)
def test_files_that_cannot_come(client: WebClient, given: dict[str, object], code: str) -> None:
    assert error(client.api_call, api_method="files.getUploadURLExternal", params=given) == code


def test_what_cannot_be_completed(client: WebClient) -> None:
    def complete(files: object, **more: str) -> str:
        params = {"files": json.dumps(files), **more}
        return error(client.api_call, api_method="files.completeUploadExternal", params=params)

    url, file_id = begun(client)
    assert complete([{"id": file_id}]) == "file_not_found"  # its bytes never came
    upload(url, b"hello")
    assert complete([]) == "invalid_arguments"
    assert complete("f") == "invalid_arguments"
    assert complete([{"title": "no id"}]) == "invalid_arguments"
    assert complete([{"id": "F0NOWHERE"}]) == "file_not_found"
    assert complete([{"id": file_id}], channel_id=ANA.id) == "channel_not_found"
    assert complete([{"id": file_id}], channel_id=VAULT.id) == "channel_not_found"
    assert complete([{"id": file_id}], channel_id=RANDOM.id) == "not_in_channel"
    client.api_call("files.completeUploadExternal", params={"files": json.dumps([{"id": file_id}])})
    assert complete([{"id": file_id}]) == "file_not_found"  # complete already


def test_without_the_scope(world: World, client: WebClient) -> None:
    world.scopes.remove("files:write")
    assert error(client.files_getUploadURLExternal, filename="f", length=1) == "missing_scope"
    assert error(client.files_completeUploadExternal, files=[{"id": "F1", "title": "t"}]) == "missing_scope"
