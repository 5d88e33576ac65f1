"""What the app is told of what people do, and told again."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import request

from bot.playground.acts import Acts, Impossible
from bot.playground.server import Server
from bot.playground.world import Channel, World
from tests.bot.playground.company import ANA, BOB, BOT, EVE, GENERAL, OLD, RANDOM, SECRET, Clock
from tests.bot.playground.tiny_app import SECRET as SIGNING
from tests.bot.playground.tiny_app import listening, plain


class Ear:
    """An app that only listens, and answers with `status`."""

    def __init__(self) -> None:
        self.status = 200
        self.headers: dict[str, str] = {}
        self.bodies: list[dict[str, Any]] = []
        self.retries: list[tuple[str | None, str | None]] = []

    def answer(self) -> Any:
        self.bodies.append(json.loads(request.data))
        self.retries.append(
            (request.headers.get("X-Slack-Retry-Num"), request.headers.get("X-Slack-Retry-Reason"))
        )
        response = plain("", self.status)
        response.headers.update(self.headers)
        return response

    @property
    def events(self) -> list[dict[str, Any]]:
        return [body["event"] for body in self.bodies]


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def acts(world: World, server: Server, ear: Ear) -> Iterator[Acts]:
    with listening(ear.answer) as url:
        yield Acts(world, url, SIGNING)


class TestWhatIsTold:
    def test_a_message(self, acts: Acts, ear: Ear, world: World) -> None:
        message = acts.say(ANA, GENERAL, "a < b, @bob and @channel in #random")
        (event,) = ear.events
        assert event["text"] == "a &lt; b, <@U0BOB> and <!channel> in <#C0RANDOM|random>"
        assert (event["type"], event["user"], event["channel_type"]) == ("message", ANA.id, "channel")
        assert (event["ts"], event["channel"]) == (message.ts, GENERAL.id)
        (body,) = ear.bodies
        assert (body["type"], body["team_id"]) == ("event_callback", world.team)
        assert body["authorizations"][0]["user_id"] == BOT

    def test_only_where_the_app_is_a_member(self, acts: Acts, ear: Ear) -> None:
        acts.say(ANA, RANDOM, "hello")
        assert ear.events == []
        acts.say(ANA, SECRET, "hello")
        assert ear.events[0]["channel_type"] == "group"

    def test_a_direct_message(self, acts: Acts, ear: Ear, world: World) -> None:
        acts.say(ANA, world.direct(ANA.id), "hello")
        assert ear.events[0]["channel_type"] == "im"

    def test_a_mention_of_the_app(self, acts: Acts, ear: Ear) -> None:
        acts.say(ANA, GENERAL, "@Diapason help")
        assert [event["type"] for event in ear.events] == ["message", "app_mention"]
        assert ear.events[1]["text"] == f"<@{BOT}> help"

    def test_a_reply(self, acts: Acts, ear: Ear) -> None:
        first = acts.say(ANA, GENERAL, "first")
        acts.say(BOB, GENERAL, "reply", thread_ts=first.ts)
        assert ear.events[1]["thread_ts"] == first.ts

    def test_edits_and_deletions(self, acts: Acts, ear: Ear) -> None:
        message = acts.say(ANA, GENERAL, "one")
        assert acts.edit(ANA, message, "two").edited is not None
        acts.delete(ANA, message)
        changed, deleted = ear.events[1:]
        assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "two")
        assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", message.ts)
        assert deleted["previous_message"]["text"] == "two"

    def test_a_reaction(self, acts: Acts, ear: Ear) -> None:
        message = acts.say(ANA, GENERAL, "one")
        acts.react(BOB, message, "+1::skin-tone-2")
        event = ear.events[1]
        assert (event["type"], event["reaction"]) == ("reaction_added", "+1::skin-tone-2")
        assert event["item"] == {"type": "message", "channel": GENERAL.id, "ts": message.ts}
        assert event["item_user"] == ANA.id

    def test_the_apps_own_messages(self, acts: Acts, ear: Ear, world: World) -> None:
        world.post(GENERAL.id, BOT, "by me")
        assert acts.retry_due_events()
        assert (ear.events[0]["bot_id"], ear.events[0]["user"]) == (world.bot_id, BOT)
        assert not acts.retry_due_events()

    def test_home(self, acts: Acts, ear: Ear, world: World) -> None:
        acts.open_home(ANA)
        (event,) = ear.events
        assert (event["type"], event["tab"], event["user"]) == ("app_home_opened", "home", ANA.id)
        assert event["channel"] == world.direct(ANA.id).id

    def test_a_profile(self, acts: Acts, ear: Ear) -> None:
        acts.change_profile(BOB, locale="fr-CA", tz="America/Montreal")
        (event,) = ear.events
        told = event["user"]
        assert (event["type"], told["id"], told["locale"], told["tz"]) == (
            "user_change",
            BOB.id,
            "fr-CA",
            "America/Montreal",
        )
        for changes in ({"tz": "Mars/Base"}, {"locale": "tlh"}):
            with pytest.raises(Impossible):
                acts.change_profile(BOB, **changes)

    def test_accounts_that_come_and_go(self, acts: Acts, ear: Ear, world: World) -> None:
        acts.hire(ANA, replace(BOB, id="U0KIM", name="kim"))
        acts.deactivate(ANA, "U0KIM")
        with pytest.raises(Impossible):
            acts.say("U0KIM", GENERAL, "still here?")
        acts.reactivate(ANA, "U0KIM")
        told = [(event["type"], event["user"]["id"], event["user"]["deleted"]) for event in ear.events]
        assert told == [
            ("team_join", "U0KIM", False),
            ("user_change", "U0KIM", True),
            ("user_change", "U0KIM", False),
        ]

    def test_accounts_are_for_admins_and_nobody_closes_their_own(self, acts: Acts, ear: Ear) -> None:
        for refused in (
            lambda: acts.hire(BOB, replace(BOB, id="U0KIM")),
            lambda: acts.hire(ANA, BOB),
            lambda: acts.deactivate(BOB, ANA),
            lambda: acts.deactivate(ANA, ANA),
            lambda: acts.deactivate(ANA, BOT),
            lambda: acts.deactivate(ANA, EVE),
            lambda: acts.reactivate(ANA, BOB),
            lambda: acts.remove(BOB, GENERAL, ANA),
            lambda: acts.invite(BOB, RANDOM, EVE),
        ):
            with pytest.raises(Impossible):
                refused()
        assert ear.events == []

    def test_a_channel_shared_with_another_company(self, acts: Acts, ear: Ear, world: World) -> None:
        shared = acts.connect(ANA, SECRET, EVE)
        assert shared.shared
        assert EVE.id in shared.members
        joined = ear.events[1]
        assert ear.events[0] == {
            "type": "channel_shared",
            "connected_team_id": EVE.team,
            "channel": SECRET.id,
            "event_ts": ear.events[0]["event_ts"],
        }
        assert (joined["type"], joined["user"], joined["inviter"]) == (
            "member_joined_channel",
            EVE.id,
            ANA.id,
        )
        with pytest.raises(Impossible):
            acts.connect(ANA, SECRET, BOB)

    def test_coming_and_going(self, acts: Acts, ear: Ear, world: World) -> None:
        acts.leave(BOB, GENERAL)
        acts.join(BOB, GENERAL)
        acts.invite(ANA, RANDOM, BOT)
        acts.archive(ANA, RANDOM)
        acts.remove(ANA, SECRET, BOT)
        told = [(event["type"], event.get("user"), event["channel"]) for event in ear.events]
        assert told == [
            ("member_left_channel", BOB.id, GENERAL.id),
            ("member_joined_channel", BOB.id, GENERAL.id),
            ("member_joined_channel", BOT, RANDOM.id),
            ("channel_archive", ANA.id, RANDOM.id),
            ("member_left_channel", BOT, SECRET.id),
            ("group_left", None, SECRET.id),
        ]
        assert ear.events[2]["inviter"] == ANA.id
        assert world.channel(RANDOM.id).archived

    @pytest.mark.parametrize("channel", [SECRET, OLD])
    def test_where_one_cannot_go(self, acts: Acts, channel: Channel) -> None:
        with pytest.raises(Impossible):
            acts.join(BOB, channel)
        with pytest.raises(Impossible):
            acts.say(ANA if channel is OLD else BOB, channel, "hello")


class TestToldAgain:
    def test_at_once_then_after_one_minute_then_after_five(self, acts: Acts, ear: Ear, clock: Clock) -> None:
        ear.status = 500
        acts.say(ANA, GENERAL, "hello")
        assert len(ear.bodies) == 1
        waits = (0, 60, 300)
        for number, seconds in enumerate(waits, start=1):
            if seconds:
                clock.advance(seconds=seconds - 1)
                assert not acts.retry_due_events()
                clock.advance(seconds=1)
            assert acts.retry_due_events()
            assert ear.retries[number] == (str(number), "http_error")
        clock.advance(days=1)
        assert not acts.retry_due_events()
        assert len({body["event_id"] for body in ear.bodies}) == 1

    def test_until_it_is_heard(self, acts: Acts, ear: Ear, clock: Clock) -> None:
        ear.status = 500
        acts.say(ANA, GENERAL, "hello")
        ear.status = 200
        assert acts.retry_due_events()
        clock.advance(days=1)
        assert not acts.retry_due_events()
        assert ear.retries == [(None, None), ("1", "http_error")]

    def test_not_when_the_app_says_so(self, acts: Acts, ear: Ear) -> None:
        ear.status, ear.headers = 500, {"X-Slack-No-Retry": "1"}
        acts.say(ANA, GENERAL, "hello")
        assert not acts.retry_due_events()

    def test_when_nobody_was_there(self, world: World, server: Server, ear: Ear) -> None:
        with listening(ear.answer) as url:
            acts = Acts(world, url, SIGNING)
        acts.say(ANA, GENERAL, "hello")
        assert [delivery.reason for delivery in world.events.waiting] == ["connection_failed"]
