"""A ritual run from the command line says what became of it in Slack, and nothing better than that."""

import pytest

from bot.commands.by_hand import run_by_hand
from tests.e2e.house import House, words

AWAY = ["cut_before", "http_500", "error:not_in_channel", "error:restricted_action"]


def digests(house: House) -> int:
    return sum("Acme needs SSO" in words(message) for message in house.posted("C0DIG"))


def test_what_is_posted_is_called_posted(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO")
    house.clock.later(minutes=1)
    assert run_by_hand(house.bot, "weekly_digest", None, dry_run=True).endswith("(dry run)")
    assert digests(house) == 0
    assert run_by_hand(house.bot, "weekly_digest", None, dry_run=False).endswith("(posted to C0DIG)")
    assert digests(house) == 1


@pytest.mark.parametrize("fault", AWAY)
def test_what_slack_does_not_take_is_not_called_posted(house: House, fault: str) -> None:
    house.type("U0ANN", "/signal Acme needs SSO")
    house.settle()
    house.clock.later(minutes=1)
    house.world.faults.add("chat.postMessage", fault, channel="C0DIG", times=100, seconds=1)
    told = run_by_hand(house.bot, "weekly_digest", None, dry_run=False)
    assert digests(house) == 0
    assert "(posted" not in told
    assert "not posted to C0DIG" in told
    assert "goes on trying" in told or "python -m bot doctor" in told


def test_what_is_told_privately_names_no_channel(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO !dealbreaker")
    house.clock.later(days=4)
    assert run_by_hand(house.bot, "signal_promises", None, dry_run=False).endswith(
        "(told privately, to whom it concerns)"
    )
