"""Who may call what; who is who; channels and their members."""

import pytest
from slack_sdk import WebClient

from bot.playground.api import METHODS
from bot.playground.server import Server
from bot.playground.world import World
from bot.playground.world.scopes import BY_EVENT, BY_METHOD
from tests.bot.playground.company import ANA, BOB, BOT, DAN, EVE, GENERAL, OLD, RANDOM, SECRET, VAULT
from tests.bot.playground.refusals import error, refused

# Each Web API method that the app may call. One that is not here does not exist for it.
KNOWN = [
    "api.test",
    "apps.connections.open",
    "auth.test",
    "chat.delete",
    "chat.getPermalink",
    "chat.postEphemeral",
    "chat.postMessage",
    "chat.update",
    "conversations.history",
    "conversations.info",
    "conversations.join",
    "conversations.list",
    "conversations.members",
    "conversations.open",
    "conversations.replies",
    "files.completeUploadExternal",
    "files.getUploadURLExternal",
    "functions.completeError",
    "functions.completeSuccess",
    "pins.add",
    "reactions.add",
    "team.info",
    "usergroups.list",
    "usergroups.users.list",
    "users.conversations",
    "users.info",
    "users.list",
    "views.open",
    "views.publish",
    "views.push",
    "views.update",
]


def test_the_methods_of_the_playground() -> None:
    assert sorted(METHODS) == KNOWN
    assert set(BY_METHOD) <= set(KNOWN)


class TestWhoMayCall:
    def test_without_a_token(self, server: Server) -> None:
        assert error(WebClient(base_url=server.api_url).auth_test) == "not_authed"

    def test_with_a_wrong_token(self, server: Server) -> None:
        assert error(WebClient("xoxb-no", base_url=server.api_url).auth_test) == "invalid_auth"

    def test_an_unknown_method(self, client: WebClient) -> None:
        assert error(client.api_call, api_method="chat.scheduleMessage") == "unknown_method"

    def test_the_token_of_the_app_opens_sockets_and_nothing_else(self, world: World, server: Server) -> None:
        app = WebClient(world.app_token, base_url=server.api_url)
        assert error(app.auth_test) == "not_allowed_token_type"
        assert str(app.apps_connections_open(app_token=world.app_token)["url"]).startswith("ws://127.0.0.1:")

    @pytest.mark.parametrize(
        ("scope", "method", "arguments"),
        [
            ("chat:write", "chat.postMessage", {"channel": GENERAL.id, "text": "hello"}),
            ("users:read", "users.info", {"user": ANA.id}),
            ("channels:history", "conversations.history", {"channel": GENERAL.id}),
            ("groups:history", "conversations.history", {"channel": SECRET.id}),
            ("groups:read", "conversations.list", {"types": "public_channel,private_channel"}),
            ("channels:join", "conversations.join", {"channel": RANDOM.id}),
            ("im:write", "conversations.open", {"users": ANA.id}),
            ("team:read", "team.info", {}),
        ],
    )
    def test_without_the_scope(
        self, world: World, client: WebClient, scope: str, method: str, arguments: dict[str, str]
    ) -> None:
        client.api_call(method, params=arguments)
        world.scopes.remove(scope)
        answer = refused(client.api_call, api_method=method, params=arguments)
        assert (answer["error"], answer["needed"]) == ("missing_scope", scope)
        assert answer["provided"] == ",".join(sorted(world.scopes))

    def test_every_answer_names_the_scopes(self, world: World, client: WebClient) -> None:
        assert client.auth_test().headers["X-OAuth-Scopes"] == ",".join(sorted(world.scopes))

    def test_every_call_is_kept(self, world: World, client: WebClient) -> None:
        client.users_info(user=ANA.id)
        error(client.users_info, user="U0NOBODY")
        kept = [(call.method, call.arguments["user"], call.error) for call in world.calls]
        assert kept == [("users.info", ANA.id, None), ("users.info", "U0NOBODY", "user_not_found")]


