"""The workspace itself: versions, the past, what was read."""

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from bot.playground.world import Person, Refusal, World
from tests.bot.playground.company import ANA, BOB, BOT, GENERAL, START, TEAM, Clock, make_world, section


def test_whoever_waits_is_woken_by_a_change(world: World) -> None:
    before = world.version
    assert world.wait_for_change(before, 0) == before
    seen: list[int] = []
    waiter = Thread(target=lambda: seen.append(world.wait_for_change(before, 10)))
    waiter.start()
    world.post(GENERAL.id, ANA.id, "hello")
    waiter.join(5)
    assert seen == [world.version] == [before + 1]


def test_a_story_told_beforehand_stands_in_order_and_tells_the_app_nothing(world: World) -> None:
    late = world.post(GENERAL.id, BOB.id, "late", at=START - timedelta(days=1))
    early = world.post(GENERAL.id, ANA.id, "early", at=START - timedelta(days=2))
    same = world.post(GENERAL.id, ANA.id, "same", at=START - timedelta(days=2))
    assert [message.text for message in world.messages(GENERAL.id)] == ["early", "same", "late"]
    assert early.ts < same.ts < late.ts
    assert world.events.waiting == ()


def test_what_is_unread(world: World) -> None:
    world.post(GENERAL.id, ANA.id, "one")
    world.post(GENERAL.id, BOT, "two")
    assert (world.unread(ANA.id, GENERAL.id), world.unread(BOB.id, GENERAL.id)) == (1, 2)
    world.mark_read(BOB.id, GENERAL.id)
    assert world.unread(BOB.id, GENERAL.id) == 0


def test_accounts_that_come_and_change_are_told(world: World) -> None:
    new = Person(id="U0NEW", team=TEAM, name="new", real_name="New")
    world.put_person(new)
    world.put_person(replace(new, locale="fr-FR"))
    told = [delivery.payload["event"] for delivery in world.events.waiting]
    assert [(event["type"], event["user"]["locale"]) for event in told] == [
        ("team_join", "en-US"),
        ("user_change", "fr-FR"),
    ]


def test_events_need_a_subscription_and_a_scope(clock: Clock) -> None:
    deaf = make_world(clock, events=())
    unscoped = make_world(clock, events=("message.channels",), scopes=("chat:write",))
    for world in (deaf, unscoped):
        world.post(GENERAL.id, ANA.id, "hello")
        assert world.events.waiting == ()
    with pytest.raises(ValueError, match="knows no event named"):
        make_world(clock, events=("message.everywhere",))


def test_blocks_are_given_ids_as_at_slack(world: World) -> None:
    actions = {
        "type": "actions",
        "elements": [{"type": "button", "text": {"type": "plain_text", "text": "x"}}],
    }
    nested = {"type": "container", "title": {"type": "plain_text", "text": "t"}, "child_blocks": [actions]}
    message = world.post(GENERAL.id, BOT, "x", blocks=[section("x"), nested])
    inner = message.blocks[1]["child_blocks"][0]
    ids = [message.blocks[0]["block_id"], inner["block_id"], inner["elements"][0]["action_id"]]
    assert all(ids)
    assert len(set(ids)) == 3


def test_an_unknown_channel(world: World) -> None:
    with pytest.raises(Refusal, match="channel_not_found"):
        world.channel("C0NOWHERE")
