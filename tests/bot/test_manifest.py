"""The Slack app manifest says what the code declares, and asks for nothing more than the bot uses."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from slack_bolt import BoltRequest, BoltResponse

from bot.kit.settings import Settings, SettingsError, load
from bot.manifest import EVENTS, OPTIONAL_SCOPES, SCOPES, manifest
from bot.wiring import Bot, wire

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT.parent / "shared" / "slack-samples"

# What the bot's calls and events need, any one of the scopes for a kind of channel; https://docs.slack.dev/reference/scopes
METHODS: dict[str, set[str]] = {
    "auth.test": set(),
    "chat.delete": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.join": {"channels:join"},
    "chat.getPermalink": set(),
    "conversations.members": {"channels:read", "groups:read"},
    "conversations.open": {"im:write"},
    "files.completeUploadExternal": {"files:write"},
    "files.getUploadURLExternal": {"files:write"},
    "functions.completeError": set(),
    "functions.completeSuccess": set(),
    "pins.add": {"pins:write"},
    "reactions.add": {"reactions:write"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
    "usergroups.list": {"usergroups:read"},
    "usergroups.users.list": {"usergroups:read"},
    "users.info": {"users:read"},
    "users.list": {"users:read"},
    "views.open": set(),
    "views.publish": set(),
    "views.push": set(),
    "views.update": set(),
}
NEEDED_BY_EVENTS = {
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "user_change": "users:read",
    "team_join": "users:read",
    "member_joined_channel": "channels:read",
    "message.im": "im:history",
    "subteam_members_changed": "usergroups:read",
    "subteam_updated": "usergroups:read",
}


def wired(**overrides: object) -> Bot:
    given: dict[str, object] = {
        "_env_file": None,
        "slack_bot_token": "xoxb-none",
        "slack_signing_secret": "none",
        "database_url": "sqlite:///none.db",
        "diapason_command_prefix": "",
        "public_url": None,
    }
    return wire(load(Settings, **(given | overrides)))


def made(*, http: bool = False, **overrides: object) -> dict[str, Any]:
    bot = wired(**overrides)
    return manifest(bot.commands, bot.settings, http=http)


def test_the_manifest_in_the_repository_is_the_one_that_the_code_makes() -> None:
    kept = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
    assert kept == made(), "run `python -m bot manifest > manifest.json`"


def test_every_command_is_there_with_the_prefix_before_its_name() -> None:
    declared = made(diapason_command_prefix="dia-")["features"]["slash_commands"]
    names = [command["command"] for command in declared]
    assert names == ["/dia-diapason", *(f"/dia-{name}" for name in wired().commands.slash)]
    assert {"/dia-signal", "/dia-feedback", "/dia-release", "/dia-digest"} <= set(names)


def test_over_http_everything_comes_to_one_address() -> None:
    declared = made(http=True, public_url="https://bot.example.com")
    url = "https://bot.example.com/slack/events"
    settings = declared["settings"]
    assert {command["url"] for command in declared["features"]["slash_commands"]} == {url}
    assert settings["event_subscriptions"]["request_url"] == url
    assert settings["interactivity"]["request_url"] == url
    assert settings["interactivity"]["message_menu_options_url"] == url
    assert settings["socket_mode_enabled"] is False


def test_by_socket_no_address_is_named() -> None:
    declared = made(public_url="https://bot.example.com")
    assert "bot.example.com" not in json.dumps(declared)
    assert declared["settings"]["socket_mode_enabled"] is True


def test_http_without_an_address_is_refused_in_words() -> None:
    with pytest.raises(SettingsError, match="PUBLIC_URL"):
        made(http=True)


def test_the_table_names_every_method_that_the_bot_calls() -> None:
    assert called() == set(METHODS)


def test_each_call_and_event_is_allowed_and_each_scope_is_needed() -> None:
    granted = {*SCOPES, *OPTIONAL_SCOPES}
    for method, scopes in METHODS.items():
        assert not scopes or scopes <= granted, method
    needed = {"commands"}.union(*METHODS.values(), NEEDED_BY_EVENTS.values())
    assert granted == needed
    assert not SCOPES.keys() & OPTIONAL_SCOPES.keys()


def test_every_event_of_the_manifest_is_listened_to_and_no_other() -> None:
    assert set(made()["settings"]["event_subscriptions"]["bot_events"]) == set(EVENTS)
    heard = {name for name in EVENTS if any(_hears(listener, name) for listener in wired().slack._listeners)}
    assert heard == set(EVENTS)


@pytest.mark.parametrize("http", [False, True])
@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
def test_it_fits_slacks_schema(version: str, http: bool) -> None:
    path = SAMPLES / "manifest-schema" / f"manifest.schema.{version}.json"
    if not path.exists():
        pytest.skip("the schema is not here")
    schema = json.loads(path.read_text(encoding="utf-8"))
    declared = made(http=http, public_url="https://bot.example.com")
    if version == "1.0.0":  # describes steps in another form; ours is that of the version we declare
        declared.pop("functions")
    jsonschema.validate(declared, schema)


def test_our_table_of_scopes_agrees_with_slacks() -> None:
    path = SAMPLES / "scopes-by-method.json"
    if not path.exists():
        pytest.skip("the table is not here")
    told = json.loads(path.read_text(encoding="utf-8"))
    for method, scopes in METHODS.items():
        if method.startswith("functions."):  # the table, older than steps, does not name them
            continue
        assert scopes <= set(told[method]), method
        assert bool(scopes) == bool(told[method]), method


def _hears(listener: Any, event: str) -> bool:
    """Whether Bolt would hand an event of that name to a listener (a message's conversation is told apart later)."""
    told = {
        "type": event.split(".")[0],
        "function": {"callback_id": "capture_signal"},
        "function_execution_id": "Fx1",
    }
    payload = {"type": "event_callback", "event": told}
    request = BoltRequest(body=json.dumps(payload), mode="socket_mode")
    return bool(listener.matchers[0].matches(request, BoltResponse(status=404)))


def called() -> set[str]:
    """The Web API methods that the code names, as `method.name` or as slack_sdk spells them."""
    found = set()
    for path in [
        ROOT / "bot" / "slack.py",
        ROOT / "bot" / "conversations.py",
        *(ROOT / "bot" / "delivery").glob("*.py"),
    ]:
        source = path.read_text(encoding="utf-8")
        found |= set(
            re.findall(
                r'"((?:auth|chat|conversations|functions|pins|reactions|usergroups|users|views|team)\.[\w.]+)"',
                source,
            )
        )
        spelled = re.findall(r"\.((?:auth|chat|conversations|users|views)_\w+)\(", source)
        found |= {name.replace("_", ".", 1) for name in spelled}
        if ".files_upload_v2(" in source:  # slack_sdk's name for two calls and the upload between them
            found |= {"files.getUploadURLExternal", "files.completeUploadExternal"}
    return found
