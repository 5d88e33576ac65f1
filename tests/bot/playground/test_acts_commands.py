"""Commands and what their answers show; signatures."""

import json
from threading import Event
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_bolt import App

from bot.playground.acts import Acts, Impossible
from bot.playground.server import Server
from bot.playground.world import World
from tests.bot.playground.company import ANA, BOB, GENERAL, RANDOM, SECRET, Clock, modal, section
from tests.bot.playground.tiny_app import SECRET as SIGNING
from tests.bot.playground.tiny_app import listening, plain


class TestACommand:
    def test_carries_what_slack_sends(self, acts: Acts, bolt: App) -> None:
        seen: dict[str, Any] = {}

        @bolt.command("/signal")
        def heard(ack: Any, body: dict[str, Any]) -> None:
            seen.update(body)
            ack()

        typed = '/signal  "a & b" <tag> @ana #random #sso @nobody https://acme.com/x?a=1, <!channel>'
        outcome = acts.type_command(BOB, GENERAL, typed)
        assert (outcome.ok, outcome.status, outcome.ephemeral) == (True, 200, None)
        assert seen["text"] == (
            '"a &amp; b" &lt;tag&gt; <@U0ANA|ana> <#C0RANDOM|random> #sso @nobody '
            "<https://acme.com/x?a=1>, &lt;!channel&gt;"
        )
        assert (seen["command"], seen["channel_name"], seen["user_name"]) == ("/signal", "general", "bob")
        assert seen["response_url"].startswith("http://127.0.0.1:")

    def test_names_of_channels_that_one_cannot_see_stay_text(self, acts: Acts, bolt: App) -> None:
        bolt.command("/signal")(lambda ack: ack())
        for person, expected in ((BOB, "#secret"), (ANA, "<#G0SECRET|secret>")):
            request = acts.type_command(person, GENERAL, "/signal #secret").request
            assert request is not None
            assert parse_qs(request.body.decode())["text"] == [expected]

    def test_answers_for_the_person_alone(self, world: World, acts: Acts, bolt: App) -> None:
        bolt.command("/signal")(lambda ack: ack(text="Saved", blocks=[section("*Saved*")]))
        outcome = acts.type_command(ANA, GENERAL, "/signal hello")
        assert outcome.ephemeral is not None
        assert (outcome.ephemeral.text, outcome.ephemeral.to) == ("Saved", ANA.id)
        assert world.messages(GENERAL.id) == ()

    def test_answers_in_plain_text(self, acts: Acts, bolt: App) -> None:
        bolt.command("/signal")(lambda ack: ack("Saved"))
        outcome = acts.type_command(ANA, GENERAL, "/signal hello")
        assert outcome.ephemeral is not None
        assert outcome.ephemeral.text == "Saved"

    def test_answers_for_all(self, world: World, acts: Acts, bolt: App) -> None:
        bolt.command("/signal")(lambda ack: ack({"response_type": "in_channel", "text": "Saved"}))
        outcome = acts.type_command(ANA, RANDOM, "/signal hello")
        assert outcome.message is not None
        assert world.messages(RANDOM.id) == (outcome.message,)

    def test_opens_a_modal(self, acts: Acts, bolt: App) -> None:
        @bolt.command("/signal")
        def heard(ack: Any, client: Any, body: dict[str, Any]) -> None:
            client.views_open(trigger_id=body["trigger_id"], view=modal())
            ack()

        view = acts.type_command(ANA, GENERAL, "/signal").view
        assert view is not None
        assert view.callback_id == "form"

    def test_that_nobody_declared(self, acts: Acts) -> None:
        outcome = acts.type_command(ANA, GENERAL, "/nonsense x")
        assert (outcome.error, outcome.request) == ("unknown_command", None)
        assert outcome.ephemeral is not None
        assert outcome.ephemeral.from_slack
        assert "/nonsense n’est pas une commande" in outcome.ephemeral.text

    def test_from_a_channel_that_one_is_not_in(self, acts: Acts) -> None:
        with pytest.raises(Impossible):
            acts.type_command(BOB, SECRET, "/signal x")


