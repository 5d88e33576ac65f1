"""Slack stumbles in every known way: the card and the digest arrive all the same, each exactly once."""

from dataclasses import replace

import pytest

from bot.playground.world import Message
from tests.e2e.house import MONDAY, House, words

FAULTS = (
    "ratelimited",
    "http_500",
    "timeout_before",
    "timeout_after",
    "cut_before",
    "cut_after",
    "error:fatal_error",
    "error:internal_error",
    "error:invalid_blocks",
)


def once(house: House, channel: str, part: str) -> Message:
    """The one message of the channel that says this, when all is done."""
    house.settle_in_time()
    [found] = [message for message in house.posted(channel) if part in words(message)]
    return found


@pytest.mark.parametrize("fault", FAULTS)
def test_card_and_digest_come_exactly_once(house: House, fault: str) -> None:
    house.world.faults.add("chat.postMessage", fault, channel="C0SIG", seconds=1)
    house.world.faults.add("chat.postMessage", fault, channel="C0DIG", seconds=1)
    told = house.type("U0ANN", "/signal Acme needs #sso")
    assert "S-1" in told.text
    house.clock.now = MONDAY
    card, digest = once(house, "C0SIG", "Acme needs"), once(house, "C0DIG", "1 signal")
    if fault == "error:invalid_blocks":
        assert "data_visualization" not in words(digest)
        assert digest.blocks
        assert "Acme needs" in card.text
    assert house.world.faults.waiting == ()


@pytest.mark.parametrize("fault", ["ratelimited", "http_500", "timeout_after", "cut_before"])
def test_an_edit_comes_to_the_same_card(house: House, fault: str) -> None:
    told = house.type("U0ANN", "/signal Acme needs #sso")
    [before] = house.cards()
    house.world.faults.add("chat.delete", fault, seconds=1)
    house.answer("U0ANN", told, "signals.restrict")
    house.settle_in_time()
    assert house.cards() == []
    house.answer("U0ANN", house.world.ephemerals("U0ANN", "C0GEN")[-1], "signals.share")
    assert once(house, "C0SIG", "Acme needs").ts != before.ts


def test_a_channel_that_the_bot_was_put_out_of_is_joined_again(house: House) -> None:
    place = house.world.channels["C0SIG"]
    house.world.put_channel(replace(place, members=place.members - {house.world.bot_user}))
    house.type("U0ANN", "/signal Acme needs #sso")
    once(house, "C0SIG", "Acme needs")


def test_an_answer_that_is_lost_on_its_way_keeps_what_was_done(house: House) -> None:
    told = house.type("U0ANN", "/signal Acme needs #sso")
    house.world.faults.add("response_url", "http_500")
    assert house.acts.click("U0ANN", told, "signals.restrict").ok
    assert house.signal(1).visibility == "restricted"
