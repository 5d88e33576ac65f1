"""Buttons, menus, suggestions and shortcuts."""

from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.playground.acts import Acts, Impossible
from bot.playground.server import Server
from bot.playground.world import View, World
from tests.bot.playground.company import (
    ANA,
    BOB,
    GENERAL,
    button,
    field,
    modal,
    option,
    section,
)
from tests.bot.playground.surfaces import opened, posted
from tests.bot.playground.tiny_app import SECRET as SIGNING
from tests.bot.playground.tiny_app import listening, plain


class TestAButton:
    def test_in_a_message(
        self, world: World, acts: Acts, client: WebClient, heard: list[dict[str, Any]]
    ) -> None:
        message = posted(world, client, button("go", "Go", value="7", style="primary"))
        assert acts.click(ANA, message, "go").ok
        (payload,) = heard
        assert payload["container"] == {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": GENERAL.id,
            "is_ephemeral": False,
        }
        (action,) = payload["actions"]
        assert (action["type"], action["value"], action["block_id"]) == ("button", "7", "acts")
        assert action["text"]["text"] == "Go"
        assert payload["message"]["text"] == "choose"
        assert payload["user"]["id"] == ANA.id

    def test_is_found_by_its_value(
        self, world: World, acts: Acts, client: WebClient, heard: list[dict[str, Any]]
    ) -> None:
        ts = client.chat_postMessage(
            channel=GENERAL.id,
            text="x",
            blocks=[section(v) | {"accessory": button("go", value=v)} for v in ("1", "2")],
        )["ts"]
        message = world.message(GENERAL.id, ts)
        assert message is not None
        acts.click(ANA, message, "go", value="2")
        assert heard[0]["actions"][0]["value"] == "2"
        with pytest.raises(Impossible):
            acts.click(ANA, message, "go", value="3")

    def test_that_is_gone_cannot_be_pressed(self, world: World, acts: Acts, client: WebClient) -> None:
        message = posted(world, client, button("go"))
        client.chat_update(channel=GENERAL.id, ts=message.ts, text="done", blocks=[section("done")])
        with pytest.raises(Impossible, match="there is no go here"):
            acts.click(ANA, message, "go")
        client.chat_delete(channel=GENERAL.id, ts=message.ts)
        with pytest.raises(Impossible, match="does not see that"):
            acts.click(ANA, message, "go")

    def test_may_change_its_own_message(self, world: World, acts: Acts, bolt: App, client: WebClient) -> None:
        @bolt.action("go")
        def go(ack: Any, respond: Any) -> None:
            ack()
            respond(text="done", replace_original=True)

        @bolt.action("drop")
        def drop(ack: Any, respond: Any) -> None:
            ack()
            respond(delete_original=True)

        message = posted(world, client, button("go"))
        acts.click(ANA, message, "go")
        assert [one.text for one in world.messages(GENERAL.id)] == ["done"]
        other = posted(world, client, button("drop"))
        acts.click(ANA, other, "drop")
        assert world.message(GENERAL.id, other.ts) is None

    def test_in_what_only_one_person_sees(
        self, world: World, acts: Acts, bolt: App, client: WebClient
    ) -> None:
        @bolt.action("go")
        def go(ack: Any, respond: Any, body: dict[str, Any]) -> None:
            ack()
            assert body["container"]["is_ephemeral"]
            assert "message" not in body
            respond(text="done", blocks=[section("done")], replace_original=True)

        blocks = [{"type": "actions", "elements": [button("go")]}]
        client.chat_postEphemeral(channel=GENERAL.id, user=ANA.id, text="x", blocks=blocks)
        (ephemeral,) = world.ephemerals(ANA.id, GENERAL.id)
        assert acts.click(ANA, ephemeral, "go").ok
        assert [one.text for one in world.ephemerals(ANA.id, GENERAL.id)] == ["done"]
        with pytest.raises(Impossible):
            acts.click(BOB, ephemeral, "go")

    def test_that_the_app_does_not_answer(self, world: World, server: Server, client: WebClient) -> None:
        message = posted(world, client, button("go"))
        with listening(lambda: plain("", 500)) as url:
            outcome = Acts(world, url, SIGNING).click(ANA, message, "go")
        assert (outcome.error, outcome.status) == ("dispatch_failed", 500)

    def test_on_home(self, world: World, acts: Acts, client: WebClient, heard: list[dict[str, Any]]) -> None:
        client.views_publish(
            user_id=ANA.id, view={"type": "home", "blocks": [{"type": "actions", "elements": [button("go")]}]}
        )
        home = world.views.home(ANA.id)
        assert home is not None
        assert acts.click(ANA, home, "go").view == home
        assert (heard[0]["view"]["type"], heard[0]["container"]["view_id"]) == ("home", home.id)


