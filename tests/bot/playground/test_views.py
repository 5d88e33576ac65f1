"""Modals and Home, as the app opens and changes them."""

import pytest
from slack_sdk import WebClient

from bot.playground.server import Server
from bot.playground.world import World
from tests.bot.playground.company import (
    ANA,
    BOB,
    DAN,
    Clock,
    Stopwatch,
    field,
    make_world,
    modal,
    option,
    section,
)
from tests.bot.playground.refusals import error, refused


@pytest.fixture
def world(clock: Clock, watch: Stopwatch) -> World:
    return make_world(clock, real_time=watch)


class TestOpening:
    def test_a_modal(self, world: World, client: WebClient) -> None:
        view = client.views_open(trigger_id=world.triggers.issue(ANA.id), view=modal(field("text")))["view"]
        shown = world.views.top(ANA.id)
        assert shown is not None
        assert (shown.id, shown.callback_id, view["root_view_id"]) == (view["id"], "form", view["id"])
        assert view["state"]["values"] == {
            "text": {"text.value": {"type": "plain_text_input", "value": None}}
        }
        assert world.views.top(BOB.id) is None

    def test_a_trigger_works_once_for_three_seconds(
        self, world: World, client: WebClient, watch: Stopwatch
    ) -> None:
        trigger = world.triggers.issue(ANA.id)
        watch.seconds += 3
        client.views_open(trigger_id=trigger, view=modal())
        assert error(client.views_open, trigger_id=trigger, view=modal()) == "exchanged_trigger_id"
        late = world.triggers.issue(ANA.id)
        watch.seconds += 3.1
        assert error(client.views_open, trigger_id=late, view=modal()) == "expired_trigger_id"
        assert error(client.views_open, trigger_id="1.2.3", view=modal()) == "invalid_trigger_id"

    def test_a_view_that_slack_does_not_take(self, world: World, client: WebClient) -> None:
        title = {"type": "plain_text", "text": "x" * 25}
        trigger = world.triggers.issue(ANA.id)
        answer = refused(client.views_open, trigger_id=trigger, view=modal(title=title))
        assert answer["error"] == "invalid_arguments"
        (message,) = answer["response_metadata"]["messages"]
        assert message == "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
        # A refused view leaves the trigger unspent.
        client.views_open(trigger_id=trigger, view=modal())
        home = {"type": "home", "blocks": []}
        assert (
            error(client.views_open, trigger_id=world.triggers.issue(ANA.id), view=home)
            == "invalid_arguments"
        )

    def test_a_view_that_is_too_large(self, world: World, client: WebClient) -> None:
        large = modal(*[section("é" * 3000)] * 50)
        assert (
            error(client.views_open, trigger_id=world.triggers.issue(ANA.id), view=large) == "view_too_large"
        )

    def test_three_views_at_most(self, world: World, client: WebClient) -> None:
        def push() -> str:
            trigger = world.triggers.issue(ANA.id)
            return str(client.views_push(trigger_id=trigger, view=modal())["view"]["previous_view_id"])

        assert error(client.views_push, trigger_id=world.triggers.issue(ANA.id), view=modal()) == "not_found"
        first = client.views_open(trigger_id=world.triggers.issue(ANA.id), view=modal())["view"]["id"]
        assert push() == first
        push()
        assert len(world.views.stack(ANA.id)) == 3
        trigger = world.triggers.issue(ANA.id)
        assert error(client.views_push, trigger_id=trigger, view=modal()) == "push_limit_reached"

    def test_an_external_id_is_taken_once(self, world: World, client: WebClient) -> None:
        client.views_open(trigger_id=world.triggers.issue(ANA.id), view=modal(external_id="mine"))
        again = {"trigger_id": world.triggers.issue(BOB.id), "view": modal(external_id="mine")}
        assert error(client.views_open, **again) == "duplicate_external_id"


class TestUpdating:
    def test_by_id_and_by_external_id(self, world: World, client: WebClient) -> None:
        view = client.views_open(
            trigger_id=world.triggers.issue(ANA.id), view=modal(section("one"), external_id="mine")
        )["view"]
        client.views_update(view_id=view["id"], view=modal(section("two"), external_id="mine"))
        client.views_update(external_id="mine", view=modal(section("three"), external_id="mine"))
        shown = world.views.top(ANA.id)
        assert shown is not None
        assert shown.blocks[0]["text"]["text"] == "three"
        assert error(client.views_update, view_id="V0", view=modal()) == "not_found"

    def test_a_hash_guards_against_races(self, world: World, client: WebClient) -> None:
        view = client.views_open(trigger_id=world.triggers.issue(ANA.id), view=modal())["view"]
        new = client.views_update(view_id=view["id"], hash=view["hash"], view=modal())["view"]
        assert new["hash"] != view["hash"]
        stale = {"view_id": view["id"], "hash": view["hash"], "view": modal()}
        assert error(client.views_update, **stale) == "hash_conflict"

    def test_what_was_typed_stays_where_the_input_is_the_same(self, world: World, client: WebClient) -> None:
        form = modal(field("kept"), field("gone"), field("turned"))
        view = client.views_open(trigger_id=world.triggers.issue(ANA.id), view=form)["view"]
        shown = world.views.top(ANA.id)
        assert shown is not None
        typed = {"type": "plain_text_input", "value": "typed"}
        world.views.put_values(shown, {name: {f"{name}.value": typed} for name in ("kept", "gone", "turned")})
        turned = field("turned", "static_select", options=[option("a")], initial_option=option("a"))
        new = client.views_update(view_id=view["id"], view=modal(field("kept"), field("new"), turned))["view"]
        assert new["state"]["values"] == {
            "kept": {"kept.value": typed},
            "new": {"new.value": {"type": "plain_text_input", "value": None}},
            "turned": {"turned.value": {"type": "static_select", "selected_option": option("a")}},
        }


class TestHome:
    def test_each_person_has_one(self, world: World, client: WebClient) -> None:
        home = {"type": "home", "blocks": [section("hello")]}
        first = client.views_publish(user_id=ANA.id, view=home)["view"]
        again = client.views_publish(user_id=ANA.id, view=home, hash=first["hash"])["view"]
        assert first["id"] == again["id"]
        assert world.views.home(BOB.id) is None
        assert error(client.views_publish, user_id=ANA.id, view=home, hash=first["hash"]) == "hash_conflict"
        assert error(client.views_publish, user_id=DAN.id, view=home) == "user_not_found"


def test_json_in_a_form_is_read_too(world: World, server: Server, client: WebClient) -> None:
    view = '{"type": "home", "blocks": []}'
    client.api_call("views.publish", params={"user_id": ANA.id, "view": view})
    assert world.views.home(ANA.id) is not None
    assert (
        error(client.api_call, api_method="views.publish", params={"user_id": ANA.id, "view": "{"})
        == "invalid_arguments"
    )
