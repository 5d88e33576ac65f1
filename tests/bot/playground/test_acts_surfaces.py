"""Buttons, menus, suggestions and forms."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.playground.acts import Acts, Impossible
from bot.playground.server import Server
from bot.playground.world import Message, View, World
from tests.bot.playground.company import (
    ANA,
    BOB,
    GENERAL,
    RANDOM,
    button,
    field,
    modal,
    option,
    section,
)
from tests.bot.playground.tiny_app import SECRET as SIGNING
from tests.bot.playground.tiny_app import listening, make_bolt, plain, serving


@pytest.fixture
def bolt(world: World, server: Server) -> App:
    return make_bolt(world, server)


@pytest.fixture
def acts(world: World, bolt: App) -> Iterator[Acts]:
    with serving(bolt) as url:
        yield Acts(world, url, SIGNING)


@pytest.fixture
def heard(bolt: App) -> list[dict[str, Any]]:
    """The payloads that the app was sent; it acknowledges each."""
    payloads: list[dict[str, Any]] = []

    def listen(ack: Any, body: dict[str, Any]) -> None:
        payloads.append(body)
        ack()

    for action_id in ("go", "pick", "menu", "text.value"):
        bolt.action(action_id)(listen)
    bolt.view("form")(listen)
    bolt.view_closed("form")(listen)
    bolt.message_shortcut("save_signal")(listen)
    return payloads


def posted(world: World, client: WebClient, *elements: dict[str, Any]) -> Message:
    """A message of the app's with these elements."""
    blocks = [{"type": "actions", "block_id": "acts", "elements": list(elements)}]
    ts = client.chat_postMessage(channel=GENERAL.id, text="choose", blocks=blocks)["ts"]
    message = world.message(GENERAL.id, ts)
    assert message is not None
    return message


def opened(world: World, client: WebClient, view: dict[str, Any]) -> View:
    """A modal before Ana."""
    client.views_open(trigger_id=world.triggers.issue(ANA.id), view=view)
    shown = world.views.top(ANA.id)
    assert shown is not None
    return shown


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