class TestPeople:
    def test_who_the_app_is(self, world: World, client: WebClient) -> None:
        answer = client.auth_test()
        assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == (BOT, world.bot_id, world.team)
        assert answer["url"] == "https://playground.slack.example/"
        assert client.team_info()["team"]["name"] == "Playground"

    def test_the_locale_is_told_only_when_asked_for(self, client: WebClient) -> None:
        assert "locale" not in client.users_info(user=ANA.id)["user"]
        user = client.users_info(user=ANA.id, include_locale=True)["user"]
        assert (user["locale"], user["tz"], user["tz_offset"]) == ("fr-FR", "Europe/Paris", 3600)
        assert (user["is_owner"], user["is_admin"]) == (True, True)

    def test_somebody_of_another_workspace(self, client: WebClient) -> None:
        user = client.users_info(user=EVE.id)["user"]
        assert (user["team_id"], user["is_stranger"]) == (EVE.team, True)

    def test_a_deactivated_account_tells_little(self, client: WebClient) -> None:
        user = client.users_info(user=DAN.id, include_locale=True)["user"]
        assert user["deleted"]
        assert not {"tz", "locale", "is_admin"} & set(user)

    def test_the_list_is_paged(self, client: WebClient) -> None:
        first = client.users_list(limit=2)
        rest = client.users_list(limit=2, cursor=first["response_metadata"]["next_cursor"])
        assert rest["response_metadata"]["next_cursor"] == ""
        listed = [user["id"] for page in (first, rest) for user in page["members"]]
        assert listed == [ANA.id, BOB.id, DAN.id, BOT]
        assert error(client.users_list, cursor="nonsense") == "invalid_cursor"
        assert error(client.users_list, limit=5000) == "invalid_limit"


class TestChannels:
    def test_private_channels_are_listed_where_the_app_is_a_member(self, client: WebClient) -> None:
        answer = client.conversations_list(types="public_channel,private_channel")
        listed = {channel["name"]: channel["is_member"] for channel in answer["channels"]}
        assert listed == {"general": True, "random": False, "secret": True, "old": True}
        public = client.conversations_list(exclude_archived=True)["channels"]
        assert [channel["name"] for channel in public] == ["general", "random"]
        mine = client.users_conversations(types="public_channel,private_channel")["channels"]
        assert {channel["name"] for channel in mine} == {"general", "secret", "old"}
        assert error(client.conversations_list, types="secret_channel") == "invalid_types"

    def test_the_list_is_paged(self, client: WebClient) -> None:
        pages = [page["channels"] for page in client.conversations_list(limit=1)]
        assert [channel["name"] for page in pages for channel in page] == ["general", "random", "old"]
        assert [len(page) for page in pages] == [1, 1, 1]

    def test_one_channel(self, client: WebClient) -> None:
        channel = client.conversations_info(channel=GENERAL.id, include_num_members=True)["channel"]
        assert (channel["is_ext_shared"], channel["is_archived"], channel["num_members"]) == (True, False, 4)
        assert error(client.conversations_info, channel=VAULT.id) == "channel_not_found"
        assert error(client.conversations_info, channel="C0NOWHERE") == "channel_not_found"
        assert client.conversations_members(channel=SECRET.id)["members"] == sorted([ANA.id, BOT])

    def test_joining(self, world: World, client: WebClient) -> None:
        assert client.conversations_join(channel=RANDOM.id)["channel"]["is_member"]
        assert BOT in world.channel(RANDOM.id).members
        again = client.conversations_join(channel=RANDOM.id)
        assert again["warning"] == "already_in_channel"

    def test_channels_that_cannot_be_joined(self, client: WebClient) -> None:
        join = client.conversations_join
        assert error(join, channel=OLD.id) == "is_archived"
        assert error(join, channel=VAULT.id) == "channel_not_found"
        assert error(join, channel=SECRET.id) == "method_not_supported_for_channel_type"

    def test_opening_a_direct_message(self, client: WebClient) -> None:
        first = client.conversations_open(users=ANA.id)
        again = client.conversations_open(users=ANA.id, return_im=True)
        assert first["channel"]["id"] == again["channel"]["id"]
        assert again["already_open"]
        assert again["channel"]["user"] == ANA.id
        assert error(client.conversations_open, users="U0NOBODY") == "user_not_found"
        assert error(client.conversations_open, users=DAN.id) == "user_disabled"
        assert error(client.conversations_open, users=BOT) == "cannot_dm_bot"
        assert (
            error(client.conversations_open, users=f"{ANA.id},{BOB.id}")
            == "method_not_supported_for_channel_type"
        )


def test_every_event_has_a_scope_or_needs_none() -> None:
    assert all(scope is None or ":" in scope for scope in BY_EVENT.values())