class TestAMenu:
    def test_is_chosen_from(
        self, world: World, acts: Acts, client: WebClient, heard: list[dict[str, Any]]
    ) -> None:
        menu = {"type": "static_select", "action_id": "pick", "options": [option("a"), option("b")]}
        message = posted(world, client, menu)
        acts.choose(ANA, message, "pick", "b")
        (payload,) = heard
        assert payload["actions"][0]["selected_option"] == option("b")
        assert payload["state"]["values"]["acts"]["pick"]["selected_option"] == option("b")
        with pytest.raises(Impossible, match="not offered"):
            acts.choose(ANA, message, "pick", "c")

    def test_of_more(self, world: World, acts: Acts, client: WebClient, heard: list[dict[str, Any]]) -> None:
        menu = {"type": "overflow", "action_id": "menu", "options": [option("a"), option("b")]}
        message = posted(world, client, menu, button("go"))
        acts.click(ANA, message, "menu", value="b")
        assert heard[0]["actions"][0]["selected_option"] == option("b")
        with pytest.raises(Impossible):
            acts.click(ANA, message, "menu", value="c")
        with pytest.raises(Impossible):
            acts.choose(ANA, message, "go", "x")

    def test_in_a_form_tells_the_app_only_if_it_asked_for_it(
        self, world: World, acts: Acts, client: WebClient, heard: list[dict[str, Any]]
    ) -> None:
        quiet = opened(world, client, modal(field("text")))
        view = acts.choose(ANA, quiet, "text.value", "hello").view
        assert view is not None
        assert view.values["text"]["text.value"]["value"] == "hello"
        assert heard == []
        telling = opened(world, client, modal(field("text") | {"dispatch_action": True}))
        acts.choose(ANA, telling, "text.value", "hello")
        assert heard[0]["actions"][0]["value"] == "hello"
        assert heard[0]["view"]["state"]["values"]["text"]["text.value"]["value"] == "hello"


class TestSuggestions:
    @pytest.fixture
    def view(self, world: World, client: WebClient) -> View:
        return opened(world, client, modal(field("account", "external_select", min_query_length=1)))

    def test_are_offered_and_can_be_chosen(self, acts: Acts, bolt: App, view: View) -> None:
        @bolt.options("account.value")
        def suggest(ack: Any, body: dict[str, Any]) -> None:
            assert (body["value"], body["container"]["view_id"]) == ("ac", view.id)
            ack(options=[option("acme")])

        assert list(acts.suggest(ANA, view, "account.value", "ac").options) == [option("acme")]
        chosen = acts.choose(ANA, view, "account.value", "acme").view
        assert chosen is not None
        assert chosen.values["account"]["account.value"]["selected_option"] == option("acme")

    def test_that_never_came_cannot_be_chosen(self, acts: Acts, view: View) -> None:
        with pytest.raises(Impossible, match="not offered"):
            acts.choose(ANA, view, "account.value", "acme")

    def test_are_not_asked_for_before_enough_was_typed(self, acts: Acts, view: View) -> None:
        outcome = acts.suggest(ANA, view, "account.value", "")
        assert (outcome.options, outcome.request) == ((), None)

    @pytest.mark.parametrize("count", [100, 101])
    def test_are_a_hundred_at_most(self, acts: Acts, bolt: App, view: View, count: int) -> None:
        bolt.options("account.value")(lambda ack: ack(options=[option(f"o{n}") for n in range(count)]))
        outcome = acts.suggest(ANA, view, "account.value", "a")
        assert (outcome.error, len(outcome.options)) == (
            (None, 100) if count == 100 else ("invalid_response", 0)
        )

    def test_in_groups(self, acts: Acts, bolt: App, view: View) -> None:
        group = {"label": {"type": "plain_text", "text": "g"}, "options": [option("acme")]}
        bolt.options("account.value")(lambda ack: ack(option_groups=[group]))
        assert list(acts.suggest(ANA, view, "account.value", "a").options) == [option("acme")]


class TestShortcuts:
    def test_on_a_message(self, world: World, acts: Acts, heard: list[dict[str, Any]]) -> None:
        message = world.post(GENERAL.id, BOB.id, "listen")
        assert acts.message_shortcut(ANA, message, "save_signal").ok
        (payload,) = heard
        assert (payload["type"], payload["message"]["text"]) == ("message_action", "listen")
        assert (payload["message_ts"], payload["channel"]["id"]) == (message.ts, GENERAL.id)

    def test_everywhere(self, acts: Acts, bolt: App) -> None:
        @bolt.global_shortcut("new_signal")
        def new(ack: Any, client: Any, body: dict[str, Any]) -> None:
            client.views_open(trigger_id=body["trigger_id"], view=modal())
            ack()

        outcome = acts.global_shortcut(ANA, "new_signal")
        assert outcome.ok
        assert outcome.view is not None
        with pytest.raises(Impossible):
            acts.global_shortcut(ANA, "save_signal")