class TestAnAnswerThatIsNoGood:
    @pytest.mark.parametrize(
        ("body", "status", "error"),
        [
            ("", 500, "dispatch_failed"),
            ("", 404, "dispatch_failed"),
            ("{", 200, "invalid_command_response"),
            ("[1]", 200, "invalid_command_response"),
            (json.dumps({"text": "x", "colour": "red"}), 200, "invalid_command_response"),
            (json.dumps({"text": "x", "blocks": [{"type": "banner"}]}), 200, "invalid_command_response"),
            (json.dumps({"response_type": "loud", "text": "x"}), 200, "invalid_command_response"),
        ],
    )
    def test_the_person_sees_an_error(
        self, world: World, server: Server, body: str, status: int, error: str
    ) -> None:
        with listening(lambda: plain(body, status)) as url:
            outcome = Acts(world, url, SIGNING).type_command(BOB, GENERAL, "/signal x")
        assert outcome.error == error
        assert outcome.ephemeral is not None
        assert outcome.ephemeral.text == f'/signal failed with the error "{error}"'

    def test_or_none_in_time(self, world: World, server: Server) -> None:
        done = Event()

        def dawdle() -> Any:
            done.wait(10)
            return plain("")

        with listening(dawdle) as url:
            acts = Acts(world, url, SIGNING)
            acts.seconds = 0.2
            outcome = acts.type_command(BOB, GENERAL, "/signal x")
            done.set()
        assert outcome.error == "operation_timeout"

    def test_or_nobody_there(self, world: World, server: Server) -> None:
        with listening(lambda: plain("")) as url:
            pass
        assert Acts(world, url, SIGNING).type_command(BOB, GENERAL, "/signal x").error == "dispatch_failed"


class TestTheResponseAddress:
    def respond(self, acts: Acts, bolt: App, *answers: dict[str, Any]) -> list[int]:
        """The statuses of answers that the app sends to the response_url of one command."""
        statuses: list[int] = []

        @bolt.command("/signal")
        def heard(ack: Any, respond: Any) -> None:
            statuses.extend(respond(**answer).status_code for answer in answers)
            ack()

        acts.type_command(ANA, GENERAL, "/signal x")
        return statuses

    def test_takes_five_answers(self, world: World, acts: Acts, bolt: App) -> None:
        assert self.respond(acts, bolt, *[{"text": "x"}] * 6) == [200] * 5 + [404]
        assert len(world.ephemerals(ANA.id, GENERAL.id)) == 5

    def test_for_half_an_hour(self, world: World, acts: Acts, bolt: App) -> None:
        world.responses.seconds = -1
        assert self.respond(acts, bolt, {"text": "x"}) == [404]
        assert [call.error for call in world.calls if call.method == "response_url"] == ["expired_url"]

    def test_refuses_what_messages_may_not_hold(self, acts: Acts, bolt: App) -> None:
        assert self.respond(acts, bolt, {"text": "x", "blocks": [{"type": "banner"}]}, {"text": ""}) == [
            400,
            400,
        ]

    def test_speaks_to_all_when_told_to(self, world: World, acts: Acts, bolt: App) -> None:
        self.respond(acts, bolt, {"text": "x", "response_type": "in_channel"})
        assert [message.text for message in world.messages(GENERAL.id)] == ["x"]


class TestSignatures:
    def test_the_app_takes_ours_and_no_other(self, acts: Acts, bolt: App) -> None:
        bolt.command("/signal")(lambda ack: ack("Saved"))
        acts.type_command(ANA, GENERAL, "/signal x")
        request = acts.last_request
        assert request is not None
        assert acts.resend(request).status == 200
        assert acts.resend(request, secret="wrong").status == 401
        assert acts.resend(request, age=600).status == 401

    def test_the_same_request_can_come_again(self, world: World, acts: Acts, bolt: App) -> None:
        triggers: list[str] = []

        @bolt.command("/signal")
        def heard(ack: Any, body: dict[str, Any]) -> None:
            triggers.append(body["trigger_id"])
            ack("Saved")

        request = acts.type_command(ANA, GENERAL, "/signal x").request
        assert request is not None
        reply = acts.resend(request)
        assert (reply.status, reply.body) == (200, "Saved")
        assert triggers[0] == triggers[1]
        # Only the first answer was put before people.
        assert len(world.ephemerals(ANA.id, GENERAL.id)) == 1


def test_the_clock_of_the_world_does_not_age_signatures(acts: Acts, bolt: App, clock: Clock) -> None:
    bolt.command("/signal")(lambda ack: ack("Saved"))
    clock.advance(days=30)
    assert acts.type_command(ANA, GENERAL, "/signal x").ok