class TestAForm:
    def test_sends_what_stands_in_it(
        self, world: World, acts: Acts, client: WebClient, heard: list[dict[str, Any]]
    ) -> None:
        two = [option("a"), option("b")]
        form = modal(
            field("text", multiline=True),
            field("kind", "static_select", options=two, initial_option=option("a")),
            field("many", "checkboxes", options=two),
            field("day", "datepicker"),
            field("who", "multi_users_select"),
            field("where", "conversations_select"),
            field("sum", "number_input", is_decimal_allowed=True),
            private_metadata="memory",
        )
        view = opened(world, client, form)
        values = {
            "text": "it's 5 < 6 & more",
            "many.value": ["a", option("b")],
            "day": "2026-11-30",
            "who": [ANA.id, BOB.id],
            "where": RANDOM.id,
            "sum": "4.5",
        }
        outcome = acts.submit(ANA, view, values)
        assert (outcome.ok, outcome.view) == (True, None)
        (payload,) = heard
        held = {
            block: next(iter(actions.values()))
            for block, actions in payload["view"]["state"]["values"].items()
        }
        assert held == {
            "text": {"type": "plain_text_input", "value": "it's 5 < 6 & more"},
            "kind": {"type": "static_select", "selected_option": option("a")},
            "many": {"type": "checkboxes", "selected_options": two},
            "day": {"type": "datepicker", "selected_date": "2026-11-30"},
            "who": {"type": "multi_users_select", "selected_users": [ANA.id, BOB.id]},
            "where": {"type": "conversations_select", "selected_conversation": RANDOM.id},
            "sum": {"type": "number_input", "value": "4.5"},
        }
        assert (payload["type"], payload["view"]["private_metadata"]) == ("view_submission", "memory")

    def test_takes_a_state_as_the_page_has_it(
        self, world: World, acts: Acts, client: WebClient, heard: list[dict[str, Any]]
    ) -> None:
        view = opened(world, client, modal(field("text")))
        state = {"text": {"text.value": {"type": "plain_text_input", "value": "hello"}}}
        acts.submit(ANA, view, state)
        assert heard[0]["view"]["state"]["values"] == state

    @pytest.mark.parametrize(
        ("element", "typed", "expected"),
        [
            ({}, "", "Ce champ est obligatoire."),
            ({}, " \n", "Ce champ est obligatoire."),
            ({"max_length": 3}, "abcd", "Saisissez au plus 3 caractères."),
            ({"min_length": 3}, "ab", "Saisissez au moins 3 caractères."),
            ({"kind": "number_input", "is_decimal_allowed": False}, "x", "Saisissez un nombre."),
            ({"kind": "number_input", "is_decimal_allowed": False}, "1.5", "Saisissez un nombre entier."),
            (
                {"kind": "number_input", "is_decimal_allowed": False, "min_value": "2"},
                "1",
                "Saisissez un nombre supérieur ou égal à 2.",
            ),
            ({"kind": "url_text_input"}, "acme", "Saisissez une URL valide."),
            ({"kind": "email_text_input"}, "acme", "Saisissez une adresse e-mail valide."),
        ],
    )
    def test_is_checked_before_the_app_hears_of_it(
        self, world: World, acts: Acts, client: WebClient, element: dict[str, Any], typed: str, expected: str
    ) -> None:
        view = opened(world, client, modal(field("text", **element)))
        outcome = acts.submit(ANA, view, {"text": typed})
        assert (outcome.errors, outcome.request) == ({"text": expected}, None)
        assert outcome.view is not None
        assert outcome.view.values["text"]["text.value"]["value"] == (typed or None)

    def test_optional_inputs_may_be_empty(
        self, world: World, acts: Acts, client: WebClient, heard: list[dict[str, Any]]
    ) -> None:
        assert acts.submit(ANA, opened(world, client, modal(field("text") | {"optional": True}))).ok
        assert len(heard) == 1

    def test_shows_the_errors_of_the_app(
        self, world: World, acts: Acts, bolt: App, client: WebClient
    ) -> None:
        bolt.view("form")(lambda ack: ack(response_action="errors", errors={"text": "No."}))
        view = opened(world, client, modal(field("text")))
        outcome = acts.submit(ANA, view, {"text": "hello"})
        assert outcome.errors == {"text": "No."}
        assert outcome.view is not None
        assert (outcome.view.id, outcome.view.values["text"]["text.value"]["value"]) == (view.id, "hello")

    def test_becomes_another(self, world: World, acts: Acts, bolt: App, client: WebClient) -> None:
        bolt.view("form")(
            lambda ack: ack(response_action="update", view=modal(section("done"), callback_id="end"))
        )
        view = opened(world, client, modal(field("text")))
        shown = acts.submit(ANA, view, {"text": "hello"}).view
        assert shown is not None
        assert (shown.id, shown.callback_id) == (view.id, "end")

    def test_leads_to_another_and_back(self, world: World, acts: Acts, bolt: App, client: WebClient) -> None:
        bolt.view("form")(lambda ack: ack(response_action="push", view=modal(callback_id="next")))
        bolt.view("next")(lambda ack: ack())
        first = opened(world, client, modal())
        second = acts.submit(ANA, first).view
        assert second is not None
        assert (second.callback_id, second.previous_id) == ("next", first.id)
        with pytest.raises(Impossible):
            acts.submit(ANA, first)
        back = acts.submit(ANA, second).view
        assert back is not None
        assert back.id == first.id

    def test_closes_all_of_its_views(self, world: World, acts: Acts, bolt: App, client: WebClient) -> None:
        bolt.view("form")(lambda ack: ack(response_action="clear"))
        opened(world, client, modal())
        client.views_push(trigger_id=world.triggers.issue(ANA.id), view=modal())
        front = world.views.top(ANA.id)
        assert front is not None
        acts.submit(ANA, front)
        assert world.views.stack(ANA.id) == ()

    @pytest.mark.parametrize(
        ("answer", "error"),
        [
            (plain("", 500), "dispatch_failed"),
            (plain("{"), "invalid_response"),
            (plain("[1]"), "invalid_response"),
            (plain('{"text": "Saved"}'), "invalid_response"),
            (plain('{"response_action": "errors", "errors": {"elsewhere": "No."}}'), "invalid_response"),
            (plain('{"response_action": "errors", "errors": {}}'), "invalid_response"),
            (plain('{"response_action": "update", "view": {"type": "modal"}}'), "invalid_arguments"),
        ],
    )
    def test_stays_when_the_answer_is_no_good(
        self, world: World, server: Server, client: WebClient, answer: Any, error: str
    ) -> None:
        view = opened(world, client, modal(field("text")))
        with listening(lambda: answer) as url:
            outcome = Acts(world, url, SIGNING).submit(ANA, view, {"text": "hello"})
        assert outcome.error == error
        assert outcome.view is not None
        assert outcome.view.problem == "Un problème de connexion est survenu. Réessayer ?"
        assert outcome.view.values["text"]["text.value"]["value"] == "hello"

    def test_is_left_with_or_without_a_word(
        self, world: World, acts: Acts, client: WebClient, heard: list[dict[str, Any]]
    ) -> None:
        acts.close(ANA, opened(world, client, modal()))
        assert heard == []
        acts.close(ANA, opened(world, client, modal(notify_on_close=True)))
        assert [(payload["type"], payload["is_cleared"]) for payload in heard] == [("view_closed", False)]
        assert world.views.top(ANA.id) is None

    def test_belongs_to_one_person(self, world: World, acts: Acts, client: WebClient) -> None:
        view = opened(world, client, modal(field("text")))
        with pytest.raises(Impossible):
            acts.submit(BOB, view, {"text": "x"})
        with pytest.raises(Impossible, match="there is no input"):
            acts.submit(ANA, view, {"price": "x"})


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
