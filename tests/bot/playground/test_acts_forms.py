"""Forms: filled in, checked, sent, answered, left."""

from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.playground.acts import Acts, Impossible
from bot.playground.server import Server
from bot.playground.world import World
from tests.bot.playground.company import (
    ANA,
    BOB,
    RANDOM,
    field,
    modal,
    option,
    section,
)
from tests.bot.playground.surfaces import opened
from tests.bot.playground.tiny_app import SECRET as SIGNING
from tests.bot.playground.tiny_app import listening, plain


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
