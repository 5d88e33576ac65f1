"""The Slack app manifest, made from what the code declares: a Slack app is created from it in one step.

Fields: https://docs.slack.dev/reference/app-manifest
"""

from typing import Any

from bot.kit.settings import Settings, SettingsError
from bot.kit.texts import Texts
from handlers import home, people, roles, triage, ways_in
from handlers.commands import MAIN, Commands
from rituals.messages.ways_in import NEW_SIGNAL, SAVE_MESSAGE

NAME = "Diapason"

SCOPES = {
    "commands": "hear the slash commands",
    "chat:write": "post cards, announcements and digests, and edit them in place",
    "channels:read": "see whether the chosen public channels are there, and notice when one goes away",
    "channels:join": "join the public channels that an admin chose",
    "channels:history": "read what somebody wants saved; when an answer of Slack got lost, look whether our message is there",
    "groups:read": "the same as channels:read for private channels that we were invited to",
    "im:write": "open a direct message with somebody whom a message is for",
    "im:history": "the same as channels:history for our own direct messages",
    "app_mentions:read": "answer somebody who calls the bot by its name",
    "reactions:read": "save a message that somebody reacts to with the emoji for it",
    "reactions:write": "confirm on the message that it is saved",
    "usergroups:read": "give a role to a user group, and know who is in it",
    "users:read": "know people's names, languages, time zones, and who is an admin",
}
"""What the app asks for, each with its reason; nothing more."""

OPTIONAL_SCOPES = {
    "files:write": "send the file that somebody asked for with export; without it, they are told what is missing",
    "pins:write": "pin the plan of a launch in its channel; without it, who started the launch is told how to do it by hand",
    "groups:history": "the same as channels:history for private channels; without it, an admin is asked instead",
}

EVENTS = tuple(dict.fromkeys((*people.EVENTS, *triage.EVENTS, *home.EVENTS, *roles.EVENTS, *ways_in.EVENTS)))
"""The events that the app subscribes to."""

_HINTED = (MAIN, "signal", "feedback", "release", "launch", "roadmap", "demo")


def manifest(commands: Commands, settings: Settings, *, http: bool) -> dict[str, Any]:
    """The manifest as JSON, for Socket Mode or for HTTP, with the names and words that the commands have here.

    Raises SettingsError where HTTP is wanted and nobody said at which address Slack reaches us.
    """
    url = _events_url(settings) if http else None
    texts = commands.services.catalogs.texts("en")
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": NAME,
            "description": texts.plain("help.app"),
            "background_color": "#1f3a4d",
        },
        "features": {
            # People reply there to what somebody answered them.
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [
                _shortcut(texts, SAVE_MESSAGE, "message"),
                _shortcut(texts, NEW_SIGNAL, "global"),
            ],
            "slash_commands": [_command(commands, texts, name, url) for name in (MAIN, *commands.slash)],
        },
        "oauth_config": {
            "scopes": {"bot": [*SCOPES, *OPTIONAL_SCOPES], "bot_optional": list(OPTIONAL_SCOPES)},
        },
        "functions": {ways_in.STEP: _step(texts)},
        "settings": {
            "event_subscriptions": _at(url, "request_url", {"bot_events": sorted(EVENTS)}),
            "interactivity": _at(
                url, "message_menu_options_url", _at(url, "request_url", {"is_enabled": True})
            ),
            "socket_mode_enabled": not http,
            # Both are asked of an app with steps: https://docs.slack.dev/workflows/creating-custom-steps-dynamic-options
            "function_runtime": "remote",
            "org_deploy_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def _events_url(settings: Settings) -> str:
    if settings.public_url is None:
        raise SettingsError(["PUBLIC_URL is missing: the https address at which Slack reaches this bot"])
    return f"{settings.public_url}slack/events"


def _command(commands: Commands, texts: Texts, name: str, url: str | None) -> dict[str, Any]:
    declared: dict[str, Any] = {
        "command": commands.slash_name(name),
        "description": texts.plain(f"help.about_{name}"),
        "should_escape": True,  # people and channels arrive as references, not as bare names
    }
    if name in _HINTED:
        declared["usage_hint"] = texts.plain(f"help.hint_{name}")
    return _at(url, "url", declared)


def _shortcut(texts: Texts, callback_id: str, kind: str) -> dict[str, str]:
    name = callback_id.partition(".")[2]
    return {
        "name": texts.plain(callback_id),
        "type": kind,
        "callback_id": callback_id,
        "description": texts.plain(f"ways_in.about_{name}"),
    }


def _step(texts: Texts) -> dict[str, Any]:
    """The step that Workflow Builder offers."""

    def parameter(key: str, kind: str = "string") -> dict[str, str]:
        title = texts.plain(f"ways_in.{key}")
        return {"type": kind, "title": title, "description": title}

    kinds = dict.fromkeys(ways_in.STEP_INPUTS, "string") | {"captured_by": "slack#/types/user_id"}
    inputs = {name: parameter(f"input_{name}", kind) for name, kind in kinds.items()}
    outputs = {"reference": parameter("output_reference")}
    return {
        "title": texts.plain("ways_in.step_title"),
        "description": texts.plain("ways_in.step_about"),
        "input_parameters": {"properties": inputs, "required": ["text"]},
        "output_parameters": {"properties": outputs, "required": ["reference"]},
    }


def _at(url: str | None, field: str, declared: dict[str, Any]) -> dict[str, Any]:
    """With the address in that field, where requests come by HTTP."""
    return declared | {field: url} if url else declared
