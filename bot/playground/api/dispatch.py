"""From the name of a method and its arguments to Slack's answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.api import about, chat, conversations, files, functions, groups, views
from bot.playground.api.arguments import Arguments
from bot.playground.api.places import require
from bot.playground.world import Call, Json, Refusal, World
from bot.playground.world.scopes import BY_METHOD

Method = Callable[[World, Arguments], Json]

METHODS: Mapping[str, Method] = {
    "api.test": about.api_test,
    "apps.connections.open": about.connections_open,
    "auth.test": about.auth_test,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.join": conversations.join,
    "conversations.list": conversations.listed,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_direct,
    "conversations.replies": conversations.replies,
    "files.completeUploadExternal": files.complete,
    "files.getUploadURLExternal": files.upload_url,
    "functions.completeError": functions.complete_error,
    "functions.completeSuccess": functions.complete_success,
    "pins.add": chat.add_pin,
    "reactions.add": chat.add_reaction,
    "team.info": about.team_info,
    "usergroups.list": groups.listed,
    "usergroups.users.list": groups.members,
    "users.conversations": conversations.of_person,
    "users.info": about.users_info,
    "users.list": about.users_list,
    "views.open": views.open_view,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
_WITHOUT_TOKEN = ("api.test",)
_BY_APP_TOKEN = ("apps.connections.open",)


@dataclass(frozen=True)
class Reply:
    """An HTTP answer of Slack's."""

    body: Json
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Api:
    """The Web API of one workspace."""

    def __init__(self, world: World) -> None:
        self._world = world

    def call(self, method: str, token: str | None, given: Mapping[str, Any]) -> Reply:
        """What Slack answers to this call. It is kept in `World.calls` with its outcome."""
        world = self._world
        arguments = {key: value for key, value in given.items() if key != "token"}
        try:
            with world.lock:
                body = self._do(method, token, Arguments(arguments))
        except Refusal as refusal:
            body = {"ok": False, "error": refusal.code, **refusal.more}
        self.note(method, arguments, body.get("error"))
        return Reply(body, headers={"X-OAuth-Scopes": ",".join(sorted(world.scopes))})

    def note(self, method: str, arguments: Mapping[str, Any], error: str | None) -> None:
        """Keep a call that was received, whatever became of it."""
        world = self._world
        with world.lock:
            world.calls.append(Call(method, dict(arguments), world.clock(), error))

    def _do(self, name: str, token: str | None, arguments: Arguments) -> Json:
        world = self._world
        method = METHODS.get(name)
        if method is None:
            raise Refusal("unknown_method", req_method=name)
        if name not in _WITHOUT_TOKEN:
            if not token:
                raise Refusal("not_authed")
            if token not in (world.token, world.app_token):
                raise Refusal("invalid_auth")
            if (token == world.app_token) != (name in _BY_APP_TOKEN):
                raise Refusal("not_allowed_token_type")
        if name in BY_METHOD:
            require(world, BY_METHOD[name])
        return {"ok": True, **method(world, arguments)}
